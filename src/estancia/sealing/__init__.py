"""What only one organisation may read, whoever holds the disk.

Sealing needs the organisation's public key alone, so any desk may do it; opening needs its key phrase, which is kept
nowhere. A box carries what it is about, so that an answer moved to another row or field does not open, and is padded,
so that "no" and "yes" look alike from outside.

What this does not do: a server that is itself hostile can keep a phrase while it is typed, and anyone who holds the
public key can write a box (a sealed box says for whom it is, not from whom). Python cannot wipe its memory; a held
key is forgotten, not erased.
"""

from estancia.sealing.boxes import CannotOpen, open_sealed, seal
from estancia.sealing.held import HeldKeys
from estancia.sealing.keys import OrganisationKeys, PrivateKey, Strength, WrongPhrase, make_keys, strength_of, unlock
from estancia.sealing.phrases import phrase_from_words
from estancia.sealing.receipts import new_receipt, receipt_from, receipt_key

__all__ = [
    "CannotOpen",
    "HeldKeys",
    "OrganisationKeys",
    "PrivateKey",
    "Strength",
    "WrongPhrase",
    "make_keys",
    "new_receipt",
    "open_sealed",
    "phrase_from_words",
    "receipt_from",
    "receipt_key",
    "seal",
    "strength_of",
    "unlock",
]
