"""Names folded into a search key, the same on every database."""

import unicodedata

APART = dict.fromkeys(map(ord, "'’`´.-_,"), " ")


def fold_name(name: str) -> str:
    """Fold a name for search: no accents, no case, ñ as n, single spaces.

    Stored beside the name, because SQLite and PostgreSQL differ on case, accents and ñ.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(APART))
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())
