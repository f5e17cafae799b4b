"""Files to be joined that wait for a second person, and those joined or parted lately, at the reader's own port."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from estancia.casework import audit
from estancia.casework.access import Actor, Category, Purpose, Relation, Role, require
from estancia.casework.merge_states import ASKED, CONFIRMED
from estancia.casework.views.doubles import MergeLine, MergeList
from estancia.casework.work_counts import WAITING, Found, counts_of, work_count
from estancia.records.models import Merge

_SHOWN = 200


def merges_waiting(*, by: Actor, now: datetime) -> MergeList:
    """List what waits, the longest first, and what stands joined, the latest first. Raises `NotYours`."""
    require(by=by, category=Category.NAME, relations=frozenset({Relation.OWN_PORT}), write=True)
    with audit.deed():
        waiting = _lines(rows=_own(by=by).filter(state=ASKED).order_by("asked_at", "pk"), by=by)
        joined = _lines(rows=_own(by=by).filter(state=CONFIRMED).order_by("-answered_at", "-pk"), by=by)
        about = [reference for line in (*waiting, *joined) for reference in line.about]
        audit.record(by=by, act="merge_list", about=about, detail={}, now=now)
        return MergeList(waiting=waiting, joined=joined)


def merges_to_confirm(by: Actor, _now: datetime) -> Iterator[Found]:
    """Count the files that somebody else at the actor's port asked to be joined: theirs to confirm or not."""
    if by.role is Role.IO and by.purpose is Purpose.INTAKE and by.location:
        (count,) = _counts(by)
        yield WAITING, work_count("merges", count, route="merges")


@counts_of
def _counts(by: Actor) -> Sequence[Sequence[QuerySet[Any]]]:
    return [[_own(by=by).filter(state=ASKED).exclude(asked_by_id=by.user_id)]]


def _own(*, by: Actor) -> QuerySet[Merge]:
    return Merge.objects.filter(location_key=by.location)


def _lines(*, rows: QuerySet[Merge], by: Actor) -> tuple[MergeLine, ...]:
    return tuple(
        MergeLine(
            reference=row.reference,
            kept=row.kept.name,
            other=row.other.name,
            about=(row.kept.reference, row.other.reference),
            location=by.location,
            asked_at=row.asked_at,
            mine=row.asked_by_id == by.user_id,
        )
        for row in rows.select_related("kept", "other")[:_SHOWN]
    )
