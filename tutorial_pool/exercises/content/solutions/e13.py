def receptive_field(layers):
    """几层叠起来，一个输出和输入的几格有关。

    只看一条轴。layers从输入往后排，每层是
    (kernel_size, stride, dilation)。返回整数；
    一层也没有，就是1。
    """
    field, jump = 1, 1
    for kernel_size, stride, dilation in layers:
        field += dilation * (kernel_size - 1) * jump
        jump *= stride
    return field
