"""概念小测的题：关于池化，许多人信的事，一件一件地问。

每个选项都折叠着，点开才知道对不对、为什么。折叠用HTML自己的details，网页上没有JavaScript也行。
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tutorial_pool.exercises.judging.verdict import marked, words

LETTERS = "ABCD"


@dataclass(frozen=True)
class Option:
    """一个选项。"""

    text: str
    why: str  # 为什么对，或者为什么不对
    right: bool = False

    @property
    def judged(self) -> str:
        """对不对，和为什么。"""
        return ("✅ **对。**" if self.right else "❌ **不对。**") + self.why


def options_html(options: Iterable[Option]) -> str:
    """几个选项，各自折叠着：点开才知道对不对、为什么。"""
    return "".join(
        f'<details class="pool-hint pool-quiz-option"><summary>{letter}. {marked(option.text)}'
        f"</summary><p>{marked(option.judged)}</p></details>"
        for letter, option in zip(LETTERS, options, strict=False)
    )


@dataclass(frozen=True)
class Question:
    """一道题，只有一个选项是对的。

    在笔记本里放在单元格的最后一行，就会显示；`print`它则是一段文字，不带答案。
    """

    number: int
    belief: str  # 问的是哪种想法
    review: str  # 以后复习哪一种题，名字在lab/questions.js里；没有数可换的，还是它自己
    text: str
    options: tuple[Option, ...]

    def _repr_html_(self) -> str:
        options = options_html(self.options)
        data = f'data-review="{self.review}"'
        return f'<div class="pool-quiz" {data}><p>{marked(self.text)}</p>{options}</div>'

    def __repr__(self) -> str:
        lines = [words(self.text).text]
        for letter, option in zip(LETTERS, self.options, strict=False):
            lines.append(f"{letter}. {words(option.text).text}")
        lines.append(f'选好了，写quiz({self.number}, "A")，看对不对。')
        return "\n".join(lines)


QUESTIONS: tuple[Question, ...] = (
    Question(
        1,
        "池化有参数",
        "quiz-1",
        "网络里加一层`nn.MaxPool2d(3)`，训练时要多学几个参数？",
        (
            Option("9个：窗口有3×3格，一格一个。", "卷积的窗口才是一格一个权重。池化只比大小。"),
            Option("每个通道9个。", "池化对每个通道做同样的事，不用记住什么，所以一个参数也没有。"),
            Option(
                "一个也不多。",
                "取最大是定好的规则，没有什么要学的。`kernel_size`、`stride`是你写的，不是学来的。",
                right=True,
            ),
        ),
    ),
    Question(
        2,
        "ceil_mode=True以后，每个元素都在某个窗口里",
        "unseen",
        "一行8个数，窗口2，步幅4，`ceil_mode=True`。把哪个位置的数改成100，输出一点也不变？",
        (
            Option(
                "没有这样的位置：向上取整以后，每个数都在某个窗口里。",
                "向上取整只管右边剩下的。步幅比窗口大时，窗口之间的缝它补不上。",
            ),
            Option(
                "位置2。",
                "两个窗口看的是0、1和4、5。2、3在缝里；6、7也不在任何窗口里：从8开始的窗口被去掉了。",
                right=True,
            ),
            Option("位置4。", "第二个窗口从4开始，看的是4、5。改成100，第二个输出就是100。"),
        ),
    ),
    Question(
        3,
        "最大池化完全不怕平移",
        "shift",
        "一行数`[1, 3, 0, 2, 0, 0]`，窗口2，池化得到`[3, 2, 0]`。"
        "把它往右挪一格，左边补0，再池化，得到什么？",
        (
            Option(
                "还是`[3, 2, 0]`：最大池化不怕平移。",
                "挪了一格，数换了窗口，最大值就跟着变。它只是没有那么怕，不是完全不怕。",
            ),
            Option(
                "`[0, 3, 2]`：结果也跟着挪一格。",
                "输出的一格是输入的两格。输入挪一格，输出没法正好挪半格。",
            ),
            Option(
                "`[1, 3, 2]`：和上面两种都不一样。",
                "原来1和3在一个窗口，挪了以后分开了，1也成了最大值。挪的格数是步幅的整数倍时，"
                "中间的结果才整齐地跟着挪；边上的，还要看挪进来的是什么、有没有填充。",
                right=True,
            ),
        ),
    ),
    Question(
        4,
        "池化的dilation就是空洞卷积",
        "quiz-4",
        "`F.max_pool1d(x, 3, dilation=2)`的`dilation=2`做了什么？",
        (
            Option(
                "窗口里的三个抽头隔开，相邻两个相距2格，再取这三个数的最大值。",
                "借来的只有“隔着看”。卷积把看到的数乘上权重再相加，池化取最大。",
                right=True,
            ),
            Option(
                "先做一次空洞卷积，再取最大。",
                "里面没有卷积，也没有权重。两者只是挑格子的办法一样。",
            ),
            Option(
                "窗口变成5格，看5个数。",
                "窗口占的地方变成5格，看的还是3个数，中间的跳过。",
            ),
            Option("步幅变成2倍。", "步幅是相邻两个窗口的距离，和空洞无关。"),
        ),
    ),
    Question(
        5,
        "padding可以超过窗口的一半",
        "quiz-5",
        "窗口3，想多填一点，写`padding=2`，会怎样？",
        (
            Option("照做：上下左右各填2圈。", "最多填窗口的一半，3的一半取整是1。"),
            Option(
                "照做，四角的输出是−∞。",
                "窗口3、填充2，四角的窗口里还有一个数；填到3，才会一个也没有。"
                "torch不等到那一步：超过一半就不许。",
            ),
            Option(
                "报错。",
                "填充最多是窗口的一半，取整。这样，没有空洞时，每个窗口里至少有一个真正的数。",
                right=True,
            ),
        ),
    ),
    Question(
        6,
        "二维张量直接就能池化",
        "quiz-6",
        "`x = torch.ones(5, 5)`，`F.max_pool2d(x, 2)`得到什么？",
        (
            Option(
                "2×2的张量。", "`max_pool2d`要的是`(C, H, W)`或`(N, C, H, W)`，少一条轴也不行。"
            ),
            Option(
                "报错：要先加上通道的轴。",
                "写`x[None]`，形状变成`(1, 5, 5)`，就行了。",
                right=True,
            ),
            Option(
                "当成5行，每行各池化。",
                "那是`max_pool1d`对`(C, L)`做的事。`max_pool2d`不猜，直接报错。",
            ),
        ),
    ),
    Question(
        7,
        "5×5用窗口3池化得到3×3",
        "stride",
        "5×5的图，`F.max_pool2d(x, 3)`得到多大？",
        (
            Option(
                "1×1。",
                "步幅也是3。一条轴上，第一个窗口占去3格，剩2格，走不了一步，所以只有1个。",
                right=True,
            ),
            Option(
                "3×3。",
                "那是步幅1。卷积默认步幅1，池化不一样：不写步幅，步幅就等于窗口。",
            ),
            Option("2×2。", "那要`ceil_mode=True`。默认向下取整，放不下的不要。"),
        ),
    ),
    Question(
        8,
        "NaN会被跳过",
        "nan",
        "一个窗口里是1、NaN、5、2，最大池化得到什么？",
        (
            Option("5：NaN不是数，跳过。", "跳过的话，前面算错了你也不知道。torch不跳过。"),
            Option(
                "NaN。",
                "窗口里有NaN，结果就是NaN。坏消息要传下去，你才会发现。",
                right=True,
            ),
            Option("报错。", "NaN也是浮点数，照样算，不报错。"),
        ),
    ),
    Question(
        9,
        "平均池化只除以真正的元素个数",
        "divisor",
        "一行`[12, 12, 12]`，`F.avg_pool1d(x, 3, stride=1, padding=1)`，第一个输出是多少？",
        (
            Option(
                "12：都是12，平均还是12。",
                "加上`count_include_pad=False`才是12。默认的时候，填充的0也算一个数。",
            ),
            Option(
                "8。",
                "第一个窗口看到填充的0和两个12，加起来24，除以3。默认`count_include_pad=True`：填充也算进除数。",
                right=True,
            ),
            Option("24。", "那是和。平均要除以个数，这里是3。"),
        ),
    ),
    Question(
        10,
        "最大池化填的是0",
        "lowest",
        "一张图全是−5，`F.max_pool2d(x, 3, stride=1, padding=1)`，角上的输出是多少？",
        (
            Option(
                "−5。",
                "填的是−∞，赢不了真正的数。角上的窗口只在真正的数里挑。",
                right=True,
            ),
            Option("0：填充的0比−5大。", "卷积填0，最大池化不填0。不然负数的图，四周就都成了0。"),
            Option("−∞：填充是−∞。", "−∞不比哪个数大。窗口里有真正的数，就轮不到它。"),
        ),
    ),
    Question(
        11,
        "并列的最大值平分梯度",
        "tie",
        "ReLU之后，一个2×2的窗口里是四个0。`max_pool2d`反向传播时，上游梯度8怎样分？",
        (
            Option("每个2：四个平分。", "`torch.amax`是这样分的。`max_pool2d`不平分。"),
            Option("每个8：四个都是最大值。", "都给8，梯度就凭空多成了32。"),
            Option(
                "左上角得8，别的得0。",
                "前向时，并列的取先遇到的那个；梯度只给它。",
                right=True,
            ),
            Option("都得0：谁也没有更大。", "输出总要来自某一个数，前向时选中的是第一个。"),
        ),
    ),
)
