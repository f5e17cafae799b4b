"""The line of exits and entries of one stay: what is likely next, and where the log does not fit what happened.

A stay begins inside. Two exits running, or an entry without an exit, are written down all the same: somebody forgot a
row, and the person at the gate is not the one to be stopped for it. The line shows a question there, for a desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from estancia.law import parameter
from estancia.wording import Sentence


class Direction(StrEnum):
    """Which way."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Passage:
    """One exit or entry at an aware instant."""

    direction: Direction
    at: datetime


_DOUBTS = {
    Direction.OUT: Sentence(
        es="Salida sin entrada anterior: quizá falta anotar una entrada. Nada cuenta en contra de la persona.",
        en="An exit with no entry before it: an entry may be missing. Nothing counts against the person.",
    ),
    Direction.IN: Sentence(
        es="Entrada sin salida anterior: quizá falta anotar una salida. Nada cuenta en contra de la persona.",
        en="An entry with no exit before it: an exit may be missing. Nothing counts against the person.",
    ),
}


def likely_next(*, before: Sequence[Passage]) -> Direction:
    """Say which way the next crossing most likely goes; `before` is in the order of time, and may be empty."""
    return Direction.IN if before and before[-1].direction is Direction.OUT else Direction.OUT


def doubt_of(*, before: Sequence[Passage], direction: Direction) -> Sentence | None:
    """Give the question a crossing raises after those before it; None when it fits."""
    return None if direction is likely_next(before=before) else _DOUBTS[direction]


def same_press(*, line: Sequence[Passage], passage: Passage) -> bool:
    """Say whether a crossing is one of the line pressed again: the same way, within EST-25 of it, before or after.

    Two desks that press for one person at one moment, a button pressed twice and a paper list typed in twice record one
    crossing. With a crossing the other way between the two, both happened. `line` is in the order of time.
    """
    near = parameter("EST-25", on=passage.at.date()).as_timedelta()
    before = [one for one in line if one.at <= passage.at][-1:]
    after = [one for one in line if one.at > passage.at][:1]
    beside = [*before, *after, *(one for one in line if one.at == passage.at)]
    return any(one.direction is passage.direction and abs(passage.at - one.at) < near for one in beside)
