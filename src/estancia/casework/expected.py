"""Those who left for a hearing: by when they are expected, who then calls the contact they chose, and what it gave.

It is care, and never a search: the list belongs to the body named for the place, no authority opens it, nothing leaves
the house but a note without a name, and every outcome is a plain fact.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from estancia.admission.states import NotPossibleNow
from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Purpose, Relation, Role, require
from estancia.casework.bodies import NobodyNamed, body_for
from estancia.casework.contacts import contact_of
from estancia.casework.hearing_days import hearing_days_of
from estancia.casework.keyset import Key, Order
from estancia.casework.references import fresh_reference
from estancia.casework.stay_lines import LIVED, current_cards, current_stays, day_there, lines_of
from estancia.casework.telling import look_again, no_longer_due, tell
from estancia.casework.views.crossings import ExpectedLine, ExpectedList
from estancia.law import parameter
from estancia.places import local_date, zone_of
from estancia.records.models import Crossing, ExpectedReturn, Person, Stay
from estancia.records.written import write_row
from estancia.stay import expected_back_by, leaves_for_hearing
from estancia.stay.states import CALL_OUTCOMES, CALLED, RETURN_STATES, step
from estancia.wording import ForPeople, Sentence

CALL = "call_contact"


class NoCallDue(ForPeople):
    """The hour has not come, or the person asked that nobody be called."""

    sentence = Sentence(
        es="Todavía no toca llamar, o la persona pidió que no se llame a nadie. Nada se anotó. "
        "Cuando toque, la lista lo dice.",
        en="No call is due yet, or the person asked that nobody be called. Nothing was written down. "
        "When one is due, the list says so.",
    )


OPEN = ("waiting", "not_reached")
_NOTHING_ASKED: Mapping[str, str] = {}
_KEYS: Sequence[Key] = (("call_by", datetime), ("pk", int))
_LEFT_TOGETHER = ("stay__person__family_id", "exit__press", "call_by")
_SAID_BY_AN_END = {"admitted_us": "stays_in_us", "chose_not_to_go_on": "chose_not_to_go_on"}
_RELATIONS = frozenset({Relation.EXPECTED_BACK})


def expect_back(*, stay: Stay, crossing: Crossing, heard: Sequence[date]) -> ExpectedReturn | None:
    """Expect whoever leaves for a hearing back, inside the deed that wrote the exit; None for everyone else.

    `heard` is every day the ledger names for them.
    """
    location = stay.person.family.location_key
    on = local_date(key=location, now=crossing.happened_at)
    hearing_on = leaves_for_hearing(on=on, hearing_days=heard)
    if hearing_on is None or stay.expected_returns.filter(state__in=OPEN).exists():
        return None
    try:
        cares = body_for(kind="protecting_body", location=location, on=on)
    except NobodyNamed:
        return None  # nobody who would call: the exit is written down all the same
    expected_by = expected_back_by(hearing_on=hearing_on, zone=zone_of(location))
    row = write_row(
        row=ExpectedReturn(
            reference=fresh_reference(),
            stay=stay,
            exit=crossing,
            hearing_on=hearing_on,
            expected_by=expected_by,
            organisation=cares,
            state="waiting",
            call_by=expected_by,
        )
    )
    look_again(kind=CALL, about=row.reference, due_at=expected_by)
    return row


def expect_told(*, people: Sequence[Person]) -> None:
    """Expect back those who were out already when word of their hearing came; inside the deed that wrote it down."""
    keys = sorted(one.pk for one in current_stays(people=people).values() if one.state == "valid")
    list(Stay.objects.select_for_update().filter(pk__in=keys).order_by("pk"))  # an exit pressed now waits, or is seen
    stays = list(Stay.objects.filter(pk__in=keys).select_related("person__family").order_by("pk"))
    lines = lines_of(stays=stays)
    out = [stay for stay in stays if lines[stay.pk] and lines[stay.pk][-1].direction == "out"]
    heard = hearing_days_of(people=[stay.person for stay in out])
    for stay in out:
        last = lines[stay.pk][-1]
        if not hasattr(last, "expected_return"):
            expect_back(stay=stay, crossing=last, heard=heard[stay.person_id])


def note_return(*, stay: Stay, at: datetime, by: Actor, now: datetime) -> None:
    """Close what was waited for: the person came back, after the exit that opened it."""
    for row in stay.expected_returns.filter(state__in=OPEN, exit__happened_at__lte=at):
        _close(row=row, event="returned", by=by, now=now)


def mistaken_exit(*, crossing: Crossing, by: Actor, now: datetime) -> None:
    """Close what an exit opened that was noted by mistake."""
    for row in ExpectedReturn.objects.filter(exit=crossing, state__in=OPEN):
        _close(row=row, event="undo_exit", by=by, now=now)


def stay_ended(*, stay: Stay, reason: str, by: Actor, now: datetime) -> None:
    """Close what was waited for: whoever ended their stay has been heard from."""
    event = _SAID_BY_AN_END.get(reason, "reached")
    for row in stay.expected_returns.filter(state__in=OPEN):
        _close(row=row, event=event, by=by, now=now)


@audit.deed()
def expected_list(*, by: Actor, now: datetime, asked: Mapping[str, str] = _NOTHING_ASKED) -> ExpectedList:
    """List those the actor's organisation expects back: whose hour has passed, with whom to call; then the others.

    A page at a time, a family that left together on one page; `after` and `before` are bookmarks.
    """
    everyone = expected_of(by=by)
    page = Order(rows=_firsts(rows=everyone), keys=_KEYS).page(asked=asked)
    rows = _with_those_beside(firsts=page.rows, among=everyone)
    lines = tuple(_line(rows=group, now=now) for group in _together(rows=rows))
    about = [row.stay.person.reference for row in rows]
    audit.record(by=by, act="expected_list", about=about, detail={}, now=now)
    return ExpectedList(
        due=tuple(line for line in lines if line.due),
        quiet=tuple(line for line in lines if line.quiet and line.call_by <= now),
        waiting=tuple(line for line in lines if line.call_by > now),
        before=page.before,
        after=page.after,
    )


@audit.deed()
def expected_return(*, reference: str, by: Actor, now: datetime) -> ExpectedLine:
    """Show one person expected back, to whoever is asked to call. Raises `NotYours`."""
    rows = _of(reference=reference, by=by)
    audit.record(by=by, act="expected_look", about=_references(rows=rows), detail={}, now=now)
    return _line(rows=rows, now=now)


def record_call(*, reference: str, outcome: str, by: Actor, now: datetime, instead_of: str = "") -> ExpectedLine:
    """Write down what a call gave: returned, reached, not_reached, stays_in_us or chose_not_to_go_on.

    It counts for the whole family that left together and is not back. A contact who did not answer is called again
    after EST-24. An outcome written down wrongly is corrected by another, `instead_of` the one that stands; the record
    keeps both. Raises `NotYours`, `NoCallDue`, and `NotPossibleNow` where another outcome stands.
    """
    with audit.deed():
        if outcome not in CALL_OUTCOMES:
            raise NotYours
        rows = _of(reference=reference, by=by, lock=True)
        if rows[0].state in OPEN and not _line(rows=rows, now=now).may_record:
            raise NoCallDue
        if rows[0].state not in OPEN and rows[0].state != instead_of:
            raise NotPossibleNow
        for row in rows:
            if outcome == "not_reached":
                _call_later(row=row, now=now)
            else:
                _close(row=row, event=outcome, by=by, now=now)
        detail = {"outcome": outcome, **({"instead_of": instead_of} if instead_of else {})}
        audit.record(by=by, act="record_call", about=_references(rows=rows), detail=detail, now=now)
        return _line(rows=rows, now=now)


def expected_of(*, by: Actor) -> QuerySet[ExpectedReturn]:
    """Those whom the actor's organisation expects back; none for a role or purpose that does not care for them."""
    if by.role is not Role.PW or by.purpose is not Purpose.CARE:
        return ExpectedReturn.objects.none()
    rows = ExpectedReturn.objects.filter(organisation__key=by.organisation, state__in=OPEN)
    return rows.select_related("stay__person__family", "exit")


