"""No entry of the record can be changed, removed, swapped or slipped in unseen."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from estancia.ledger import (
    GENESIS,
    ChainVerdict,
    Entry,
    NotCanonical,
    check_chain,
    entry_digest,
    placed_digest,
    unplaced_bytes,
)


def chain(length, start=GENESIS, first=1):
    entries, previous = [], start
    for seq in range(first, first + length):
        body = {"deed": "person.opened", "by": f"role-{seq % 5}", "at": f"2019-10-02T08:{seq % 60:02}:00Z", "n": seq}
        digest = entry_digest(previous=previous, body=body)
        entries.append(Entry(seq=seq, body=body, previous=previous, digest=digest))
        previous = digest
    return entries


def test_an_untouched_chain_is_whole():
    entries = chain(50)
    assert check_chain(entries=entries) == ChainVerdict(ok=True, first_bad_seq=None, length=50, head=entries[-1].digest)


def test_an_empty_record_is_whole_and_its_head_is_the_beginning():
    assert check_chain(entries=[]) == ChainVerdict(ok=True, first_bad_seq=None, length=0, head=GENESIS)


def test_a_chain_can_be_walked_on_from_a_checked_place():
    entries = chain(20)
    assert check_chain(entries=entries[10:], previous=entries[9].digest, first_seq=11).ok
    assert not check_chain(entries=entries[10:]).ok


def test_the_order_of_keys_does_not_change_a_digest_and_every_value_does():
    one = entry_digest(previous=GENESIS, body={"a": 1, "b": [True, None, "ñ"]})
    assert one == entry_digest(previous=GENESIS, body={"b": [True, None, "ñ"], "a": 1})
    others = [
        {"a": 2, "b": [True, None, "ñ"]},
        {"a": 1, "b": [True, "ñ", None]},
        {"a": 1},
        {"a": "1", "b": [True, None, "ñ"]},
    ]
    assert len({one, *(entry_digest(previous=GENESIS, body=body) for body in others)}) == 5


def test_a_digest_is_not_the_bare_hash_of_the_same_bytes():
    import hashlib

    bare = hashlib.sha256(GENESIS + rfc8785.dumps({"a": 1})).digest()
    assert entry_digest(previous=GENESIS, body={"a": 1}) != bare


@pytest.mark.parametrize(
    "body",
    [
        {"on": date(2019, 10, 2)},
        {"n": 2**60},
        {"x": float("nan")},
        {"x": b"raw"},
        {"at": datetime(2019, 1, 1, tzinfo=UTC)},
        {1: "a"},
        {"x": "\ud800"},
    ],
)
def test_what_is_not_plain_json_has_no_digest(body):
    with pytest.raises(NotCanonical):
        entry_digest(previous=GENESIS, body=body)


def test_a_digest_needs_a_whole_digest_before_it():
    with pytest.raises(ValueError, match="32 bytes"):
        entry_digest(previous=b"short", body={})


# ── tampering ────────────────────────────────────────────────────────────────────────────────────────────


def edit(entries, place, rng):
    body = dict(entries[place].body)
    body[rng.choice(["deed", "by", "at"])] = "something else"
    entries[place] = replace(entries[place], body=body)


def edit_and_redigest(entries, place, rng):
    """An insider who knows the rule mends the digest of the row, but not the rows after it."""
    body = dict(entries[place].body) | {"by": "nobody"}
    digest = entry_digest(previous=entries[place].previous, body=body)
    entries[place] = replace(entries[place], body=body, digest=digest)


def delete(entries, place, rng):
    del entries[place]


def delete_and_renumber(entries, place, rng):
    del entries[place]
    entries[place:] = [replace(entry, seq=entry.seq - 1) for entry in entries[place:]]


def swap(entries, place, rng):
    other = rng.choice([at for at in range(len(entries) - 1) if at != place])
    first, second = entries[place], entries[other]
    entries[place], entries[other] = replace(second, seq=first.seq), replace(first, seq=second.seq)


def swap_bodies(entries, place, rng):
    other = rng.choice([at for at in range(len(entries) - 1) if at != place])
    first, second = entries[place], entries[other]
    entries[place], entries[other] = replace(first, body=second.body), replace(second, body=first.body)


def gap(entries, place, rng):
    entries[place:] = [replace(entry, seq=entry.seq + 1) for entry in entries[place:]]


def fork(entries, place, rng):
    body = {"deed": "person.opened", "by": "another"}
    twin = replace(entries[place], body=body, digest=entry_digest(previous=entries[place].previous, body=body))
    entries.insert(place, twin)


def fork_renumbered(entries, place, rng):
    fork(entries, place, rng)
    entries[place + 1 :] = [replace(entry, seq=entry.seq + 1) for entry in entries[place + 1 :]]


def flip_a_digest(entries, place, rng):
    kept = rng.choice(["previous", "digest"])
    old = bytearray(getattr(entries[place], kept))
    old[rng.randrange(32)] ^= 1 << rng.randrange(8)
    entries[place] = replace(entries[place], **{kept: bytes(old)})


TAMPERINGS = [
    edit,
    edit_and_redigest,
    delete,
    delete_and_renumber,
    swap,
    swap_bodies,
    gap,
    fork,
    fork_renumbered,
    flip_a_digest,
]


def undetected(check, trials=1_000, seed=20190129):
    rng, whole, missed = random.Random(seed), chain(40), []
    for trial in range(trials):
        tamper = TAMPERINGS[trial % len(TAMPERINGS)]
        # The last entry is left alone: cutting or remaking the tail is what signed heads are for (test_heads).
        place, entries = rng.randrange(len(whole) - 1), list(whole)
        tamper(entries, place, rng)
        if check(entries=entries).ok:
            missed.append(tamper.__name__)
    return missed


def test_a_thousand_random_tamperings_are_all_detected():
    assert undetected(check_chain) == []


def test_the_tampering_test_catches_a_checker_that_only_follows_the_links():
    def links_only(*, entries):
        linked = all(later.previous == earlier.digest for earlier, later in pairwise(entries))
        return ChainVerdict(ok=linked, first_bad_seq=None, length=len(entries), head=entries[-1].digest)

    assert {"edit", "swap_bodies"} <= set(undetected(links_only))


def test_the_tampering_test_catches_a_checker_that_forgets_to_count():
    def uncounted(*, entries):
        return check_chain(entries=[replace(entry, seq=at) for at, entry in enumerate(entries, start=1)])

    assert "gap" in set(undetected(uncounted))


def test_the_first_bad_entry_is_named():
    entries = chain(30)
    edit(entries, 11, random.Random(1))
    verdict = check_chain(entries=entries)
    assert (verdict.ok, verdict.first_bad_seq, verdict.length, verdict.head) == (False, 12, 11, entries[10].digest)


def test_a_missing_entry_is_named_and_not_the_one_after_it():
    entries = chain(30)
    del entries[11]
    assert check_chain(entries=entries).first_bad_seq == 12


def test_a_body_that_is_no_json_any_more_is_found_and_does_not_crash_the_walk():
    entries = chain(5)
    entries[2] = replace(entries[2], body={"x": b"raw"})
    assert check_chain(entries=entries).first_bad_seq == 3


@given(
    seq=st.integers(1, 2**53 - 1),
    codes=st.dictionaries(st.text(max_size=6).filter(lambda name: name < "seq"), st.text() | st.integers(-99, 99)),
)
def test_a_digest_made_in_two_halves_is_the_digest(seq, codes):
    unplaced = unplaced_bytes(body=codes)
    whole = entry_digest(previous=GENESIS, body={**codes, "seq": seq})
    assert placed_digest(previous=GENESIS, unplaced=unplaced, seq=seq) == whole


def test_a_key_told_after_the_place_is_refused():
    with pytest.raises(NotCanonical):
        unplaced_bytes(body={"act": "look", "zone": "a"})
