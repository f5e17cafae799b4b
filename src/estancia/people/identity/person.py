"""What two files are compared by."""

import re
from dataclasses import dataclass
from datetime import date

_NOT_FIGURES = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as a paper or a desk names them; what is not known is empty, and never counts as a difference.

    `name` as written, in whatever order; `numbers` of notices and files as typed; `nationality` ISO 3166-1 alpha-3.
    """

    name: str
    born_on: date | None = None
    born_approximately: bool = False
    nationality: str = ""
    numbers: frozenset[str] = frozenset()

    @property
    def born_guessed(self) -> bool:
        """Whether the day of birth may have been put for want of a better: said so, or the first or last of a year."""
        return self.born_approximately or (self.born_on is not None and is_guess(self.born_on))


def is_guess(day: date) -> bool:
    """Say whether a date is one that desks write when only the year is known."""
    return (day.month, day.day) in {(1, 1), (12, 31)}


def figures_of(number: str) -> str:
    """Give the figures of a notice or file number, without what surrounds them: A 208-123-456 is 208123456."""
    return _NOT_FIGURES.sub("", number).lstrip("0")
