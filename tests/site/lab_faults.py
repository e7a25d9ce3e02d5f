"""种在core.js里的错：练习里收集的误解，和写池化时常见的疏忽。名字 → 原来的字，换成的字。

前面的编号是练习里那个误解的编号。原来的字在core.js里正好出现一次，由测试守着。
"""

MAXIMUM = "const found = grid(both, (rows, columns) => maximum(x, rows, columns));"
IF_LARGER = "if (value > best || Number.isNaN(value))"
START = "const starts = range(0, size).map((i) => i * stride - padding);"
STOP = "range(first, Math.min(start + span, length), dilation)"
ROUNDED = 'Math[ceil_mode ? "ceil" : "floor"](room / stride) + 1'
LAST = "if (ceil_mode && (size - 1) * stride >= length + padding)"
AXES = "axis(length, ...sizes.map((size) => size[i]), ceil_mode)"
INDEX = "row * shape[1] + column"
SEND = "(grad[Math.floor(indices[i][j] / width)][indices[i][j] % width] += upstream)"
DIVISOR = "function divisor([rows, columns], i, j, { count_include_pad = true,"
COUNT = "if (count_include_pad) return rows.padded[i] * columns.padded[j];"
PADDED = "Math.min(start + span, length + padding) - start"
PUT = "(output[Math.floor(index / size[1])][index % size[1]] = x[i][j])"
SHARE = "m === 0 ? 0 : (slope * Math.abs(sign(m))) / (rows[i].length * columns[j].length)"


def changed_maximum(value: str) -> tuple[str, str]:
    """最大值`best`换成别的；`partial`是窗口不完整。"""
    return MAXIMUM, (
        "const found = grid(both, (rows, columns, i, j) => {"
        "  const [best, row, column] = maximum(x, rows, columns);"
        "  const partial = rows.length * columns.length <"
        "    Math.ceil((both[0].span ?? 0) / both[0].dilation) *"
        "    Math.ceil((both[1].span ?? 0) / both[1].dilation);"
        f"  return [{value}, row, column];"
        "});"
    )


def changed_index(index: str) -> tuple[str, str]:
    """索引换成别的。"""
    return (
        f"map(found, ([, row, column]) => {INDEX})",
        f"found.map((line, i) => line.map(([, row, column], j) => {index}))",
    )


def swapped(place: int) -> tuple[str, str]:
    """第几个参数的高和宽弄反了。"""
    return AXES, AXES.replace("(size) => size[i]", f"(size, n) => size[n === {place} ? 1 - i : i]")


def ties(share: str) -> tuple[str, str]:
    """梯度送给每个并列的最大值，各得`share`。"""
    return SEND, (
        "{"
        "  const seen = [...elements(x, both[0].windows[i], both[1].windows[j])];"
        "  const tied = seen.filter(([value]) => value === output[i][j]);"
        f"  for (const [, r, c] of tied) grad[r][c] += {share};"
        "}"
    )


