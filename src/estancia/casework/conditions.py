"""Mexico's conditions of the day for a family: met, not met, or not known, each with the provision behind it.

Asked of the facts one by one, not read off the determination: that stops asking what no longer matters, and a
condition nobody asked about is not a condition met.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from estancia.admission.derived import derive
from estancia.admission.speaking import LawOfDay, Speaking, law_of_day
from estancia.casework.clear_facts import facts_of_person, location_state, with_others
from estancia.casework.views.people import ConditionView
from estancia.law import current_law
from estancia.law.criteria import NOT_KNOWN, YES, Answer, FactsByPath
from estancia.records.models import Determination, Person, Request
from estancia.wording import load_sentences

_SENTENCES = load_sentences(package="estancia.casework", name="conditions.toml")
_DIVIDED = "family_would_be_split"
_DECIDED_BY_THE_DAY = {"admission_not_agreed": "agreement", "programme_not_in_force": "programme"}


def conditions_of(
    *, request: Request, people: Sequence[Person], last: Mapping[int, Determination], now: datetime
) -> tuple[ConditionView, ...]:
    """Say of each condition how it stands for the family; none while nothing was determined. The day's come first.

    A condition that the rules of the day do not set, or only practise, is left out.
    """
    if not last:
        return ()
    on = max(row.on for row in last.values())
    facts = _facts(request=request, people=people, last=last, on=on, now=now)
    day = law_of_day(current_law(), on)
    by_day = [_of_the_day(code=code, day=day, on=on) for code in _DECIDED_BY_THE_DAY]
    by_facts = [_of_the_facts(code=code, day=day, facts=facts) for code in _SENTENCES]
    return tuple(condition for condition in (*by_day, *by_facts) if condition is not None)


def _facts(
    *, request: Request, people: Sequence[Person], last: Mapping[int, Determination], on: date, now: datetime
) -> list[FactsByPath]:
    state = location_state(location=request.location_key, on=on, now=now)
    divided = {pk for pk, row in last.items() if any(reason["code"] == _DIVIDED for reason in row.open_reasons)}
    return [
        derive(
            with_others(
                facts=facts_of_person(person=person, request=request, on=on, state=state),
                others_admissible=person.pk not in divided,
            ).by_path()
        )
        for person in people
    ]


def _of_the_day(*, code: str, day: LawOfDay, on: date) -> ConditionView:
    failing = next((one for one in day.day_reasons if one.code == code and one.effect != "warn"), None)
    rows = current_law().supporting(_DECIDED_BY_THE_DAY[code], on=on)
    rule = failing.rule if failing else rows[0] if rows else None
    return ConditionView(
        code=code,
        state="not_met" if failing else "met",
        sentence=_SENTENCES[code],
        provision=rule.id if rule else "",
        source=rule.source if rule else "",
    )


def _of_the_facts(*, code: str, day: LawOfDay, facts: Sequence[FactsByPath]) -> ConditionView | None:
    speaking = [each for each in day.speaking if each.ground.code == code and each.effect != "warn"]
    if not speaking:
        return None
    return ConditionView(
        code=code,
        state=_state(speaking=speaking, facts=facts),
        sentence=_SENTENCES[code],
        provision=speaking[0].rule.id,
        source=speaking[0].rule.source,
    )


def _state(*, speaking: Sequence[Speaking], facts: Sequence[FactsByPath]) -> str:
    answers: set[Answer] = {each.ground.criterion.of(one) for each in speaking for one in facts}
    return "not_met" if YES in answers else "not_known" if NOT_KNOWN in answers else "met"
