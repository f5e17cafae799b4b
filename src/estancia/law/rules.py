"""Rule rows as dated data: who said what, from when, until when, and how strongly it may speak.

A row supports *grounds* by name. On a day a row in force may refuse (`BINDING`) or only warn and protect (`SOFT`):
soft are the rows graded *verify* or *practice*, and a row whose start is known only to the month, within that month.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

GRADES = ("primary", "general_law", "secondary", "house", "verify", "practice")
SOFT_GRADES = frozenset({"verify", "practice"})


class Strength(IntEnum):
    """How strongly a row may speak on a day."""

    ABSENT = 0
    SOFT = 1
    BINDING = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: value, half-open `[from_, until)`, unit, source and grade; `until` None is still open."""

    id: str
    rule_set: str
    from_: date
    until: date | None
    month_only: bool
    jurisdiction: str
    topic: str
    value: str | int
    unit: str
    grade: str
    source: str
    grounds: tuple[str, ...]
    effect: str | None

    def strength_on(self, on: date) -> Strength:
        """Say how strongly this row speaks on a day."""
        if on < self.from_ or (self.until is not None and on >= self.until):
            return Strength.ABSENT
        unsure = self.month_only and (on.year, on.month) == (self.from_.year, self.from_.month)
        return Strength.SOFT if unsure or self.grade in SOFT_GRADES else Strength.BINDING

    def starts_and_ends(self) -> tuple[date, ...]:
        """Give the days on which this row begins, grows firm, or stops speaking."""
        firm = (_next_month(self.from_),) if self.month_only else ()
        return (self.from_, *firm, *((self.until,) if self.until else ()))


@dataclass(frozen=True, slots=True)
class Law:
    """A body of rows, indexed by the ground they support."""

    rules: tuple[Rule, ...]
    by_ground: Mapping[str, tuple[Rule, ...]]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Law":
        """Index rows by ground."""
        kept = tuple(rules)
        grounds = {ground for rule in kept for ground in rule.grounds}
        index = {ground: tuple(rule for rule in kept if ground in rule.grounds) for ground in grounds}
        return cls(rules=kept, by_ground=MappingProxyType(index))

    def __hash__(self) -> int:
        return id(self)

    def without(self, *ids: str) -> "Law":
        """Give the law as it would be with some rows deleted."""
        return Law.of(rule for rule in self.rules if rule.id not in ids)

    def supporting(self, ground: str, *, on: date, at_least: Strength = Strength.SOFT) -> tuple[Rule, ...]:
        """List the rows that support a ground on a day, the strongest and latest first."""
        found = [rule for rule in self.by_ground.get(ground, ()) if rule.strength_on(on) >= at_least]
        return tuple(sorted(found, key=lambda rule: _speaks_before(rule, on)))

    def in_force(self, *, on: date) -> tuple[Rule, ...]:
        """List every row in force on a day."""
        return tuple(rule for rule in self.rules if rule.strength_on(on) > Strength.ABSENT)

    def boundaries(self) -> tuple[date, ...]:
        """List the days on which the law changes: between two of them it is constant."""
        return tuple(sorted({day for rule in self.rules for day in rule.starts_and_ends()}))


def rules(*, on: date | None = None) -> tuple[Rule, ...]:
    """List the rows, or those in force on a day."""
    return current_law().rules if on is None else current_law().in_force(on=on)


@cache
def current_law() -> Law:
    """Read the rows that come with the house."""
    text = files("estancia.law").joinpath("data/rules.toml").read_text(encoding="utf-8")
    return Law.of(_rule(row) for row in tomllib.loads(text)["rule"])


def _rule(row: Mapping[str, object]) -> Rule:
    start, month_only = _start(row["from"])
    if row["grade"] not in GRADES:
        raise ValueError(f"{row['set']}.{row['name']}: no grade '{row['grade']}'")
    return Rule(
        id=f"{row['set']}.{row['name']}",
        rule_set=str(row["set"]),
        from_=start,
        until=row.get("until"),  # type: ignore[arg-type]
        month_only=month_only,
        jurisdiction=str(row["by"]),
        topic=str(row["topic"]),
        value=row["value"],  # type: ignore[arg-type]
        unit=str(row["unit"]),
        grade=str(row["grade"]),
        source=str(row["source"]),
        grounds=tuple(row.get("grounds", ())),  # type: ignore[arg-type]
        effect=row.get("effect"),  # type: ignore[arg-type]
    )


def _start(written: object) -> tuple[date, bool]:
    if isinstance(written, date):
        return written, False
    year, month = str(written).split("-")
    return date(int(year), int(month), 1), True


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _speaks_before(rule: Rule, on: date) -> tuple[int, int, int]:
    return (-rule.strength_on(on), GRADES.index(rule.grade), -rule.from_.toordinal())
