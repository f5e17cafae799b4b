"""The signed list of revoked numbers, small enough to carry offline, fresh for a day."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from estancia.documents.card_numbers import NotACardNumber, read_card_number
from estancia.documents.claims import instant, seconds
from estancia.documents.envelopes import NotOurEnvelope, close_envelope, open_envelope
from estancia.documents.keys import KeyRing, PublicKey, SigningKey
from estancia.wording import ForPeople, Sentence

LIST_TYPE = "estancia-revocations+cwt"
FRESH_FOR = timedelta(hours=24)
"""A list older than this cannot make a document `valid`."""

_ISSUED, _NUMBERS = 6, -70011


class ListNotOurs(ForPeople):
    """The list of revoked numbers is not signed by a key that may sign it."""

    sentence = Sentence(
        es="La lista de documentos revocados no es nuestra o está dañada, así que no se usó. "
        "Descárguela de nuevo; mientras tanto ningún documento se da por válido.",
        en="The list of revoked documents is not ours or is damaged, so it was not used. "
        "Download it again; until then no document is called valid.",
    )


@dataclass(frozen=True, slots=True)
class RevocationList:
    """The revoked numbers as of an instant, and the signed bytes they were read from.

    Only `signed` is believed when a document is verified; the other two are for reading and showing.
    """

    numbers: frozenset[str]
    issued_at: datetime
    signed: bytes = field(repr=False)


def sign_revocations(*, numbers: frozenset[str] | set[str], key: SigningKey, issued_at: datetime) -> RevocationList:
    """Sign the list of every revoked number as of `issued_at`; sorted, so that the order tells nothing.

    Raises `NotACardNumber` for a number that is none, `ValueError` for a naive instant.
    """
    listed = sorted({read_card_number(number) for number in numbers})
    signed = close_envelope(claims={_ISSUED: seconds(issued_at), _NUMBERS: listed}, kind=LIST_TYPE, key=key)
    return RevocationList(numbers=frozenset(listed), issued_at=instant(seconds(issued_at)), signed=signed)


def read_revocations(*, signed: bytes, ring: KeyRing) -> RevocationList:
    """Read a list and check who signed it.

    An active key may sign one; a retired key's lists are believed when issued before it retired; a revoked key's
    never. Raises `ListNotOurs`.
    """
    try:
        opened = open_envelope(signed=signed, kind=LIST_TYPE, ring=ring)
        numbers, issued_at = _read(opened.claims)
    except (NotOurEnvelope, NotACardNumber, ValueError, TypeError):
        raise ListNotOurs from None
    if not _may_sign(key=opened.key, issued_at=issued_at):
        raise ListNotOurs
    return RevocationList(numbers=numbers, issued_at=issued_at, signed=signed)


def _read(said: dict[int, object]) -> tuple[frozenset[str], datetime]:
    issued, listed = said.get(_ISSUED), said.get(_NUMBERS)
    if set(said) != {_ISSUED, _NUMBERS} or not all(type(label) is int for label in said):
        raise ValueError("not a list of revoked numbers")
    if type(issued) is not int or not isinstance(listed, list):
        raise ValueError("not a list of revoked numbers")
    if not all(isinstance(number, str) for number in listed):
        raise ValueError("a number that is not text")
    return frozenset(listed), instant(issued)


def _may_sign(*, key: PublicKey, issued_at: datetime) -> bool:
    if key.state == "retired":
        return key.until is not None and issued_at <= key.until
    return key.state == "active"
