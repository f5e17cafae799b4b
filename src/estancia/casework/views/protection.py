"""What the protecting body is shown once its key phrase is given. Nobody else is ever handed one of these."""

from dataclasses import dataclass
from datetime import date, datetime

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class SealedReason:
    """A reason the rules drew: its code, its effect on the day it was judged, and the sentence."""

    code: str
    effect: str  # protect, warn
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class SealedAnswerView:
    """One private answer, opened: the question, the answer word, and what the rules drew from it."""

    path: str
    asks: Sentence
    answer: str  # yes, no, not_known, declined
    reasons: tuple[SealedReason, ...]


@dataclass(frozen=True, slots=True)
class SealedView:
    """A person's private answers, opened for the organisation that owns them.

    `notes` are the reasons this organisation gave for its own answers to holds. `clear_reasons` protect by facts in
    clear (age, language). `damaged` counts boxes that did not open: moved, altered, or under a key since replaced.
    """

    reference: str
    name: str
    age: int | None
    best_language: str
    interpreter_needed: bool | None
    answers: tuple[SealedAnswerView, ...]
    notes: tuple[str, ...]
    clear_reasons: tuple[SealedReason, ...]
    damaged: int


@dataclass(frozen=True, slots=True)
class KeyHeld:
    """Whether this session holds its organisation's key now."""

    held: bool


@dataclass(frozen=True, slots=True)
class SealedNoticeView:
    """A notice to this organisation, opened: whom it concerns and what is asked of it."""

    reference: str
    kind: str  # child_protection, comar
    name: str
    born_on: date | None
    nationality: str
    best_language: str
    waits_at: Sentence | None
    says: Sentence
    location: str
    drafted_at: datetime
    answer_by: datetime
