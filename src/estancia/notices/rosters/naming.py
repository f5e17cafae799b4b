"""A person's name out of its columns: given names and two surnames, or one column in either order."""

import re
from collections.abc import Mapping, Sequence

from estancia.notices.rosters.columns import NAME_PARTS, Field
from estancia.notices.rosters.texts import Read, garbled

LONGEST = 200


PLAIN = re.compile(r"[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+(?:[ '-][A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+)*")  # nothing in it needs a second look


def read_part(text: str) -> Read:
    """Read a name or a part of one: "LÓPEZ HERNÁNDEZ, ANA" is said as it is spoken; case and accents stay."""
    if PLAIN.fullmatch(text):
        return text[:LONGEST], None
    if garbled(text=text):
        return text[:LONGEST], "name_garbled"
    if any(map(str.isdigit, text)):
        return text[:LONGEST], "name_has_digits"
    return _as_spoken(text)[:LONGEST], None


def names_of(*, columns: Mapping[Field, Sequence[object]], rows: int) -> list[str]:
    """Put each row's name together; empty where no part says anything."""
    parts = [columns[part] for part in NAME_PARTS if part in columns]
    if not parts:
        return [""] * rows
    return [" ".join(filter(None, row))[:LONGEST] for row in zip(*parts, strict=True)]


def _as_spoken(text: str) -> str:
    surnames, comma, given = text.partition(",")
    return f"{given.strip()} {surnames.strip()}".strip() if comma and given.strip() else text.strip(", ")
