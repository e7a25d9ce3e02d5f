"""全部的误解：要说的话，和抱着它的各种做法。

编号1到37来自教学中收集的误解，38以后是写这些练习时添的。编号不能改：各题写错的例子照它归类。
"""

from tutorial_pool.exercises.misconceptions.changed import gradient, looking, taking
from tutorial_pool.exercises.misconceptions.misconception import Misconception, Way

MISCONCEPTIONS: tuple[Misconception, ...] = (
    # ---- 填充和起点 ----
    Misconception(
        number=1,
        name="用0填充",
        thought="填充的地方没有数，你就当那里是0。卷积确实这样做。",
        truth=(
            "0也会参加比较。窗口里全是负数时，0就赢了，可是输入里根本没有它。最大池化的填充是−∞："
            "它永远赢不了，等于没看到。"
        ),
        lesson="01-max-pooling",
        section="填充是−∞，不是0",
        ways=(Way(looking.ZeroOutside), Way(looking.ZeroInPadding)),
    ),
    Misconception(
        number=2,
        name="从0开始比",
        thought="还没看任何数的时候，你让最大值先等于0。",
        truth=(
            "窗口里全是负数时，谁也比不过0，结果就成了0。要从−∞（`-math.inf`）开始，"
            "或者从窗口的第一个数开始。"
        ),
        lesson="01-max-pooling",
        section="填充是−∞，不是0",
        ways=(Way(taking.StartsAtZero),),
    ),
    Misconception(
        number=3,
        name="用一个很小的数冒充−∞",
        thought="你让最大值从一个很小的数开始，比如−1e9，觉得不会有数比它还小。",
        truth="会有的。输入比它还小时，结果就成了它，而不是输入里的数。真正的−∞写作`-math.inf`。",
        lesson="01-max-pooling",
        section="填充是−∞，不是0",
        ways=(Way(taking.StartsAtSentinel), Way(looking.SentinelInPadding)),
    ),
    Misconception(
        number=4,
        name="不给步幅时，步幅当成了1",
        thought="卷积的步幅默认是1，你以为池化也是。",
        truth="池化不给步幅时，步幅等于窗口大小：没有空洞时，窗口一个挨一个，互不重叠。",
        lesson="01-max-pooling",
        section="步幅：窗口每次走多远",
        ways=(Way(looking.StrideOne),),
    ),
    # ---- ceil_mode和最后一个窗口 ----
    Misconception(
        number=5,
        name="不完整的窗口只取左上角的数",
        thought="窗口伸出了边界，凑不齐，你就只取它左上角的那个数。有的笔记确实这样写。",
        truth="不完整的窗口看到几个数，就取这几个数的最大值。伸出去的部分不看。",
        lesson="01-max-pooling",
        section="ceil_mode：装不满的窗口要不要",
        ways=(Way(taking.TakesFirstOfPartial),),
    ),
    Misconception(
        number=49,
        name="每个窗口都只取左上角的数",
        thought="窗口停在哪里，你就取了哪里的数。",
        truth="那只是窗口的第一个数。窗口里的每个数都要看一遍，留下最大的。",
        lesson="01-max-pooling",
        section="一个窗口，一个最大值",
        ways=(Way(taking.TakesFirst),),
    ),
    Misconception(
        number=6,
        name="向上取整以后，忘了最后一窗规则",
        thought="`ceil_mode=True`就是向上取整，你照公式算了，没有再检查。",
        truth=(
            "还有一条规则：窗口必须从输入或左边的填充里开始。最后一个窗口要是从右边的填充里开始，"
            "就去掉它。不然它里面一个数也没有。"
        ),
        lesson="04-output-size",
        section="向上取整，和最后一窗规则",
        ways=(
            Way(looking.KeepsExtraWindow),
            Way(
                looking.StartsInRightPadding,
                name="最后一窗规则的界线差了一点",
                thought="规则你写了，可是窗口从右填充里开始，你也留下了。",
            ),
            Way(
                looking.StartsAtRightPadding,
                name="最后一窗规则的界线差了一点",
                thought="规则你写了，可是刚好从右填充的第一格开始的窗口，你留下了：`>=`写成了`>`。",
            ),
        ),
    ),
    Misconception(
        number=7,
        name="没有理会ceil_mode",
        thought="输出大小总是向下取整，`ceil_mode`你没有用上。",
        truth="`ceil_mode=True`时要向上取整：右边剩下的零头，也开一个窗口来看。",
        lesson="01-max-pooling",
        section="ceil_mode：装不满的窗口要不要",
        ways=(Way(looking.IgnoresCeil),),
    ),
    Misconception(
        number=8,
        name="总是向上取整",
        thought="剩下的零头也是数，你就再开一个窗口。",
        truth="默认是向下取整：放不下一个完整的窗口，零头就不要了。要它，得写`ceil_mode=True`。",
        lesson="01-max-pooling",
        section="ceil_mode：装不满的窗口要不要",
        ways=(
            Way(looking.AlwaysCeil),
            Way(looking.AlwaysCeilKeepsExtraWindow),
            Way(
                looking.StartsRunToTheEnd,
                thought="窗口的起点，你让它一直走到输入的尽头，后面放不下的也算。",
            ),
        ),
    ),
    Misconception(
        number=9,
        name="四舍五入",
        thought="除不尽，你就四舍五入。",
        truth="输出大小只有两种取整：默认向下，`ceil_mode=True`时向上。没有四舍五入。",
        lesson="04-output-size",
        section="一步一步推出公式",
        ways=(
            Way(looking.Rounds),
            Way(looking.RoundsHalfUp),
            Way(looking.RoundsAtTheEnd),
            Way(looking.RoundsForCeil),
        ),
    ),
    Misconception(
        number=10,
        name="把最后一个窗口挪回了里面",
        thought="最后一个窗口伸出了边界，你就把它往回挪，让它完整。",
        truth="窗口的起点总是步幅的整数倍，不会挪。伸出去的部分不看，里面有几个数就看几个。",
        lesson="01-max-pooling",
        section="ceil_mode：装不满的窗口要不要",
        ways=(Way(looking.ShiftsBack), Way(looking.ShiftsBackIntoInput)),
    ),
    Misconception(
        number=11,
        name="不完整的窗口给了0",
        thought="窗口伸出了边界，凑不齐，你就给它一个0。",
        truth="不完整的窗口也有自己的数，取它们的最大值。",
        lesson="01-max-pooling",
        section="ceil_mode：装不满的窗口要不要",
        ways=(Way(taking.TakesZeroOfPartial),),
    ),
    # ---- 填充怎么算 ----
    Misconception(
        number=12,
        name="填充只算了一边",
        thought="公式里的填充，你只加了一次。",
        truth="填充在两边都有，所以长度多了`2 * padding`。",
        lesson="04-output-size",
        section="一步一步推出公式",
        ways=(Way(looking.PadsOnce),),
    ),
    Misconception(
        number=50,
        name="没有理会填充",
        thought="窗口还是只在输入里面走，`padding`你没有用上。",
        truth="两边各多出`padding`格，所以窗口从`-padding`开始，输出也更大。",
        lesson="01-max-pooling",
        section="填充是−∞，不是0",
        ways=(Way(looking.IgnoresPadding),),
    ),
    Misconception(
        number=13,
        name="填充只加在了右边和下边",
        thought="第一个窗口你从第0个元素开始看，填充都放在后面。",
        truth="两边各填充`padding`个，所以第一个窗口从`-padding`开始。",
        lesson="01-max-pooling",
        section="填充是−∞，不是0",
        ways=(Way(looking.PadsAfter), Way(looking.PadsAfterOnce)),
    ),
    Misconception(
        number=14,
        name="用镜像填充",
        thought="填充的地方，你填上了输入照镜子的样子。",
        truth="镜像会让窗口看到本来不在它里面的数。最大池化的填充是−∞，不带来任何新的数。",
        lesson="01-max-pooling",
        section="填充是−∞，不是0",
        ways=(Way(looking.MirrorsOutside),),
    ),
    Misconception(
        number=38,
        name="负的下标绕到了末尾",
        thought="窗口从−1开始，你直接写了`x[-1]`，或者从负数开始切片。",
        truth=(
            "Python的`x[-1]`是最后一个元素，不是左边外面的那个；切片从负数开始，也绕到末尾。"
            "不报错，却看错了地方。取数之前，先看下标是不是在输入里面。"
        ),
        lesson="01-max-pooling",
        section="填充是−∞，不是0",
        ways=(Way(looking.NegativeIndexWraps), Way(looking.NegativeSliceWraps)),
    ),
    # ---- 空洞 ----
    Misconception(
        number=15,
        name="没有理会空洞",
        thought="窗口的抽头你还是一个挨一个地看，`dilation`没有用上。",
        truth="空洞让抽头隔开：相邻两个抽头相距`dilation`。窗口看的数没有变多，只是看得更远。",
        lesson="01-max-pooling",
        section="空洞：把抽头隔开",
        ways=(
            Way(looking.IgnoresDilation),
            Way(looking.AdjacentTaps),
            Way(
                looking.TapsFillSpan,
                name="跨度里的每个数都看了",
                thought="你让窗口变大了，可是里面的数一个也没有跳过。",
            ),
            Way(
                looking.SpanIsKernel,
                name="输出大小没有用有效跨度",
                thought="看的时候你隔开了抽头，输出大小却还是按`kernel_size`算的。",
                truth=(
                    "隔开以后，窗口占的地方大了：有效跨度是`d * (k - 1) + 1`。输出大小的公式里，"
                    "要用它。"
                ),
            ),
        ),
    ),
    Misconception(
        number=16,
        name="有效跨度算成了空洞乘窗口大小",
        thought="窗口有k个抽头，每个占d格，你算成一共`d * k`格。",
        truth="最后一个抽头后面不再空了。k个抽头之间只有k−1个间隔，有效跨度是`d * (k - 1) + 1`。",
        lesson="01-max-pooling",
        section="空洞：把抽头隔开",
        ways=(
            Way(looking.SpanIsProduct),
            Way(
                looking.SpanIsDistance,
                thought="k个抽头之间有k−1个间隔，你算成一共`d * (k - 1)`格。",
                truth=(
                    "那是第一个抽头到最后一个抽头的距离。两头的格子都要算，所以再加1："
                    "`d * (k - 1) + 1`。"
                ),
            ),
        ),
    ),
    Misconception(
        number=17,
        name="把空洞用在了步幅上",
        thought="你让窗口走得更远，而不是让抽头隔得更开。",
        truth="空洞只管窗口里面：相邻两个抽头的距离。相邻两个窗口的距离是步幅，和空洞无关。",
        lesson="01-max-pooling",
        section="空洞：把抽头隔开",
        ways=(Way(looking.DilatesStride), Way(looking.DilatesStrideToo)),
    ),
    Misconception(
        number=45,
        name="不给步幅时，步幅当成了有效跨度",
        thought="有空洞时，你让窗口一个挨一个，走了整个有效跨度。",
        truth="不给步幅时，步幅就是`kernel_size`，和空洞无关。有空洞的窗口，会互相穿插。",
        lesson="01-max-pooling",
        section="空洞：把抽头隔开",
        ways=(Way(looking.StrideIsSpan),),
    ),
    # ---- 高和宽 ----
    Misconception(
        number=18,
        name="窗口的高和宽对调了",
        thought="`kernel_size`的两个数，你按`(宽, 高)`用了。",
        truth="次序和形状一样，先高后宽：`kernel_size[0]`管行，`kernel_size[1]`管列。",
        lesson="04-output-size",
        section="高和宽可以不一样",
        ways=(Way(looking.SwapsKernel), Way(looking.SwapsKernelInTaps)),
    ),
    Misconception(
        number=19,
        name="步幅的高和宽对调了",
        thought="`stride`的两个数，你按`(宽, 高)`用了。",
        truth="次序和形状一样，先高后宽：`stride[0]`是往下走几行，`stride[1]`是往右走几列。",
        lesson="04-output-size",
        section="高和宽可以不一样",
        ways=(Way(looking.SwapsStride), Way(looking.SwapsStrideInStart)),
    ),
    Misconception(
        number=20,
        name="填充的高和宽对调了",
        thought="`padding`的两个数，你按`(宽, 高)`用了。",
        truth="次序和形状一样，先高后宽：`padding[0]`加在上下，`padding[1]`加在左右。",
        lesson="04-output-size",
        section="高和宽可以不一样",
        ways=(Way(looking.SwapsPadding),),
    ),
    Misconception(
        number=42,
        name="空洞的高和宽对调了",
        thought="`dilation`的两个数，你按`(宽, 高)`用了。",
        truth="次序和形状一样，先高后宽：`dilation[0]`隔开行，`dilation[1]`隔开列。",
        lesson="04-output-size",
        section="高和宽可以不一样",
        ways=(Way(looking.SwapsDilation), Way(looking.SwapsDilationInTaps)),
    ),
    # ---- 变成什么 ----
    Misconception(
        number=21,
        name="取了平均",
        thought="窗口里的数，你加起来再平均。",
        truth="那是平均池化。最大池化只留下最大的一个。",
        lesson="01-max-pooling",
        section="一个窗口，一个最大值",
        ways=(Way(taking.TakesMean), Way(taking.TakesMeanOfKernel)),
    ),
    Misconception(
        number=51,
        name="取了最小的",
        thought="比大小的方向反了：你留下了更小的数。",
        truth="最大池化留下最大的：新来的数更大（`>`），才换下原来的。",
        lesson="01-max-pooling",
        section="一个窗口，一个最大值",
        ways=(Way(taking.TakesSmallest),),
    ),
    Misconception(
        number=22,
        name="比的是绝对值",
        thought="你以为最大就是离0最远。",
        truth="最大就是最大，负数总比正数小：−9比1小。最大池化不取绝对值。",
        lesson="01-max-pooling",
        section="填充是−∞，不是0",
        ways=(Way(taking.TakesAbsolute), Way(taking.TakesFarthestFromZero)),
    ),
    Misconception(
        number=23,
        name="把通道也混在一起比了",
        thought="同一个位置的几个通道，你取了它们一起的最大值。",
        truth="池化不碰通道：每个通道自己算自己的，输出的通道数和输入一样。",
        lesson="01-max-pooling",
        section="通道不变，也没有参数",
        ways=(
            Way(taking.MergesChannels),
            Way(taking.DropsChannels),
            Way(taking.RepeatsMergedChannels),
        ),
    ),
    Misconception(
        number=24,
        name="输出大小少加了1",
        thought="你算的是窗口能挪几步。",
        truth=(
            "挪几步是几步，第一个窗口不用挪也在那里。所以个数是步数加1。写成`range`也一样："
            "右端不算在内，最后一个起点是`H - kh`，要写`range(0, H - kh + 1, sh)`；写成`while`，"
            "就是`<=`。"
        ),
        lesson="04-output-size",
        section="一步一步推出公式",
        ways=(Way(looking.OneShort), Way(looking.OneShortBeforeRule), Way(looking.RangeOneShort)),
    ),
    Misconception(
        number=25,
        name="窗口的起点按窗口大小算了",
        thought="第i个窗口，你从`i * kernel_size`开始看。",
        truth=(
            "窗口每次走的是步幅，所以第i个窗口从`i * stride`开始。步幅等于窗口大小时，两者才一样。"
        ),
        lesson="01-max-pooling",
        section="步幅：窗口每次走多远",
        ways=(Way(looking.StartsAtMultiplesOfKernel),),
    ),
    Misconception(
        number=26,
        name="窗口的边上差了一个",
        thought="窗口到哪里为止，你多算或少算了一个。",
        truth=(
            "Python的切片和`range`都不含右端：从`a`开始的k个数，"
            "写作`x[a : a + k]`或`range(a, a + k)`，不多也不少。"
        ),
        lesson="01-max-pooling",
        section="一个窗口，一个最大值",
        ways=(Way(looking.EndsEarly), Way(looking.EndsLate), Way(looking.EndsEarlyAfterFirst)),
    ),
    Misconception(
        number=41,
        name="从整个输入的第一个数开始比",
        thought="每个窗口，你都让最大值先等于`x[0][0]`。",
        truth="`x[0][0]`不一定在这个窗口里。它要是很大，每个窗口的结果就都成了它。",
        lesson="01-max-pooling",
        section="一个窗口，一个最大值",
        ways=(Way(taking.StartsAtInputCorner),),
    ),
    # ---- 索引、并列、NaN ----
    Misconception(
        number=27,
        name="跳过了NaN",
        thought="NaN和谁比都是假，所以它从来没有赢过。",
        truth="torch让NaN传下去：窗口里有NaN，结果就是NaN，这样你才会发现前面算错了。",
        lesson="06-backward",
        section="并列：ReLU之后是常事",
        ways=(Way(taking.SkipsNan), Way(taking.KeepsOnlyLeadingNan)),
    ),
    Misconception(
        number=47,
        name="全是−∞的窗口，一个也没有选中",
        thought="最大值从−∞开始，只有更大的数才换下它，于是−∞一个也换不了。",
        truth=(
            "窗口里全是−∞时，最大值是−∞，索引是窗口里的第一个，梯度也给它。从窗口的第一个数开始比，"
            "就不会漏掉。"
        ),
        lesson="06-backward",
        section="索引：最大值在哪里",
        ways=(Way(taking.ChoosesNothing), Way(taking.ChoosesNothingSaysMinusOne)),
    ),
    Misconception(
        number=44,
        name="留下的是第一个NaN",
        thought="遇到NaN，你就停下来，或者不再换了。",
        truth=(
            "并列时取先遇到的，NaN却相反：torch每遇到一个NaN都换成它，所以索引是最后一个NaN的。"
            "值是一样的，差别只在索引。"
        ),
        lesson="06-backward",
        section="并列：ReLU之后是常事",
        ways=(Way(taking.TakesFirstNan),),
    ),
    Misconception(
        number=28,
        name="并列时取了最后一个",
        thought="两个数一样大，你让后来的赢（写了`>=`）。",
        truth="并列时，索引是先遇到的那个。后来的要真的更大（`>`），才能换下它。",
        lesson="06-backward",
        section="并列：ReLU之后是常事",
        ways=(Way(taking.TakesLastTie),),
    ),
    Misconception(
        number=29,
        name="索引是在窗口里数的",
        thought="最大值是窗口里的第几个，你就写了几。",
        truth=(
            "索引要从整个平面的左上角数起：`行 * 宽 + 列`。不然反池化时，"
            "谁也不知道是哪个窗口的第几个。"
        ),
        lesson="06-backward",
        section="索引：最大值在哪里",
        ways=(Way(taking.CountsInKernel), Way(taking.CountsWhatIsSeen)),
    ),
    Misconception(
        number=30,
        name="索引把填充也数进去了",
        thought="你先把输入填充好，再在填充过的平面上数位置。",
        truth="索引是原来的输入里的位置，填充不算。行和列都要先减去`padding`。",
        lesson="06-backward",
        section="索引：最大值在哪里",
        ways=(Way(taking.CountsPadding),),
    ),
    Misconception(
        number=31,
        name="索引跨过了通道和图片",
        thought="索引你从整个批量的第一个数数起。",
        truth="每个平面自己数自己的，都从0开始。第n张图片第c个通道，由它在数组里的位置说明。",
        lesson="06-backward",
        section="索引：最大值在哪里",
        ways=(Way(taking.CountsAcrossBatch), Way(taking.CountsAcrossChannels)),
    ),
    Misconception(
        number=43,
        name="索引里，行号乘了高",
        thought="位置写成一个数，你用行号乘了行数。",
        truth="走完一行要经过“宽”那么多个数，所以索引是`行 * 宽 + 列`。输入是正方形时，看不出错。",
        lesson="06-backward",
        section="索引：最大值在哪里",
        ways=(Way(taking.MultipliesByHeight),),
    ),
    # ---- 反向传播 ----
    Misconception(
        number=32,
        name="并列的每个元素都拿到了梯度",
        thought="几个数一样大，你让它们各得一整份上游梯度。",
        truth="前向时只有先遇到的那个被选中，梯度就只给它一个。都给的话，梯度凭空多了几倍。",
        lesson="06-backward",
        section="并列：ReLU之后是常事",
        ways=(Way(gradient.GivesEveryTie),),
    ),
    Misconception(
        number=33,
        name="并列的元素平分了梯度",
        thought="几个数一样大，你让它们平分上游梯度。`torch.amax`确实这样做。",
        truth="`max_pool2d`不平分：梯度全给先遇到的那个最大值。",
        lesson="06-backward",
        section="并列：ReLU之后是常事",
        ways=(Way(gradient.SplitsAmongTies),),
    ),
    Misconception(
        number=34,
        name="后来的梯度盖掉了先来的",
        thought=(
            "一个元素分到梯度时，你写了`=`；或者用NumPy写了`grad[索引] += …`，而索引有重复时，"
            "它只加一次。"
        ),
        truth=(
            "窗口重叠时，一个元素可以是几个窗口的最大值。每个窗口给它的梯度都要加上：循环里用`+=`，"
            "NumPy里用`np.add.at`。"
        ),
        lesson="06-backward",
        section="重叠：梯度要相加",
        ways=(Way(gradient.Overwrites),),
    ),
    Misconception(
        number=35,
        name="梯度的位置偏了一个填充",
        thought="你按填充过的平面来放梯度。",
        truth="梯度的形状和输入一样，不带填充。位置要先减去`padding`，或者最后把填充裁掉。",
        lesson="06-backward",
        section="一个数变一点，结果变多少",
        ways=(Way(gradient.OffsetsByPadding), Way(gradient.KeepsPadding)),
    ),
    Misconception(
        number=36,
        name="梯度摊给了窗口里的每个元素",
        thought="窗口里的每个数，你都分到一样多。",
        truth="那是平均池化的梯度。最大池化的输出只由最大的那个数决定，梯度就全给它。",
        lesson="06-backward",
        section="平均池化：平分",
        ways=(
            Way(gradient.SpreadsOverKernel),
            Way(gradient.SpreadsOverSeen),
            Way(gradient.GivesEveryElement),
        ),
    ),
    Misconception(
        number=37,
        name="没有用上游梯度",
        thought="每个输出的上游梯度，你都当成了1。",
        truth="输入变一点，输出跟着变多少，还要乘上`grad_output`：这个输出变一点，最后的损失变多少。",
        lesson="06-backward",
        section="一个数变一点，结果变多少",
        ways=(Way(gradient.IgnoresUpstream),),
    ),
    # ---- 数值梯度检验 ----
    Misconception(
        number=39,
        name="只往上挪了一步",
        thought="你算了挪上去和原地的差，再除以`eps`。",
        truth="要一上一下，各挪一步：两边的误差大半抵消，结果准得多。只挪一边，弯的函数就算不准。",
        lesson="06-backward",
        section="怎样知道没有写错：数值梯度检验",
        ways=(
            Way(gradient.MovesUpOnly),
            Way(
                gradient.MovesDownOnly,
                name="只往下挪了一步",
                thought="你算了原地和挪下去的差，再除以`eps`。",
            ),
        ),
    ),
    Misconception(
        number=48,
        name="除以2，又乘了eps",
        thought="你写了`/ 2 * eps`，以为是除以`2 * eps`。",
        truth="Python从左到右算：先除以2，再乘`eps`。分母要用括号括起来：`/ (2 * eps)`。",
        lesson="06-backward",
        section="怎样知道没有写错：数值梯度检验",
        ways=(Way(gradient.MultipliesByEps),),
    ),
    Misconception(
        number=40,
        name="少除了一个2",
        thought="一上一下的差，你除以了`eps`。",
        truth="从`x - eps`到`x + eps`，一共隔了`2 * eps`，所以要除以`2 * eps`。",
        lesson="06-backward",
        section="怎样知道没有写错：数值梯度检验",
        ways=(Way(gradient.DividesByEps),),
    ),
    Misconception(
        number=46,
        name="往上挪和往下挪，没有分开",
        thought="多半是直接改了`x`，或者只抄了外面一层（`x.copy()`、`list(x)`、`x[:]`）。",
        truth=(
            "只抄外面一层，里面的每一行还是原来的：往上挪、往下挪，挪的是同一个数。每次挪之前，"
            "都从原来的`x`抄一份新的：`[list(row) for row in x]`。"
        ),
        lesson="06-backward",
        section="怎样知道没有写错：数值梯度检验",
        ways=(Way(gradient.MovesTogether), Way(gradient.MovesUpAndBack)),
    ),
)

# 每个误解的每种做法，照编号排
EVERY = tuple(
    guess for one in sorted(MISCONCEPTIONS, key=lambda one: one.number) for guess in one.guesses()
)
