"""The few lines on rights that stand on every paper, from the register of the day."""

from datetime import date

from estancia.services import rights_on


def rights_lines(*, on: date, language: str) -> tuple[str, ...]:
    """Give the short line of each right in force that has one, in the reader's language."""
    return tuple(right.short.in_language(language) for right in rights_on(on) if right.short)
