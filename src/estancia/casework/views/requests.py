"""What the doors are shown of the requests of a place, as a list."""

from dataclasses import dataclass
from datetime import date, datetime

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A family's request in a list.

    `name` is that of the first of the family where the reader may hold it, else ""; `initials` the same person's.
    `next_on` is the local day it next asks for something, None when none is known or the reader may not see it.
    `stands` says, to whoever may know, that no answer is awaited because a protection was upheld; else None.
    """

    request: str
    family: str
    name: str
    initials: str
    members: int
    location: str
    state: str
    state_line: Sentence
    next_on: date | None
    stands: Sentence | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many requests of a place stand in a state, as far as its list opens with `due`; see `views.work.MOST`."""

    state: str
    due: str
    line: Sentence
    count: int


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """A place and its requests by state, for whoever has no place of their own."""

    location: str
    states: tuple[StateCount, ...]


@dataclass(frozen=True, slots=True)
class RequestList:
    """One page of the requests of a place in one state, by their next day; of its open ones the oldest first.

    `count` is how many the list holds in all, above MOST more than MOST; `before` and `after` are the bookmarks of the
    neighbouring pages, "" where there is none. `dated` is False where the days would tell what is reserved to others:
    the list then stands by age, oldest first, and is narrowed by no day. `places` is filled, and nothing else, while no
    place is chosen. `reserved` says to whoever is shown no day that nobody listed is moved.
    """

    location: str
    on: date | None  # today, by the clock of the place
    state: str
    due: str  # "" for all, else overdue, today, tomorrow, later, undated, ahead, awaited
    dated: bool
    mine: bool
    lines: tuple[RequestLine, ...]
    states: tuple[StateCount, ...]
    count: int
    before: str
    after: str
    places: tuple[PlaceCounts, ...] = ()
    reserved: Sentence | None = None
