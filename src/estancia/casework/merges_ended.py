"""A join that waits ends when somebody says that the two are two people: that is the answer it waited for."""

from datetime import datetime

from estancia.casework import audit
from estancia.casework.access import Actor
from estancia.casework.merge_states import ASKED, REFUSED
from estancia.records.models import Merge


def end_waiting_merge(*, one: str, other: str, by: Actor, now: datetime) -> None:
    """Refuse, in the deed that keeps the two apart, whatever waits to join them; nothing where nothing waits."""
    pair = (one, other)
    rows = Merge.objects.filter(state=ASKED, kept__reference__in=pair, other__reference__in=pair)
    for row in rows.select_for_update():
        row.state, row.answered_by_id, row.answered_at = REFUSED, by.staff_id, now
        row.save(update_fields=["state", "answered_by", "answered_at"])
        audit.record(by=by, act="refuse_merge", about=[row.reference, *pair], detail={"state": row.state}, now=now)
