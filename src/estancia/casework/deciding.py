"""What a decision brings about, inside its own transaction: places and stays, or holds with their owners and hours."""

from collections.abc import Sequence
from datetime import date, datetime

from estancia.admission import family_outcome
from estancia.casework.access import Actor
from estancia.casework.asked_again import must_be_looked_at_again
from estancia.casework.bodies import body_for
from estancia.casework.cards import grant_stay, stay_in_force
from estancia.casework.determining import MemberResult, determine_family, keep
from estancia.casework.family_members import people_of
from estancia.casework.hold_rows import PROTECTION, WAIT, open_hold, open_holds
from estancia.casework.keys import signing_key
from estancia.casework.places import take_places
from estancia.casework.who_protects import (
    hold_for,
    hold_protected,
    protected_on_another_file,
    standing_and_lifted,
)
from estancia.places import local_date
from estancia.records.models import Hold, Person, Request
from estancia.wording import ForPeople, Sentence

_DESK, _SPLIT = "intake_desk", "family_would_be_split"
_OF_THE_FAMILY = ("location", "family", "programme", "admission")


class LocationFull(ForPeople):
    """Fewer places are free than the family has members: nobody was admitted, and nothing was changed."""

    sentence = Sentence(
        es="Ya no hay lugar hoy para toda la familia, y una familia no se separa. Nadie fue admitido y nada cambió. "
        "Póngala en espera o intente mañana con los lugares del día.",
        en="There is no longer room today for the whole family, and a family is not split. Nobody was admitted and "
        "nothing changed. Put them on hold, or try tomorrow with that day's places.",
    )


def determine_again(*, request: Request, by: Actor, now: datetime) -> tuple[MemberResult, ...]:
    """Judge every member anew by the location's date and state of this moment, and keep what the rules said.

    A protection that shows only now (a birthday, a new rule) is held at once, by its owner. One that stands on another
    file joined with a member's stands here too, answered where it was opened.
    """
    on = local_date(key=request.location_key, now=now)
    _hold_where_law_moved(request=request, on=on, by=by, now=now)
    standing, lifted = standing_and_lifted(request=request)
    raised = dict.fromkeys({*standing, *protected_on_another_file(request=request)}, True)
    results = determine_family(request=request, on=on, now=now, raised=raised, lifted=lifted)
    keep(results=results, request=request, on=on, now=now)
    for result in results:
        already = standing.get(result.person.pk, frozenset())
        hold_for(request=request, person=result.person, protectors=result.protectors - already, by=by, now=now)
    return results


def outcome_of(*, results: Sequence[MemberResult]) -> tuple[str, bool]:
    """Give how the whole family stands: its outcome, and whether a protection question is open for any of them."""
    protection_hold = any(result.protection_hold for result in results)
    outcomes = [result.outcome for result in results]
    return family_outcome(outcomes=outcomes, protection_hold=protection_hold), protection_hold  # type: ignore[arg-type]


def bring_about(*, decision: str, request: Request, results: Sequence[MemberResult], by: Actor, now: datetime) -> None:
    """Do what was decided. Raises `LocationFull` when the places went to others meanwhile: then nothing is done."""
    if decision == "admit":
        _admit(request=request, by=by, now=now)
    elif decision == "hold":
        _hold(request=request, results=results, by=by, now=now)


def _admit(*, request: Request, by: Actor, now: datetime) -> None:
    """The family whole: as many places as members without a stay in force, in one statement, then a card each."""
    on = local_date(key=request.location_key, now=now)
    people = people_of(request=request)
    arriving = sum(stay_in_force(person=person, on=on) is None for person in people)
    if not take_places(key=request.location_key, on=on, count=arriving):
        raise LocationFull
    key = signing_key()
    for person in people:
        grant_stay(person=person, request=request, on=on, key=key, by=by, now=now)


def _hold(*, request: Request, results: Sequence[MemberResult], by: Actor, now: datetime) -> None:
    """One hold for each question, with the owner the rules name; the desk's own where an officer asked to wait."""
    on = local_date(key=request.location_key, now=now)
    for person, code, owner in _questions(results=results):
        body = body_for(kind=owner, location=request.location_key, on=on)
        open_hold(request=request, person=person, kind=WAIT, code=code, owner=body, by=by, now=now)
    if not open_holds(request=request).exists() and not _upheld(request=request):
        desk = body_for(kind=_DESK, location=request.location_key, on=on)
        open_hold(request=request, person=None, kind=WAIT, code="officer", owner=desk, by=by, now=now)


def _questions(*, results: Sequence[MemberResult]) -> list[tuple[Person | None, str, str]]:
    """The questions to be answered, once each: of one person, or of the whole family where all share it.

    That the family would be split follows from what is asked of one of them, and passes with its answer: it is a
    question of its own only where nothing else is.
    """
    found: dict[tuple[Person | None, str], str] = {}
    for result in results:
        for reason in result.seen.reasons:
            if reason.effect == "wait":
                found.setdefault((_whose(result, reason.code), reason.code), reason.owner or _DESK)
        for gap in result.seen.not_known:
            found.setdefault((_whose(result, gap.path), gap.path[:40]), gap.owner or _DESK)
    asked = [(person, code, owner) for (person, code), owner in found.items() if code != _SPLIT]
    if asked or any(result.protection_hold for result in results):
        return asked
    return [(person, code, owner) for (person, code), owner in found.items()]


def _whose(result: MemberResult, code: str) -> Person | None:
    return None if code.startswith(_OF_THE_FAMILY) else result.person


def _upheld(*, request: Request) -> bool:
    return Hold.objects.filter(request=request, kind=PROTECTION, state="upheld").exists()


def _hold_where_law_moved(*, request: Request, on: date, by: Actor, now: datetime) -> None:
    for person in people_of(request=request):
        if must_be_looked_at_again(request=request, person=person, on=on):
            hold_protected(request=request, person=person, by=by, now=now)
