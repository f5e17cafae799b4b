"""Whether each entry still follows from the one before it."""

from collections.abc import Iterable
from dataclasses import dataclass

from estancia.ledger.entries import GENESIS, Entry, NotCanonical, entry_digest


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """What a walk along the chain found.

    `first_bad_seq` is the place of the first entry that does not follow; for a gap it is the place that should have
    come, so that a missing entry is named and not the innocent one after it. None when every entry follows.
    `length` counts the entries that follow, `head` is the digest of the last of them (the starting digest if none).
    """

    ok: bool
    first_bad_seq: int | None
    length: int
    head: bytes


def check_chain(*, entries: Iterable[Entry], previous: bytes = GENESIS, first_seq: int = 1) -> ChainVerdict:
    """Say whether the entries, in the order given, are an unbroken chain from `previous` at place `first_seq`.

    Finds an edited body, a deleted, swapped, repeated or inserted entry, a gap and a fork (two entries after one).
    It stops at the first that does not follow. It cannot find a cut tail, or a tail rebuilt whole with new digests:
    compare `length` and `head` with a signed head for that (`estancia.ledger.heads`).
    The defaults walk from the beginning; give both to walk on from a place already checked.
    """
    expected, length = first_seq, 0
    for entry in entries:
        if entry.seq != expected or not _follows(entry=entry, previous=previous):
            return ChainVerdict(ok=False, first_bad_seq=expected, length=length, head=previous)
        previous, expected, length = entry.digest, expected + 1, length + 1
    return ChainVerdict(ok=True, first_bad_seq=None, length=length, head=previous)


def _follows(*, entry: Entry, previous: bytes) -> bool:
    if entry.previous != previous:
        return False
    try:
        return entry_digest(previous=previous, body=entry.body) == entry.digest
    except NotCanonical:
        return False
