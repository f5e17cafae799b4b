"""Lists of what has an hour to be answered by: what burns first, a page at a time, and what was closed lately.

A page goes on from where the last one ended (see `keyset`): what is answered meanwhile skips or repeats nobody.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from estancia.casework.hours import due_or_gone_up
from estancia.casework.keyset import Order, Page
from estancia.casework.views.hours import HourList

Row = TypeVar("Row", bound=Model)
_CLOSED_SHOWN = 20


class _Due(Protocol):
    @property
    def overdue(self) -> bool: ...


Line = TypeVar("Line", bound=_Due)


@dataclass(frozen=True, slots=True)
class ByHour:
    """What a list is sorted by: the field of its hour, that of its place's key, and the state of what went up, if any.

    What went up, or whose hour passed, stands before everything else whatever its new hour.
    """

    at: str
    place: str
    gone_up: str = ""

    def due(self, *, rows: QuerySet[Row], due: str, now: datetime) -> QuerySet[Row]:
        """Give the open ones due so (overdue, today, tomorrow, later), or all of them."""
        return due_or_gone_up(rows=rows, due=due, at=self.at, place=self.place, gone_up=self.gone_up, now=now)

    def page(self, *, rows: QuerySet[Row], asked: Mapping[str, str], now: datetime) -> Page[Row]:
        """Give one page: `due` narrows, `after` and `before` are bookmarks."""
        narrowed = self.due(rows=rows, due=asked.get("due", ""), now=now)
        keys = (("late", int), (self.at, datetime), ("pk", int))
        return Order(rows=self._burning_first(rows=narrowed, now=now), keys=keys).page(asked=asked)

    def _burning_first(self, *, rows: QuerySet[Row], now: datetime) -> QuerySet[Any]:
        burning = Q(state=self.gone_up) | Q(**{f"{self.at}__lte": now})
        return rows.annotate(late=Case(When(burning, then=Value(0)), default=Value(1), output_field=IntegerField()))


@dataclass(frozen=True, slots=True)
class Reach(Generic[Row]):
    """What an actor may see of such a list: what is open, which of it is theirs to answer, and what was closed.

    The closed stand in their order, the latest first.
    """

    still_open: QuerySet[Row]
    mine: QuerySet[Row]
    closed: QuerySet[Row]

    def listed(
        self,
        *,
        by_hour: ByHour,
        lines: Callable[[Iterable[Row]], tuple[Line, ...]],
        asked: Mapping[str, str],
        now: datetime,
    ) -> HourList[Line]:
        """Show one page. `asked` narrows to open ones: `mine` (yes) and `due`; unknown keys and values pass over."""
        rows = self.still_open
        if asked.get("mine") == "yes":
            rows = rows.filter(pk__in=self.mine.values("pk"))
        page = by_hour.page(rows=rows, asked=asked, now=now)
        shown = lines(page.rows)
        return HourList(
            overdue=tuple(line for line in shown if line.overdue),
            waiting=tuple(line for line in shown if not line.overdue),
            closed=() if asked else lines(self.closed[:_CLOSED_SHOWN]),
            before=page.before,
            after=page.after,
        )
