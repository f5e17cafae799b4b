"""Which proposals may still wait to be heard: a mark on their row, so that those long heard are not walked through.

The mark only spares looking: whoever bears it is still asked about, and a row that bears it too long costs a look. A
row without it that waits after all would be shown to nobody: it is taken away only where somebody was met, which is
never undone, or where a later row stands; `roster_keys.part_numbers`, which lets a number find nobody, gives it back.
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from estancia.casework.identity_keys import identity_of
from estancia.casework.roster_reach import STANDS
from estancia.people.identity import figures_of, key_number
from estancia.records.models import IdentityKey, Person, ProposalHeard, Request, Roster, RosterRow
from estancia.records.prepared import prepared


def met_at(*, location: str) -> Q:
    """Say the rows whose person was met at this place: heard from the row, or known there by the row's number."""
    return Q(Exists(heard_of(location=location))) | known_by_number(location=location, request=Q())


def heard_of(*, location: str) -> QuerySet[ProposalHeard]:
    """Give the hearings begun there from a row."""
    return ProposalHeard.objects.filter(location_key=location, key=OuterRef("key"))


def known_by_number(*, location: str, request: Q) -> Q:
    """Say the rows whose number belongs to somebody who made such a request at this place."""
    of_person = Request.objects.filter(request, family=OuterRef("person__family"), location_key=location)
    here = IdentityKey.objects.filter(key=OuterRef("number_key"), person__family__location_key=location)
    return Q(Exists(here.filter(Exists(of_person))))


def counts_from_now_on(*, roster: Roster) -> None:
    """Unmark what a roster just kept overtakes, and whoever of its own was met before."""
    kept, newer = _marked_at(location=roster.location_key), RosterRow.objects.filter(roster=roster, standing__in=STANDS)
    kept.exclude(roster=roster).filter(key__in=newer.values("key")).update(unheard=False)
    kept.filter(met_at(location=roster.location_key), roster=roster).update(unheard=False)


def heard_under(*, keys: Sequence[str], location: str) -> None:
    """Unmark the rows of people whose hearing has begun."""
    _marked_at(location=location).filter(met_at(location=location), key__in=keys).update(unheard=False)


def met_with_numbers(*, people: Sequence[Person], location: str) -> None:
    """Unmark the rows that bear the numbers of these people, who made a request there."""
    theirs = {number for person in people for number in identity_of(person=person).numbers}
    numbers = sorted({key_number(f"a{figures_of(number)}") for number in theirs})
    found = _bearing(numbers=numbers) if numbers else []
    if found:
        _marked_at(location=location).filter(met_at(location=location), pk__in=found).update(unheard=False)


def _marked_at(*, location: str) -> QuerySet[RosterRow]:
    return RosterRow.objects.filter(unheard=True, roster__location_key=location, roster__state="committed")


@prepared
def _bearing(*, numbers: Sequence[int]) -> QuerySet[RosterRow, int]:
    return RosterRow.objects.filter(unheard=True, number_key__in=numbers).values_list("pk", flat=True)
