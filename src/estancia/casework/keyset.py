"""Long lists a page at a time, by what they are sorted on and never by a number of rows.

A page begins after (or ends before) a bookmark: the sort keys of the row it was set at, not the row. So a row that is
put in, answered or gone meanwhile makes nobody else skipped or shown twice, and the bookmark outlives its own row. Each
stretch of a page is a range of one stored index, at a million rows as at ten thousand. A list that no one index gives
in its order is read in parts, each by its own, and put together.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, Generic, TypeAlias, TypeVar

from django.db.models import Model, QuerySet

from estancia.records.narrowed import Asked

Row = TypeVar("Row", bound=Model)
Key = tuple[str, type]  # a field by name, and what it holds: date, datetime or int
Place = tuple[Any, ...]  # the value of each key
Rows: TypeAlias = QuerySet[Row] | Asked[Row]  # asked anew each time, or by a statement kept

AT_ONCE = 25
_NUMBERS = re.compile(r"-?\d{1,17}(\.-?\d{1,17})*", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows of one page in their order, and the bookmarks of its neighbours; "" where there is none."""

    rows: tuple[Row, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """Rows that one index gives in the order of a list, and the keys that are the same for all of them and no field.

    A row may stand in several parts of a list; it is shown once.
    """

    rows: Rows[Row]
    same: Mapping[str, int] = field(default_factory=dict)

    def keys(self, *, size: int) -> Iterable[int]:
        """Give the keys of so many of them at most, in no order."""
        if isinstance(self.rows, Asked):
            return self.rows[:size].keys()
        return self.rows.order_by().values_list("pk", flat=True)[:size]

    def read(self, rows: Rows[Row]) -> list[Row]:
        """Read some of them, each with what is the same for all."""
        found = list(rows)
        for row in found:
            for name, value in self.same.items():
                setattr(row, name, value)
        return found


@dataclass(frozen=True, slots=True)
class Order(Generic[Row]):
    """Rows, or parts of them, and the keys that sort them; the last key is `pk`, so that no two rows stand alike.

    Keys that are the same within each part come first. Where there is a `floor`, only what lies above it by the first
    key is listed. It is no filter of the rows: of two words on one key SQLite may go by the wider one.
    """

    rows: Rows[Row] | Sequence[Part[Row]]
    keys: Sequence[Key]
    downwards: bool = False  # the greatest first
    floor: Any = None

    def page(self, *, asked: Mapping[str, str], size: int = AT_ONCE) -> Page[Row]:
        """Give the page after `asked["after"]` or before `asked["before"]`; the first where neither can be read."""
        back = self._read(asked.get("before", ""))
        if back is not None:
            rows = self._stretch(at=back, ahead=False, size=size + 1)[::-1]
            if len(rows) > size:
                shown = rows[-size:]
                return self._page(shown, before=True, after=self._goes_on(rows=shown, ahead=True))
        onward = None if back is not None else self._read(asked.get("after", ""))
        if onward is None:
            rows = self._stretch(at=None, ahead=True, size=size + 1)
            return self._page(rows[:size], before=False, after=len(rows) > size)
        rows = self._stretch(at=onward, ahead=True, size=size + 1)
        if not rows:
            return self._past_the_end(at=onward)
        shown = rows[:size]
        return self._page(shown, before=self._goes_on(rows=shown, ahead=False), after=len(rows) > size)

    def _page(self, rows: list[Row], *, before: bool, after: bool) -> Page[Row]:
        if not rows:
            return Page(rows=(), before="", after="")
        first, last = self._place(rows[0]), self._place(rows[-1])
        return Page(
            rows=tuple(rows), before=written(at=first) if before else "", after=written(at=last) if after else ""
        )

    def _past_the_end(self, *, at: Place) -> Page[Row]:
        """Nothing is left after the bookmark: what stands at it or before is one page back."""
        beyond = (*at[:-1], at[-1] + (-1 if self.downwards else 1))
        back = bool(self._stretch(at=beyond, ahead=False, size=1))
        return Page(rows=(), before=written(at=beyond) if back else "", after="")

    def _goes_on(self, *, rows: Sequence[Row], ahead: bool) -> bool:
        """Say whether anything stands beyond these rows: the widest range is asked first, and no row is read."""
        at = self._place(rows[-1 if ahead else 0])
        ranges = (
            self._beyond(part, at=at, depth=depth, ahead=ahead)
            for depth in range(len(self.keys))
            for part in self._parts()
        )
        return any(beyond.exists() for beyond in ranges if beyond is not None)

    def _place(self, row: Row) -> Place:
        return tuple(attrgetter(name)(row) for name, _ in self.keys)

    def _read(self, text: str) -> Place | None:
        return read(text=text, kinds=[kind for _, kind in self.keys])

    def _parts(self) -> Sequence[Part[Row]]:
        return [Part(self.rows)] if isinstance(self.rows, QuerySet | Asked) else self.rows

    def _stretch(self, *, at: Place | None, ahead: bool, size: int) -> list[Row]:
        """Give so many rows from a place on, or from the start, the nearest first."""
        found: dict[Any, Row] = {}
        for together in self._ranges(at=at, ahead=ahead):
            read = [row for part, rows in together for row in part.read(self._sorted(rows, part, ahead=ahead)[:size])]
            if len(together) > 1:
                read.sort(key=self._place, reverse=ahead == self.downwards)
            for row in read:
                found.setdefault(row.pk, row)
            if len(found) >= size:
                break
        return list(found.values())[:size]

    def _ranges(self, *, at: Place | None, ahead: bool) -> Iterator[list[tuple[Part[Row], Rows[Row]]]]:
        """Give range by range, from what shares most keys with the place; within each, parts that share their keys."""
        nearest = sorted(self._parts(), key=_shared, reverse=ahead == self.downwards)
        groups = [list(parts) for _, parts in groupby(nearest, key=_shared)]
        depths = [-1] if at is None else reversed(range(len(self.keys)))
        for depth in depths:
            for parts in groups:
                narrowed = [(part, self._beyond(part, at=at, depth=depth, ahead=ahead)) for part in parts]
                some = [(part, rows) for part, rows in narrowed if rows is not None]
                if some:
                    yield some

    def _beyond(self, part: Part[Row], *, at: Place | None, depth: int, ahead: bool) -> Rows[Row] | None:
        """Narrow a part to what shares so many keys with the place and lies beyond it by the next; None for nothing."""
        beyond = "gt" if ahead != self.downwards else "lt"
        narrows: dict[str, Any] = {}
        for number, (name, _) in enumerate(self.keys[: depth + 1] if at is not None else ()):
            last = number == depth
            if name not in part.same:
                narrows[f"{name}__{beyond}" if last else name] = at[number]  # type: ignore[index]
            elif not _lies(part.same[name], at[number], beyond=beyond if last else ""):  # type: ignore[index]
                return None
        return self._above(part.rows, narrows)

    def _above(self, rows: Rows[Row], narrows: dict[str, Any]) -> Rows[Row] | None:
        """Narrow to what lies above the floor too, in one word on its key; None for nothing."""
        name, _ = self.keys[0]
        if self.floor is not None and name not in narrows:
            narrows[f"{name}__gt"] = max(self.floor, narrows.get(f"{name}__gt", self.floor))
        elif self.floor is not None and narrows[name] <= self.floor:
            return None
        return rows.filter(**narrows)

    def _sorted(self, rows: Rows[Row], part: Part[Row], *, ahead: bool) -> Rows[Row]:
        down = "-" if ahead == self.downwards else ""
        return rows.order_by(*(f"{down}{name}" for name, _ in self.keys if name not in part.same))


def written(*, at: Place) -> str:
    """Write a place in a list as a bookmark: numbers, and nothing about a person."""
    return ".".join(str(_number(value)) for value in at)


def read(*, text: str, kinds: Sequence[type]) -> Place | None:
    """Read a bookmark; None for one that was never written for these kinds of keys."""
    if not _NUMBERS.fullmatch(text):
        return None
    numbers = [int(part) for part in text.split(".")]
    if len(numbers) != len(kinds):
        return None
    try:
        return tuple(_value(number, kind) for number, kind in zip(numbers, kinds, strict=True))
    except (ValueError, OverflowError):
        return None


def _shared(part: Part[Any]) -> Place:
    return tuple(part.same.values())


def _lies(value: int, place: int, *, beyond: str) -> bool:
    """Say whether a value lies beyond another that way, or is the same where no way is given."""
    if not beyond:
        return value == place
    return value > place if beyond == "gt" else value < place


def _number(value: Any) -> int:
    if isinstance(value, datetime):
        return (value - _EPOCH) // _INSTANT
    return value.toordinal() if isinstance(value, date) else int(value)


def _value(number: int, kind: type) -> Any:
    if kind is datetime:
        return _EPOCH + number * _INSTANT
    return date.fromordinal(number) if kind is date else number