FAULTS: dict[str, tuple[str, str]] = {
    # ---- 最大值 ----
    "01 用0填充": changed_maximum("partial && best < 0 ? 0 : best"),
    "02 从0开始比": (
        "let [best, row, column] = [-Infinity,",
        "let [best, row, column] = [0,",
    ),
    "03 用一个很小的数冒充−∞": (
        "let [best, row, column] = [-Infinity,",
        "let [best, row, column] = [-1e9,",
    ),
    "05 不完整的窗口只取左上角的数": changed_maximum(
        "partial && rows.length && columns.length ? x[rows[0]][columns[0]] : best"
    ),
    "11 不完整的窗口给了0": changed_maximum("partial ? 0 : best"),
    "21 求了平均": changed_maximum(
        "operation === 'max_pool2d' ? sum(x, rows, columns) / (rows.length * columns.length) : best"
    ),
    "22 比的是绝对值": changed_maximum("maximum(map(x, Math.abs), rows, columns)[0]"),
    "27 跳过了NaN": (IF_LARGER, "if (value > best)"),
    "27 取第一个NaN": (
        IF_LARGER,
        "if (value > best || (Number.isNaN(value) && !Number.isNaN(best)))",
    ),
    "28 并列取最后一个": (IF_LARGER, "if (value >= best || Number.isNaN(value))"),
    "全是−∞时没有索引": ("-Infinity, rows.first, columns.first]", "-Infinity, 0, 0]"),
    "列优先地扫描": (
        "for (const r of rows) for (const c of columns)",
        "for (const c of columns) for (const r of rows)",
    ),
    "窗口里的最小值": (IF_LARGER, "if (-value > best || Number.isNaN(value))"),
    # ---- 索引 ----
    "29 索引是窗口里的": changed_index(
        "(row - both[0].starts[i]) * (both[1].span ?? 1) + column - both[1].starts[j]"
    ),
    "30 索引连填充一起数": changed_index(
        "(row + both[0].padding) * (shape[1] + 2 * both[1].padding) + column + both[1].padding"
    ),
    "索引按列数": changed_index("column * shape[0] + row"),
    "索引乘的是高": changed_index("row * shape[0] + column"),
    # ---- 几何 ----
    "04 不给步幅时当成了1": ("stride ?? kernel_size, 1)", "stride ?? 1, 1)"),
    "06 忘了最后一窗规则": (LAST, LAST.replace("ceil_mode", "false")),
    "06 右填充也算可以开始的地方": (LAST, LAST.replace("length + padding", "length + 2 * padding")),
    "06 右填充的第一格也算": (LAST, LAST.replace(">=", ">")),
    "06 左填充不算可以开始的地方": (LAST, LAST.replace("length + padding", "length")),
    "07 没有理会ceil_mode": (ROUNDED, "Math.floor(room / stride) + 1"),
    "08 总是向上取整": (ROUNDED, "Math.ceil(room / stride) + 1"),
    "09 四舍五入": (ROUNDED, "Math.round(room / stride) + 1"),
    "10 把最后一个窗口挪回了里面": (
        START,
        START.replace(
            "i * stride - padding",
            "Math.min(i * stride - padding, Math.max(-padding, length - span))",
        ),
    ),
    "12 填充只加一次": ("length + 2 * padding - span", "length + padding - span"),
    "13 填充只在右边和下边": (START, START.replace(" - padding", "")),
    "14 反射填充": (
        STOP,
        STOP.replace("first", "start") + ".map((at) => Math.min(Math.abs(at), length - 1))",
    ),
    "15 没有理会空洞": ("const span = ", "dilation = 1;\n  const span = "),
    "16 跨度是空洞乘窗口": ("dilation * (kernel_size - 1) + 1;", "dilation * kernel_size;"),
    "17 空洞乘在了步幅上": ("stride ?? kernel_size, 1);", "stride ?? kernel_size, 1) * dilation;"),
    "18 窗口的高和宽反了": swapped(0),
    "19 步幅的高和宽反了": swapped(1),
    "20 填充的高和宽反了": swapped(2),
    "空洞的高和宽反了": swapped(3),
    "24 忘了加1": (ROUNDED, ROUNDED.removesuffix(" + 1")),
    "25 起点乘的是窗口": (START, START.replace("stride", "kernel_size")),
    "26 切片少了一格": (STOP, STOP.replace("start + span", "start + span - 1")),
    "切片多了一格": (STOP, STOP.replace("start + span", "start + span + 1")),
    "左填充里的抽头从0数起": (
        "start < 0 ? ((start % dilation) + dilation) % dilation : start",
        "Math.max(0, start)",
    ),
    "只有窗口的高": ("return [numbers[0], numbers.at(-1)];", "return [numbers[0], numbers[0]];"),
    "去掉的窗口说错了地方": ("dropped = size * stride - padding", "dropped = size * stride"),
    "自适应的起点向上取整": (
        "Math.floor((i * length) / size)",
        "Math.ceil((i * length) / size)",
    ),
    "自适应的终点向下取整": (
        "Math.ceil(((i + 1) * length) / size)",
        "Math.max(start + 1, Math.floor(((i + 1) * length) / size))",
    ),
    "自适应的窗口一样大": (
        "Math.ceil(((i + 1) * length) / size)",
        "start + Math.ceil(length / size)",
    ),
    "自适应的None当成了1": ("size ?? lengths[i]", "size ?? 1"),
    # ---- 平均 ----
    "填充总是算": (COUNT, COUNT.replace("if (count_include_pad) ", "")),
    "填充总是不算": (COUNT, ""),
    "越界的也算": (PADDED, "span"),
    "右填充不算": (PADDED, "Math.min(start + span, length) - start"),
    "越界算到右填充的两倍": (PADDED, PADDED.replace("length + padding", "length + 2 * padding")),
    "没有理会divisor_override": ("if (divisor_override !== null) return divisor_override;", ""),
    "除的是高加宽": (
        "rows.windows[i].length * columns.windows[j].length;",
        "rows.windows[i].length;",
    ),
    "求了和": ("sum(x, rows, columns) / divisors[i][j]", "sum(x, rows, columns)"),
    "count_include_pad默认是false": (DIVISOR, DIVISOR.replace("true", "false")),
    # ---- Lp ----
    "Lp没有放大不完整的窗口": (
        "power(mean(x, rows, columns, p) * size + 0, 1 / p)",
        "power(mean(x, rows, columns, p) * rows.length * columns.length + 0, 1 / p)",
    ),
    "Lp没有开方": (
        "power(mean(x, rows, columns, p) * size + 0, 1 / p)",
        "mean(x, rows, columns, p) * size",
    ),
    "Lp先取绝对值": ("(value) => power(value, p));", "(value) => power(Math.abs(value), p));"),
    "Lp的0.5次方不是开方": ("if (p === 0.5) return Math.sqrt(x);", ""),
    "Lp的−∞是最大": ("const sign = Math.sign(p);", "const sign = 1;"),
    "Lp的反向少了放大": ("power(m * size, 1 / p - 1)) * size", "power(m * size, 1 / p - 1))"),
    "Lp的反向忘了p": ("share * (p * power(x[r][c], p - 1))", "share * power(x[r][c], p - 1)"),
    "Lp的反向除以整个窗口": (SHARE, SHARE.replace("rows[i].length * columns[j].length", "size")),
    "Lp的反向在0处是NaN": (SHARE, SHARE.replace("m === 0 ? 0 : ", "")),
    "Lp的±∞忘了符号": ("share * sign(x[r][c])", "share"),
    # ---- 反池化 ----
    "反池化先放的留下": (PUT, "(output[Math.floor(index / size[1])][index % size[1]] ||= x[i][j])"),
    "反池化重复的相加": (PUT, PUT.replace(" = x", " += x")),
    "反池化按列放": (PUT, "(output[index % size[0]][Math.floor(index / size[0])] = x[i][j])"),
    "反池化没有减填充": (" + kernel[i] - 2 * pad[i]", " + kernel[i]"),
    "反池化没有理会output_size": (").slice(-2) ?? usual;", ").slice(-2) && usual;"),
    "反池化的步幅高宽反了": ("(length - 1) * stride[i]", "(length - 1) * stride[1 - i]"),
    "反池化的梯度全给1": (
        "grad_output[Math.floor(index / width)][index % width]",
        "1",
    ),
    # ---- 梯度 ----
    "32 每个并列的都得全部": ties("upstream"),
    "33 并列的平分": ties("upstream / tied.length"),
    "34 赋值，没有累加": (SEND, SEND.replace("+=", "=")),
    "35 没有减去填充": (
        SEND,
        "(grad[Math.min(x.length - 1, Math.floor(indices[i][j] / width) + both[0].padding)]"
        "[Math.min(width - 1, (indices[i][j] % width) + both[1].padding)] += upstream)",
    ),
    "36 像平均那样分": (
        SEND,
        "spread(i, j, upstream / (both[0].windows[i].length * both[1].windows[j].length))",
    ),
    "37 没有理会上游梯度": (SEND, SEND.replace("upstream", "1")),
    "平均的梯度没有除": ("spread(i, j, upstream / divisors[i][j])", "spread(i, j, upstream)"),
    "平均的梯度除以元素的个数": (
        "spread(i, j, upstream / divisors[i][j])",
        "spread(i, j, upstream / (both[0].windows[i].length * both[1].windows[j].length))",
    ),
    "平均的梯度赋值": ("grad[r][c] += share;", "grad[r][c] = share;"),
    "什么也看不到的窗口也求梯度": ("    refuseBlind(both);\n", ""),
    # ---- 收不收 ----
    "填充可以是窗口的一半多": (
        "const limit = Math.floor(kernel_size / 2);",
        "const limit = Math.ceil(kernel_size / 2);",
    ),
    "填充按有效跨度算一半": (
        "const limit = Math.floor(kernel_size / 2);",
        "const limit = Math.floor((dilation * (kernel_size - 1) + 1) / 2);",
    ),
    "放不下窗口也算": ("if (size < 1) {", "if (size < 0) {"),
    "小数也收": ("if (!Number.isInteger(value)) {", 'if (typeof value !== "number") {'),
    "空的步幅不算没有给": (" || (Array.isArray(stride) && !stride.length)", ""),
    "0也算真假": ('if (typeof value !== "boolean")', "if (![true, false, 0, 1].includes(value))"),
    "除数可以是0": ("INT64) === 0)", "INT64) === null)"),
    "索引可以是小数": ("!Number.isInteger(index) || index < 0", "index < 0"),
    "反池化的大小可以差一个步幅": (
        "low < length && length < high",
        "low <= length && length <= high",
    ),
    "输入被改动了": (
        'const shape = matrix("x", x);',
        'const shape = matrix("x", x);\n  x[0][0] += 0;',
    ),
}
