"""What the doors are shown of a roster: its state and counts, its columns, its rows, and who is still to be heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from estancia.notices.rosters import Field
from estancia.wording import Sentence

if TYPE_CHECKING:
    from estancia.records.models import Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterView:
    """A roster by its reference: its state and how many rows stand how. No row is in it.

    `counts` is empty until its rows are staged. `refusal` is the code of the reason when the file was refused after
    all, "" otherwise.
    """

    reference: str
    location: str
    state: str  # received, waiting, staging, staged, committed, refused, dropped
    counts: Mapping[str, int]
    kind: str
    rows_in_file: int
    rows_looked_at: int
    refusal: str
    staged_at: datetime
    ended_at: datetime | None
    sheets_left: tuple[str, ...] = ()  # names of the workbook's further sheets, which were not read
    sheets_hidden: tuple[str, ...] = ()  # names of its hidden sheets, which were not read either
    not_claimed: tuple[int, ...] = ()  # numbers of rows whose dates could not be written as claims
    moved: Sentence | None = None  # why it can no longer be kept: another list of the place was kept since

    @classmethod
    def of(cls, roster: "Roster") -> "RosterView":
        """Show a roster's row."""
        return cls(
            reference=roster.reference,
            location=roster.location_key,
            state=roster.state,
            counts=dict(roster.counts),
            kind=roster.kind,
            rows_in_file=roster.rows_in_file,
            rows_looked_at=roster.rows_looked_at,
            refusal=roster.refusal,
            staged_at=roster.staged_at,
            ended_at=roster.ended_at,
            sheets_left=tuple(roster.sheets_left),
            sheets_hidden=tuple(roster.sheets_hidden),
            not_claimed=tuple(roster.not_claimed),
        )

    @property
    def adds(self) -> int:
        """How many rows would count, or count, by this roster."""
        return sum(self.counts.get(standing, 0) for standing in ("new", "changed", "accepted"))

    @property
    def leaves_out(self) -> int:
        """How many rows do not count as they stand: doubtful ones nobody accepted, and those to be mended."""
        return sum(self.counts.get(standing, 0) for standing in ("doubtful", "to_mend"))


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column of a file received: its place from 0, heading, what it is taken to hold (None: nobody said), samples."""

    place: int
    heading: str
    field: Field | None
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnsShown:
    """The columns of a file received; `remembered` when they are as this organisation said before."""

    roster: RosterView
    columns: tuple[ColumnShown, ...]
    remembered: bool


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """What is wrong: the cell (`C14`), its heading, what it holds, and the sentence that mends it.

    A doubt about the whole row has no cell.
    """

    cell: str
    heading: str
    written: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that the list says otherwise than before. Each value a text, a day, an hour; None is not known."""

    label: Sentence
    fact: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class BesideRow:
    """Another row of the list under the same number or name. Without a name it is as it was known, and not kept."""

    number: int
    name: str = ""
    born: date | int | None = None
    nationality: str = ""
    family_number: str = ""
    hearing_on: date | None = None


@dataclass(frozen=True, slots=True)
class RosterRowShown:
    """A row as the counterpart proposes it. `number` is the spreadsheet's; `notice_number` all but covered."""

    number: int
    standing: str  # new, changed, repeated, doubtful, accepted, to_mend
    name: str
    born: date | int | None  # a day, or only the year
    nationality: str
    notice_number: str
    family_number: str
    hearing_on: date | None
    hearing_at: time | None
    hearing_place: str
    problems: tuple[ProblemShown, ...] = ()
    beside: tuple[BesideRow, ...] = ()
    differs: tuple[Difference, ...] = ()
    to_ask: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderAsked:
    """A column of days that can be read two ways: its field, heading, and one of its dates, "" when none is at hand."""

    field: Field
    heading: str
    example: str


@dataclass(frozen=True, slots=True)
class RosterRows:
    """A page of a roster's rows of one standing; `after` is the number it goes on from, 0 at the end.

    `orders` are the columns of which a person must say what comes first in 03/04/2019. `may_be_others`: some of these
    rows may be taken as other people than those known without a number.
    """

    roster: RosterView
    standing: str
    rows: tuple[RosterRowShown, ...]
    after: int
    may_be_others: bool = False
    orders: tuple[OrderAsked, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterList:
    """The desk's rosters, the latest first; `after` is the reference the next page goes on from, "" at the end."""

    rosters: tuple[RosterView, ...]
    after: str


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A person whom the United States lists as enrolled and Mexico has not admitted.

    `heard`: no (nobody was heard yet), hearing (an intake is open), or the state of their request. `draft` and
    `request` say where it stands, "" where there is none.
    """

    roster: str
    number: int
    name: str
    notice_number: str
    family_number: str
    hearing_on: date | None
    listed_at: datetime
    heard: str
    draft: str
    request: str


@dataclass(frozen=True, slots=True)
class ProposedList:
    """A page of them; `after` goes on to the next, "" at the end."""

    lines: tuple[ProposedLine, ...]
    after: str
