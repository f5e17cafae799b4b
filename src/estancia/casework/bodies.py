"""Which organisation answers for a kind of question at a location on a day.

The words are those of a reason's owner: protecting_body, child_protection, comar, intake_desk, court_liaison,
location_authority, legal_team; and review, oversight, shelter. A question without an owner would be a state without a
way out, so where nobody is named for a kind, whoever oversees the location answers.
"""

from datetime import date

from django.db.models import Q, QuerySet

from estancia.casework.once import once
from estancia.records.models import NamedBody, Organisation
from estancia.records.prepared import prepared
from estancia.records.read import rows_of
from estancia.wording import ForPeople, Sentence

OVERSIGHT = "oversight"


class NobodyNamed(ForPeople):
    """No organisation is named for this question at this location, and none oversees it."""

    sentence = Sentence(
        es="Nadie está nombrado para responder esta pregunta en este lugar. Sin responsable no se puede abrir. "
        "Pida a quien administra el sistema que nombre un organismo.",
        en="Nobody is named to answer this question at this location. Without an owner it cannot be opened. "
        "Ask the system administrator to name a body.",
    )


def body_for(*, kind: str, location: str, on: date) -> Organisation:
    """Give the organisation that answers for `kind` there on that day; the overseeing one where none is named.

    Raises `NobodyNamed` when there is neither.
    """
    found = named_body(kind=kind, location=location, on=on) or overseer(location=location, on=on)
    if found is None:
        raise NobodyNamed
    return found


def named_body(*, kind: str, location: str, on: date) -> Organisation | None:
    """Give the organisation named for exactly this kind, location and day, if any."""
    found = once("named_body", kind, location, on, look=lambda: _named(kind=kind, location=location, on=on))
    return found[0].organisation if found else None


def overseer(*, location: str, on: date) -> Organisation | None:
    """Give whoever oversees the location: the named body, else the house's own oversight organisation."""
    named = named_body(kind=OVERSIGHT, location=location, on=on)
    return named or next(iter(rows_of(Organisation, kind="oversight", order=("id",), first=True)), None)


@prepared
def _named(*, kind: str, location: str, on: date) -> QuerySet[NamedBody]:
    """Give the name given last: asked by nearly every deed."""
    standing = Q(until_on__isnull=True) | Q(until_on__gt=on)
    rows = NamedBody.objects.filter(standing, kind=kind, location_key=location, from_on__lte=on)
    return rows.select_related("organisation").order_by("-from_on")[:1]
