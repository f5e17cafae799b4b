"""What a stay document says inside its code: a number, two dates, and a check on the holder. Nothing else.

No name, court, country, asylum, return or place. The claims are those of a CBOR Web Token (RFC 8392) where it has
them, so that a generic reader understands the dates too.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from estancia.documents.card_numbers import ALPHABET, NotACardNumber, read_card_number

STAY_TYPE = "estancia-stay+cwt"
STAY_AUDIENCE = "estancia:verify:stay"

_AUDIENCE, _EXPIRES, _NOT_BEFORE, _ISSUED = 3, 4, 5, 6
_NUMBER, _ENTRIES, _HOLDER = -70001, -70002, -70003
_LABELS = {_AUDIENCE, _EXPIRES, _NOT_BEFORE, _ISSUED, _NUMBER, _ENTRIES, _HOLDER}
_MULTIPLE = 0

# A document has no place, so its days are counted by the most generous clocks of Mexico: a day begins when it begins
# in the east (UTC-5) and ends when it ends in the north-west in winter (UTC-8). Nobody is late by the clock of a phone.
_DAY_BEGINS = timedelta(hours=5)
_DAY_ENDS = timedelta(hours=8)
_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_HOLDER_SYMBOLS = 8


@dataclass(frozen=True, slots=True)
class StayClaims:
    """What the document says. Both days are included, as printed: on `valid_until` it still serves, all day long.

    Raises `NotACardNumber` for a number that is none and `ValueError` when the last day lies before the first.
    """

    number: str
    valid_from: date
    valid_until: date
    entries: Literal["multiple"]
    holder_check: str

    def __post_init__(self) -> None:
        if read_card_number(self.number) != self.number:
            raise NotACardNumber
        if self.valid_until < self.valid_from or self.entries != "multiple":
            raise ValueError("a stay has many entries and its last day is not before its first")
        if not isinstance(self.holder_check, str) or len(self.holder_check) != _HOLDER_SYMBOLS:
            raise ValueError("a holder check has eight symbols; see holder_check")
        if any(symbol not in ALPHABET for symbol in self.holder_check):
            raise ValueError("a holder check has eight symbols; see holder_check")


def holder_check(*, number: str, name: str, birth_year: int | None) -> str:
    """Give the eight symbols (40 bits) by which a verifier with the card in hand ties it to the name printed on it.

    SHA-256 over the card number, the name folded (lower case, no accents, single spaces) and the year of birth (empty
    when not known). The number makes each card's check its own, so no table of names serves twice. It is short, and
    plain, on purpose: it must be computable offline by any verifier, so it holds no secret. Whoever photographs the
    code alone and already suspects a name can confirm the guess; whoever suspects nobody learns no name, and no one can
    print another name on a stolen card without failing the comparison (one chance in a million million).
    """
    year = "" if birth_year is None else f"{birth_year:04}"
    told = "\x00".join(["estancia.holder.v1", read_card_number(number), _folded(name), year])
    bits = int.from_bytes(hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()[:5], "big")
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(_HOLDER_SYMBOLS)))


def first_instant(on: date) -> datetime:
    """Give the instant at which a first day begins (UTC), by the earliest clock of Mexico."""
    return datetime(on.year, on.month, on.day, tzinfo=UTC) + _DAY_BEGINS


def end_instant(on: date) -> datetime:
    """Give the instant at which a last day has ended (UTC), by the latest clock of Mexico."""
    return datetime(on.year, on.month, on.day, tzinfo=UTC) + _DAY + _DAY_ENDS


def claims_to_map(*, claims: StayClaims, issued_at: datetime) -> dict[int, Any]:
    """Write claims with the numbers CBOR Web Tokens use. Raises `ValueError` for a naive `issued_at`."""
    return {
        _AUDIENCE: STAY_AUDIENCE,
        _EXPIRES: seconds(end_instant(claims.valid_until)),
        _NOT_BEFORE: seconds(first_instant(claims.valid_from)),
        _ISSUED: seconds(issued_at),
        _NUMBER: claims.number,
        _ENTRIES: _MULTIPLE,
        _HOLDER: claims.holder_check,
    }


def claims_from_map(said: dict[int, Any]) -> tuple[StayClaims, datetime]:
    """Read claims and the instant of issue.

    Raises `ValueError`, `OverflowError` or `NotACardNumber` for anything we do not write.
    """
    if not all(type(label) is int for label in said):
        raise ValueError("labels that only equal ours: 3.0 is not 3")
    if set(said) != _LABELS or said[_AUDIENCE] != STAY_AUDIENCE or said[_ENTRIES] is not _MULTIPLE:
        raise ValueError("claims for another audience or in another form")
    if not all(type(said[label]) is int for label in (_EXPIRES, _NOT_BEFORE, _ISSUED)):
        raise ValueError("instants that are not whole seconds")
    claims = StayClaims(
        number=said[_NUMBER],
        valid_from=_midnight(instant(said[_NOT_BEFORE]) - _DAY_BEGINS),
        valid_until=_midnight(instant(said[_EXPIRES]) - _DAY_ENDS) - _DAY,
        entries="multiple",
        holder_check=said[_HOLDER],
    )
    return claims, instant(said[_ISSUED])


def seconds(at: datetime) -> int:
    """Give an aware instant as whole seconds since 1970. Raises `ValueError` for a naive one."""
    if at.tzinfo is None:
        raise ValueError("an aware instant is needed")
    return int((at - _EPOCH) // timedelta(seconds=1))


def instant(since_1970: int) -> datetime:
    """Give the instant (UTC) that many seconds after 1970. Raises `ValueError` beyond the calendar."""
    try:
        return _EPOCH + timedelta(seconds=since_1970)
    except OverflowError:
        raise ValueError("an instant beyond the calendar") from None


def _midnight(at: datetime) -> date:
    if at.time() != at.time().min:
        raise ValueError("a day that does not begin at midnight")
    return at.date()


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name).casefold()
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())
