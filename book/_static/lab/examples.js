// 例子菜单：每一个都让一件事看得见。

const rising = (height, width) => Array.from({ length: height }, (_, r) => Array.from({ length: width }, (_, c) => r * width + c));

export const EXAMPLES = [
  { name: "5×5，窗口3", state: { kernel_size: 3 } },
  { name: "同一个5×5，向上取整", state: { kernel_size: 3, ceil_mode: true } },
  { name: "反例：不完整窗口取的也是最大的", state: { x: rising(5, 5), kernel_size: 3, ceil_mode: true, output: [0, 1] } },
  { name: "填的是−∞：全是负数", state: { x: [[-5, -2], [-3, -4]], kernel_size: 2, padding: 1 } },
  { name: "空洞：夹在中间的不看", state: { x: rising(7, 7), kernel_size: 3, stride: 1, dilation: 2 } },
  { name: "最后一窗被去掉", state: { x: rising(6, 6), kernel_size: 2, stride: 3, ceil_mode: true, output: [1, 1] } },
  { name: "不在任何窗口里的元素", state: { x: rising(7, 7), kernel_size: 2, stride: 3, ceil_mode: true } },
  { name: "并列：梯度给先遇到的", state: { x: [[0, 0, 0], [0, 0, 0], [0, 0, 0]], kernel_size: 2, stride: 1, direction: "backward" } },
  { name: "重叠：梯度要相加", state: { x: [[1, 2, 1], [2, 9, 2], [1, 2, 1]], kernel_size: 2, stride: 1, direction: "backward", grad_output: [[1, 2], [3, 4]] } },
  { name: "NaN：取最后一个", state: { x: [[1, "nan", 3], ["nan", 5, 2]], kernel_size: [2, 3] } },
  { name: "平均：除以6，不是9", state: { operation: "avg_pool2d", x: rising(5, 5), kernel_size: 3, ceil_mode: true, output: [0, 1] } },
  { name: "平均：填充算不算个数", state: { operation: "avg_pool2d", x: [[12, 12, 12]], kernel_size: [1, 3], stride: 1, padding: [0, 1], count_include_pad: false } },
  { name: "Lp：不完整窗口被放大", state: { operation: "lp_pool2d", x: [[3, 4, 5]], kernel_size: [1, 2], norm_type: 1, ceil_mode: true, output: [0, 1] } },
  { name: "自适应：7变3，窗口会重叠", state: { operation: "adaptive_avg_pool2d", x: [[1, 2, 3, 4, 5, 6, 7]], output_size: [1, 3], output: [0, 1] } },
  { name: "反池化：放回原来的地方", state: { operation: "max_unpool2d", x: [[7, 5], [8, 9]], indices: [[4, 3], [13, 10]], kernel_size: 2, output: [1, 0] } },
  { name: "全是填充的窗口：空洞加填充", state: { x: [[1], [1], [1]], kernel_size: 2, padding: 1, dilation: 2 } },
];
