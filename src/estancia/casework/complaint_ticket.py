"""The ticket of a complaint: while it is good the steps open; once the complaint is sent or left they never do again.

Whoever has the browser next, the officer at their own desk first of all, can go back and send each step anew. The
ticket travels in the steps, holds nothing of what was written and belongs to one sign-in, or to nobody's. Only that it
is used up is kept, as a digest. The receipt number is made from it with the house's secret: whoever finds an old step
in a browser cannot make the number, and no page but one shows it.

A step left open without sending or leaving closes by itself: each step carries when it was shown, and opens the next
within IDLE of that. No entry of the record is written of a ticket used up: it would say of a sign-in, with its hour,
that a complaint was written in its browser and left (see decision 0011).
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

from estancia.records.models import Complaint, OnceKey
from estancia.records.written import write_row_once
from estancia.sealing import receipt_from, receipt_key

GOOD_FOR = timedelta(hours=2)  # shorter than the keeping of used marks (EST-41), so that no ticket comes to life again
IDLE = timedelta(minutes=30)  # from one step to the next
_SALT = "estancia.complaint.ticket"
_ROUTE = "complain"


def draw_ticket(*, session: str, now: datetime) -> str:
    """Draw the ticket of a complaint about to be written. `session`: of whoever lends the window, empty for nobody."""
    return _signer(session).sign(f"{secrets.token_urlsafe(16)}.{int(now.timestamp())}")


def show_step(*, ticket: str, session: str, now: datetime) -> str:
    """Mark a step with when it is shown: it opens the next for a while, and lies in the page and nowhere else."""
    return _signer(session, part="step").sign(f"{mark_of(ticket=ticket)}.{int(now.timestamp())}")


def opens(*, ticket: str, step: str, session: str, now: datetime) -> bool:
    """Say whether a step opens the next: its ticket is ours, of this sign-in and of these hours, neither sent nor left,
    and the step was shown with it no longer than IDLE ago.
    """
    good = _ours(ticket=ticket, session=session, now=now) and _fresh(ticket=ticket, step=step, session=session, now=now)
    return good and not (_used(ticket) or was_sent(ticket=ticket))


def mark_of(*, ticket: str) -> str:
    """Give what tells a ticket from another and opens nothing."""
    return _mark(ticket).hex()


def was_sent(*, ticket: str) -> bool:
    """Say whether a complaint was filed with it."""
    key = receipt_key(typed=receipt_of(ticket=ticket))
    return key is not None and Complaint.objects.filter(receipt_key=key.public).exists()


def use_up(*, ticket: str, session: str, now: datetime) -> bool:
    """Use it up, and say whether this was the first time: of two that come at once, one alone is told yes."""
    if not _ours(ticket=ticket, session=session, now=now):
        return False
    return write_row_once(row=OnceKey(key=_mark(ticket), body=b"", route=_ROUTE, leads_to="", at=now))


def receipt_of(*, ticket: str) -> str:
    """Give the receipt number that belongs to a ticket."""
    return receipt_from(drawn=salted_hmac(_SALT + ".receipt", ticket, algorithm="sha256").digest())


def _ours(*, ticket: str, session: str, now: datetime) -> bool:
    try:
        drawn_at = int(_signer(session).unsign(ticket).rpartition(".")[2])
    except (BadSignature, ValueError):
        return False
    return 0 <= now.timestamp() - drawn_at + 1 <= GOOD_FOR.total_seconds()


def _fresh(*, ticket: str, step: str, session: str, now: datetime) -> bool:
    try:
        whose, _, shown_at = _signer(session, part="step").unsign(step).rpartition(".")
        age = now.timestamp() - int(shown_at) + 1
    except (BadSignature, ValueError):
        return False
    return whose == mark_of(ticket=ticket) and 0 <= age <= IDLE.total_seconds()


def _used(ticket: str) -> bool:
    return OnceKey.objects.filter(key=_mark(ticket)).exists()


def _mark(ticket: str) -> bytes:
    return hashlib.sha256(f"{_SALT}\0{ticket}".encode()).digest()


def _signer(session: str, *, part: str = "") -> Signer:
    return Signer(salt=f"{_SALT}{part}\0{session}")
