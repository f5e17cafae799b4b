"""Crossings as lists show them: initials and card number, the hour, and the question where the log does not fit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from estancia.casework.access import Actor
from estancia.casework.stay_lines import current_cards, lines_of, passages
from estancia.casework.views.crossings import CrossingLine, CrossingsDone
from estancia.law import parameter
from estancia.people import initials_of
from estancia.places import local_date
from estancia.records.models import Crossing, StayDocument
from estancia.stay import Direction, doubt_of


def show_lines(*, crossings: Sequence[Crossing]) -> tuple[CrossingLine, ...]:
    """Show rows, their stays and people beside them, in the order given."""
    stays = list({row.stay_id: row.stay for row in crossings}.values())
    cards, lines = current_cards(stays=stays), lines_of(stays=stays)
    return tuple(crossing_line(row=row, line=lines[row.stay_id], cards=cards) for row in crossings)


def show_to_undo(*, crossings: Sequence[Crossing], within: timedelta, now: datetime) -> tuple[CrossingLine, ...]:
    """Show rows as `show_lines`; the first of each press that can still be undone says until when, and for how many."""
    open_presses = Counter(row.press for row in crossings if now < row.recorded_at + within)
    lines = []
    for row, line in zip(crossings, show_lines(crossings=crossings), strict=True):
        many = open_presses.pop(row.press, 0)
        until = row.recorded_at + within
        lines.append(replace(line, press=row.press, undo_until=until, undo_many=many) if many else line)
    return tuple(lines)


def crossing_line(*, row: Crossing, line: Iterable[Crossing], cards: Mapping[int, StayDocument]) -> CrossingLine:
    """Show one row, with the question it raises after those of its stay that happened before it."""
    before = [one for one in line if (one.happened_at, one.pk) < (row.happened_at, row.pk)]
    card = cards.get(row.stay_id)
    return CrossingLine(
        initials=initials_of(row.stay.person.name),
        number=card.number if card else "",
        direction=row.direction,
        happened_at=row.happened_at,
        location=row.location_key,
        doubt=doubt_of(before=passages(before), direction=Direction(row.direction)),
        from_paper=row.source == "paper_list",
    )


def show_done(*, press: str, crossings: Sequence[Crossing], by: Actor, now: datetime) -> CrossingsDone:
    """Show what a press recorded, and until when it can be undone here.

    Nothing recorded says that a moment ago somebody wrote down the very same.
    """
    undone = bool(crossings) and all(hasattr(row, "corrected_by") for row in crossings)
    until = crossings[0].recorded_at + undo_within(location=by.location, now=now) if crossings else None
    return CrossingsDone(
        press=press,
        direction=crossings[0].direction if crossings else "",
        at=crossings[0].happened_at if crossings else None,
        lines=show_lines(crossings=crossings),
        undone=undone,
        undo_until=until if until is not None and until > now and not undone else None,
    )


def undo_within(*, location: str, now: datetime) -> timedelta:
    """Give how long a crossing can be undone: EST-23."""
    return parameter("EST-23", on=local_date(key=location, now=now)).as_timedelta()
