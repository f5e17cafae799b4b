"""One turn of the house's own worker: what is overdue goes up, what is queued leaves, a roster is staged, heads signed.

Each step is leased or conditional and has its own transaction, so that a worker killed anywhere is followed by
another that finishes what it left, and two at once do each thing once. A step that fails is told and stops no other.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from estancia.casework.alarms import escalate_alarms
from estancia.casework.due import look_at_due
from estancia.casework.holds import escalate_due
from estancia.casework.keys import NoSigningKey
from estancia.casework.ledger import take_head
from estancia.casework.once_key import forget_once_keys
from estancia.casework.outbox import send_due
from estancia.casework.renewals import open_renewals
from estancia.casework.roster_dates import claim_waiting
from estancia.casework.roster_staging import stage_waiting
from estancia.casework.verifying import publish_revocations, revocations_are_old
from estancia.messages import Channel, Folder
from estancia.records.models import AuditEntry, MerkleHead

HEAD_EVERY = timedelta(seconds=30)
"""A head is signed when the oldest entry without one is this old: with a turn every few seconds, well within 60 s."""

_log = logging.getLogger("estancia.worker")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What one turn did. `failed` names the steps that could not be done and will be tried again."""

    escalated: int
    alarms_escalated: int
    looked_at: int
    renewals_opened: int
    sent: int
    staged: int
    dates_claimed: int
    head_size: int | None
    list_published: bool
    forgotten: int
    failed: tuple[str, ...]


def run_once(*, now: datetime, channel: Channel | None = None) -> WorkDone:
    """Do one turn as of `now`. Without a channel letters go to the folder `outgoing` beside the database."""
    failed: list[str] = []
    out = channel or Folder(at=Path(settings.HOME) / "outgoing")
    return WorkDone(
        escalated=_tried("escalate", lambda: escalate_due(now=now), failed) or 0,
        alarms_escalated=_tried("alarms", lambda: escalate_alarms(now=now), failed) or 0,
        looked_at=_tried("due", lambda: look_at_due(now=now), failed) or 0,
        renewals_opened=_tried("renewals", lambda: open_renewals(now=now), failed) or 0,
        sent=_tried("outbox", lambda: send_due(channel=out, now=now), failed) or 0,
        staged=_tried("roster", lambda: stage_waiting(now=now), failed) or 0,
        dates_claimed=_tried("roster_dates", lambda: claim_waiting(now=now), failed) or 0,
        head_size=_tried("head", lambda: _head(now=now), failed),
        list_published=bool(_tried("list", lambda: _list(now=now), failed)),
        forgotten=_tried("once_keys", lambda: forget_once_keys(now=now), failed) or 0,
        failed=tuple(failed),
    )


def _tried(step: str, work: Callable[[], Result], failed: list[str]) -> Result | None:
    try:
        return work()
    except Exception as wrong:  # noqa: BLE001  (one step must not stop the others; nothing of a person is logged)
        _log.warning("worker step %s failed: %s", step, type(wrong).__name__)
        failed.append(step)
        return None


def _head(*, now: datetime) -> int | None:
    """Sign a head once the oldest entry without one is old enough; None when there is nothing to sign, or no key."""
    covered = MerkleHead.objects.order_by("-size").values_list("size", flat=True).first() or 0
    oldest = AuditEntry.objects.filter(seq=covered + 1).values_list("at", flat=True).first()
    if oldest is None or now - oldest < HEAD_EVERY:
        return None
    try:
        head = take_head(now=now)
    except NoSigningKey:
        return None
    return head.size if head else None


def _list(*, now: datetime) -> bool:
    return revocations_are_old(now=now) and publish_revocations(now=now) is not None
