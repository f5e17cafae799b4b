"""A receipt number: held by one person on paper, it opens what was sealed to it and nothing else.

The number is the key. The house keeps only the public half made from it, so that an answer can be sealed to someone
who gave no name, and found again by whoever types the number.
"""

import hashlib
import secrets

from estancia.sealing.keys import PrivateKey

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is read as another
SYMBOLS = 16  # 80 bits: more than can be tried, few enough to copy by hand
_GROUP = 4
_BYTES = 10  # five bits a symbol


def new_receipt() -> str:
    """Draw a receipt number from the system's entropy, as it is printed: four groups of four."""
    return receipt_from(drawn=secrets.token_bytes(_BYTES))


def receipt_from(*, drawn: bytes) -> str:
    """Lay out ten bytes drawn by chance, or more of which ten are taken, as a receipt number."""
    number = int.from_bytes(drawn[:_BYTES])
    symbols = "".join(ALPHABET[number >> shift & 31] for shift in range(0, 5 * SYMBOLS, 5))
    return "-".join(symbols[at : at + _GROUP] for at in range(0, SYMBOLS, _GROUP))


def receipt_key(*, typed: str) -> PrivateKey | None:
    """Give the key a receipt number is, however it was typed; None for what can be no receipt number."""
    symbols = "".join(symbol for symbol in typed.upper() if symbol.isalnum())
    if len(symbols) != SYMBOLS or not set(symbols) <= set(ALPHABET):
        return None
    return PrivateKey(secret=hashlib.sha256(b"estancia.sealing.receipt.v1\x00" + symbols.encode()).digest())
