"""The mark every deed and every look leaves: written inside its own transaction, before its answer.

`deed()` is the only way casework opens a transaction that is answered for: it refuses to end without a mark, so a
deed that forgets, or one that would write its mark after the answer, is undone. When the mark cannot be written
nothing is shown and nothing is changed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.db import transaction

from estancia.casework.access import Actor
from estancia.casework.once import remembering
from estancia.ledger import JSON, unplaced_bytes
from estancia.records.chained import leave, leave_and_commit
from estancia.records.models import AuditEntry

Code = str | int | bool | None
Detail = Mapping[str, Code | Sequence[Code]]

_CODE = re.compile(r"[A-Za-z0-9_.:-]{0,64}")
_marks: ContextVar[int] = ContextVar("marks", default=0)
_waiting: ContextVar[list[bytes] | None] = ContextVar("waiting", default=None)


class DeedLeftNoMark(RuntimeError):
    """A deed or a look ended without its entry: a fault of the house, so everything it did is undone."""


class MarkOutsideDeed(RuntimeError):
    """An entry was to be written outside the transaction it answers for."""


class NotACode(ValueError):
    """Something that may be a person's fact was to be written into the record."""


@contextmanager
def deed() -> Iterator[None]:
    """Run one deed or look in one transaction that ends with its mark; whoever reads may leave after it.

    Raises `DeedLeftNoMark`, undoing all, when nothing was recorded inside.
    """
    before = _marks.get()
    with one_transaction(), remembering(), _undone_together():
        yield
        if _marks.get() == before:
            raise DeedLeftNoMark


@contextmanager
def one_transaction() -> Iterator[None]:
    """Do everything inside in one transaction, whatever deeds and looks it holds, and write their marks at its end.

    So the tail stays locked for an instant only, and last: nobody waits for it while a page is put together, and a
    look before a deed cannot hold it while the deed waits for a row that someone else, waiting for the tail, has
    locked.
    """
    if _waiting.get() is not None:
        with transaction.atomic():
            yield
        return
    end = leave if transaction.get_connection().in_atomic_block else leave_and_commit
    with transaction.atomic():
        waiting: list[bytes] = []
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
        end(entries=waiting)


def write_waiting() -> None:
    """Write now what waits for the end of the transaction: for a look at the record, which shows itself."""
    waiting = _waiting.get() or []
    leave(entries=waiting)
    waiting.clear()


def record(*, by: Actor, act: str, about: Sequence[str], detail: Detail, now: datetime) -> None:
    """Write the entry of this deed. Call it last, inside the deed's transaction.

    `about` names the files shown or touched, once each, by reference. `detail` holds codes only. The entry is written
    at the end of the deed, or of the transaction that holds several; outside of both, here and now. From then until the
    commit the tail's row is locked, so entries line up in the order they become true.
    """
    if not transaction.get_connection().in_atomic_block:
        raise MarkOutsideDeed
    body_about = list(dict.fromkeys(about))
    _refuse_facts(act=act, about=body_about, detail=detail)
    unplaced = unplaced_bytes(body=_body(by=by, act=act, about=body_about, detail=detail, now=now))
    waiting = _waiting.get()
    if waiting is None:
        leave(entries=[unplaced])
    else:
        waiting.append(unplaced)
    _marks.set(_marks.get() + 1)


def body_of(*, entry: AuditEntry) -> Mapping[str, JSON]:
    """Say an entry as the chain's digest covers it: everything but the two digests."""
    return {
        "seq": entry.seq,
        "at": _instant(entry.at),
        "actor": entry.actor_id,
        "role": entry.role,
        "organisation": entry.organisation,
        "purpose": entry.purpose,
        "act": entry.act,
        "about": entry.about,
        "detail": entry.detail,
    }


def _body(*, by: Actor, act: str, about: list[str], detail: Detail, now: datetime) -> Mapping[str, JSON]:
    return {
        "at": _instant(now),
        "actor": by.user_id,
        "role": by.role.value,
        "organisation": by.organisation,
        "purpose": by.purpose.value,
        "act": act,
        "about": about,
        "detail": detail,
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@contextmanager
def _undone_together() -> Iterator[None]:
    """Drop the marks that still wait to be written when the deed they answer for is undone."""
    waiting = _waiting.get()
    kept = len(waiting or ())
    try:
        yield
    except BaseException:
        if waiting is not None:
            del waiting[kept:]
        raise


def _refuse_facts(*, act: str, about: Sequence[str], detail: Detail) -> None:
    values = [one for value in detail.values() for one in (value if isinstance(value, list | tuple) else [value])]
    texts = [act, *about, *detail, *(value for value in values if isinstance(value, str))]
    if not all(_CODE.fullmatch(text) for text in texts):
        raise NotACode("the record holds codes and references only")
