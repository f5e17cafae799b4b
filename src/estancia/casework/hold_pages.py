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

_BY_HOUR = ByHour(at="answer_by", place="location_key", gone_up="escalated")


@dataclass(frozen=True, slots=True)
class HoldPage:
    """The holds of one page in their order, how many the list holds in all, and the bookmarks of its neighbours."""

    rows: tuple[Hold, ...]
    count: int
    before: str
    after: str


def page_of(*, holds: QuerySet[Hold], asked: Mapping[str, str], now: datetime) -> HoldPage:
    """Give one page: `due` (overdue, today, tomorrow, later) narrows, `after` and `before` are bookmarks."""
    page = _BY_HOUR.page(rows=holds, asked=asked, now=now)
    count = due_among(holds=holds, due=asked.get("due", ""), now=now).count()
    return HoldPage(rows=page.rows, count=count, before=page.before, after=page.after)


def due_among(*, holds: QuerySet[Any], due: str, now: datetime) -> QuerySet[Any]:
    """Give those due so (overdue, today, tomorrow, later), or all."""
    return _BY_HOUR.due(rows=holds, due=due, now=now)
