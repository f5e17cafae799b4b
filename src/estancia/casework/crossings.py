"""Exits and entries written down: by card, code or name, a family at once, each press once, undone by a row.

Nobody is refused here. A stay that ran out, was taken back or ended is shown to the desk, and the crossing is written
down as it happened: bookkeeping locks nobody out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, require
from estancia.casework.crossing_lines import show_done, undo_within
from estancia.casework.expected import expect_back, mistaken_exit, note_return
from estancia.casework.hearing_days import hearing_days_of
from estancia.casework.stay_lines import current_stays, lines_of, passages
from estancia.casework.views.crossings import CrossingsDone
from estancia.records.models import Crossing, Person, Stay, StayDocument
from estancia.records.written import write_row
from estancia.stay import Direction, Passage, same_press
from estancia.wording import ForPeople, Sentence

LONGEST_PRESS = 24


class NobodyTicked(ForPeople):
    """Nobody was ticked."""

    sentence = Sentence(
        es="No hay nadie marcado. Nada se anotó. Marque a quienes cruzan y pulse Sale o Entra.",
        en="Nobody is ticked. Nothing was written down. Tick those who cross and press Leaves or Enters.",
    )


class TooLateToUndo(ForPeople):
    """What was recorded can no longer be undone at this desk."""

    sentence = Sentence(
        es="Ya pasó el tiempo para deshacerlo, o lo anotó otra oficina. Nada cambió. Anote el cruce correcto: "
        "los dos quedan a la vista.",
        en="The time to undo it has passed, or another office wrote it down. Nothing changed. Write down the right "
        "crossing: both stay in view.",
    )


@dataclass(frozen=True, slots=True)
class Pressed:
    """What is to be written down of each person: which way, when, where, and how they were known."""

    direction: Direction
    at: datetime
    location: str
    identified_by: str  # card, code, name, paper_list
    source: str  # window, paper_list
    press: str


def record_crossings(
    *,
    people: Sequence[str],
    direction: str,
    card: str,
    identified_by: str,
    press: str,
    by: Actor,
    now: datetime,
) -> CrossingsDone:
    """Write down that these people of one family leave (`out`) or enter (`in`) now; the same press writes once.

    `card` is the number one of them shows, which any desk may act on; without it they must be of the desk's own port.
    Raises `NobodyTicked`, and `NotYours` for people out of reach.
    """
    if not people:
        raise NobodyTicked
    with audit.deed():
        rows = _reachable(people=people, card=card, by=by)
        how = "name" if not card else "code" if identified_by == "code" else "card"
        pressed = Pressed(Direction(direction), now, by.location, how, "window", press[:LONGEST_PRESS])
        written = write_crossings(people=rows, pressed=pressed, by=by, now=now)
        about = [one.reference for one in rows]
        audit.record(by=by, act="cross", about=about, detail={"way": direction, "rows": len(written)}, now=now)
        return show_done(press=pressed.press, crossings=_of_press(press=pressed.press, by=by), by=by, now=now)


def write_crossings(*, people: Sequence[Person], pressed: Pressed, by: Actor, now: datetime) -> list[Crossing]:
    """Write one row for each person with a stay, their stays locked meanwhile; whom it was written for stays as is."""
    stays = _locked(people=people)
    lines = lines_of(stays=stays)
    heard = hearing_days_of(people=[stay.person for stay in stays]) if pressed.direction is Direction.OUT else {}
    passage = Passage(pressed.direction, pressed.at)
    written = []
    for stay in stays:
        line = lines[stay.pk]
        if same_press(line=passages(line), passage=passage) or _was_pressed(stay=stay, pressed=pressed):
            continue
        written.append(_write(stay=stay, pressed=pressed, by=by, now=now))
        if pressed.direction is Direction.IN:
            note_return(stay=stay, at=pressed.at, by=by, now=now)
        elif not any(row.direction == "in" and row.happened_at > pressed.at for row in line):
            expect_back(stay=stay, crossing=written[-1], heard=heard[stay.person_id])
    return written


def undo_crossings(*, press: str, by: Actor, now: datetime) -> CrossingsDone:
    """Take back what a press recorded, by a correcting row each, within EST-23; twice takes back once.

    Raises `TooLateToUndo`, and `NotYours` where the press is not of this desk.
    """
    with audit.deed():
        rows = _of_press(press=press, by=by)
        if not rows:
            raise NotYours
        _locked(people=[row.stay.person for row in rows])
        rows = _of_press(press=press, by=by)
        if now >= rows[0].recorded_at + undo_within(location=by.location, now=now):
            raise TooLateToUndo
        for row in rows:
            if not hasattr(row, "corrected_by"):
                _take_back(row=row, by=by, now=now)
        about = [row.stay.person.reference for row in rows]
        audit.record(by=by, act="undo_crossing", about=about, detail={"rows": len(rows)}, now=now)
        return show_done(press=press, crossings=_of_press(press=press, by=by), by=by, now=now)


@audit.deed()
def crossings_done(*, press: str, by: Actor, now: datetime) -> CrossingsDone:
    """Show what a press of this desk recorded. Raises `NotYours` where there is none."""
    rows = _of_press(press=press, by=by)
    if not rows:
        raise NotYours
    about = [row.stay.person.reference for row in rows]
    audit.record(by=by, act="crossings_look", about=about, detail={}, now=now)
    return show_done(press=press, crossings=rows, by=by, now=now)


def _reachable(*, people: Sequence[str], card: str, by: Actor) -> list[Person]:
    """The people named, all of one family, if this desk may write down their crossing."""
    rows = list(Person.objects.filter(reference__in=people).select_related("family").order_by("order_in_family"))
    families = {row.family_id for row in rows}
    if not by.location or len(families) != 1 or len(rows) != len(set(people)):
        raise NotYours
    met = set()
    if rows[0].family.location_key == by.location:
        met.add(Relation.OWN_PORT)
    if card and StayDocument.objects.filter(number=card, stay__person__family__in=families).exists():
        met.add(Relation.SHOWS_CARD)
    require(by=by, category=Category.CROSSINGS, relations=frozenset(met), write=True)
    return rows


def _locked(*, people: Sequence[Person]) -> list[Stay]:
    """Their current stays, locked in one order, so that two desks that press for one family take turns."""
    keys = sorted(stay.pk for stay in current_stays(people=people).values())
    list(Stay.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    return list(Stay.objects.filter(pk__in=keys).select_related("person__family").order_by("person__order_in_family"))


def _was_pressed(*, stay: Stay, pressed: Pressed) -> bool:
    """The same page pressed again, however late: its press is in the log, taken back or not."""
    return Crossing.objects.filter(stay=stay, press=pressed.press, direction=pressed.direction).exists()


def _write(*, stay: Stay, pressed: Pressed, by: Actor, now: datetime) -> Crossing:
    return write_row(
        row=Crossing(
            stay=stay,
            direction=pressed.direction.value,
            happened_at=pressed.at,
            location_key=pressed.location,
            identified_by=pressed.identified_by,
            source=pressed.source,
            press=pressed.press,
            recorded_by_id=by.staff_id,
            recorded_at=now,
        )
    )


def _take_back(*, row: Crossing, by: Actor, now: datetime) -> None:
    write_row(
        row=Crossing(
            stay=row.stay,
            direction=row.direction,
            happened_at=row.happened_at,
            location_key=row.location_key,
            identified_by="correction",
            source=row.source,
            press=f"undo:{row.press}",
            corrects=row,
            recorded_by_id=by.staff_id,
            recorded_at=now,
        )
    )
    mistaken_exit(crossing=row, by=by, now=now)


def _of_press(*, press: str, by: Actor) -> list[Crossing]:
    """The rows of a press at this desk's place, in the family's order."""
    rows = Crossing.objects.filter(press=press, location_key=by.location, corrects__isnull=True)
    return list(rows.select_related("stay__person__family", "corrected_by").order_by("stay__person__order_in_family"))
