// 把考题给core.js做，说出哪里和答案不同。在网页里运行，由test_lab_core.py放进去。

const SPECIAL = { NaN, Infinity, "-Infinity": -Infinity };

/** JSON里没有NaN和无穷，考题里写成了字符串；冻住，免得被改动。 */
export function read(text) {
  return JSON.parse(text, (key, value) => {
    if (typeof value === "string" && Object.hasOwn(SPECIAL, value)) return SPECIAL[value];
    return Object.freeze(value);
  });
}

/** 每个数都相同：NaN等于NaN，0.0不等于−0.0；有`tolerance`时，相差的比例不超过它。 */
function same(got, wanted, tolerance) {
  if (Array.isArray(wanted)) {
    const fits = Array.isArray(got) && got.length === wanted.length;
    return fits && wanted.every((value, i) => same(got[i], value, tolerance));
  }
  const near = tolerance > 0 && Math.abs(got - wanted) <= tolerance * Math.abs(wanted);
  return near || Object.is(got, wanted);
}

/** 结果；不收的，是core.js给的理由，别的错误是它自己坏了。 */
function attempt(Refusal, run) {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    return /read only/.test(error) ? "改动了输入" : `坏了：${error}`;
  }
}

function* differences({ forward, backward, Refusal }, { operation, x, args, ...wanted }) {
  const got = attempt(Refusal, () => forward(operation, x, args));
  if (typeof got === "string") return yield got;
  if (got instanceof Refusal !== Boolean(wanted.refused)) return yield `收不收：${got.message ?? "收了"}`;
  if (wanted.refused) {
    if (!/[\u4e00-\u9fff]/.test(got.message)) yield `没有理由：${got.message}`;
    if (!wanted.refused.includes(got.field)) yield `怪错了${got.field}：${got.message}`;
    return;
  }
  const tolerance = operation === "lp_pool2d" ? 1e-12 : 0;
  for (const part of ["output", "indices", "divisors"]) {
    if (wanted[part] && !same(got[part], wanted[part], tolerance)) yield part;
  }
  for (const part of wanted.axes ? ["size", "starts", "windows", "padded", "dropped"] : []) {
    const parts = (axes) => axes.map((axis) => axis[part]);
    if (!same(parts(got.axes), parts(wanted.axes), 0)) yield part;
  }
  const gradient = attempt(Refusal, () => backward(operation, wanted.grad_output, x, args));
  if (typeof gradient === "string") yield gradient;
  else if (gradient instanceof Refusal !== (wanted.gradient === null)) yield `梯度收不收：${gradient.message ?? "收了"}`;
  else if (wanted.gradient && !same(gradient, wanted.gradient, tolerance)) yield "gradient";
}

/** 每一处不同：第几题，什么不同。 */
export function* check(core, cases) {
  for (const [i, question] of cases.entries()) {
    for (const what of differences(core, question)) yield [i, what];
  }
}
