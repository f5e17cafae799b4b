"""Which rosters a desk reaches, and which rows of them stand."""

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from estancia.casework.access import Actor, NotYours, Role
from estancia.records.models import Roster, RosterRow
from estancia.wording import ForPeople, Sentence

STANDS = ("new", "changed", "accepted")
"""Standings of rows that count once their roster is committed."""


OVERTAKEN = Sentence(
    es="Esta lista ya no se puede guardar: después de leerla se guardó otra de este lugar. Súbala otra vez: se "
    "comparará con lo que ya se sabe.",
    en="This list can no longer be kept: another list of this place was kept after it was read. Upload it again: it "
    "will be compared with what is known by now.",
)


class RosterMovedMeanwhile(ForPeople):
    """Another roster of this place was committed since this one was compared, or this one has ended."""

    sentence = Sentence(
        es="Mientras usted revisaba, se guardó otra lista de este lugar o esta misma ya se cerró. No se cambió nada. "
        "Suba la lista otra vez: la comparación será con lo que ya se sabe.",
        en="While you were looking, another list of this place was kept, or this one was already closed. Nothing was "
        "changed. Upload the list again: it will be compared with what is known by now.",
    )


def roster_of(*, reference: str, by: Actor, state: str = "", lock: bool = True) -> Roster:
    """Give a roster of the desk's own place and organisation, or say what the stranger hears.

    Raises `NotYours`, and `RosterMovedMeanwhile` when it is no longer in that state.
    """
    require_desk(by)
    own = Roster.objects.filter(reference=reference, location_key=by.location, organisation__key=by.organisation)
    found = (own.select_for_update() if lock else own).first()
    if found is None:
        raise NotYours
    if state and found.state != state:
        raise RosterMovedMeanwhile
    return found


def require_desk(by: Actor) -> None:
    """Raise `NotYours` for whoever has no desk at a place."""
    if by.role is not Role.IO or not by.location:
        raise NotYours


def newest_of(*, location: str) -> int:
    """Give the place in line of a location's newest committed roster; 0 before the first."""
    committed = Roster.objects.filter(location_key=location, state="committed")
    return committed.aggregate(newest=Max("place_in_line"))["newest"] or 0


def standing_at(*, location: str) -> QuerySet[RosterRow]:
    """Give the newest row of each key among the committed rosters of a location."""
    counts = Q(standing__in=STANDS, roster__state="committed", roster__location_key=location)
    later = Q(roster__place_in_line__gt=OuterRef("roster__place_in_line"))
    below = Q(roster=OuterRef("roster"), number__gt=OuterRef("number"))
    newer = RosterRow.objects.filter(counts, later | below, key=OuterRef("key"))
    return RosterRow.objects.filter(counts).filter(~Exists(newer))
