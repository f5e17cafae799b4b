"""Which part of a long list of holds is shown: those past their hour first, a page at a time, the rest one link away.

A page goes on from where the last one ended (see `keyset`): holds answered meanwhile skip or repeat nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from estancia.casework.hour_lists import ByHour
from estancia.casework.hours import hours_at
from estancia.casework.work_counts import shown_once
from estancia.records.models import Hold

_BY_HOUR = ByHour(at="answer_by", states=("open",), gone_up="escalated")


@dataclass(frozen=True, slots=True)
class HoldPage:
    """The holds of one page in their order, how many the list has (see `shown_once`), its neighbours' bookmarks."""

    rows: tuple[Hold, ...]
    count: int
    before: str
    after: str


def page_of(*, ways: Sequence[QuerySet[Hold]], asked: Mapping[str, str], now: datetime) -> HoldPage:
    """Give one page: `due` (overdue, in_time, today, tomorrow, later) narrows, `after` and `before` are bookmarks."""
    hours = hours_at(now=now)
    page = _BY_HOUR.page(ways=ways, asked=asked, hours=hours)
    count = shown_once(_BY_HOUR.parts(ways=ways, due=asked.get("due", ""), hours=hours))
    return HoldPage(rows=page.rows, count=count, before=page.before, after=page.after)


def due_among(*, holds: QuerySet[Hold], due: str, hours: Sequence[datetime]) -> Sequence[QuerySet[Hold]]:
    """Give the open ones due so (overdue, today, tomorrow, later; in_time: all but overdue), to be counted."""
    return _BY_HOUR.counted(rows=holds, due=due, hours=hours)
