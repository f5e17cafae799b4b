"""What is to be told: rows of the outbox and of the due table, written in the deed's own transaction."""

from datetime import datetime

from estancia.records.models import DueTask, Organisation, OutboxMessage
from estancia.records.written import write_row


def tell(*, kind: str, to: Organisation, about: str, now: datetime) -> None:
    """Queue a message that leaves after the deed commits. It carries a reference, never a name."""
    write_row(row=OutboxMessage(kind=kind, to_organisation=to, about=about, queued_at=now))


def look_again(*, kind: str, about: str, due_at: datetime) -> None:
    """Note that something must be looked at by an hour; an open note of the same kind is moved to the new hour."""
    moved = DueTask.objects.filter(kind=kind, about=about, done_at__isnull=True).update(due_at=due_at)
    if not moved:
        write_row(row=DueTask(kind=kind, about=about, due_at=due_at))


def no_longer_due(*, kind: str, about: str, now: datetime) -> None:
    """Close the open note of this kind, if there is one."""
    DueTask.objects.filter(kind=kind, about=about, done_at__isnull=True).update(done_at=now)
