"""What the rules of a day say of a person when those who hold the key ask them with the private answers opened.

Opened in the request that asks, and forgotten with it: nothing of it is kept. The private grounds are heard as at the
intake: an answer given is weighed, a question that day asks and nobody answered is not known, one never put is not
counted against anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from estancia.admission import Determination as Determined
from estancia.admission import Reason, determine_open, judge_private
from estancia.admission.facts import Facts
from estancia.admission.speaking import RANK
from estancia.casework.access import Actor, Category
from estancia.casework.clear_facts import LocationState, facts_of_person, with_others
from estancia.casework.determination_shown import Held
from estancia.casework.divided import others_admissible
from estancia.casework.person_shown import age_at
from estancia.casework.protection import answers_opened
from estancia.protection import Question, questions_for, value_of
from estancia.records.models import Person, Request

_ADULT = 18
Said = Mapping[str, str]  # the answers of one person, by path


@dataclass(frozen=True, slots=True)
class WholeResult:
    """The whole determination of one person, protective reasons included, and whether a protection question is open."""

    determination: Determined
    protection_hold: bool


def determine_opened(
    *,
    request: Request,
    person: Person,
    on: date,
    state: LocationState,
    raised: Mapping[int, bool],
    held: Held,
    by: Actor,
    now: datetime,
) -> WholeResult | None:
    """Judge a person whole under the rules of `on`; None unless the reader's organisation can open their answers now.

    Whoever of the family cannot be opened with this key is judged by the clear facts and `raised`, as for the desk.
    """
    if Category.PROTECTION not in held:
        return None
    people = list(request.family.members.select_related("family").order_by("order_in_family"))
    said = {one.pk: answers_opened(person=one, by=by, now=now) for one in people}
    if not said[person.pk]:
        return None
    facts = [facts_of_person(person=one, request=request, on=on, state=state) for one in people]
    place = next(place for place, one in enumerate(people) if one.pk == person.pk)
    others_raised = {**raised, person.pk: False}
    alone = [
        _judged(facts=each, person=one, said=said[one.pk], raised=others_raised.get(one.pk, False), others=True)
        for one, each in zip(people, facts, strict=True)
    ]
    others = others_admissible(outcomes=[result.determination.outcome for result in alone], place=place)
    return _judged(facts=facts[place], person=person, said=said[person.pk], raised=False, others=others)


def _judged(*, facts: Facts, person: Person, said: Said | None, raised: bool, others: bool) -> WholeResult:
    known = with_others(facts=facts, others_admissible=others)
    if not said:
        return WholeResult(*determine_open(facts=known, protection_open=raised))
    answered = {*said, *(question.path for question in _asked(person=person, on=facts.on))}
    given = {path.removeprefix("person."): value_of(answer) for path, answer in said.items()}
    told = replace(known, person=replace(known.person, **given))  # type: ignore[arg-type]
    private = judge_private(facts=told, answered=answered)
    clear, protection_hold = determine_open(facts=known, protection_open=private.protection_open)
    whole = Determined(
        clear.outcome,
        _strongest_first([*clear.reasons, *private.reasons]),
        (*clear.not_known, *private.not_known),
        clear.rule_sets,
    )
    return WholeResult(whole, protection_hold)


def _asked(*, person: Person, on: date) -> Sequence[Question]:
    age = age_at(person=person, on=on)
    return questions_for(on=on, child=age is None or age < _ADULT)


def _strongest_first(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: -RANK[reason.effect]))
