"""What the doors are shown of a decision, a review, and a request for asylum in Mexico made at the window."""

from dataclasses import dataclass
from datetime import date, datetime

from estancia.casework.views.holds import HoldLine
from estancia.casework.views.stay import CardLine, PaperLine
from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """What was decided for the whole family, and what comes next.

    `reference` is the request's. `stays` is empty unless the family was admitted, `holds` unless it was held.
    """

    reference: str
    decision: str  # admit, hold, not_covered
    rules_said: str  # admissible, hold, not_covered
    state: str  # of the request, see estancia.admission.states
    state_line: Sentence
    decided_at: datetime
    stays: tuple[CardLine, ...]
    holds: tuple[HoldLine, ...]
    next_line: Sentence


@dataclass(frozen=True, slots=True)
class DecisionView(DecisionTaken):
    """A decision with the papers they walk away with.

    `undo_until` is None: a decision is not undone, it is reviewed by someone else.
    """

    papers: tuple[PaperLine, ...]
    undo_until: None = None


@dataclass(frozen=True, slots=True)
class StateView:
    """Where a request stands after a deed that is not a decision: withdrawn, found not to be a request."""

    reference: str
    state: str
    state_line: Sentence
    next_line: Sentence


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A review in a list: by when it is answered, and whether its hour has passed."""

    reference: str
    request: str
    location: str
    decision: str  # the decision under review
    state: str  # open, changed, confirmed
    state_line: Sentence
    opened_at: datetime
    answer_by: datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review: what is looked at again, who may answer, and the answer once there is one.

    `may_answer` is False for whoever decided, and for roles that only read. `receipt` is the paper to hand over.
    """

    reference: str
    request: str
    family: str
    location: str
    decision: str
    decision_reason: str
    decided_at: datetime
    state: str
    state_line: Sentence
    opened_at: datetime
    answer_by: datetime
    overdue: bool
    may_answer: bool
    answered_at: datetime | None
    answer: str
    receipt: PaperLine
    next_line: Sentence


@dataclass(frozen=True, slots=True)
class AsylumView:
    """That COMAR is being told: the notice's own reference, who is told and by when. Nothing of what was said."""

    reference: str
    told: str  # the organisation's name
    told_by: datetime
    on: date
    next_line: Sentence
