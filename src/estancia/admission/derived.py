"""What follows from the facts before any rule is asked: standings looked up in dated lists.

Derived values live beside the facts under `derived.…`. Each is computed here once, for one person; the arrays reuse
the same functions on distinct values.
"""

from collections.abc import Mapping
from datetime import date

from estancia.law import languages
from estancia.notices.defects import address_reaches_nobody
from estancia.places import standing

# A derived value that is not known is asked about by these paths.
ASKED_AS: Mapping[str, tuple[str, ...]] = {
    "derived.languages": ("person.languages",),
    "derived.location": ("location",),
    "derived.hearing_on": ("court_record.hearing_on",),
}


def derive(facts: Mapping[str, object]) -> dict[str, object]:
    """Add the derived values to one person's facts by path."""
    on: date = facts["on"]  # type: ignore[assignment]
    return {
        **facts,
        "derived.languages": language_standing(facts["person.languages"], on),
        "derived.location": location_standing(facts["location"], on),
        "derived.hearing_on": facts["court_record.hearing_on"] or facts["notice.hearing_on"],
        "derived.address_reaches_nobody": address_standing(facts["notice.address"]),
        "derived.place_missing": place_missing(facts["notice.hearing_location"]),
    }


def language_standing(spoken: object, on: date) -> str | None:
    """Say "only_indigenous" or "another_too"; None where it must be asked."""
    found = languages.standing(spoken, on=on)  # type: ignore[arg-type]
    return None if found == "not_known" else found


def location_standing(key: object, on: date) -> str | None:
    """Say how the location stands on the day; None where no location is known."""
    return None if key is None else standing(str(key), on=on)


def address_standing(address: object) -> bool | None:
    """Say whether an address reaches nobody; None where it is not known."""
    return None if address is None else address_reaches_nobody(str(address))


def place_missing(hearing_location: object) -> bool | None:
    """Say whether the notice leaves the place of the hearing blank; None where it was not looked at."""
    return None if hearing_location is None else not str(hearing_location).strip()
