"""练习13：感受野。"""

import random
from itertools import product

from tutorial_pool.exercises.content.exercise import Call, Exercise
from tutorial_pool.exercises.misconceptions.steps import Layer


def calls() -> list[Call]:
    """考的例子，从小到大：先一层，再两层、三层、四层。"""
    chance = random.Random(13)

    def layer() -> Layer:
        return chance.randint(1, 4), chance.randint(1, 3), chance.choice([1, 1, 2, 3])

    asked: list[Call] = [([],)]
    asked += [([one],) for one in product((1, 2, 3), (1, 2), (1, 2))]
    asked += [([(3, 1, 1), (3, 1, 1)],), ([(2, 2, 1), (2, 2, 1)],), ([(3, 1, 1), (2, 2, 1)],)]
    asked += [([(2, 2, 1), (3, 1, 1)],), ([(3, 2, 1), (3, 2, 1), (2, 2, 1)],)]
    for count in (2, 3, 4):
        asked += [([layer() for _ in range(count)],) for _ in range(12)]
    return sorted(asked, key=lambda call: len(call[0]))


EXERCISE = Exercise(
    number="13",
    title="感受野",
    function="receptive_field",
    page="13-receptive-field",
    level=2,
    minutes=20,
    kind="layers",
    returns="一个整数",
    depth=(0,),
    covers="一层到四层，各种窗口、步幅和空洞，还有一层也没有",
    hints=(
        "先只看最后一层的一个输出：它看到前一层的哪几个数？这几个数，又各看到再前面的哪几个？"
        "在纸上画三行格子，一层一层地连下去。",
        "从输入往后推也行：每过一层，感受野添上几格？窗口里的第一格已经数过了，所以只看后面的。"
        "先拿步幅都是1的两层试试。",
        "前面有一层步幅是2，后面相邻的两个数，在输入里就隔2格。用另一个变量记住现在隔几格，"
        "每过一层，两个变量都要变；想一想，先变哪一个。",
    ),
    explanation="`jump`是相邻两个数在输入里隔几格。一层的窗口，第一格以外的每一格，让感受野宽出"
    "`dilation * jump`；这一层的步幅，到下一层才起作用。",
    calls=calls,
    answer=lambda steps, layers: steps.receptive_field(layers),
    inside=("kernel_size", "stride", "dilation"),
)
