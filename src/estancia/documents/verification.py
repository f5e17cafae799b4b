"""What a verifier says of a code, with a key ring and a list and no connection: one word of five.

In this order, so that what can be known is said:

- `not_ours`: no code of ours; another form, algorithm, type or audience; a key the ring does not know; altered.
- `revoked`: the number is on a list of ours, however old (a revocation is not taken back), or its key is revoked.
- `expired`: its last day has ended everywhere in Mexico.
- `cannot_tell`: its first day has not come (the document is ours, and neither good nor bad today); it was issued after
  the verifier's own clock, which is then wrong; or there is no list of ours from the last 24 hours.
- `valid`: none of these.

Nothing is kept of who asked, about what or when.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from estancia.documents.card_numbers import NotACardNumber
from estancia.documents.claims import STAY_TYPE, StayClaims, claims_from_map, end_instant, first_instant
from estancia.documents.envelopes import NotOurEnvelope, open_envelope
from estancia.documents.keys import KeyRing, PublicKey
from estancia.documents.qr import token_from_text
from estancia.documents.revocations import FRESH_FOR, ListNotOurs, RevocationList, read_revocations

CLOCKS_DIFFER_BY = timedelta(minutes=10)
"""How far the clock of a phone may run behind ours before an instant in its future makes it doubt."""


class Verdict(Enum):
    """The five words."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NOT_OURS = "not_ours"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Verification:
    """The word, and what the document itself says.

    The number and both days (included) are None for `not_ours`. `list_age` is None when no list of ours was at hand;
    it is negative when the list is from after the verifier's clock.
    """

    verdict: Verdict
    number: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    list_age: timedelta | None = None


def verify(*, text: str, ring: KeyRing, revocations: RevocationList | None, now: datetime) -> Verification:
    """Say the word for the text of a code at an instant. It never raises for a bad code, ring key or list.

    The list is read again from its signed bytes; one that is not ours counts as none. Raises `ValueError` only for a
    naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("an aware instant is needed")
    listed = _believed(revocations=revocations, ring=ring)
    age = now - listed.issued_at if listed else None
    try:
        opened = open_envelope(signed=token_from_text(text), kind=STAY_TYPE, ring=ring)
        claims, issued_at = claims_from_map(opened.claims)
    except (NotOurEnvelope, NotACardNumber, ValueError, TypeError, AttributeError, OverflowError):
        return Verification(verdict=Verdict.NOT_OURS, list_age=age)
    verdict = _verdict(claims=claims, issued_at=issued_at, key=opened.key, listed=listed, now=now)
    return Verification(
        verdict=verdict,
        number=claims.number,
        valid_from=claims.valid_from,
        valid_until=claims.valid_until,
        list_age=age,
    )


def _verdict(
    *, claims: StayClaims, issued_at: datetime, key: PublicKey, listed: RevocationList | None, now: datetime
) -> Verdict:
    if key.state == "revoked" or (listed and claims.number in listed.numbers):
        return Verdict.REVOKED
    if now >= end_instant(claims.valid_until):
        return Verdict.EXPIRED
    if now < first_instant(claims.valid_from) or issued_at > now + CLOCKS_DIFFER_BY:
        return Verdict.CANNOT_TELL
    return Verdict.VALID if listed and _is_fresh(listed, now=now) else Verdict.CANNOT_TELL


def _is_fresh(listed: RevocationList, *, now: datetime) -> bool:
    return -CLOCKS_DIFFER_BY <= now - listed.issued_at <= FRESH_FOR


def _believed(*, revocations: RevocationList | None, ring: KeyRing) -> RevocationList | None:
    if revocations is None:
        return None
    try:
        return read_revocations(signed=revocations.signed, ring=ring)
    except ListNotOurs:
        return None
