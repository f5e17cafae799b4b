"""Lists of what has an hour to be answered by: what burns first, a page at a time, and what was closed lately.

A page goes on from where the last one ended (see `keyset`): what is answered meanwhile skips or repeats nobody. What
an actor may see is given as ways to reach it (their organisation's, their place's), each an index of its own by state
and hour; a row reached in two ways is shown once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Model, Q, QuerySet

from estancia.casework.hours import DUES, OVERDUE, falls_on, hours_at
from estancia.casework.keyset import Order, Page, Part
from estancia.casework.views.hours import HourList

Row = TypeVar("Row", bound=Model)
IN_TIME = "in_time"
_CLOSED_SHOWN = 20
_LATE, _IN_TIME = {"late": 0}, {"late": 1}


class _Due(Protocol):
    @property
    def overdue(self) -> bool: ...


Line = TypeVar("Line", bound=_Due)


@dataclass(frozen=True, slots=True)
class ByHour:
    """What a list is sorted by: the field of its hour, the states that are open, and that of what went up, if any.

    What went up, or whose hour passed, stands before everything else whatever its new hour. Each row has its
    `location_key` beside it. The `hours` are those of `hours_at`.
    """

    at: str
    states: tuple[str, ...]
    gone_up: str = ""

    def parts(self, *, ways: Iterable[QuerySet[Row]], due: str, hours: Sequence[datetime]) -> tuple[Part[Row], ...]:
        """Give the open rows due so (overdue, in_time, today, tomorrow, later), or all of them, in parts.

        Within one way no row stands in two of them.
        """
        return tuple(part for rows in ways for part in self._parts(rows=rows, due=due, hours=hours))

    def counted(self, *, rows: QuerySet[Row], due: str, hours: Sequence[datetime]) -> list[QuerySet[Row]]:
        """Give the open rows due so to be counted: the rows of `parts`, in as few questions as their number takes."""
        late = [rows.filter(state=self.gone_up)] if self.gone_up and due == OVERDUE else []
        return [*late, rows.filter(self._when(due, hours=hours), state__in=self.states)]

    def page(self, *, ways: Iterable[QuerySet[Row]], asked: Mapping[str, str], hours: Sequence[datetime]) -> Page[Row]:
        """Give one page: `due` narrows, `after` and `before` are bookmarks."""
        keys = (("late", int), (self.at, datetime), ("pk", int))
        return Order(rows=self.parts(ways=ways, due=asked.get("due", ""), hours=hours), keys=keys).page(asked=asked)

    def _parts(self, *, rows: QuerySet[Row], due: str, hours: Sequence[datetime]) -> Iterator[Part[Row]]:
        whole = due not in (*DUES, IN_TIME)
        if self.gone_up and (whole or due == OVERDUE):
            yield Part(rows.filter(state=self.gone_up), _LATE)
        for state in self.states:
            if whole or due == OVERDUE:
                yield Part(rows.filter(self._when(OVERDUE, hours=hours), state=state), _LATE)
            if due != OVERDUE:
                yield Part(rows.filter(self._when(due, hours=hours), state=state), _IN_TIME)

    def _when(self, due: str, *, hours: Sequence[datetime]) -> Q:
        if due in DUES:
            return falls_on(due=due, at=self.at, place="location_key", hours=hours)
        return Q(**{f"{self.at}__gt": hours[0]})


@dataclass(frozen=True, slots=True)
class Reach(Generic[Row]):
    """What an actor may see of such a list: the ways to what is open and to what is closed, and which is theirs.

    `closed_at` is the field by which what was closed last comes first; nothing else has one.
    """

    ways: Sequence[QuerySet[Row]]
    mine: QuerySet[Row]
    closed_at: str

    def listed(
        self,
        *,
        by_hour: ByHour,
        lines: Callable[[Iterable[Row]], tuple[Line, ...]],
        asked: Mapping[str, str],
        now: datetime,
    ) -> HourList[Line]:
        """Show one page. `asked` narrows to open ones: `mine` (yes) and `due`; unknown keys and values pass over."""
        ways = [self.mine] if asked.get("mine") == "yes" else self.ways
        page = by_hour.page(ways=ways, asked=asked, hours=hours_at(now=now))
        shown = lines(page.rows)
        return HourList(
            overdue=tuple(line for line in shown if line.overdue),
            waiting=tuple(line for line in shown if not line.overdue),
            closed=() if asked else lines(self._closed()),
            before=page.before,
            after=page.after,
        )

    def _closed(self) -> list[Row]:
        """Give what was closed lately, the latest first."""
        latest = (f"-{self.closed_at}", "-pk")
        found = [rows.filter(**{f"{self.closed_at}__isnull": False}).order_by(*latest) for rows in self.ways]
        read = (list(rows[:_CLOSED_SHOWN]) for rows in found)
        together = merge(*read, key=self._when_closed, reverse=True)
        return list(islice({row.pk: row for row in together}.values(), _CLOSED_SHOWN))

    def _when_closed(self, row: Row) -> tuple[Any, int]:
        return getattr(row, self.closed_at), row.pk
