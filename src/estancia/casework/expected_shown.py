"""Those expected back as a view: by when, whom to call for whom, which day each source gives, what was written down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from estancia.casework.contacts import contacts_of
from estancia.casework.expected_groups import OPEN
from estancia.casework.hearing_claims import heard_of
from estancia.casework.hearing_days import hearing_days_of
from estancia.casework.stay_lines import LIVED, current_cards, lines_of
from estancia.casework.views.crossings import CalledFor, ContactView, ExpectedEventLine, ExpectedLine, SaidOfHearing
from estancia.notices import About
from estancia.notices.claims import latest_of_each
from estancia.places import local_date
from estancia.records.models import ExpectedReturn, StayDocument
from estancia.stay.states import CALLED, RETURN_STATES
from estancia.wording import Sentence

Days = Mapping[int, tuple[date, ...]]  # the days the ledger names, by person


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is read beside the rows of a list: the days named and the contact chosen, by person; the card, by stay."""

    heard: Days
    cards: Mapping[int, StayDocument]
    contacts: Mapping[int, ContactView]


def show_lines(*, groups: Sequence[Sequence[ExpectedReturn]], now: datetime) -> tuple[ExpectedLine, ...]:
    """Show several, each group one call is for in a line of its own; what is beside them is read once for all."""
    beside = _beside(rows=[row for group in groups for row in group])
    return tuple(_line(rows=group, beside=beside, now=now) for group in groups)


def show_whole(*, rows: Sequence[ExpectedReturn], now: datetime) -> ExpectedLine:
    """Show one with what each source says of the hearing and what was written down, to whoever is asked to call."""
    return _line(rows=rows, beside=_beside(rows=rows), now=now, whole=True)


def still_out(*, rows: Sequence[ExpectedReturn]) -> list[ExpectedReturn]:
    """Give those whose last crossing is still the exit that opened this, on a stay that runs."""
    lines = lines_of(stays=[row.stay for row in rows])
    return [row for row in rows if row.stay.state == "valid" and lines[row.stay_id][-1:] == [row.exit]]


def waited_for(row: ExpectedReturn) -> date:
    """Give the hearing for which somebody is waited: the one they left for, or the day a later word moved it to."""
    return row.moved_to or row.hearing_on


def _beside(*, rows: Sequence[ExpectedReturn]) -> _Beside:
    people = [row.stay.person for row in rows]
    return _Beside(
        heard=hearing_days_of(people=people),
        cards=current_cards(stays=[row.stay for row in rows]),
        contacts=contacts_of(people=people),
    )


def _line(*, rows: Sequence[ExpectedReturn], beside: _Beside, now: datetime, whole: bool = False) -> ExpectedLine:
    """Show those one call is for; whom to call is told when the call is due and not before.

    Where the person asked that nobody be called, no call is ever due.
    """
    row = rows[0]
    person, is_open = row.stay.person, row.state in OPEN
    card = beside.cards.get(row.stay_id)
    contacts = _contacts(rows=rows, contacts=beside.contacts)
    quiet = is_open and row.quiet  # type: ignore[attr-defined]
    late = is_open and row.call_by <= now
    others, stands = _other_days(rows=rows, heard=beside.heard)
    closed_out = still_out(rows=rows) if whole and row.state in CALLED else []
    return ExpectedLine(
        reference=row.reference,
        names=tuple(one.stay.person.name for one in rows),
        number=card.number if card else "",
        family=person.family.reference,
        location=person.family.location_key,
        left_at=row.exit.happened_at,
        hearing_on=row.hearing_on,
        moved_to=row.moved_to,
        other_days=others,
        day_stands=stands,
        said=tuple(_said(rows=rows)) if whole and (row.moved_to or others or not stands) else (),
        expected_by=row.expected_by,
        call_by=row.call_by,
        due=late and not quiet,
        open=is_open,
        state=row.state,
        state_line=LIVED["return_quiet" if quiet else "return_due"] if late else RETURN_STATES[row.state].line,
        calls=row.calls,
        contacts=contacts if late else (),
        contact_asked=bool(contacts),
        quiet=quiet,
        apart=is_open and row.apart,  # type: ignore[attr-defined]
        may_record=is_open and not quiet and row.expected_by <= now,
        may_correct=row.state in CALLED and (row.state != "returned" or bool(closed_out)),
        may_await_again=bool(closed_out),
        events=tuple(_events(row=row)) if whole else (),
    )


def _contacts(*, rows: Sequence[ExpectedReturn], contacts: Mapping[int, ContactView]) -> tuple[CalledFor, ...]:
    """Whom to call, and for whom of them: who chose nobody of their own goes with the first who did."""
    said = [(row, contacts.get(row.stay.person_id)) for row in rows]
    chosen = [(row, found) for row, found in said if found and found.wants_call]
    if not chosen:
        return tuple(CalledFor(names=(row.stay.person.name,), contact=found) for row, found in said if found)[:1]
    by_contact: dict[tuple[str, str], list[ExpectedReturn]] = {}
    kept: dict[tuple[str, str], ContactView] = {}
    for row, found in said:
        own = found if found and found.wants_call else chosen[0][1]
        key = (own.name, own.telephone)
        kept.setdefault(key, own)
        by_contact.setdefault(key, []).append(row)
    return tuple(
        CalledFor(names=tuple(row.stay.person.name for row in group), contact=kept[key])
        for key, group in by_contact.items()
    )


def _other_days(*, rows: Sequence[ExpectedReturn], heard: Days) -> tuple[tuple[date, ...], bool]:
    """Give the other days named from the exit on, and whether the day waited for is still believed by anybody."""
    row = rows[0]
    left_on = local_date(key=row.stay.person.family.location_key, now=row.exit.happened_at)
    named = {day for one in rows for day in heard[one.stay.person_id] if day >= left_on}
    return tuple(sorted(named - {waited_for(row)})), waited_for(row) in named


def _said(*, rows: Sequence[ExpectedReturn]) -> Iterator[SaidOfHearing]:
    """Give the newest word of each source about the hearing, each once for all of them."""
    seen = set()
    for row in rows:
        heard = heard_of(person=row.stay.person)
        newest = {id(claim) for claim in latest_of_each(claims=(one.claim for one in heard), about=About.HEARING)}
        for one in heard:
            says = one.claim.says
            line = SaidOfHearing(
                source=one.source, on=says.on if says else None, by=one.claim.seen_by, seen_at=one.claim.seen_at
            )
            if id(one.claim) in newest and line not in seen:
                seen.add(line)
                yield line


def _events(*, row: ExpectedReturn) -> Iterator[ExpectedEventLine]:
    for event in row.events.select_related("by__organisation").order_by("at", "pk"):
        organisation = event.by.organisation if event.by else None
        yield ExpectedEventLine(
            line=_event_line(event.event),
            corrected=bool(event.instead_of),
            hearing_on=event.hearing_on,
            at=event.at,
            organisation=organisation.name if organisation else "Estancia",
        )


def _event_line(event: str) -> Sentence:
    state = RETURN_STATES.get(event)
    return state.line if state else LIVED[f"return_{event}"]
