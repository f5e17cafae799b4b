"""What the doors are shown of a designated location: free and taken by day, security, who is expected."""

from dataclasses import dataclass
from datetime import date, datetime

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class DayPlaces:
    """Admissions possible on one local date. Places not used lapse with the day."""

    on: date
    places: int
    free: int
    taken: int


@dataclass(frozen=True, slots=True)
class SecurityView:
    """The latest statement about security. Past its age (EST-5) `state` is None, not known, and `stale` is True.

    Everything is None when nobody has reported yet.
    """

    state: str | None  # ok, unsafe; None is not known
    said: str | None  # what the latest report said, stale or not
    source: str | None
    reported_at: datetime | None
    age_hours: int | None
    stale: bool
    line: Sentence


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A period in which returns were received, half-open `[from_, until)`; surely open from `sure_from`."""

    from_: date
    sure_from: date
    until: date
    source: str


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """A family whose request waits for a decision here: a reference and a number of people, no names."""

    request: str
    members: int
    state: str
    state_line: Sentence
    made_at: datetime


@dataclass(frozen=True, slots=True)
class LocationView:
    """One location on its own clock. `today` is None until someone sets the day's places: then none are known."""

    key: str
    name: str
    state_name: str
    local_time: datetime
    on: date
    designated: bool
    today: DayPlaces | None
    days: tuple[DayPlaces, ...]  # latest first
    security: SecurityView
    openings: tuple[OpeningLine, ...]
    expected: tuple[ExpectedLine, ...]
    may_set_places: bool
    may_report_security: bool