def to_call(*, rows: QuerySet[ExpectedReturn]) -> QuerySet[ExpectedReturn]:
    """Leave out those who left with nobody who wants a call, and with somebody who asked that there be none."""
    return rows.filter(~Exists(_says(wants_call=False)) | Exists(_says(wants_call=True)))


def _says(*, wants_call: bool) -> QuerySet[ExpectedReturn]:
    same = {name: OuterRef(name) for name in _LEFT_TOGETHER}
    said = ExpectedReturn.objects.filter(stay__person__chosen_contact__wants_call=wants_call)
    return said.filter(**same, state__in=OPEN)


def call_due(reference: str, now: datetime) -> None:
    """The hour came and nobody was seen to return: the body that cares hears, by reference, that a call is due."""
    rows = ExpectedReturn.objects.select_related("organisation").filter(reference=reference, state__in=OPEN)
    row = to_call(rows=rows).first()
    if row is not None and row.call_by <= now:
        tell(kind=CALL, to=row.organisation, about=reference, now=now)


def _of(*, reference: str, by: Actor, lock: bool = False) -> list[ExpectedReturn]:
    """The one named and, while it is open, those of the family who left by the same press and are not back either."""
    own = ExpectedReturn.objects.filter(organisation__key=by.organisation)
    row = own.filter(reference=reference).select_related("stay__person__family", "exit").first()
    if row is None:
        raise NotYours
    require(by=by, category=Category.CONTACT, relations=_RELATIONS)
    together = own.filter(exit__press=row.exit.press, stay__person__family_id=row.stay.person.family_id)
    alike = {"state__in": OPEN} if row.state in OPEN else {"state": row.state, "closed_at": row.closed_at}
    beside = together.filter(**alike).order_by("stay__person__order_in_family", "pk")
    if lock:
        list(own.select_for_update().filter(pk__in=[one.pk for one in beside]).order_by("pk"))
    row.refresh_from_db(fields=["state"])  # it may have been closed while the lock was waited for
    return list(beside.select_related("stay__person__family", "exit")) or [row]


