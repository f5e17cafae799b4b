"""The list of paper for when the network is down: printed before dawn, filled by hand, typed in afterwards.

It names nobody: initials and card number of whoever has a hearing today or tomorrow, with room for two hours. What is
typed in afterwards is checked row by row and written whole or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, require
from estancia.casework.crossings import Pressed, write_crossings
from estancia.casework.hearing_days import hearing_days_of
from estancia.casework.stay_lines import ONE_DAY, current_cards, current_stays
from estancia.casework.views.crossings import PaperList, PaperListLine
from estancia.documents import NotACardNumber, read_card_number
from estancia.notices import About
from estancia.people import initials_of
from estancia.places import local_date, zone_of
from estancia.records.models import CourtRecordSeen, HearingClaim, Notice, Person, StayDocument
from estancia.stay import Direction
from estancia.wording import ForPeople, Sentence

ROWS = 15
_LONGEST_LIST = 500
_DESK = frozenset({Relation.OWN_PORT})
NO_CARD = Sentence(
    es="Ese número no es de una tarjeta nuestra. Léalo de nuevo en la lista; son once signos.",
    en="That is not the number of a card of ours. Read it again on the list; it has eleven symbols.",
)
NO_HOUR = Sentence(
    es="Esa hora no existe. Escriba horas y minutos, por ejemplo 5:40.",
    en="There is no such hour. Write hours and minutes, for example 5:40.",
)
NOTHING_WRITTEN = Sentence(
    es="La fila no dice si salió o entró. Escriba al menos una hora, o borre la tarjeta.",
    en="The row does not say whether they left or entered. Write at least one hour, or clear the card.",
)
CARD_MISSING = Sentence(
    es="Hay una hora sin tarjeta. Escriba el número de la tarjeta de esa fila.",
    en="There is an hour without a card. Write that row's card number.",
)
NOTHING_TYPED = Sentence(
    es="La lista está vacía: no hay tarjeta ni hora. Nada se anotó. Escriba al menos una fila.",
    en="The list is empty: there is neither a card nor an hour. Nothing was written down. Type at least one row.",
)
NOT_YET = Sentence(
    es="Esa hora todavía no llega. Revise la hora y el día de la lista.",
    en="That hour has not come yet. Check the hour and the day of the list.",
)
TOO_OLD = Sentence(
    es="Ese día no existe, no ha llegado o pasó hace más de un mes. Revise la fecha de la lista.",
    en="That day does not exist, has not come, or passed more than a month ago. Check the date of the list.",
)
_OLDEST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row as typed: card, and the hours out and in, each possibly empty."""

    card: str
    left: str
    entered: str

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not (self.card or self.left or self.entered)


class ListDoesNotFit(ForPeople):
    """Some rows, or the day, cannot be taken; nothing was written. `wrong` says which, by the names of the boxes."""

    sentence = Sentence(
        es="Hay filas por corregir. No se anotó ninguna. Corríjalas y envíe la lista otra vez.",
        en="Some rows need mending. None was written down. Mend them and send the list again.",
    )

    def __init__(self, *, wrong: dict[str, Sentence]) -> None:
        self.wrong = wrong
        super().__init__()


@audit.deed()
def paper_list(*, by: Actor, now: datetime) -> PaperList:
    """Give who may be expected at this gate by dawn: hearings of today and tomorrow, initials and card, no names."""
    _require_desk(by=by)
    on = local_date(key=by.location, now=now)
    near = [on, on + ONE_DAY]
    rows = Person.objects.filter(_told_of(near), family__location_key=by.location, stays__state="valid")
    named = list(rows.select_related("family").order_by("family_id", "order_in_family").distinct())
    heard = hearing_days_of(people=named)
    people = [one for one in named if set(near) & set(heard[one.pk])][:_LONGEST_LIST]
    stays = current_stays(people=people)
    cards = current_cards(stays=stays.values())
    audit.record(by=by, act="crossing_paper", about=[one.reference for one in people], detail={}, now=now)
    lines = tuple(
        PaperListLine(initials_of(one.name), cards[stays[one.pk].pk].number, one.family.reference) for one in people
    )
    return PaperList(location=by.location, on=on, lines=lines)


