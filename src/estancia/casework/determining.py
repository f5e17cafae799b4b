"""What the rules say so far of each member of a request: read from the rows, judged family-wide, kept without secrets.

Used when an intake is handed in, when a request is determined again, and by the date slider. Whether the others would
be let in is known only after each was judged, so the family is judged twice: first as if they were, then as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from estancia.admission import Determination as Determined
from estancia.admission import NotKnown, OpenView, Reason, determine_open, open_view
from estancia.admission.facts import Facts
from estancia.admission.protectors import clear_protectors
from estancia.casework.clear_facts import LocationState, facts_of_person, location_state, with_others
from estancia.casework.divided import others_admissible
from estancia.casework.family_members import people_of
from estancia.casework.who_protects import Protectors
from estancia.records.models import Determination, Person, Request
from estancia.records.read import rows_of
from estancia.records.written import write_row

_ASKED_TO_PROTECT = frozenset({"person.born_on", "person.accompanied_by", "person.languages"})
_NONE: frozenset[str] = frozenset()
_NOBODY: Protectors = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MemberResult:
    """One member's result: the outcome with protection counted in, and the open part of the reasons."""

    person: Person
    outcome: str
    protection_hold: bool
    seen: OpenView
    protected_by: tuple[str, ...]  # codes from clear facts; sealed or dropped by the caller, never stored in clear
    protectors: frozenset[str]  # whose grounds in clear protect and are not answered yet; see `who_protects`


def determine_family(
    *, request: Request, on: date, now: datetime, raised: Mapping[int, bool], lifted: Protectors = _NOBODY
) -> tuple[MemberResult, ...]:
    """Judge every member under the rules of `on`.

    `raised` says by person id whether a protection question is open whatever the clear facts say; `lifted` which
    bodies have lifted theirs: what the clear facts protect in their keeping is answered then, and no other body's.
    """
    state = location_state(location=request.location_key, on=on, now=now)
    return determine_with(request=request, on=on, state=state, raised=raised, lifted=lifted)


def determine_with(
    *, request: Request, on: date, state: LocationState, raised: Mapping[int, bool], lifted: Protectors
) -> tuple[MemberResult, ...]:
    """Judge every member as `determine_family` does, with the location's state given."""
    people = people_of(request=request)
    facts = [facts_of_person(person=person, request=request, on=on, state=state) for person in people]
    alone = [_judge(person, one, True, raised, lifted) for person, one in zip(people, facts, strict=True)]
    outcomes = [result.outcome for result in alone]
    return tuple(
        _judge(person, one, others_admissible(outcomes=outcomes, place=place), raised, lifted)
        for place, (person, one) in enumerate(zip(people, facts, strict=True))
    )


def keep(*, results: Sequence[MemberResult], request: Request, on: date, now: datetime) -> None:
    """Write what the rules said: outcome, one bit, and the open reasons as codes. Nothing that protects is named."""
    for result in results:
        row = Determination(
            request=request,
            person=result.person,
            on=on,
            outcome=result.outcome,
            protection_hold=result.protection_hold,
            open_reasons=[_kept_reason(reason) for reason in result.seen.reasons],
            open_not_known=[_kept_not_known(gap) for gap in result.seen.not_known],
            rule_sets=list(result.seen.rule_sets),
            made_at=now,
        )
        write_row(row=row)


def latest(*, request: Request) -> dict[int, Determination]:
    """Give the last determination of each member, by person id."""
    rows = rows_of(Determination, request_id=request.pk, order=("made_at", "id"))
    return {row.person_id: row for row in rows}


def _judge(person: Person, facts: Facts, others: bool, raised: Mapping[int, bool], lifted: Protectors) -> MemberResult:
    raised_here, lifted_here = raised.get(person.pk, False), lifted.get(person.pk, _NONE)
    full, could_protect = determine_open(
        facts=with_others(facts=facts, others_admissible=others), protection_open=raised_here
    )
    protectors = clear_protectors(facts=facts) - lifted_here if could_protect else _NONE
    protection_hold = raised_here or bool(protectors)
    seen = open_view(determination=full, protection_hold=protection_hold)
    return MemberResult(
        person=person,
        outcome=_unprotected(seen=seen) if lifted_here and not protection_hold else full.outcome,
        protection_hold=protection_hold,
        seen=seen,
        protected_by=_codes(full=full),
        protectors=protectors,
    )


def _unprotected(*, seen: OpenView) -> str:
    """Give the outcome once those who protect have answered: what only they would ask is asked no more."""
    effects = {reason.effect for reason in seen.reasons}
    if "outside" in effects:
        return "not_covered"
    still_asked = [gap for gap in seen.not_known if gap.path not in _ASKED_TO_PROTECT]
    return "hold" if "wait" in effects or still_asked else "admissible"


def _codes(*, full: Determined) -> tuple[str, ...]:
    return tuple(reason.code for reason in full.reasons if reason.effect == "protect")


def _kept_reason(reason: Reason) -> dict[str, str | None]:
    return {
        "code": reason.code,
        "effect": reason.effect,
        "provision": reason.provision,
        "source": reason.source,
        "fact": reason.fact,
        "owner": reason.owner,
        "answer_by": reason.answer_by.isoformat() if reason.answer_by else None,
    }


def _kept_not_known(gap: NotKnown) -> dict[str, str | None]:
    return {
        "path": gap.path,
        "owner": gap.owner,
        "answer_by": gap.answer_by.isoformat() if gap.answer_by else None,
    }