def _firsts(*, rows: QuerySet[ExpectedReturn]) -> QuerySet[ExpectedReturn]:
    """Of each family that left together and waits for the same hour, the one written down first."""
    same = {name: OuterRef(name) for name in _LEFT_TOGETHER}
    return rows.filter(~Exists(rows.order_by().filter(**same, pk__lt=OuterRef("pk"))))


def _with_those_beside(*, firsts: Sequence[ExpectedReturn], among: QuerySet[ExpectedReturn]) -> list[ExpectedReturn]:
    """Give these and whoever left with them, in the order of these."""
    presses, place = [row.exit.press for row in firsts], {_left_with(row): n for n, row in enumerate(firsts)}
    beside = among.filter(exit__press__in=presses).order_by("stay__person__order_in_family", "pk")
    found = [row for row in beside if _left_with(row) in place]
    return sorted(found, key=lambda row: place[_left_with(row)])


def _left_with(row: ExpectedReturn) -> tuple[Any, ...]:
    return row.stay.person.family_id, row.exit.press, row.call_by


def _together(*, rows: Iterable[ExpectedReturn]) -> list[list[ExpectedReturn]]:
    """Families that left together and wait for the same hour, in the order of the first of each."""
    groups: dict[tuple[Any, ...], list[ExpectedReturn]] = {}
    for row in rows:
        groups.setdefault(_left_with(row), []).append(row)
    return list(groups.values())


def _references(*, rows: Iterable[ExpectedReturn]) -> list[str]:
    return [row.stay.person.reference for row in rows]


def _call_later(*, row: ExpectedReturn, now: datetime) -> None:
    row.state = step(machine="expected_return", state=row.state, event="not_reached")
    row.calls += 1
    row.call_by = now + parameter("EST-24", on=day_there(stay=row.stay, now=now)).as_timedelta()
    row.save(update_fields=["state", "calls", "call_by"])
    look_again(kind=CALL, about=row.reference, due_at=row.call_by)


def _close(*, row: ExpectedReturn, event: str, by: Actor, now: datetime) -> None:
    row.state = step(machine="expected_return", state=row.state, event=event)
    row.closed_at, row.closed_by_id = now, by.user_id
    row.save(update_fields=["state", "closed_at", "closed_by"])
    no_longer_due(kind=CALL, about=row.reference, now=now)


def _line(*, rows: Sequence[ExpectedReturn], now: datetime) -> ExpectedLine:
    """Show a family that left together; whom to call is told when the call is due and not before.

    Where the person asked that nobody be called, no call is ever due.
    """
    row = rows[0]
    person, is_open = row.stay.person, row.state in OPEN
    card = current_cards(stays=[row.stay]).get(row.stay_id)
    said = [found for one in rows if (found := contact_of(person=one.stay.person))]
    contact = next((one for one in said if one.wants_call), said[0] if said else None)
    quiet = is_open and contact is not None and not contact.wants_call
    late = is_open and row.call_by <= now
    due = late and not quiet
    return ExpectedLine(
        reference=row.reference,
        names=tuple(one.stay.person.name for one in rows),
        number=card.number if card else "",
        family=person.family.reference,
        location=person.family.location_key,
        left_at=row.exit.happened_at,
        hearing_on=row.hearing_on,
        expected_by=row.expected_by,
        call_by=row.call_by,
        due=due,
        state=row.state,
        state_line=LIVED["return_quiet" if quiet else "return_due"] if late else RETURN_STATES[row.state].line,
        calls=row.calls,
        contact=contact if late else None,
        contact_asked=contact is not None,
        quiet=quiet,
        may_record=is_open and not quiet and row.expected_by <= now,
        may_correct=row.state in CALLED,
    )
