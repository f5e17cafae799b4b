"""A head kept by someone else shows what a chain alone cannot: a tail cut, or rebuilt whole."""

import hashlib
import json
import random
import time
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from estancia.ledger import (
    GENESIS,
    Entry,
    Head,
    HeadNotOurs,
    NoSuchProof,
    Tree,
    check_chain,
    check_consistency,
    check_head,
    check_inclusion,
    entry_digest,
    head_of,
    proof_of_consistency,
    proof_of_inclusion,
    read_head,
    sign_head,
)

AT = datetime(2019, 10, 2, 8, 30, tzinfo=UTC)


def pair(curve=None):
    key = ec.generate_private_key(curve or ec.SECP256R1())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def digests(count, seed=1):
    return [random.Random(f"{seed}:{at}").randbytes(32) for at in range(count)]


def rfc6962_root(leaves):
    """The definition of RFC 6962, section 2.1, written out slowly as the oracle."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + rfc6962_root(leaves[:split]) + rfc6962_root(leaves[split:])).digest()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 9, 100, 257])
def test_the_root_is_that_of_the_standard(count):
    assert head_of(digests=digests(count)) == rfc6962_root(digests(count))


def test_a_tree_that_grows_gives_every_root_on_the_way_and_can_be_rebuilt():
    leaves, tree = digests(300), Tree()
    for at, leaf in enumerate(leaves, start=1):
        assert tree.append(leaf) == at
        assert tree.root() == rfc6962_root(leaves[:at])
    rebuilt = Tree.from_digests(leaves)
    assert (rebuilt.size, rebuilt.root(), rebuilt.root(150)) == (300, tree.root(), rfc6962_root(leaves[:150]))


def test_five_thousand_leaves_take_well_under_a_second():
    leaves = digests(5_000)
    begun = time.process_time()
    tree = Tree.from_digests(leaves)
    tree.root()
    tree.proof_of_inclusion(position=2_500)
    assert time.process_time() - begun < 0.8


def test_every_entry_proves_its_place_and_no_other():
    leaves = digests(21)
    root = head_of(digests=leaves)
    for position, leaf in enumerate(leaves, start=1):
        proof = proof_of_inclusion(digests=leaves, position=position)
        assert check_inclusion(digest=leaf, position=position, size=21, root=root, proof=proof)
        assert not check_inclusion(digest=leaf, position=position % 21 + 1, size=21, root=root, proof=proof)
        assert not check_inclusion(digest=leaves[position % 21], position=position, size=21, root=root, proof=proof)
        assert not check_inclusion(digest=leaf, position=position, size=22, root=root, proof=proof)


def test_an_inner_node_cannot_pass_for_an_entry():
    leaves = digests(4)
    inner = hashlib.sha256(leaves[0] + leaves[1]).digest()
    proof = proof_of_inclusion(digests=leaves, position=1)
    assert not check_inclusion(digest=inner, position=1, size=4, root=head_of(digests=leaves), proof=proof)


def test_a_later_head_proves_that_it_only_added():
    leaves = digests(60)
    for earlier in (1, 2, 31, 32, 33, 59, 60):
        proof = proof_of_consistency(digests=leaves, earlier=earlier)
        kept = head_of(digests=leaves[:earlier])
        later = head_of(digests=leaves)
        facts = {"earlier_size": earlier, "later_root": later, "later_size": 60, "proof": proof}
        assert check_consistency(earlier_root=kept, **facts)
        assert not check_consistency(earlier_root=head_of(digests=digests(earlier, seed=2)), **facts)


@pytest.mark.parametrize("proof", [b"", b"{}", b"[]", b"nonsense", b'{"metadata":1}', b"\xff"])
def test_a_proof_that_cannot_be_read_proves_nothing(proof):
    leaves = digests(4)
    root = head_of(digests=leaves)
    assert not check_inclusion(digest=leaves[0], position=1, size=4, root=root, proof=proof)
    assert not check_consistency(earlier_root=root, earlier_size=4, later_root=root, later_size=4, proof=proof)


def test_a_proof_with_another_algorithm_or_without_prefixes_is_refused():
    leaves = digests(4)
    said = json.loads(proof_of_inclusion(digests=leaves, position=1))
    for change in ({"security": False}, {"algorithm": "sha512"}, {"algorithm": "none"}):
        altered = json.dumps({**said, "metadata": {**said["metadata"], **change}}).encode()
        assert altered != json.dumps(said).encode()
        assert not check_inclusion(digest=leaves[0], position=1, size=4, root=head_of(digests=leaves), proof=altered)


def test_a_place_the_tree_does_not_have_has_no_proof():
    tree = Tree.from_digests(digests(3))
    for ask in (
        lambda: tree.proof_of_inclusion(position=4),
        lambda: tree.proof_of_consistency(earlier=9),
        lambda: tree.root(4),
    ):
        with pytest.raises(NoSuchProof):
            ask()


def test_a_leaf_is_a_whole_digest():
    with pytest.raises(ValueError, match="32 bytes"):
        Tree().append(b"short")


# ── signed heads ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_signed_head_is_read_back_and_has_one_form():
    private, public = pair()
    root = head_of(digests=digests(5))
    signed = sign_head(size=5, root=root, at=AT, key=private)
    assert read_head(signed=signed, key=public) == Head(size=5, root=root, at=AT)
    assert signed == sign_head(size=5, root=root, at=AT, key=private)
    assert check_head(signed=signed, size=5, root=root, key=public)


def test_a_head_of_another_size_root_or_key_is_refused():
    private, public = pair()
    root = head_of(digests=digests(5))
    signed = sign_head(size=5, root=root, at=AT, key=private)
    assert not check_head(signed=signed, size=4, root=root, key=public)
    assert not check_head(signed=signed, size=5, root=GENESIS, key=public)
    assert not check_head(signed=signed, size=5, root=root, key=pair()[1])


def test_a_head_with_anything_altered_is_not_ours():
    private, public = pair()
    said = json.loads(sign_head(size=5, root=bytes(32), at=AT, key=private))
    altered = [
        {**said, "size": 6},
        {**said, "root": "11" * 32},
        {**said, "at": "2019-10-03T08:30:00+00:00"},
        {**said, "extra": 1},
        {**said, "signature": ""},
        {"signature": said["signature"]},
    ]
    for each in [json.dumps(each).encode() for each in altered] + [b"", b"[]", b"\xff", b"null"]:
        with pytest.raises(HeadNotOurs):
            read_head(signed=each, key=public)


def test_a_head_is_signed_only_with_the_agreed_curve_and_an_aware_instant():
    with pytest.raises(ValueError, match="P-256"):
        sign_head(size=1, root=bytes(32), at=AT, key=pair(ec.SECP384R1())[0])
    with pytest.raises(ValueError, match="aware"):
        sign_head(size=1, root=bytes(32), at=AT.replace(tzinfo=None), key=pair()[0])


def record(length, changed=None):
    entries, previous = [], GENESIS
    for seq in range(1, length + 1):
        body = {"n": seq, "by": "nobody" if seq == changed else "desk"}
        digest = entry_digest(previous=previous, body=body)
        entries.append(Entry(seq=seq, body=body, previous=previous, digest=digest))
        previous = digest
    return entries


@pytest.mark.parametrize("tampered", [record(9), record(10, changed=4), record(10, changed=10)])
def test_a_tail_cut_or_rebuilt_whole_passes_the_chain_and_fails_the_kept_head(tampered):
    private, public = pair()
    kept = sign_head(size=10, root=head_of(digests=[entry.digest for entry in record(10)]), at=AT, key=private)
    now = [entry.digest for entry in tampered]
    assert check_chain(entries=tampered).ok
    assert not check_head(signed=kept, size=len(now), root=head_of(digests=now), key=public)
