"""One entry of the record, and the digest that ties it to the entry before it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import rfc8785

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

GENESIS = bytes(32)
"""What the first entry names as the entry before it."""

DOMAIN = b"estancia.ledger.entry.v1\x00"
"""What every digest of an entry begins with, so that one made here means nothing elsewhere."""

_PLACE, _END = "seq", b"0}"
_DIGEST_BYTES = 32


class NotCanonical(ValueError):
    """The body holds something that canonical JSON cannot say, such as a date object or an integer beyond 2**53."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the record as it was stored: its place, what it says, and the two digests kept beside it."""

    seq: int
    body: Mapping[str, JSON]
    previous: bytes
    digest: bytes


def canonical_bytes(*, body: Mapping[str, JSON]) -> bytes:
    """Give the one byte string that stands for this body (RFC 8785), whatever the order of its keys.

    Raises `NotCanonical` for anything that is not JSON.
    """
    try:
        return rfc8785.dumps(body)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError, TypeError) as error:
        raise NotCanonical(f"a ledger body must be plain JSON: {type(error).__name__}") from None


def entry_digest(*, previous: bytes, body: Mapping[str, JSON]) -> bytes:
    """Give the digest (32 bytes, SHA-256) of an entry: our domain, then the digest before it, then its body.

    `previous` is `GENESIS` for the first entry. The domain keeps a digest made here from meaning anything elsewhere.
    Raises `ValueError` when `previous` is not 32 bytes, `NotCanonical` when the body is not plain JSON.
    """
    if len(previous) != _DIGEST_BYTES:
        raise ValueError("previous must be a digest of 32 bytes")
    return hashlib.sha256(DOMAIN + previous + canonical_bytes(body=body)).digest()


def unplaced_bytes(*, body: Mapping[str, JSON]) -> bytes:
    """Give the canonical bytes of a body up to its place, `seq`, which is told last; whatever place it holds yet.

    All that can be made of an entry before its place is known. Raises `NotCanonical` for what is not plain JSON, and
    where a key would be told after the place.
    """
    whole = canonical_bytes(body={**body, _PLACE: 0})
    if not whole.endswith(b'"seq":' + _END):
        raise NotCanonical("the place of an entry is told last")
    return whole[: -len(_END)]


def placed_digest(*, previous: bytes, unplaced: bytes, seq: int) -> bytes:
    """Give what `entry_digest` gives for the body of these bytes in this place; PostgreSQL is given the same sum."""
    return hashlib.sha256(DOMAIN + previous + unplaced + b"%d}" % seq).digest()
