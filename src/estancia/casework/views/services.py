"""What the doors are shown of rights and complaints."""

from dataclasses import dataclass
from datetime import datetime

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What whoever complained is shown: who answers, by when, how it stands, and the answer once there is one.

    `receipt` as printed; empty where it was typed by its holder and need not be shown again.
    """

    receipt: str
    kind: Sentence
    answers: str  # the organisation's name
    filed_at: datetime
    first_by: datetime
    answer_by: datetime
    state: str  # see services.states
    state_line: Sentence
    answer: str
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A complaint in a list: what stands in clear and nothing more."""

    reference: str
    kind: Sentence
    answers: str
    filed_at: datetime
    due_by: datetime
    answer_by: datetime
    overdue: bool
    open: bool
    state: str
    state_line: Sentence


@dataclass(frozen=True, slots=True)
class ComplaintList:
    """The open complaints within reach, past their hour first, and those closed lately. `count`: all the open ones.

    `before` and `after` are the bookmarks of the neighbouring pages, "" where there is none.
    """

    overdue: tuple[ComplaintLine, ...]
    waiting: tuple[ComplaintLine, ...]
    closed: tuple[ComplaintLine, ...]
    count: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ComplaintTold:
    """What was told, opened for the body that answers. Empty texts were not given."""

    accused: Sentence
    place: str  # a location's key; empty elsewhere or not known
    words: str
    who: str
    reach: str
    filed_by: str  # the organisation that filed it for them
    language: str
    pass_on: bool  # whether whoever complained allows it to be passed to another body


@dataclass(frozen=True, slots=True)
class ComplaintEventLine:
    """One thing that happened to a complaint, and at which body."""

    line: Sentence
    organisation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """One complaint. `told` is None while the key is not held, or for whoever follows it and does not answer.

    `pass_on_to`: the bodies it may be passed on to, as (key, name); empty while the key is not held.
    """

    complaint: ComplaintLine
    told: ComplaintTold | None
    key_needed: bool
    answer: str
    may_acknowledge: bool
    may_answer: bool
    pass_on_to: tuple[tuple[str, str], ...]
    events: tuple[ComplaintEventLine, ...]
