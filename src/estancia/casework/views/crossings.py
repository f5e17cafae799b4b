"""What the doors are shown of exits and entries, of those expected back, of renewals and of an end."""

from dataclasses import dataclass
from datetime import date, datetime

from estancia.casework.views.stay import PaperLine
from estancia.stay import EndReason
from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class CrossingMember:
    """One member of the family at the gate: card, how the stay stands, which way they likely go."""

    person: str
    name: str
    number: str
    state: str  # valid, lapsed, revoked, ended, expired
    state_line: Sentence
    ticked: bool
    likely: str  # out, in
    last: datetime | None  # of today; an older one is shown to care alone
    last_direction: str  # out, in, or empty
    renew: bool  # to be renewed now, or lapsed


@dataclass(frozen=True, slots=True)
class CrossingFound:
    """The family of whoever is at the gate. `card` is the number shown, empty where a name was looked for."""

    card: str
    identified_by: str  # card, code, name
    location: str
    members: tuple[CrossingMember, ...]
    likely: str


@dataclass(frozen=True, slots=True)
class CrossingPick:
    """One person of several found under a name, or written nearly so where nobody was."""

    person: str
    name: str
    number: str
    near: bool = False


@dataclass(frozen=True, slots=True)
class CrossingLine:
    """One exit or entry in a list: initials and card, no name. `doubt` is the question it raises, if any.

    `press`, `undo_until` and `undo_many` are filled where a list offers to take a press back, on its first line alone;
    `undo_many` counts those it wrote down.
    """

    initials: str
    number: str
    direction: str
    happened_at: datetime
    location: str
    doubt: Sentence | None
    from_paper: bool = False
    press: str = ""
    undo_until: datetime | None = None
    undo_many: int = 0


@dataclass(frozen=True, slots=True)
class CrossingsDone:
    """What a press recorded. `undo_until` is None once it can no longer be undone here."""

    press: str
    direction: str
    at: datetime | None
    lines: tuple[CrossingLine, ...]
    undone: bool
    undo_until: datetime | None


@dataclass(frozen=True, slots=True)
class PaperListLine:
    """One line of the printed list: initials and card number."""

    initials: str
    number: str
    family: str


@dataclass(frozen=True, slots=True)
class PaperList:
    """Who may be expected at the gate on a day, to be used when the network is down."""

    location: str
    on: date
    lines: tuple[PaperListLine, ...]


@dataclass(frozen=True, slots=True)
class ContactView:
    """Whom the person chose to be called, in their own words; `wants_call` False is nobody, `terms` what they asked."""

    wants_call: bool
    name: str
    telephone: str
    language: str
    terms: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class CalledFor:
    """Whom to call, and for whom alone."""

    names: tuple[str, ...]
    contact: ContactView


@dataclass(frozen=True, slots=True)
class SaidOfHearing:
    """The newest word of one source about a hearing: the day (None: it gives none), who wrote it down, and when."""

    source: Sentence
    on: date | None
    by: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class ExpectedEventLine:
    """Something written down of somebody expected back; `corrected` where it stands for an outcome before it."""

    line: Sentence
    corrected: bool
    hearing_on: date | None  # of a hearing that moved
    at: datetime
    organisation: str


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """Those of a family who left for a hearing by one press, are not back and wish alike, by the first's reference.

    `hearing_on` is the day they left for, `moved_to` the day a later word gave and the hours follow, if any. `said` and
    `events` are filled on the page of one.
    """

    reference: str
    names: tuple[str, ...]
    number: str
    family: str
    location: str
    left_at: datetime
    hearing_on: date
    moved_to: date | None
    other_days: tuple[date, ...]  # that any source names besides the one waited for, from the exit on
    day_stands: bool  # the day waited for is still believed by anybody
    said: tuple[SaidOfHearing, ...]
    expected_by: datetime
    call_by: datetime
    due: bool
    open: bool  # still expected
    state: str
    state_line: Sentence
    calls: int
    contacts: tuple[CalledFor, ...]  # none where none was chosen, and before the hour
    contact_asked: bool  # a contact, or the wish that nobody be called, stands in the record
    quiet: bool  # open, and the person asked that nobody be called
    apart: bool  # others who left with them wish otherwise: the call is for these alone
    may_record: bool  # what a call gave
    may_correct: bool  # what a call was said to give
    may_await_again: bool  # they are still out: nothing of what was written down
    events: tuple[ExpectedEventLine, ...]

    @property
    def contact(self) -> ContactView | None:
        """The first whom to call; None where nobody is."""
        return self.contacts[0].contact if self.contacts else None


@dataclass(frozen=True, slots=True)
class ExpectedList:
    """One page of those whose hour has passed, first, `quiet` where nobody is called; then those still in time.

    `before` and `after` lead to the neighbouring pages, "" where there is none.
    """

    due: tuple[ExpectedLine, ...]
    quiet: tuple[ExpectedLine, ...]
    waiting: tuple[ExpectedLine, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RenewalMember:
    """One member's stay as it stands to its renewal. Both days are last days, as printed."""

    person: str
    name: str
    number: str
    valid_until: date
    must_cover_until: date | None
    standing: str  # covered, open, needed, lapsed
    line: Sentence
    opens_on: date
    until_if_renewed: date


@dataclass(frozen=True, slots=True)
class RenewalPage:
    """A family's stays that may be renewed, and those that need not be yet."""

    person: str
    family: str
    location: str
    members: tuple[RenewalMember, ...]
    papers: tuple[PaperLine, ...]
    renewed: bool  # by the deed that gives this page

    @property
    def may_renew(self) -> bool:
        """Say whether any of them may be renewed now."""
        return any(one.standing != "covered" for one in self.members)


@dataclass(frozen=True, slots=True)
class EndPage:
    """A stay that may end, or how it ended; `reason` None while it has not."""

    person: str
    name: str
    number: str
    state: str
    reason: EndReason | None
    ended_on: date | None
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class RenewalLine:
    """One person in the list of renewals due."""

    person: str
    name: str
    number: str
    valid_until: date
    must_cover_until: date | None
    standing: str
    line: Sentence


@dataclass(frozen=True, slots=True)
class RenewalList:
    """One page of the renewals due; `before` and `after` lead to the neighbouring pages, "" where there is none."""

    lines: tuple[RenewalLine, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StayLived:
    """A person's stay on their page: the card, the line of crossings, what it must cover and when it is renewed.

    `valid_until` and `must_cover_until` are last days, as printed.
    """

    person: str
    number: str
    location: str
    valid_from: date
    valid_until: date
    state: str
    state_line: Sentence
    standing: str  # covered, open, needed, lapsed; empty once the stay has ended
    renewal_line: Sentence | None
    opens_on: date | None
    must_cover_until: date | None
    crossings: tuple[CrossingLine, ...]  # of today, or all of them if `whole_line`
    whole_line: bool
    end_line: Sentence | None
    next_line: Sentence | None
    may_renew: bool
    may_end: bool
    may_choose_contact: bool
    contact_chosen: bool
