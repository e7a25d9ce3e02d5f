"""练习的路线：十二道题，和它们的提示、说明；后面还有四道挑战。"""

from collections.abc import Callable
from typing import Any

from tutorial_pool.exercises import cases
from tutorial_pool.exercises.challenges import CHALLENGES
from tutorial_pool.exercises.exercise import Call, Exercise
from tutorial_pool.exercises.running import count_steps
from tutorial_pool.exercises.telling import fails_when_large, loops_left
from tutorial_pool.exercises.verdict import Verdict

SIDES = 6, 18  # 看步数变不变时，输入的两种边长


def by(name: str) -> Callable[..., Any]:
    """照某种做法的这个方法来算。"""
    return lambda steps, *arguments: getattr(steps, name)(*arguments)


def without_loops(call: Callable[[int], Call]) -> Callable[[Any, float], Verdict | None]:
    """要求不写循环：输入变大，Python走的步数不能跟着变多。`call`给出某个边长的参数。"""

    def further(function: Any, seconds: float) -> Verdict | None:
        counts = []
        for side in SIDES:
            outcome = count_steps(function, call(side), seconds)
            if outcome.late or outcome.error is not None:
                return fails_when_large(side, outcome)
            counts.append(outcome.value)
        return loops_left(*counts) if counts[1] > 1.5 * counts[0] else None

    return further


