"""Those who left for a hearing: by when they are expected, who then calls the contact they chose, and what it gave.

It is care, and never a search: the list belongs to the body named for the place, no authority opens it, nothing leaves
the house but a note without a name, and every outcome is a plain fact.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from estancia.admission.states import NotPossibleNow
from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, require
from estancia.casework.bodies import NobodyNamed, body_for
from estancia.casework.expected_groups import (
    OPEN,
    cares,
    firsts_of,
    groups_of,
    tell_apart,
    to_call,
    with_wishes,
)
from estancia.casework.expected_shown import show_lines, show_whole, still_out, waited_for
from estancia.casework.hearing_days import hearing_days_of
from estancia.casework.keyset import Key, Order, Part
from estancia.casework.references import fresh_reference
from estancia.casework.stay_lines import current_stays, day_there, lines_of
from estancia.casework.telling import look_again, no_longer_due, tell
from estancia.casework.views.crossings import ExpectedLine, ExpectedList
from estancia.law import parameter
from estancia.places import local_date, zone_of
from estancia.records.models import Crossing, ExpectedEvent, ExpectedReturn, Person, Stay
from estancia.records.narrowed import Asked
from estancia.records.written import write_row
from estancia.stay import expected_back_by, hearing_waited_for, leaves_for_hearing
from estancia.stay.states import AWAIT_AGAIN, CALL_OUTCOMES, step
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


_NOTHING_ASKED: Mapping[str, str] = {}
_KEYS: Sequence[Key] = (("call_by", datetime), ("pk", int))
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


def expect_told(*, people: Sequence[Person], by: Actor, now: datetime) -> None:
    """Let those who are out be waited for by what is believed now of their hearing; inside the deed that heard it.

    Whoever left before anybody knew of a hearing is expected from now on; whoever is expected already is so by the day
    as it stands now (see `hearing_waited_for`), and their call with them.
    """
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
        elif last.expected_return.state in OPEN:
            _follow(row=last.expected_return, heard=heard[stay.person_id], by=by, now=now)


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

    A page at a time, those one call is for on one page; `after` and `before` are bookmarks.
    """
    said = {"organisation": by.organisation}
    parts = [Part(Asked(firsts_of(state=state), said)) for state in OPEN] if cares(by=by) else []
    page = Order(rows=parts, keys=_KEYS).page(asked=asked)
    groups = groups_of(leading=page.rows, organisation=by.organisation)
    lines = show_lines(groups=groups, now=now)
    about = [row.stay.person.reference for group in groups for row in group]
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
    return show_whole(rows=rows, now=now)


def record_call(*, reference: str, outcome: str, by: Actor, now: datetime, instead_of: str = "") -> ExpectedLine:
    """Write down what a call gave: returned, reached, not_reached, stays_in_us or chose_not_to_go_on.

    It counts for all of those the call is for and who are not back. A contact who did not answer is called again after
    EST-24. An outcome written down wrongly is corrected by another, `instead_of` the one that stands, or by
    `await_again`: nothing of it, the person is still awaited, and the call is due. The record keeps both. Raises
    `NotYours`, `NoCallDue`, and `NotPossibleNow` where another outcome stands, or the gate has since seen them return.
    """
    with audit.deed():
        if outcome not in (*CALL_OUTCOMES, AWAIT_AGAIN):
            raise NotYours
        rows = _to_write(
            rows=_of(reference=reference, by=by, lock=True), outcome=outcome, instead_of=instead_of, now=now
        )
        for row in rows:
            if outcome == "not_reached":
                _call_later(row=row, by=by, now=now)
            elif outcome == AWAIT_AGAIN:
                _await_again(row=row, by=by, now=now)
            else:
                _close(row=row, event=outcome, by=by, now=now)
        detail = {"outcome": outcome, **({"instead_of": instead_of} if instead_of else {})}
        audit.record(by=by, act="record_call", about=_references(rows=rows), detail=detail, now=now)
        return show_whole(rows=_of(reference=reference, by=by), now=now)


def call_due(reference: str, now: datetime) -> None:
    """The hour came and nobody was seen to return: the body that cares hears, by reference, that a call is due."""
    rows = ExpectedReturn.objects.select_related("organisation").filter(reference=reference, state__in=OPEN)
    row = to_call(rows=rows).first()
    if row is not None and row.call_by <= now:
        tell(kind=CALL, to=row.organisation, about=reference, now=now)


def _to_write(*, rows: list[ExpectedReturn], outcome: str, instead_of: str, now: datetime) -> list[ExpectedReturn]:
    """Give those of whom this may be written down now. Raises `NoCallDue`, `NotPossibleNow`."""
    standing = rows[0].state
    if standing in OPEN:
        if not (rows[0].expected_by <= now and not rows[0].quiet):  # type: ignore[attr-defined]
            raise NoCallDue
        return rows
    out = still_out(rows=rows) if outcome == AWAIT_AGAIN or standing == "returned" else rows
    if standing != instead_of or not out:
        raise NotPossibleNow
    return out


