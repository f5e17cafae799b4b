"""What falls due by an hour: leased by one worker at a time, looked at again, and told to whoever must hear of it.

Kinds without a hand here (a task a person must do) are left for that person and stay on their list.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from estancia.casework import audit, complaint_rows, permits
from estancia.casework.access import WORKER
from estancia.casework.bodies import overseer
from estancia.casework.complaints_answered import escalate_complaint
from estancia.casework.expected import CALL, call_due
from estancia.casework.kept_papers import kept_paper_due
from estancia.casework.telling import tell
from estancia.places import local_date
from estancia.records.models import DueTask, ProtectionNotice, Review
from estancia.records.prepared import prepared
from estancia.records.read import rows_of
from estancia.records.written import update_row

LEASE = timedelta(seconds=60)


def look_at_due(*, now: datetime, limit: int = 100) -> int:
    """Look at the tasks whose hour has come and give how many were done."""
    free = _free(now=now).values_list("pk", flat=True)[:limit]
    return sum(_look(pk=pk, now=now) for pk in list(free))


def _free(*, now: datetime) -> QuerySet[DueTask]:
    unleased = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    due = DueTask.objects.filter(unleased, due_at__lte=now, done_at__isnull=True, kind__in=list(_HANDS))
    return due.order_by("due_at", "pk")


def _look(*, pk: int, now: datetime) -> int:
    if not _leased(pk=pk, now=now):
        return 0
    with transaction.atomic():
        (task,) = rows_of(DueTask, id=pk, lock=True)
        if task.done_at is not None:
            return 0
        task.done_at, task.leased_until = now, None
        update_row(row=task, columns=("done_at", "leased_until"))  # before the hand, which may note a new hour
        _HANDS[task.kind](task.about, now)
        audit.record(by=WORKER, act=f"due.{task.kind}", about=[task.about], detail={}, now=now)
    return 1


def _leased(*, pk: int, now: datetime) -> bool:
    """Take the task for a while, unless another worker has it or did it meanwhile."""
    with transaction.atomic():
        (task,) = rows_of(DueTask, id=pk, lock=True)
        taken = task.leased_until is not None and task.leased_until > now
        if task.done_at is not None or taken or task.due_at > now:
            return False
        task.leased_until, task.attempts = now + LEASE, task.attempts + 1
        update_row(row=task, columns=("leased_until", "attempts"))
    return True


def _review_due(reference: str, now: datetime) -> None:
    """A review whose hour passed unanswered: its organisation and the overseer hear of it; it stays open."""
    rows = Review.objects.select_related("request", "organisation")
    review = rows.filter(reference=reference, state="open").first()
    if review is None:
        return
    location = review.request.location_key
    above = overseer(location=location, on=local_date(key=location, now=now))
    for body in {review.organisation, above} - {None}:
        tell(kind="review_late", to=body, about=reference, now=now)  # type: ignore[arg-type]


def _protection_notice_due(reference: str, now: datetime) -> None:
    """A notice not acknowledged by its hour: the body it went to hears again, and so does the overseer."""
    notice = next(iter(_unacknowledged(reference=reference)), None)
    if notice is None:
        return
    location = notice.person.family.location_key
    above = overseer(location=location, on=local_date(key=location, now=now))
    for body in {notice.organisation, above} - {None}:
        tell(kind="protection_notice_late", to=body, about=reference, now=now)  # type: ignore[arg-type]


@prepared
def _unacknowledged(*, reference: str) -> QuerySet[ProtectionNotice]:
    rows = ProtectionNotice.objects.select_related("organisation", "person__family")
    return rows.filter(reference=reference).exclude(state="acknowledged")


_HANDS: Mapping[str, Callable[[str, datetime], None]] = {
    "review_due": _review_due,
    "kept_paper_due": kept_paper_due,
    "protection_notice": _protection_notice_due,
    CALL: call_due,
    complaint_rows.DUE: escalate_complaint,
    permits.DUE: permits.permit_silence,
}
