"""Criteria in three values: one definition that serves one person with an explanation and a million in arrays.

A criterion is a small tree of the nodes below. Asked of one person (`of`) it answers yes, no or not known;
`asks` then names the facts whose answer would settle it. Asked of columns (`over`) it gives two masks, yes and no;
where both are false it is not known. The two forms are tested to agree.

Facts are looked up by path. One person's facts are a mapping from path to a value, None where it is not known.
Columns are a mapping from path to `Column`. Dates in columns are days since 0001-01-01 (`date.toordinal`).
"""

from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, Protocol

import numpy as np

from estancia.law.columns import A_YEAR, Columns, Mask, Masks, birthdays

FactsByPath = Mapping[str, object]


class Answer(Enum):
    """Yes, no, or not known."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


YES, NO, NOT_KNOWN = Answer.YES, Answer.NO, Answer.NOT_KNOWN


class Criterion(Protocol):
    """A node: a question about facts."""

    def of(self, facts: FactsByPath) -> Answer:
        """Answer for one person."""
        ...

    def over(self, columns: Columns) -> Masks:
        """Answer for many: (yes, no)."""
        ...

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        """Name the facts that leave this not known."""
        ...


@dataclass(frozen=True, slots=True)
class OneOf:
    """The fact is one of these values; an answer that was declined is not."""

    path: str
    values: frozenset[object]

    def of(self, facts: FactsByPath) -> Answer:
        value = facts[self.path]
        return NOT_KNOWN if value is None else YES if value in self.values else NO

    def over(self, columns: Columns) -> Masks:
        column = columns[self.path]
        return _split(column.known, column.among(self.values))

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        if facts[self.path] is None:
            yield self.path


@dataclass(frozen=True, slots=True)
class Undecided:
    """The fact itself says that nobody has answered yet (a finding that is pending): not known, and asked."""

    path: str
    values: frozenset[object]

    def of(self, facts: FactsByPath) -> Answer:
        return NOT_KNOWN if facts[self.path] in self.values else NO

    def over(self, columns: Columns) -> Masks:
        column = columns[self.path]
        pending = column.known & column.among(self.values)
        return np.zeros(pending.shape, np.bool_), ~pending

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        if facts[self.path] in self.values:
            yield self.path


def is_(path: str, value: object) -> OneOf:
    """The fact has this one value."""
    return OneOf(path, frozenset({value}))


@dataclass(frozen=True, slots=True)
class Known:
    """Whether the fact is known at all; never itself not known."""

    path: str

    def of(self, facts: FactsByPath) -> Answer:
        return NO if facts[self.path] is None else YES

    def over(self, columns: Columns) -> Masks:
        known = columns[self.path].known
        return known, ~known

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Before:
    """The first date comes before the second, by more than `days`."""

    first: str
    second: str
    days: int = 0

    def of(self, facts: FactsByPath) -> Answer:
        first, second = facts[self.first], facts[self.second]
        if first is None or second is None:
            return NOT_KNOWN
        return YES if (second - first).days > self.days else NO  # type: ignore[operator]

    def over(self, columns: Columns) -> Masks:
        first, second = columns[self.first], columns[self.second]
        return _split(first.known & second.known, second.values - first.values > self.days)

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        return (path for path in (self.first, self.second) if facts[path] is None)


@dataclass(frozen=True, slots=True)
class NotBefore:
    """The date is this day or later."""

    path: str
    day: date

    def of(self, facts: FactsByPath) -> Answer:
        value = facts[self.path]
        return NOT_KNOWN if value is None else YES if value >= self.day else NO  # type: ignore[operator]

    def over(self, columns: Columns) -> Masks:
        column = columns[self.path]
        return _split(column.known, column.values >= self.day.toordinal())

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        if facts[self.path] is None:
            yield self.path


@dataclass(frozen=True, slots=True)
class YearsBelow:
    """Fewer than `years` full years lie between birth and the day `at` (a path, or a fixed day)."""

    born: str
    at: str | date
    years: int

    def of(self, facts: FactsByPath) -> Answer:
        born = facts[self.born]
        at = facts[self.at] if isinstance(self.at, str) else self.at
        if born is None or at is None:
            return NOT_KNOWN
        return YES if full_years(born, at) < self.years else NO  # type: ignore[arg-type]

    def over(self, columns: Columns) -> Masks:
        born = columns[self.born]
        one_day = self.at if isinstance(self.at, date) else columns[self.at].one_day()
        if one_day is not None:
            return _split(born.known, born.values > _years_before(one_day, self.years))
        at = columns[str(self.at)]
        latest = birthdays(at.values, at.known) - self.years * A_YEAR
        return _split(born.known & at.known, birthdays(born.values, born.known) > latest)

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        paths = (self.born, self.at) if isinstance(self.at, str) else (self.born,)
        return (path for path in paths if facts[path] is None)


@dataclass(frozen=True, slots=True)
class FewerThan:
    """The first count is below the second; the second is never below `least`, even where it is not known."""

    first: str
    second: str
    least: int = 0

    def of(self, facts: FactsByPath) -> Answer:
        first, second = facts[self.first], facts[self.second]
        if first is None:
            return NOT_KNOWN
        if second is None:
            return YES if first < self.least else NOT_KNOWN  # type: ignore[operator]
        return YES if first < second else NO  # type: ignore[operator]

    def over(self, columns: Columns) -> Masks:
        first, second = columns[self.first], columns[self.second]
        compared = first.known & second.known
        found = np.where(second.known, first.values < second.values, first.values < self.least)
        return first.known & found, compared & ~found

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        return (path for path in (self.first, self.second) if facts[path] is None)


@dataclass(frozen=True, slots=True)
class MoreThan:
    """The count is above a number."""

    path: str
    number: int

    def of(self, facts: FactsByPath) -> Answer:
        value = facts[self.path]
        return NOT_KNOWN if value is None else YES if value > self.number else NO  # type: ignore[operator]

    def over(self, columns: Columns) -> Masks:
        column = columns[self.path]
        return _split(column.known, column.values > self.number)

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        if facts[self.path] is None:
            yield self.path


@dataclass(frozen=True, slots=True)
class _Several:
    """Parts of which one settles the whole, by an answer; when none does, the other answer stands if all gave it."""

    parts: tuple[Criterion, ...]
    settles: ClassVar[Answer]
    stands: ClassVar[Answer]

    def of(self, facts: FactsByPath) -> Answer:
        answer = self.stands
        for part in self.parts:
            heard = part.of(facts)
            if heard is self.settles:
                return heard
            if heard is NOT_KNOWN:
                answer = NOT_KNOWN
        return answer

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        return (path for part in self.parts if part.of(facts) is NOT_KNOWN for path in part.asks(facts))


@dataclass(frozen=True, slots=True)
class All(_Several):
    """Every part holds: one no settles it."""

    settles, stands = NO, YES

    def over(self, columns: Columns) -> Masks:
        yes, no = self.parts[0].over(columns)
        for part in self.parts[1:]:
            more_yes, more_no = part.over(columns)
            yes, no = yes & more_yes, no | more_no
        return yes, no


@dataclass(frozen=True, slots=True)
class Either(_Several):
    """At least one part holds: one yes settles it."""

    settles, stands = YES, NO

    def over(self, columns: Columns) -> Masks:
        yes, no = self.parts[0].over(columns)
        for part in self.parts[1:]:
            more_yes, more_no = part.over(columns)
            yes, no = yes | more_yes, no & more_no
        return yes, no


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; what is not known stays not known."""

    part: Criterion

    def of(self, facts: FactsByPath) -> Answer:
        heard = self.part.of(facts)
        return NO if heard is YES else YES if heard is NO else NOT_KNOWN

    def over(self, columns: Columns) -> Masks:
        yes, no = self.part.over(columns)
        return no, yes

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        return self.part.asks(facts)


