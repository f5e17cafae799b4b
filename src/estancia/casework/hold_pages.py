"""Which part of a long list of holds is shown: those past their hour first, a page at a time, the rest one link away.

A page goes on from where the last one ended (see `keyset`): holds answered meanwhile skip or repeat nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from estancia.casework.hour_lists import ByHour
from estancia.records.models import Hold

IN_TIME = "in_time"
_BY_HOUR = ByHour(at="answer_by", place="location_key", gone_up="escalated")


@dataclass(frozen=True, slots=True)
class HoldPage:
    """The holds of one page in their order, how many the list holds in all, and the bookmarks of its neighbours."""

    rows: tuple[Hold, ...]
    count: int
    before: str
    after: str


def page_of(*, holds: QuerySet[Hold], asked: Mapping[str, str], now: datetime) -> HoldPage:
    """Give one page: `due` (overdue, in_time, today, tomorrow, later) narrows, `after` and `before` are bookmarks."""
    narrowed = due_among(holds=holds, due=asked.get("due", ""), now=now)
    page = _BY_HOUR.page(rows=narrowed, asked={**asked, "due": ""}, now=now)
    return HoldPage(rows=page.rows, count=narrowed.count(), before=page.before, after=page.after)


def due_among(*, holds: QuerySet[Any], due: str, now: datetime) -> QuerySet[Any]:
    """Give those due so (overdue, today, tomorrow, later; in_time: all but overdue), or all."""
    if due == IN_TIME:
        return holds.exclude(state=_BY_HOUR.gone_up).filter(answer_by__gt=now)
    return _BY_HOUR.due(rows=holds, due=due, now=now)
