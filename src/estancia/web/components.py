"""Small frozen shapes that the page components draw: rows, moments, marks, an identity bar."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a summary list. `change` is the address of "Change"; `about` is read out after that word."""

    label: Words
    value: Words
    change: str = ""
    change_word: Words = ""
    about: Words = ""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. `when` is already said with its place's clock; `at` is for machines."""

    title: Words
    when: Words
    by: Words = ""
    body: Words = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with a colour beside it, never a colour alone.

    Tone: `plain` grey · `act` guinda · `soon` amber · `danger` red, only danger to a person · `calm` blue.
    """

    word: Words
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Identity:
    """The bar over a person or a family: the name as in the notice, short facts, marks."""

    name: str
    facts: Sequence[Row] = ()
    marks: Sequence[Mark] = field(default=())