def _of(*, reference: str, by: Actor, lock: bool = False) -> list[ExpectedReturn]:
    """The one named and those of the family who left by the same press, are not back either, and wish alike.

    Each is marked with `quiet` and `apart`. A closed one stands with those that were closed with it.
    """
    own = with_wishes(ExpectedReturn.objects.filter(organisation__key=by.organisation))
    row = own.filter(reference=reference).select_related("stay__person__family", "exit").first()
    if row is None:
        raise NotYours
    require(by=by, category=Category.CONTACT, relations=_RELATIONS)
    together = own.filter(exit__press=row.exit.press, stay__person__family_id=row.stay.person.family_id)
    alike = {"state__in": OPEN} if row.state in OPEN else {"state": row.state, "closed_at": row.closed_at}
    beside = together.filter(**alike).order_by("stay__person__order_in_family", "pk")
    if lock:
        keys = [(one.pk, one.stay_id) for one in beside]
        list(Stay.objects.select_for_update().filter(pk__in=[stay for _, stay in keys]).order_by("pk"))  # as the gate
        list(ExpectedReturn.objects.select_for_update().filter(pk__in=[pk for pk, _ in keys]).order_by("pk"))
    row.refresh_from_db(fields=["state"])  # it may have been closed while the lock was waited for
    found = list(beside.select_related("stay__person__family", "exit")) or [row]
    tell_apart(found)
    return [one for one in found if row.state not in OPEN or one.quiet == row.quiet]  # type: ignore[attr-defined]


def _references(*, rows: Iterable[ExpectedReturn]) -> list[str]:
    return [row.stay.person.reference for row in rows]


def _follow(*, row: ExpectedReturn, heard: Sequence[date], by: Actor, now: datetime) -> None:
    """Let an open expectation follow its hearing; a call that is to be made again keeps its later hour."""
    location = row.stay.person.family.location_key
    on = local_date(key=location, now=row.exit.happened_at)
    hearing_on = hearing_waited_for(on=on, until_now=waited_for(row), hearing_days=heard)
    if hearing_on == waited_for(row):
        return
    row.moved_to = hearing_on if hearing_on != row.hearing_on else None
    row.expected_by = expected_back_by(hearing_on=hearing_on, zone=zone_of(location))
    row.call_by = max(row.expected_by, row.call_by) if row.calls else row.expected_by
    row.save(update_fields=["moved_to", "expected_by", "call_by"])
    _write(row=row, event="hearing_moved", hearing_on=hearing_on, by=by, now=now)
    look_again(kind=CALL, about=row.reference, due_at=row.call_by)


def _await_again(*, row: ExpectedReturn, by: Actor, now: datetime) -> None:
    before = row.state
    row.state = step(machine="expected_return", state=row.state, event=AWAIT_AGAIN)
    row.closed_at, row.closed_by, row.call_by = None, None, max(row.expected_by, now)
    row.save(update_fields=["state", "closed_at", "closed_by", "call_by"])
    _write(row=row, event=AWAIT_AGAIN, instead_of=before, by=by, now=now)
    look_again(kind=CALL, about=row.reference, due_at=row.call_by)


def _write(
    *, row: ExpectedReturn, event: str, by: Actor, now: datetime, instead_of: str = "", hearing_on: date | None = None
) -> None:
    write_row(
        row=ExpectedEvent(
            expected=row, event=event, instead_of=instead_of, hearing_on=hearing_on, by_id=by.user_id, at=now
        )
    )


def _call_later(*, row: ExpectedReturn, by: Actor, now: datetime) -> None:
    row.state = step(machine="expected_return", state=row.state, event="not_reached")
    row.calls += 1
    row.call_by = now + parameter("EST-24", on=day_there(stay=row.stay, now=now)).as_timedelta()
    row.save(update_fields=["state", "calls", "call_by"])
    _write(row=row, event="not_reached", by=by, now=now)
    look_again(kind=CALL, about=row.reference, due_at=row.call_by)


def _close(*, row: ExpectedReturn, event: str, by: Actor, now: datetime) -> None:
    before = "" if row.state in OPEN else row.state
    row.state = step(machine="expected_return", state=row.state, event=event)
    row.closed_at, row.closed_by_id = now, by.user_id
    row.save(update_fields=["state", "closed_at", "closed_by"])
    _write(row=row, event=row.state, instead_of=before, by=by, now=now)
    no_longer_due(kind=CALL, about=row.reference, now=now)
