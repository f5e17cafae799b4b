"""Random references a person can read through glass or over a bad line: no look-alikes, one check symbol."""

from typing import Protocol

# Twenty-nine symbols, a prime: so every single wrong symbol and every swap of two is seen. U is left out beside V.
ALPHABET = "23456789ABCDEFGHJKMNPQRTVWXYZ"
LENGTH = 7


class Generator(Protocol):
    """What is needed of a random generator."""

    def randrange(self, stop: int, /) -> int:
        """Draw a whole number below `stop`."""
        ...


def new_reference(*, rng: Generator) -> str:
    """Draw a reference of seven symbols and a check symbol; it says nothing about the person."""
    drawn = "".join(ALPHABET[rng.randrange(len(ALPHABET))] for _ in range(LENGTH))
    return drawn + _check(drawn)


def read_reference(text: str) -> str | None:
    """Read a reference as typed (spaces, dashes, lower case); None when the check symbol does not fit."""
    typed = "".join(symbol for symbol in text.upper() if symbol.isalnum())
    fits = len(typed) == LENGTH + 1 and all(symbol in ALPHABET for symbol in typed)
    return typed if fits and _check(typed[:-1]) == typed[-1] else None


def _check(drawn: str) -> str:
    total = sum((place + 1) * ALPHABET.index(symbol) for place, symbol in enumerate(drawn))
    return ALPHABET[total % len(ALPHABET)]
