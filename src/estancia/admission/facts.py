"""The facts a determination reads: small, frozen, None wherever something is not known.

Field names are those of the `estancia determine` contract. A private yes/no answer may also be `DECLINED`
("prefiero no decir"): an answer, which neither protects nor holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

DECLINED: Literal["declined"] = "declined"
YesNo = bool | Literal["declined"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """What is known of the person; `languages` are ISO 639-3 codes understood, an empty tuple is not known."""

    nationality: str | None = None
    born_on: date | None = None
    accompanied_by: str | None = None
    entry: str | None = None
    us_status: str | None = None
    interviewed_by_us: YesNo = None
    requests_admission: YesNo = None
    request_made_freely: YesNo = None
    languages: tuple[str, ...] = ()
    pregnant: YesNo = None
    illness: YesNo = None
    disability: YesNo = None
    lgbt: YesNo = None
    other_vulnerability: YesNo = None
    fear_asked: YesNo = None
    fear_of_mexico: YesNo = None
    fear_of_origin: YesNo = None
    fear_finding: str | None = None
    asks_asylum_in_mexico: YesNo = None
    holds_valid_stay: YesNo = None
    covered_by_order: YesNo = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """The notice to appear or tear sheet, as the person holds it or remembers it."""

    state: str | None = None
    kind: str | None = None
    served_on: date | None = None
    hearing_on: date | None = None
    hearing_location: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtRecordFacts:
    """What the immigration court's own record says."""

    status: str | None = None
    hearing_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyFacts:
    """The family group; `members` counts the person."""

    members: int | None = None
    others_admissible: bool | None = None
    includes_citizen_child: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationStateFacts:
    """The location on its local date."""

    places_free: int | None = None
    security: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything one determination reads, on one day at one location (INEGI key)."""

    on: date
    location: str | None = None
    person: PersonFacts = PersonFacts()
    notice: NoticeFacts = NoticeFacts()
    court_record: CourtRecordFacts = CourtRecordFacts()
    family: FamilyFacts = FamilyFacts()
    location_state: LocationStateFacts = LocationStateFacts()

    def by_path(self) -> Mapping[str, object]:
        """Flatten into a mapping from path ("person.pregnant") to value."""
        return {"on": self.on, "location": self.location} | {
            f"{part}.{field}": getattr(getattr(self, part), field) for part, names in FIELDS.items() for field in names
        }


PARTS: Mapping[str, type] = {
    "person": PersonFacts,
    "notice": NoticeFacts,
    "court_record": CourtRecordFacts,
    "family": FamilyFacts,
    "location_state": LocationStateFacts,
}
FIELDS: Mapping[str, tuple[str, ...]] = {part: tuple(f.name for f in fields(kind)) for part, kind in PARTS.items()}

PRIVATE_PATHS = frozenset(
    f"person.{name}"
    for name in (
        "request_made_freely",
        "pregnant",
        "illness",
        "disability",
        "lgbt",
        "other_vulnerability",
        "fear_asked",
        "fear_of_mexico",
        "fear_of_origin",
        "fear_finding",
        "asks_asylum_in_mexico",
        "covered_by_order",
    )
)
