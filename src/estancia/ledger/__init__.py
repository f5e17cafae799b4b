"""Whether a record of deeds is still the record that was written.

Three nested answers. A chain of digests says whether an entry was edited, removed, swapped or slipped in. A Merkle
tree over the digests says, with a short proof, whether one entry is part of a head and whether a later head only
added to an earlier one. A signed head, kept by someone else, says whether the whole was rewritten or cut short:
a chain alone cannot see its own tail being cut, or being rebuilt from some entry onwards by whoever holds the disk.

No clock, no entropy and no database here. The worker gives the digests, the instant and the key.
"""

from estancia.ledger.chain import ChainVerdict, check_chain
from estancia.ledger.entries import (
    DOMAIN,
    GENESIS,
    JSON,
    Entry,
    NotCanonical,
    entry_digest,
    placed_digest,
    unplaced_bytes,
)
from estancia.ledger.heads import Head, HeadNotOurs, check_head, read_head, sign_head
from estancia.ledger.tree import (
    NoSuchProof,
    Tree,
    check_consistency,
    check_inclusion,
    head_of,
    proof_of_consistency,
    proof_of_inclusion,
)

__all__ = [
    "DOMAIN",
    "GENESIS",
    "JSON",
    "ChainVerdict",
    "Entry",
    "Head",
    "HeadNotOurs",
    "NoSuchProof",
    "NotCanonical",
    "Tree",
    "check_chain",
    "check_consistency",
    "check_head",
    "check_inclusion",
    "entry_digest",
    "head_of",
    "placed_digest",
    "proof_of_consistency",
    "proof_of_inclusion",
    "read_head",
    "sign_head",
    "unplaced_bytes",
]
