"""Card numbers: random, short enough to read aloud through glass, and refused when misread.

Ten random symbols of Crockford's alphabet (no I, L, O or U) and one check symbol, as XXXX-XXXX-XXX. The check is a
weighted sum in the field of 32 elements: it notices every single wrong symbol and every two exchanged ones. The number
is drawn at random (50 bits), so it tells neither when nor where nor how many.
"""

from typing import Any, Protocol

from estancia.wording import ForPeople, Sentence

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SYMBOLS = 10
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive: the weights 2^1 .. 2^10 all differ


class Chooser(Protocol):
    """What draws at random: `secrets.SystemRandom()` for a real card, a seeded generator for the demo."""

    def choice(self, seq: Any, /) -> Any:
        """Draw one of a sequence, each as likely as the others."""


class NotACardNumber(ForPeople):
    """What was typed is no card number: too short, too long, or a symbol misread."""

    sentence = Sentence(
        es="Ese número de tarjeta no existe: falta un signo o uno se leyó mal. "
        "Léalo de nuevo; son once signos, como 7K3M-9QTX-2FD.",
        en="There is no such card number: a symbol is missing or was misread. "
        "Read it again; it has eleven symbols, like 7K3M-9QTX-2FD.",
    )


def card_number(*, rng: Chooser) -> str:
    """Draw a new card number, as printed: XXXX-XXXX-XXX."""
    drawn = "".join(str(rng.choice(ALPHABET)) for _ in range(_SYMBOLS))
    return _grouped(drawn + _check_symbol(drawn))


def read_card_number(text: str) -> str:
    """Give the card number as printed from what a person typed.

    Spaces, dashes and lower case do not matter; O is read as 0, I and L as 1. Raises `NotACardNumber`.
    """
    typed = "".join(sign for sign in text.upper() if sign.isalnum()).translate(_LOOK_ALIKES)
    if len(typed) != _SYMBOLS + 1 or any(sign not in ALPHABET for sign in typed):
        raise NotACardNumber
    if _check_symbol(typed[:_SYMBOLS]) != typed[_SYMBOLS]:
        raise NotACardNumber
    return _grouped(typed)


def _grouped(symbols: str) -> str:
    return f"{symbols[:4]}-{symbols[4:8]}-{symbols[8:]}"


def _check_symbol(symbols: str) -> str:
    total = 0
    for symbol in symbols:
        total = _doubled(total ^ ALPHABET.index(symbol))
    return ALPHABET[total]


def _doubled(element: int) -> int:
    """Multiply by x in the field of 32 elements."""
    shifted = element << 1
    return shifted ^ _POLYNOMIAL if shifted & 0b100000 else shifted
