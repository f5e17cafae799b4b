"""What the doors are shown of a hold: who owns it, by when it is answered, where the family waits."""

from dataclasses import dataclass
from datetime import datetime

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A hold in a list. A protection hold says no more than that: its `code` is empty and its `label` the same for all.

    `who` is a name where the role may hold one, the reference otherwise; the family's reference when `person` is None.
    `closed` says in a few words what was answered, None while it is open: `answer_by` then concerns nobody any more.
    `waits_at` says what kind of place, with a roof and never the bridge; never which.
    """

    reference: str
    request: str
    family: str
    person: str | None
    who: str
    location: str
    kind: str  # protection, wait
    code: str
    label: Sentence
    owner: str  # the organisation's name
    answer_by: datetime
    overdue: bool
    waits_at: Sentence
    state: str  # open, escalated, lifted, upheld
    state_line: Sentence
    closed: Sentence | None


@dataclass(frozen=True, slots=True)
class HoldList:
    """One page of the open holds by hour: past it, due on the location's today, its tomorrow, and later.

    `count` is how many there are in all, and above MOST only that there are more; `before` and `after` lead to the
    neighbouring pages, "" where there is none.
    """

    overdue: tuple[HoldLine, ...]
    today: tuple[HoldLine, ...]
    tomorrow: tuple[HoldLine, ...]
    waiting: tuple[HoldLine, ...]
    count: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HoldEventLine:
    """One thing that happened to a hold, by which organisation. A protection hold's reason reads as reserved."""

    event: str  # opened, escalated, pressed, lifted, upheld
    line: Sentence
    at: datetime
    organisation: str
    reason: str
    reserved: bool


@dataclass(frozen=True, slots=True)
class HoldView:
    """One hold with its history. `may_answer` is True only for members of the organisation that owns it.

    `may_press` is for whoever oversees a protection question past its hour, once for each hour that passed.
    """

    hold: HoldLine
    opened_at: datetime
    closed_at: datetime | None
    may_answer: bool
    may_press: bool
    events: tuple[HoldEventLine, ...]
    next_line: Sentence
