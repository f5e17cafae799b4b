"""Names folded into a search key, the same on every database."""

import unicodedata

APART = dict.fromkeys(map(ord, "'’`´.-_,"), " ")
_CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if not chr(code).isspace()}


def fold_name(name: str) -> str:
    """Fold a name for search: no accents, no case, ñ as n, single spaces.

    Stored beside the name, because SQLite and PostgreSQL differ on case, accents and ñ.
    """
    decomposed = unicodedata.normalize("NFKD", without_controls(name).casefold().translate(APART))
    return " ".join("".join(letter for letter in decomposed if not unicodedata.combining(letter)).split())


def without_controls(text: str) -> str:
    """Give what was typed without the signs no keyboard writes: a NUL ends a text for one database and fails another.

    Spaces, tabs and the ends of lines stay.
    """
    return text.translate(_CONTROLS)
