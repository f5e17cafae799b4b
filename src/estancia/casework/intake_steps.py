"""In which order the intake asks, and where it stands: computed from what was answered, kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from estancia.casework.intake_answers import day_of
from estancia.casework.views.intake import DraftMember, StepState
from estancia.people import age_on
from estancia.protection import Question, questions_for

Answers = Mapping[str, Mapping[str, str]]
SealedSteps = frozenset[tuple[int, str]]

_ADULT = 18
_FAMILY_FIRST = ("language", "family")
_FAMILY_LAST = ("request",)
_ASKED_FREELY = "person.request_made_freely"  # of a request that was made


@dataclass(frozen=True, slots=True)
class Step:
    """One page: of the family, or of a member; private or in clear. An optional one is offered and may be skipped."""

    key: str
    member: int | None = None
    private: bool = False
    optional: bool = False

    @property
    def stored_as(self) -> str:
        """The key under which its answers lie in the draft."""
        return stored_as(step=self.key, member=self.member)


def stored_as(*, step: str, member: int | None) -> str:
    """Give the key of a page's answers: `step`, or `step:member`."""
    return step if member is None else f"{step}:{member}"


def steps_of(*, answers: Answers, on: date) -> tuple[Step, ...]:
    """List the pages this intake asks, in order, as far as the answers so far tell.

    Each member in clear, then the request, then each member's private part. Whoever makes no request is offered the
    private part, for fear is asked of everyone, and may pass it by: saying no costs nothing.
    """
    people = members_of(answers=answers, on=on)
    clear = [Step(key) for key in _FAMILY_FIRST]
    clear += [step for person in people for step in _member_steps(person=person, answers=answers)]
    clear += [Step(key) for key in _FAMILY_LAST]
    return (*clear, *(step for person in people for step in _private_steps(person=person, answers=answers, on=on)))


def states_of(*, steps: tuple[Step, ...], answers: Answers, sealed: SealedSteps) -> tuple[StepState, ...]:
    """Say of each page whether it is done, sealed, next, later, or only offered."""
    states, open_seen = [], False
    for step in steps:
        done = (step.member, step.key) in sealed if step.private else step.stored_as in answers
        awaited = not done and not step.optional
        state = _done(step=step) if done else "offered" if step.optional else "later" if open_seen else "next"
        open_seen = open_seen or awaited
        states.append(StepState(key=step.key, member=step.member, state=state, private=step.private))
    return tuple(states)


def members_of(*, answers: Answers, on: date) -> tuple[DraftMember, ...]:
    """List the members as typed so far; one is there from the start."""
    return tuple(
        _member(number=number, identity=answers.get(f"identity:{number}", {}), on=on)
        for number in range(1, count_of(answers=answers) + 1)
    )


def count_of(*, answers: Answers) -> int:
    """Say how many people the family has; one until they are counted."""
    return int(answers.get("family", {}).get("members", "1"))


def born_on_of(*, identity: Mapping[str, str], on: date) -> date | None:
    """Read a date of birth whose day or month may be missing; None when even the year is.

    Of the days it may be, the one that protects: the latest, unless every one of them is of age, then the earliest.
    None of them is after `on`: nobody is born tomorrow.
    """
    whole = day_of(answers=identity, name="born")
    if whole or not identity.get("born_year"):
        return whole
    year, month = int(identity["born_year"]), int(identity.get("born_month") or 0)
    earliest = date(year, month or 1, 1)
    latest = max(earliest, min(_last_day(year=year, month=month or 12), on))
    surely_of_age = (age_on(born_on=latest, on=on) or 0) > _ADULT  # a year more: it is asked of the day of service too
    return earliest if surely_of_age else latest


def questions_of(*, member: DraftMember, on: date) -> tuple[Question, ...]:
    """List the private questions for a member; children have their own words and are asked fewer."""
    return questions_for(on=on, child=member.child)


def _member_steps(*, person: DraftMember, answers: Answers) -> tuple[Step, ...]:
    number = person.number
    keys = ["identity", *(["accompanied"] if person.child else []), "entry_status", "notice"]
    if answers.get(f"notice:{number}", {}).get("state") != "none":
        keys.append("court_record")
    return tuple(Step(key, number) for key in keys)


def _private_steps(*, person: DraftMember, answers: Answers, on: date) -> tuple[Step, ...]:
    asks_nothing = answers.get("request", {}).get("requests_admission") == "no"
    return tuple(
        Step(question.step, person.number, private=True, optional=asks_nothing)
        for question in questions_of(member=person, on=on)
        if not (asks_nothing and question.path == _ASKED_FREELY)
    )


def _done(*, step: Step) -> str:
    return "sealed" if step.private else "done"


def _member(*, number: int, identity: Mapping[str, str], on: date) -> DraftMember:
    born_on = born_on_of(identity=identity, on=on)
    age = age_on(born_on=born_on, on=on)
    return DraftMember(
        number=number,
        name=identity.get("name", ""),
        born_on=born_on,
        nationality=identity.get("nationality", ""),
        age=age,
        child=age is None or age < _ADULT,
    )


def _last_day(*, year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
