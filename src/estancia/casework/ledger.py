"""The record as a whole: heads signed over it by the worker, and whether it is still the record that was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from estancia.casework import audit
from estancia.casework.access import Actor, Category, require
from estancia.casework.audit import body_of
from estancia.casework.keys import signing_key
from estancia.documents import KeyRing
from estancia.ledger import Entry, HeadNotOurs, Tree, check_chain, read_head, sign_head
from estancia.records.models import AuditEntry, AuditTail, MerkleHead

_AT_ONCE = 2000
_tree, _last = Tree(), b""


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """Whether the record is whole. `first_bad_seq` names the first entry that does not follow; None when all do.

    `heads` counts the signed heads, `bad_heads` those of them that the entries no longer bear out: the record was
    rewritten or cut. `entries` counts the entries that follow; `past_head` those that no head covers yet, which a
    thief of the disk could still cut unseen.
    """

    ok: bool
    entries: int
    first_bad_seq: int | None
    heads: int
    bad_heads: tuple[int, ...]
    past_head: int


def take_head(*, now: datetime) -> MerkleHead | None:
    """Sign a head over every entry so far; None when nothing was added since the last. For the worker."""
    last = MerkleHead.objects.order_by("-size").first()
    tail = AuditTail.objects.filter(pk=1).first()
    size = tail.seq if tail else 0
    if size == (last.size if last else 0):
        return None
    root = _grown(size=size).root(size)
    signed = sign_head(size=size, root=root, at=now, key=signing_key().private_pem)
    head, _ = MerkleHead.objects.get_or_create(size=size, defaults={"root": root, "signed": signed, "made_at": now})
    return head


def verify_audit(*, ring: KeyRing) -> AuditVerdict:
    """Walk the whole chain and hold every signed head against it. Reads no file of a person."""
    chain = check_chain(entries=_entries())
    tail = AuditTail.objects.filter(pk=1).first()
    tail_follows = tail is None or (tail.seq == chain.length and bytes(tail.digest) == chain.head)
    heads = list(MerkleHead.objects.order_by("size"))
    bad = tuple(head.size for head, good in _heads_checked(heads=heads, ring=ring) if not good)
    return AuditVerdict(
        ok=chain.ok and tail_follows and not bad,
        entries=chain.length,
        first_bad_seq=chain.first_bad_seq if not chain.ok else None if tail_follows else chain.length + 1,
        heads=len(heads),
        bad_heads=bad,
        past_head=max(0, chain.length - (heads[-1].size if heads else 0)),
    )


def integrity(*, ring: KeyRing, by: Actor, now: datetime) -> AuditVerdict:
    """Say whether the record is whole, to whoever watches over its integrity. Raises `NotYours` to others."""
    require(by=by, category=Category.INTEGRITY, relations=frozenset())
    with audit.deed():
        verdict = verify_audit(ring=ring)
        audit.record(by=by, act="integrity", about=[], detail={"ok": verdict.ok, "size": verdict.entries}, now=now)
        return verdict


def _grown(*, size: int) -> Tree:
    """Give the tree with at least `size` leaves; the worker's own grows, and is planted anew when it is not ours."""
    global _tree, _last  # one tree a process: 32 bytes an entry, instead of reading all of them each minute
    rows = AuditEntry.objects.order_by("seq")
    known = rows.filter(seq=_tree.size).values_list("digest", flat=True).first()
    if _tree.size > size or (_tree.size and (known is None or bytes(known) != _last)):
        _tree = Tree()
    for digest in rows.filter(seq__gt=_tree.size, seq__lte=size).values_list("digest", flat=True).iterator():
        _last = bytes(digest)
        _tree.append(_last)
    return _tree


def _entries() -> Iterator[Entry]:
    for row in AuditEntry.objects.order_by("seq").iterator(chunk_size=_AT_ONCE):
        yield Entry(seq=row.seq, body=body_of(entry=row), previous=bytes(row.previous), digest=bytes(row.digest))


def _digests(*, size: int) -> list[bytes]:
    rows = AuditEntry.objects.order_by("seq").values_list("digest", flat=True)[:size]
    return [bytes(digest) for digest in rows.iterator(chunk_size=_AT_ONCE)]


def _heads_checked(*, heads: list[MerkleHead], ring: KeyRing) -> Iterator[tuple[MerkleHead, bool]]:
    digests = _digests(size=heads[-1].size) if heads else []
    tree = Tree()
    for head in heads:
        while tree.size < min(head.size, len(digests)):
            tree.append(digests[tree.size])
        yield head, head.size == tree.size and _signed_by_ring(head=head, root=tree.root(), ring=ring)


def _signed_by_ring(*, head: MerkleHead, root: bytes, ring: KeyRing) -> bool:
    for key in ring.keys:
        try:
            said = read_head(signed=bytes(head.signed), key=key.public_pem)
        except HeadNotOurs:
            continue
        return said.size == head.size and said.root == root == bytes(head.root)
    return False
