"""What the desk is shown of an intake under way: clear answers, and of the private part only that it is sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class StepState:
    """One question page. `member` is None for a page about the family; `private` pages never give an answer back.

    `state` is done, next (the first not yet done), later, sealed (a private page that was answered), or
    offered (a private page that may be passed by).
    """

    key: str
    member: int | None
    state: str
    private: bool


@dataclass(frozen=True, slots=True)
class DraftMember:
    """One member as typed so far; None and empty are not known. `number` counts from 1, in the order they gave.

    `child` is True under 18 on the local date or when the age is not known (presumed a child), False otherwise.
    """

    number: int
    name: str
    born_on: date | None
    nationality: str
    age: int | None
    child: bool


@dataclass(frozen=True, slots=True)
class PrivateQuestion:
    """The private page to show: its sentences, and who will read the answer.

    `also_told` names who else is told when the answer is yes (COMAR, of an asylum request); empty for nobody.
    """

    step: str
    member: int
    child_form: bool
    asks: Sentence
    why: Sentence
    hint: Sentence
    read_by: str  # the organisation's name
    answered: bool
    also_told: str = ""


@dataclass(frozen=True, slots=True)
class DraftView:
    """An intake under way. `answers` is keyed `step` or `step:member`, then by field; it holds no private answer.

    `next_step` is None when nothing is left to ask; `request` is the reference once submitted. `listed` is keyed as
    `answers`: what the counterpart's list says, to be asked of the person; it answers no page.
    """

    reference: str
    location: str
    on: date
    started_at: datetime
    changed_at: datetime
    members: tuple[DraftMember, ...]
    steps: tuple[StepState, ...]
    next_step: StepState | None
    answers: Mapping[str, Mapping[str, str]]
    protecting_body: str
    request: str | None
    listed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the desk's list."""

    reference: str
    first_name: str  # the first member's name as typed, or empty
    members: int
    started_at: datetime
    changed_at: datetime
