"""What a reader is shown of a person, a family and a request, built by the categories they hold.

A field whose category the reader does not hold is None or empty, and its category is missing from `shown`; the page
then says *reserved*. Nothing here says more of the protective part than `protection_hold`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from estancia.casework.views.admission import ReviewLine
from estancia.casework.views.crossings import StayLived
from estancia.casework.views.holds import HoldLine
from estancia.casework.views.notices import LedgerView
from estancia.casework.views.stay import CardLine, PaperLine
from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One reason of the open part: the sentence, the provision behind it, and the fact it stands on."""

    code: str
    effect: str  # outside, wait, warn; protect only where the reader opened the answers
    sentence: Sentence
    provision: str
    source: str
    fact: str
    owner: str | None
    answer_by: date | None


@dataclass(frozen=True, slots=True)
class NotKnownView:
    """A fact that is not known and matters today, and who asks."""

    path: str
    owner: str | None
    answer_by: date | None


@dataclass(frozen=True, slots=True)
class DeterminationView:
    """What the rules say so far of one person, without the protective part."""

    on: date
    outcome: str  # admissible, hold, not_covered
    protection_hold: bool | None  # None is reserved: not this reader's to know
    reasons: tuple[ReasonView, ...]
    not_known: tuple[NotKnownView, ...]
    rule_sets: tuple[str, ...]
    reserved: Sentence | None = None  # why nothing is shown of what holds them: see `casework.withheld`


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice to appear or tear sheet as the person holds it: a claim, with its source and when it was recorded."""

    state: str
    kind: str
    number: str
    served_on: date | None
    hearing_on: date | None
    hearing_location: str
    address: str
    printed: str
    source: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class CourtRecordView:
    """What someone read in the court's own record, at one moment."""

    status: str
    hearing_on: date | None
    source: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class HearingView:
    """The next hearing as it is known: the date, and whether notice and court record agree.

    `on` lies ahead and nobody found it false; None where no such day is known. `not_next` is then the day that is said
    all the same and `why` it is not called next. `closed` is told where the court's record shows the case as closed.
    """

    on: date | None
    printed: str
    known: str  # agreed, notice_only, record_only, other_only, disputed, not_known
    line: Sentence
    closed: Sentence | None
    not_next: date | None
    why: Sentence | None


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """Something that happened, on a day, in a room of the house."""

    at: datetime
    room: str  # admission, protection, notices, stay
    line: Sentence


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list or beside their family."""

    reference: str
    name: str
    age: int | None
    nationality: str
    family: str
    request: str | None
    state: str
    outcome: str | None
    protection_hold: bool | None  # None is reserved: not this reader's to know


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """A file that leads to the one shown: by which merge, since when, and what it holds, as far as the reader may."""

    merge: str
    since: datetime
    person: "PersonView"


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person's file. `shown` names the categories this reader holds."""

    reference: str
    shown: frozenset[str]
    name: str
    born_on: date | None
    age: int | None
    nationality: str
    best_language: str
    languages: tuple[str, ...]
    interpreter_needed: bool | None
    accompanied_by: str
    entry: str
    us_status: str
    family: str
    location: str
    request: str | None
    state: str
    state_line: Sentence | None
    hearing: HearingView | None
    determination: DeterminationView | None
    notices: tuple[NoticeView, ...]
    court_records: tuple[CourtRecordView, ...]
    holds: tuple[HoldLine, ...]
    cards: tuple[CardLine, ...]
    lived: StayLived | None
    timeline: tuple[TimelineLine, ...]
    may_open_sealed: bool  # this reader's organisation holds sealed answers of this person
    may_see_who_looked: bool
    leads_to: str = ""  # the file this one leads to while two people say they are one; empty: it stands for itself
    joined: tuple[JoinedFile, ...] = ()
    ledger: LedgerView | None = None  # what is said of hearing and check-in; None where proceedings are reserved


@dataclass(frozen=True, slots=True)
class FamilyMemberView:
    """One card of the family page; `differs` says in a sentence each what is unlike the others."""

    person: PersonView
    differs: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """The family group, side by side."""

    reference: str
    location: str
    members: tuple[FamilyMemberView, ...]
    requests: tuple[str, ...]
    includes_citizen_child: bool | None


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One of Mexico's conditions of the day: met, not_met or not_known."""

    code: str
    state: str
    sentence: Sentence
    provision: str
    source: str


@dataclass(frozen=True, slots=True)
class RequestMemberView:
    """One member on the decision page."""

    reference: str
    name: str
    age: int | None
    nationality: str
    determination: DeterminationView | None


@dataclass(frozen=True, slots=True)
class DecisionChoice:
    """A decision a person may take now, and whether it asks for a reason."""

    decision: str  # admit, hold, not_covered
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision already taken for the whole family."""

    decision: str
    rules_said: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RequestSaid:
    """A family's request as a deed leaves it: what the rules say so far of each, and what a person may decide.

    `family_outcome` is None while nothing was determined. `choices` is empty for a reader who may not decide, and once
    decided.
    """

    reference: str
    shown: frozenset[str]
    family: str
    location: str
    on: date
    state: str
    state_line: Sentence
    made_at: datetime
    requests_admission: bool | None
    members: tuple[RequestMemberView, ...]
    family_outcome: str | None
    protection_hold: bool | None  # None is reserved: not this reader's to know
    choices: tuple[DecisionChoice, ...]


@dataclass(frozen=True, slots=True)
class RequestView(RequestSaid):
    """A request with all that its page shows beside it.

    `free_places` is None when no one has set the day's places. `stands` says that it is held because a protection was
    upheld and that no other answer is awaited, as far as this reader's holds tell; else None. `reserved` says of a held
    family, to whoever may not know of protection questions, that nobody is moved; they are shown no more of it.
    """

    stands: Sentence | None
    reserved: Sentence | None
    conditions: tuple[ConditionView, ...]
    free_places: int | None
    security: str | None
    decisions: tuple[DecisionLine, ...]
    holds: tuple[HoldLine, ...]
    reviews: tuple[ReviewLine, ...]
    cards: tuple[CardLine, ...]
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class WhyView:
    """The same person under the rules of another day: the facts as known, the law as it stood.

    `private_part` says how far the private answers are counted in, and `private_line` says it in a sentence:
    `judged_that_day` (the request's own day: weighed, and one bit of it shown), `reserved` (another day: the outcome is
    that of the open part, and the sealed answers may hold), `opened` (asked anew with the reader's key: the whole
    determination, with what protects), `none_sealed` (no private question was put).
    """

    reference: str
    name: str
    location: str
    on: date
    determination: DeterminationView
    private_part: str
    private_line: Sentence


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look or deed on a file: by role and organisation's name, never by a person's; on the file's own clock.

    `day_only`: of what happened at a gate the hour is not told; `at` is then the beginning of that day.
    """

    at: datetime
    role: str
    organisation: str
    act: str
    purpose: str
    location: str
    day_only: bool = False
