"""What a desk is shown beside a form while a name is typed: who may be the same, and why."""

from dataclasses import dataclass
from datetime import date, datetime

from estancia.casework.views.people import PersonLine
from estancia.people.identity import LikenessReason
from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody at the reader's own port who may be the one before them, with the reasons this reader may hold.

    `beside` names the rest of their family. `score` adds up the reasons shown; a person chooses.
    """

    person: PersonLine
    score: float
    reasons: tuple[LikenessReason, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoublesView:
    """The likely, the likeliest first; and, where somebody else's files may hold one, whom to ask. Never a bar."""

    likely: tuple[Likely, ...]
    elsewhere: Sentence | None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two in a comparison: a file, or a member of an intake (then `reference` and `family` are empty).

    `identity_shown` says whether the reader holds date of birth and nationality; None and empty are not known.
    """

    reference: str
    name: str
    numbers: tuple[str, ...]
    identity_shown: bool
    born_on: date | None
    nationality: str
    family: str
    location: str
    recorded_at: datetime
    beside: tuple[str, ...]
    request: str | None


@dataclass(frozen=True, slots=True)
class ComparedView:
    """Two side by side, why they may be one person or not, and what somebody said of them.

    `said`: empty, `not_the_same`, or `for_ever` (kept apart because it was asked for).
    """

    one: Side
    other: Side
    reasons: tuple[LikenessReason, ...]
    said: str
