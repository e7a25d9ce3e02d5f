"""把改过的做法合起来：几个一起改，只在一条轴上改，换上你用的数。"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tutorial_pool.exercises.misconceptions.misconception import Guess
from tutorial_pool.exercises.misconceptions.steps import Steps, steps_changed
from tutorial_pool.exercises.misconceptions.table import EVERY

SMALLEST_POSITIVE = (
    "你用了`sys.float_info.min`这样的数，以为它是最小的。它是最小的正数，只比0大一点点。"
)
AXIS_STEPS = ("axis", "room", "span", "divide", "is_extra", "size", "start", "taps")


def together(*classes: type[Steps]) -> Steps | None:
    """同时这样改的做法；合不到一起就是None。"""
    try:
        return type("Together", classes, {})()
    except TypeError:  # 一个是另一个的子类
        return None


def only_on(which: int, guess: Guess) -> Guess | None:
    """只在一条轴上（0是高，1是宽）这样想；和轴无关的误解就是None。"""
    one = guess.steps
    changed = [name for name in AXIS_STEPS if name in steps_changed(one)]
    if not changed:
        return None

    def on_one_side(name: str) -> Callable[..., Any]:
        def step(self: Steps, *arguments: Any) -> Any:
            mine = arguments[-1].which == which
            return getattr(one if mine else Steps, name)(self, *arguments)

        return step

    steps = type(one.__name__, (one,), {name: on_one_side(name) for name in changed})
    side = ("上下", "左右")[which]
    return replace(guess, steps=steps, name=f"{guess.name}（只在{side}的方向上）")


ON_ONE_SIDE = tuple(
    half for one in EVERY for which in (0, 1) if (half := only_on(which, one)) is not None
)
SENTINELS = tuple(guess for guess in EVERY if hasattr(guess.steps, "sentinel"))
# 全是−∞的窗口，一个也没有选中：程序的反应（manners里的）已经说明了一切，做法不用再改
UNCHOSEN = replace(next(guess for guess in EVERY if guess.number == 47), steps=Steps)


def with_sentinel(value: float) -> tuple[Guess, ...]:
    """用这个数冒充−∞的各种做法。"""
    return tuple(
        replace(
            guess,
            steps=type("Sentinel", (guess.steps,), {"sentinel": value}),
            thought=SMALLEST_POSITIVE if value > 0 else guess.thought,
        )
        for guess in SENTINELS
    )
