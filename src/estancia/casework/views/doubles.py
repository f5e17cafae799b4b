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
class Agreement:
    """Whether two files say the same and no more: `equal`, `differs`, `not_known` (one does not say, or guesses)."""

    born_on: str
    nationality: str


@dataclass(frozen=True, slots=True)
class ComparedView:
    """Two side by side, why they may be one person or not, and what somebody said of them.

    `agreement` is told where the reader may not see the values themselves, else None.
    `said`: empty, `not_the_same`, or `for_ever` (kept apart because it was asked for).
    """

    one: Side
    other: Side
    reasons: tuple[LikenessReason, ...]
    agreement: Agreement | None
    said: str


@dataclass(frozen=True, slots=True)
class Added:
    """So many of a kind were added to this file while it stood joined, and stay with it."""

    file: str
    kind: Sentence
    count: int


@dataclass(frozen=True, slots=True)
class MergeView:
    """What was asked of two files, where it stands, and what this reader may do about it.

    `kept` stands, `other` leads to it. `agreement` as in a comparison. `added` is told once it is undone.
    """

    reference: str
    state: str  # asked, confirmed, refused, undone
    state_line: Sentence
    kept: Side
    other: Side
    reasons: tuple[LikenessReason, ...]
    agreement: Agreement | None
    reason: str
    two_families: bool
    asked_at: datetime
    answered_at: datetime | None
    undone_at: datetime | None
    undone_reason: str
    may_confirm: bool
    may_refuse: bool
    may_undo: bool
    added: tuple[Added, ...]


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge in a list: its reference, the two names, the two files' references, and who may answer it."""

    reference: str
    kept: str
    other: str
    about: tuple[str, str]
    location: str
    asked_at: datetime
    mine: bool  # this reader asked, so somebody else confirms


@dataclass(frozen=True, slots=True)
class MergeList:
    """What waits for a second person, and what stands joined."""

    waiting: tuple[MergeLine, ...]
    joined: tuple[MergeLine, ...]
