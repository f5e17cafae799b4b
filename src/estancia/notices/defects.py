"""Defects of a notice that can be seen on its face."""

import unicodedata

# What officers wrote where an address should stand, as reported by the press and the courts.
ANYWHERE = ("domicilio conocido", "known address", "facebook", "sin domicilio", "no address")
ALONE = frozenset({"none", "n/a", "na", "s/d", "unknown", "desconocido", "homeless"})


def address_reaches_nobody(address: str) -> bool:
    """Say whether nobody can be reached at what stands in the address field.

    "domicilio conocido", "Facebook" and blanks reach nobody; anything else is believed until someone says otherwise.
    """
    folded = _folded(address)
    return not folded or folded in ALONE or any(words in folded for words in ANYWHERE)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())
