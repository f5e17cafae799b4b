"""Letting messages leave: leased by one worker at a time, sent after the deed that queued them, marked when taken.

A worker that dies between lease and mark leaves a lease that runs out; the next sends again under the same key, and
the channel keeps one. Marking before sending would lose the message; that is the order this module exists to avoid.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from estancia.messages import Channel, ChannelRefused, Letter
from estancia.records.models import OutboxMessage, ProtectionNotice

LEASE = timedelta(seconds=60)
_SLOWEST = timedelta(hours=1)
_NOTICE = "protection_notice"


def send_due(*, channel: Channel, now: datetime, limit: int = 100) -> int:
    """Lease, send and mark up to `limit` messages whose turn has come; give how many were taken by the channel."""
    return sum(_send(pk=pk, channel=channel, now=now) for pk in _free(now=now).values_list("pk", flat=True)[:limit])


def _free(*, now: datetime) -> QuerySet[OutboxMessage]:
    unleased = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    return OutboxMessage.objects.filter(unleased, sent_at__isnull=True, queued_at__lte=now).order_by("queued_at", "pk")


def _send(*, pk: int, channel: Channel, now: datetime) -> int:
    if not _free(now=now).filter(pk=pk).update(leased_until=now + LEASE, attempts=F("attempts") + 1):
        return 0  # another worker took it
    message = OutboxMessage.objects.select_related("to_organisation").get(pk=pk)
    try:
        channel.send(_letter(message))
    except ChannelRefused:
        _later(message=message, now=now)
        return 0
    OutboxMessage.objects.filter(pk=pk, sent_at__isnull=True).update(sent_at=now, leased_until=None)
    if message.kind == _NOTICE:
        ProtectionNotice.objects.filter(reference=message.about, state="drafted").update(state="sent", sent_at=now)
    return 1


def _letter(message: OutboxMessage) -> Letter:
    return Letter(
        key=f"{message.pk}-{message.about}",
        kind=message.kind,
        to=message.to_organisation.key,
        about=message.about,
        queued_at=message.queued_at,
    )


def _later(*, message: OutboxMessage, now: datetime) -> None:
    """Try again after one minute, then two, four, up to an hour: never given up."""
    wait = min(LEASE * 2 ** min(message.attempts - 1, 10), _SLOWEST)
    OutboxMessage.objects.filter(pk=message.pk).update(leased_until=now + wait)
