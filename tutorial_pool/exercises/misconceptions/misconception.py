"""一个误解是什么：编号、要说的话，和抱着它的各种做法。"""

from collections.abc import Iterator
from dataclasses import dataclass

from tutorial_pool.exercises.misconceptions.steps import Steps, steps_changed


@dataclass(frozen=True)
class Way:
    """抱着一个误解的一种做法；说法和误解的不一样，才写在这里。"""

    steps: type[Steps]
    name: str = ""
    thought: str = ""
    truth: str = ""


@dataclass(frozen=True)
class Guess:
    """一个猜想：你抱着这个误解，是照这种做法写的。"""

    number: int
    name: str
    thought: str
    truth: str
    lesson: str
    section: str
    steps: type[Steps]
    about: frozenset[str]  # 管哪几步：这种做法改的，和这个误解的第一种做法改的
    needs: str = ""


@dataclass(frozen=True)
class Misconception:
    """一个误解。"""

    number: int
    name: str  # 一句话说做了什么
    thought: str  # 你大概怎么想的
    truth: str  # 为什么不是这样
    lesson: str  # 哪一章讲它
    section: str  # 那一章的哪一节
    ways: tuple[Way, ...]
    needs: str = ""  # 题目里有这个参数，才谈得上

    def guesses(self) -> Iterator[Guess]:
        """每种做法一个猜想。"""
        usual = steps_changed(self.ways[0].steps)
        for way in self.ways:
            yield Guess(
                self.number,
                way.name or self.name,
                way.thought or self.thought,
                way.truth or self.truth,
                self.lesson,
                self.section,
                way.steps,
                usual | steps_changed(way.steps),
                self.needs,
            )
