"""Long lists a page at a time, by what they are sorted on and never by a number of rows.

A page begins after (or ends before) a bookmark: the sort keys of the row it was set at, not the row. So a row that is
put in, answered or gone meanwhile makes nobody else skipped or shown twice, and the bookmark outlives its own row. Each
stretch of a page is a range of one stored index, at a million rows as at ten thousand.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
Key = tuple[str, type]  # a field by name, and what it holds: date, datetime or int
Place = tuple[Any, ...]  # the value of each key

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
class Order(Generic[Row]):
    """Rows and the keys that sort them; the last key is `pk`, so that no two rows stand alike."""

    rows: QuerySet[Row]
    keys: Sequence[Key]
    downwards: bool = False  # the greatest first

    def page(self, *, asked: Mapping[str, str], size: int = AT_ONCE) -> Page[Row]:
        """Give the page after `asked["after"]` or before `asked["before"]`; the first where neither can be read."""
        back = self._read(asked.get("before", ""))
        if back is not None:
            rows = self._stretch(at=back, ahead=False, size=size + 1)[::-1]
            if len(rows) > size:
                return self._page(rows[-size:])
        onward = None if back is not None else self._read(asked.get("after", ""))
        if onward is None:
            return self._page(list(self._sorted(self.rows, ahead=True)[:size]))
        rows = self._stretch(at=onward, ahead=True, size=size)
        return self._page(rows) if rows else self._past_the_end(at=onward)

    def _page(self, rows: list[Row]) -> Page[Row]:
        if not rows:
            return Page(rows=(), before="", after="")
        first, last = self._place(rows[0]), self._place(rows[-1])
        return Page(rows=tuple(rows), before=self._mark(at=first, ahead=False), after=self._mark(at=last, ahead=True))

    def _past_the_end(self, *, at: Place) -> Page[Row]:
        """Nothing is left after the bookmark: what stands at it or before is one page back."""
        beyond = (*at[:-1], at[-1] + (-1 if self.downwards else 1))
        return Page(rows=(), before=self._mark(at=beyond, ahead=False), after="")

    def _mark(self, *, at: Place, ahead: bool) -> str:
        """Write a bookmark here, if anything stands beyond it."""
        return written(at=at) if self._stretch(at=at, ahead=ahead, size=1) else ""

    def _place(self, row: Row) -> Place:
        return tuple(attrgetter(name)(row) for name, _ in self.keys)

    def _read(self, text: str) -> Place | None:
        return read(text=text, kinds=[kind for _, kind in self.keys])

    def _stretch(self, *, at: Place, ahead: bool, size: int) -> list[Row]:
        """Give so many rows from a place on, the nearest first: range by range, from what shares most keys with it."""
        found: list[Row] = []
        for part in self._ranges(at=at, ahead=ahead):
            found += part[: size - len(found)]
            if len(found) >= size:
                break
        return found

    def _ranges(self, *, at: Place, ahead: bool) -> Iterator[QuerySet[Row]]:
        names = [name for name, _ in self.keys]
        beyond = "gt" if ahead != self.downwards else "lt"
        for depth in reversed(range(len(names))):
            same = dict(zip(names[:depth], at, strict=False))
            yield self._sorted(self.rows.filter(**same, **{f"{names[depth]}__{beyond}": at[depth]}), ahead=ahead)

    def _sorted(self, rows: QuerySet[Row], *, ahead: bool) -> QuerySet[Row]:
        down = "-" if ahead == self.downwards else ""
        return rows.order_by(*(f"{down}{name}" for name, _ in self.keys))


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


def _number(value: Any) -> int:
    if isinstance(value, datetime):
        return (value - _EPOCH) // _INSTANT
    return value.toordinal() if isinstance(value, date) else int(value)


def _value(number: int, kind: type) -> Any:
    if kind is datetime:
        return _EPOCH + number * _INSTANT
    return date.fromordinal(number) if kind is date else number
