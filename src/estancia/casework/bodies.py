"""Which organisation answers for a kind of question at a location on a day.

The words are those of a reason's owner: protecting_body, child_protection, comar, intake_desk, court_liaison,
location_authority, legal_team; and review, oversight, shelter. A question without an owner would be a state without a
way out, so where nobody is named for a kind, whoever oversees the location answers.
"""

from datetime import date

from estancia.casework.once import once
from estancia.records.models import Organisation
from estancia.wording import ForPeople, Sentence

OVERSIGHT = "oversight"
_NAMED = """
SELECT o.* FROM records_organisation o JOIN records_namedbody n ON n.organisation_id = o.id
WHERE n.kind = %s AND n.location_key = %s AND n.from_on <= %s AND (n.until_on IS NULL OR n.until_on > %s)
ORDER BY n.from_on DESC LIMIT 1
"""  # written out: asked by nearly every deed, and Django takes five times as long to build it as to run it


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
    return once("named_body", kind, location, on, look=lambda: _named(kind=kind, location=location, on=on))


def overseer(*, location: str, on: date) -> Organisation | None:
    """Give whoever oversees the location: the named body, else the house's own oversight organisation."""
    named = named_body(kind=OVERSIGHT, location=location, on=on)
    return named or Organisation.objects.filter(kind="oversight").order_by("pk").first()


def _named(*, kind: str, location: str, on: date) -> Organisation | None:
    return next(iter(Organisation.objects.raw(_NAMED, [kind, location, on, on])), None)