@dataclass(frozen=True, slots=True)
class Surely:
    """The part is known to hold; not known counts as no, and nothing is asked."""

    part: Criterion

    def of(self, facts: FactsByPath) -> Answer:
        return YES if self.part.of(facts) is YES else NO

    def over(self, columns: Columns) -> Masks:
        yes, _ = self.part.over(columns)
        return yes, ~yes

    def asks(self, facts: FactsByPath) -> Iterator[str]:
        return iter(())


def all_of(*parts: Criterion) -> All:
    """Every part."""
    return All(parts)


def either(*parts: Criterion) -> Either:
    """At least one part."""
    return Either(parts)


def full_years(born: date, at: date) -> int:
    """Count the full years from birth to a day; a birthday on 29 February falls on 1 March in other years."""
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day))


def _split(known: Mask, found: Mask) -> Masks:
    """Give yes and no of a question that is answered wherever its facts are known."""
    yes = known & found
    return yes, known ^ yes


def _years_before(day: date, years: int) -> int:
    """Give the last birthday, as an ordinal, of whoever has lived so many full years on that day; 0 before all days."""
    if day.year <= years:
        return 0
    day_then = 28 if (day.month, day.day) == (2, 29) and not isleap(day.year - years) else day.day
    return day.replace(year=day.year - years, day=day_then).toordinal()
