"""The Merkle tree over entry digests: one root for the whole record, and short proofs about it.

The tree is that of RFC 6962 and RFC 9162, section 2.1: a leaf is SHA-256(0x00 + digest), a node SHA-256(0x01 + left +
right), the empty root SHA-256 of nothing. The hashing and the proofs are pymerkle's; ours are the narrow answers.
Proofs travel as JSON bytes, so that an observer can keep one beside a head and check it years later.
"""

import json
from collections.abc import Iterable, Sequence

from pymerkle import (
    BaseMerkleTree,
    ConsistencyProof,
    InclusionProof,
    InvalidChallenge,
    InvalidProof,
    verify_consistency,
    verify_inclusion,
)

_DIGEST_BYTES = 32


class NoSuchProof(ValueError):
    """A proof was asked about a leaf or a size that the tree does not have."""


class _Leaves(BaseMerkleTree):
    """Leaf hashes in a list; perfect subtrees are remembered by pymerkle, so a new root costs a few hundred hashes."""

    def __init__(self) -> None:
        self._hashes: list[bytes] = []
        super().__init__("sha256")

    def _encode_entry(self, data: bytes) -> bytes:
        return data

    def _store_leaf(self, data: bytes, digest: bytes) -> int:
        self._hashes.append(digest)
        return len(self._hashes)

    def _get_leaf(self, index: int) -> bytes:
        return self._hashes[index - 1]

    def _get_leaves(self, offset: int, width: int) -> list[bytes]:
        return self._hashes[offset : offset + width]

    def _get_size(self) -> int:
        return len(self._hashes)


class Tree:
    """A growing tree that a worker keeps: it takes one entry digest after another and gives the root at any size.

    Held in memory only, 32 bytes and a little for each leaf. After a restart it is rebuilt from the stored digests.
    """

    def __init__(self, *, digests: Iterable[bytes] = ()) -> None:
        self._leaves = _Leaves()
        for digest in digests:
            self.append(digest)

    @classmethod
    def from_digests(cls, digests: Iterable[bytes]) -> "Tree":
        """Rebuild the tree from the digests of the record, oldest first."""
        return cls(digests=digests)

    @property
    def size(self) -> int:
        """How many entries the tree has taken in."""
        return int(self._leaves.get_size())

    def append(self, digest: bytes) -> int:
        """Take in the next entry digest (32 bytes) and give the new size."""
        if len(digest) != _DIGEST_BYTES:
            raise ValueError("a leaf must be an entry digest of 32 bytes")
        return int(self._leaves.append_entry(digest))

    def root(self, size: int | None = None) -> bytes:
        """Give the root over the first `size` entries; over all of them when absent."""
        try:
            return bytes(self._leaves.get_root(size))
        except ValueError:
            raise NoSuchProof("the tree does not have that many entries") from None

    def proof_of_inclusion(self, *, position: int, size: int | None = None) -> bytes:
        """Prove that the entry at `position` (from 1) is under the root over `size` entries. See `check_inclusion`."""
        try:
            return _packed(self._leaves.prove_inclusion(position, size))
        except InvalidChallenge:
            raise NoSuchProof("the tree does not have that entry") from None

    def proof_of_consistency(self, *, earlier: int, later: int | None = None) -> bytes:
        """Prove that the root over `later` entries only adds to that over `earlier`. See `check_consistency`."""
        try:
            return _packed(self._leaves.prove_consistency(earlier, later))
        except InvalidChallenge:
            raise NoSuchProof("the tree does not have those sizes") from None


def head_of(*, digests: Sequence[bytes]) -> bytes:
    """Give the Merkle root (32 bytes) over the entry digests, oldest first."""
    return Tree.from_digests(digests).root()


def proof_of_inclusion(*, digests: Sequence[bytes], position: int) -> bytes:
    """Prove that the entry at `position` (from 1) is one of these digests, without showing the others."""
    return Tree.from_digests(digests).proof_of_inclusion(position=position)


def proof_of_consistency(*, digests: Sequence[bytes], earlier: int) -> bytes:
    """Prove that these digests only add to the first `earlier` of them."""
    return Tree.from_digests(digests).proof_of_consistency(earlier=earlier)


def check_inclusion(*, digest: bytes, position: int, size: int, root: bytes, proof: bytes) -> bool:
    """Say whether the entry with this digest stands at `position` (from 1) under a root over `size` entries.

    Everything but the proof is what the checker already holds; a proof about another place, size or root is refused,
    and so is one that cannot be read.
    """
    try:
        read = InclusionProof.deserialize(json.loads(proof))
        leaf = _Leaves().hash_buff(digest)
        verify_inclusion(leaf, root, read, index=position, size=size, algorithm="sha256", security=True)
    except (InvalidProof, *_UNREADABLE):
        return False
    return True


def check_consistency(
    *, earlier_root: bytes, earlier_size: int, later_root: bytes, later_size: int, proof: bytes
) -> bool:
    """Say whether the later head only added entries to the earlier one: nothing removed, nothing rewritten."""
    try:
        read = ConsistencyProof.deserialize(json.loads(proof))
        verify_consistency(
            earlier_root,
            later_root,
            read,
            prior_size=earlier_size,
            later_size=later_size,
            algorithm="sha256",
            security=True,
        )
    except (InvalidProof, *_UNREADABLE):
        return False
    return True


_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError)


def _packed(proof: InclusionProof | ConsistencyProof) -> bytes:
    return json.dumps(proof.serialize(), separators=(",", ":"), sort_keys=True).encode()
