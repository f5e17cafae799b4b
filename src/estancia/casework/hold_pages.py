"""Which part of a long list of holds is shown: those past their hour first, a page at a time, the rest one link away.

A page goes on from where the last one ended (see `keyset`): holds answered meanwhile skip or repeat nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from estancia.casework.hours import due_or_gone_up
from estancia.casework.keyset import Key, Order
from estancia.records.models import Hold

_KEYS: Sequence[Key] = (("late", int), ("answer_by", datetime), ("pk", int))


@dataclass(frozen=True, slots=True)
class HoldPage:
    """The holds of one page in their order, how many the list holds in all, and the bookmarks of its neighbours."""

    rows: tuple[Hold, ...]
    count: int
    before: str
    after: str


def page_of(*, holds: QuerySet[Hold], asked: Mapping[str, str], now: datetime) -> HoldPage:
    """Give one page: `due` (overdue, today, tomorrow, later) narrows, `after` and `before` are bookmarks."""
    ordered = due_among(holds=holds, due=asked.get("due", ""), now=now)
    page = Order(rows=ordered, keys=_KEYS).page(asked=asked)
    return HoldPage(rows=page.rows, count=ordered.count(), before=page.before, after=page.after)


def due_among(*, holds: QuerySet[Any], due: str, now: datetime) -> QuerySet[Any]:
    """Give those due so (overdue, today, tomorrow, later), or all; what burns carries `late` 0, the rest 1."""
    ordered = _burning_first(holds=holds, now=now)
    return due_or_gone_up(rows=ordered, due=due, at="answer_by", place="location_key", gone_up="escalated", now=now)


def _burning_first(*, holds: QuerySet[Hold], now: datetime) -> QuerySet[Any]:
    """What went up, or whose hour passed, stands before everything else whatever its new hour."""
    burning = Q(state="escalated") | Q(answer_by__lte=now)
    return holds.annotate(late=Case(When(burning, then=Value(0)), default=Value(1), output_field=IntegerField()))