TRACK: tuple[Exercise, ...] = (
    Exercise(
        number="01",
        title="一个窗口",
        function="window_max",
        page="01-one-window",
        level=1,
        minutes=10,
        kind="window",
        returns="一个数",
        depth=(0,),
        covers="各种大小和位置的窗口，全是负数的窗口，还有−∞",
        hints=(
            "窗口看到的是哪几行、哪几列？行从`top`到`top + kernel_size[0]`之前，列也一样。"
            "先用两层循环把它们走一遍。",
            "准备一个变量`best`，记住到目前为止最大的数。它一开始该是多少？不能是0："
            "想想全是负数的窗口。",
            "让`best`先等于窗口的第一个数`x[top][left]`。走到一个更大的数（`>`），就换成它。"
            "走完了，返回`best`。",
        ),
        explanation="`best`从窗口自己的第一个数开始，所以不管数有多小都对。"
        "从`-math.inf`开始也行，"
        "从0或者−1e9开始就不行。",
        calls=cases.window_max,
        answer=by("window_max"),
    ),
    Exercise(
        number="02",
        title="输出有多大",
        function="output_size",
        page="02-output-size",
        level=1,
        minutes=10,
        kind="axis",
        returns="一个整数",
        depth=(0,),
        covers="长度1到9、窗口1到4的各种步幅和填充，包括不给步幅",
        hints=(
            "在纸上画一条长7的轴，窗口3，步幅2。窗口的起点在哪些位置？数一数有几个。",
            "第一个窗口在最左边。右边还空着几格（连填充）？每走一步用去一个步幅。"
            "够走几步，就还有几个窗口。",
            "还能走的距离是`length + 2 * padding - kernel_size`，整除（`//`）步幅，就是步数。"
            "窗口的个数比步数多1。别忘了`stride`是None的时候。",
        ),
        explanation="距离整除步幅，是第一个窗口之后还放得下几个；再加上第一个，就是总数。"
        "`//`就是向下取整：零头放不下一个完整的窗口，就不要了。",
        calls=cases.output_size,
        answer=by("output_size"),
    ),
    Exercise(
        number="03",
        title="滑动的窗口",
        function="max_pool",
        page="03-sliding-window",
        level=1,
        minutes=20,
        kind="window",
        returns="嵌套列表，(H_out, W_out)",
        depth=(2,),
        covers="高和宽不同的输入、窗口和步幅，重叠的、跳过的、放不满的窗口，全是负数的输入",
        hints=(
            "分成两层来想：外面的循环决定窗口停在哪里，里面的循环走遍窗口里的数。里面的，"
            "练习1已经写过了。",
            "输出有几行几列？练习2已经会算了。第i行第j列的窗口，左上角在`(i * stride[0], j * st"
            "ride[1])`。",
            "每一行输出先准备一个空列表，算出一个数就`append`进去，"
            "一行完了再把它`append`到结果里。"
            "也可以让`top`从0走到`H - kernel_size[0]`，每次走`stride[0]`。",
        ),
        explanation="`range(0, len(x) - kh + 1, sh)`正好给出每个放得下的窗口的起点，"
        "输出大小不用另外算：它就是这个`range`的长度。",
        calls=cases.max_pool,
        answer=by("max_pool"),
    ),
    Exercise(
        number="04",
        title="批量和通道",
        function="max_pool",
        page="04-batch-and-channels",
        level=1,
        minutes=15,
        kind="window",
        returns="嵌套列表，(N, C, H_out, W_out)",
        depth=(4,),
        covers="1到2张图片、1到3个通道，以及练习3考过的一切",
        hints=(
            "`x[n][c]`是什么？是第n张图片的第c个通道，一个平面。一个平面怎么池化，"
            "练习3已经写过了。",
            "把练习3的函数抄过来，换个名字，比如`pool_plane`。然后对每张图片的每个通道都用它一次。",
            "列表推导式嵌套两层就够：外层走遍`x`里的图片，内层走遍图片里的通道。"
            "输出的N和C和输入一样。",
        ),
        explanation="池化一次只看一个平面。N和C两条轴只是把平面排在一起，谁也不和谁比大小。",
        calls=cases.max_pool_batch,
        answer=by("max_pool_batch"),
    ),
    Exercise(
        number="05",
        title="负无穷填充",
        function="max_pool",
        page="05-padding",
        level=2,
        minutes=20,
        kind="window",
        returns="嵌套列表，(H_out, W_out)",
        depth=(2,),
        covers="上下、左右不同的填充，全是负数的输入，还有比−1e30更小的数和−∞",
        hints=(
            "填充是−∞，它从来不会是最大的。所以不必真的填：窗口伸到输入外面的部分，不看就行了。",
            "第一个窗口从哪里开始？不是0，是`-padding`。输出大小用练习2的公式，"
            "`padding`别忘了乘2。",
            "窗口的行是`range(top, top + kernel_size[0])`，其中小于0或不小于H的跳过，列也一样。"
            "千万别写`x[-1]`：那是最后一行。",
        ),
        explanation="`max(top, 0)`和`min(top + kh, height)`把窗口裁到输入里面，剩下的才看。"
        "`best`从`-math.inf`开始，正好就是填充的值。",
        calls=cases.max_pool_padded,
        answer=by("max_pool"),
    ),
    Exercise(
        number="06",
        title="空洞",
        function="max_pool",
        page="06-dilation",
        level=2,
        minutes=20,
        kind="window",
        returns="嵌套列表，(H_out, W_out)",
        depth=(2,),
        covers="高和宽不同的空洞，配上各种窗口和步幅",
        hints=(
            "先只看一行。窗口大小3，空洞2：三个抽头落在0、2、4。最后一个抽头离第一个有多远？",
            "k个抽头之间有k−1个间隔，所以窗口一共占`dilation * (kernel_size - 1) + 1`格。"
            "输出大小公式里的窗口大小，要换成它。",
            "第a个抽头在`top + a * dilation[0]`行。`range`的第三个参数可以帮你一步跳过去。"
            "步幅和空洞没有关系。",
        ),
        explanation="空洞只改两处：窗口占多大（有效跨度），和窗口里看哪几个。步幅不变，"
        "看的个数也不变。",
        calls=cases.max_pool_dilated,
        answer=lambda steps, x, k, s=None, d=(1, 1): steps.max_pool(x, k, s, (0, 0), d),
    ),
    Exercise(
        number="07",
        title="ceil_mode和最后一个窗口",
        function="max_pool",
        page="07-ceil-mode",
        level=3,
        minutes=30,
        kind="window",
        returns="嵌套列表，(H_out, W_out)",
        depth=(2,),
        covers="向上和向下取整，不完整的窗口，要去掉的最后一个窗口，填充和步幅的各种搭配",
        hints=(
            "先把练习5抄过来：`ceil_mode=False`时，它就是答案。`ceil_mode=True`时，"
            "只是输出可能多一行或一列。",
            "向上取整：`math.ceil(a / b)`，或者`-(-a // b)`。多出来的窗口伸出了右边，"
            "只看还在输入里的那些数。",
            "最后检查一次：最后一个窗口的起点`(size - 1) * stride - padding`，"
            "如果不小于`length`，就是在右填充里，要去掉这个窗口。"
            "这和第4章的`(size - 1) * stride >= length + padding`是同一句话。",
        ),
        explanation="窗口必须从输入或左填充里开始，这就是最后一窗规则。有了它，"
        "每个窗口至少看得到一个数，"
        "`best`就不会留在−∞。",
        calls=cases.max_pool_ceil,
        answer=lambda steps, x, k, s=None, p=(0, 0), ceil=False: steps.max_pool(
            x, k, s, p, (1, 1), ceil
        ),
    ),
    Exercise(
        number="08",
        title="索引、并列和NaN",
        function="max_pool",
        page="08-indices",
        level=3,
        minutes=30,
        kind="window",
        returns="两个嵌套列表(y, indices)，形状都是(N, C, H_out, W_out)",
        depth=(4, 4),
        covers="并列的最大值，有NaN的窗口，几张图片、几个通道，有填充时的索引",
        hints=(
            "找最大值的时候，除了记住它是多少，再记住它在哪一行哪一列。索引就是`行 * W + 列`，"
            "W是输入的宽。",
            "并列时要先遇到的：只有更大（`>`）才换。NaN和谁比都是假，要用`math.isnan`单独问。",
            "每遇到一个NaN都换成它，于是最后留下的是最后一个NaN。"
            "索引用输入里的行和列：不加填充，也不管是第几个通道。",
        ),
        explanation="`x[r][c] > best or math.isnan(x[r][c])`一句话，三条规则都有了："
        "并列取先遇到的，NaN传下去，"
        "索引是最后一个NaN的。torch的源代码里也是这样比的。",
        calls=cases.max_pool_indices,
        answer=by("max_pool_indices"),
    ),
    Exercise(
        number="09",
        title="反向传播",
        function="max_pool_backward",
        page="09-backward",
        level=3,
        minutes=30,
        kind="element",
        returns="嵌套列表，(H, W)",
        depth=(2,),
        covers="重叠的窗口，并列的最大值，填充，正的和负的上游梯度",
        hints=(
            "每个输出只跟着一个输入变：窗口里最大的那个。所以每个上游梯度，只送给一个元素。"
            "先准备一个和`x`一样大、全是0的结果。",
            "走遍每个窗口，像练习8那样找到最大值在哪一行哪一列，把这个窗口的上游梯度送到那里。",
            "窗口重叠时，同一个元素会收到好几份，要用`+=`加起来。并列时只给先遇到的那个。",
        ),
        explanation="前向选中谁，反向就把梯度给谁。`+=`是因为一个数影响几个输出，"
        "总的变化就是几份变化之和。",
        calls=cases.max_pool_backward,
        answer=by("max_pool_backward"),
    ),
    Exercise(
        number="10",
        title="数值梯度检验",
        function="numeric_gradient",
        page="10-gradient-check",
        level=2,
        minutes=20,
        kind="element",
        returns="嵌套列表，(H, W)",
        depth=(2,),
        covers="求和、平方、相邻相乘和2×2最大池化，不同的上游梯度和`eps`",
        hints=(
            "把`x`的一个数往上挪`eps`，别的不动，再算一次`f`。结果变了多少，除以挪了多少，"
            "就是梯度。",
            "要一上一下各挪一次：`f(x + eps)`减`f(x - eps)`，除以`2 * eps`。别改`x`本身，"
            "先抄一份再挪。",
            "`f`的结果是一个平面。把它的每个数乘上对应的`grad_output`，加起来，得到一个数；"
            "挪之前挪之后，比的是这个数。",
        ),
        explanation="不用知道`f`里面是什么，挪一挪就知道梯度。反向传播写得对不对，"
        "和它比一比就知道。",
        calls=cases.numeric_gradient,
        answer=by("numeric_gradient"),
    ),
    Exercise(
        number="11",
        title="不写循环的前向",
        function="max_pool",
        page="11-sliding-window-view",
        level=2,
        minutes=20,
        kind="window",
        returns="NumPy数组，(N, C, H_out, W_out)",
        depth=(4,),
        covers="练习5考过的一切，加上批量和通道，还有：输入变大，Python的步数不变多",
        hints=(
            "`numpy.lib.stride_tricks.sliding_window_view`能给出每一个位置的窗口。"
            "先在一个3×3的小数组上试试，看看形状。",
            "先用`np.pad`在上下左右填上`-np.inf`，N和C两条轴不填。再要`axis=(2, 3)`上的窗口，"
            "得到`(N, C, …, …, kh, kw)`。",
            "步幅用切片来取：`[:, :, ::sh, ::sw]`。最后在最后两条轴上取最大："
            "`.max(axis=(-2, -1))`。",
        ),
        explanation="`sliding_window_view`不抄数据，只换一种看法。循环还在，"
        "不过是NumPy里面的循环。",
        calls=cases.max_pool_numpy,
        answer=by("max_pool_batch"),
        further=without_loops(cases.large_images),
    ),
    Exercise(
        number="12",
        title="不写循环的反向",
        function="max_pool_backward",
        page="12-scatter",
        level=3,
        minutes=25,
        kind="element",
        returns="NumPy数组，(N, C, H, W)",
        depth=(4,),
        covers="重复的索引，几张图片、几个通道，还有：输入变大，Python的步数不变多",
        hints=(
            "索引已经告诉你，每个梯度该送到自己那个平面的第几个数。把每个平面拉成一行："
            "结果是`(N * C, H * W)`的0。",
            "`grad[which, indices] += grad_output`看起来对，可是同一个位置出现两次时，只加了一次。",
            "用`np.add.at(grad, (which, indices), grad_output)`，它会一次一次地加。"
            "或者用`np.bincount`："
            "给每个索引加上自己平面的起点，再带上`weights`。",
        ),
        explanation="`+=`先把右边全部算好，再一次写回，重复的位置后写的盖掉先写的。"
        "`np.add.at`不缓冲，重复几次就加几次。",
        calls=cases.max_pool_backward_numpy,
        answer=by("scatter"),
        further=without_loops(cases.large_gradient),
    ),
)


EVERY_EXERCISE = (*TRACK, *CHALLENGES)


def find(number: Any) -> Exercise:
    """第几题。

    Args:
        number: 练习写"05"、"5"或5都行，挑战写"C1"或"挑战1"。

    Raises:
        ValueError: 没有这一题。
    """
    wanted = str(number).strip().upper().replace("挑战", "C").zfill(2)
    for exercise in EVERY_EXERCISE:
        if exercise.number == wanted:
            return exercise
    raise ValueError(f"题号应为1到{len(TRACK)}，或者C1到C{len(CHALLENGES)}（挑战），得到{number!r}")


def after(exercise: Exercise) -> Exercise | None:
    """下一题；做到头了就是None。"""
    here = EVERY_EXERCISE.index(exercise) + 1
    return EVERY_EXERCISE[here] if here < len(EVERY_EXERCISE) else None