def record_paper_list(*, on: date | None, rows: Sequence[TypedRow], press: str, by: Actor, now: datetime) -> int:
    """Write the crossings of a list filled by hand, whole or not at all; give how many were new.

    A list sent twice writes nothing twice. Raises `ListDoesNotFit` with a sentence for each box, `NotYours`.
    """
    _require_desk(by=by)
    with audit.deed():
        crossings = _read(on=on, rows=rows, by=by, now=now)
        written = [
            row
            for place, (card, direction, at) in enumerate(crossings)
            for row in write_crossings(
                people=[card.stay.person],
                pressed=Pressed(direction, at, by.location, "paper_list", "paper_list", f"{press[:16]}:{place}"),
                by=by,
                now=now,
            )
        ]
        about = [card.stay.person.reference for card, _, _ in crossings]
        audit.record(by=by, act="type_paper", about=about, detail={"rows": len(written)}, now=now)
    return len(written)


def _told_of(days: Sequence[date]) -> Q:
    """Those of whom any source ever named one of these days."""
    others = HearingClaim.objects.filter(about=About.HEARING, on__in=days)
    sources = (Notice.objects.filter(hearing_on__in=days), CourtRecordSeen.objects.filter(hearing_on__in=days), others)
    notices, court, claims = (Q(pk__in=one.values("person")) for one in sources)
    return notices | court | claims


Read = tuple[StayDocument, Direction, datetime]


def entered_before_leaving(*, on: date, rows: Sequence[TypedRow], by: Actor) -> tuple[int, ...]:
    """Give the numbers of the rows, from 1, whose entry is earlier than their exit: it may be so, or misread."""
    hours = [[_hour(typed=one, on=on, location=by.location) for one in (row.left, row.entered)] for row in rows]
    return tuple(number for number, (left, entered) in enumerate(hours, start=1) if left and entered and entered < left)


def _read(*, on: date | None, rows: Sequence[TypedRow], by: Actor, now: datetime) -> list[Read]:
    """Read every row, in the order in which things happened. Raises `ListDoesNotFit` with all that is wrong at once."""
    today = local_date(key=by.location, now=now)
    wrong: dict[str, Sentence] = {}
    if on is None or not today - _OLDEST <= on <= today:
        wrong["on"] = TOO_OLD
    found: list[Read] = []
    for place, row in enumerate(rows):
        if not row.is_empty:
            found += _row(place=place, row=row, on=on or today, wrong=wrong, by=by, now=now)
    if wrong or not found:
        raise ListDoesNotFit(wrong=wrong or {"card_0": NOTHING_TYPED})
    return sorted(found, key=lambda one: one[2])


def _row(*, place: int, row: TypedRow, on: date, wrong: dict[str, Sentence], by: Actor, now: datetime) -> list[Read]:
    card = _card(typed=row.card)
    if card is None:
        wrong[f"card_{place}"] = NO_CARD if row.card else CARD_MISSING
    if not row.left and not row.entered:
        wrong[f"left_{place}"] = NOTHING_WRITTEN
    read: list[Read] = []
    for name, typed, direction in (("left", row.left, Direction.OUT), ("entered", row.entered, Direction.IN)):
        if not typed:
            continue
        at = _hour(typed=typed, on=on, location=by.location)
        if at is None or at > now:
            wrong[f"{name}_{place}"] = NO_HOUR if at is None else NOT_YET
        elif card is not None:
            read.append((card, direction, at))
    return read


def _card(*, typed: str) -> StayDocument | None:
    try:
        number = read_card_number(typed)
    except NotACardNumber:
        return None
    return StayDocument.objects.filter(number=number).select_related("stay__person__family").first()


def _hour(*, typed: str, on: date, location: str) -> datetime | None:
    """Read `5:40`, `05.40`, `0540` or `5 40` on the clock of the place; None when it is no hour."""
    digits = "".join(sign for sign in typed if sign.isdecimal() and sign.isascii())
    if len(digits) not in (3, 4) or any(sign not in "0123456789:.h " for sign in typed.lower()):
        return None
    hours, minutes = int(digits[:-2]), int(digits[-2:])
    if hours > 23 or minutes > 59:
        return None
    return datetime.combine(on, time(hours, minutes), zone_of(location))


def _require_desk(*, by: Actor) -> None:
    if not by.location:
        raise NotYours
    require(by=by, category=Category.CROSSINGS, relations=_DESK, write=True)
