"""What a desk is shown beside a form while a name is typed: who may be the same, and why."""

from dataclasses import dataclass

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
