"""Who stands at the gate: one field that takes a card's number, the text of its code, or a name of this port.

A card is proof enough at any desk: whoever shows one is never sent to another. A name is looked for only among the
people of the desk's own port, and the list is short.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, require
from estancia.casework.crossing_lines import show_to_undo, undo_within
from estancia.casework.fetch import people_within_reach
from estancia.casework.hearing_days import hearing_days_of, must_cover_until
from estancia.casework.keys import ring
from estancia.casework.name_words import named_so
from estancia.casework.nearly_named import named_nearly
from estancia.casework.stay_lines import (
    current_cards,
    current_stays,
    day_there,
    lines_of,
    passages,
    standing_line,
    stay_standing,
)
from estancia.casework.views.crossings import CrossingFound, CrossingLine, CrossingMember, CrossingPick
from estancia.documents import NotACardNumber, read_card_number, verify
from estancia.people import fold_name, without_controls
from estancia.places import zone_of
from estancia.records.models import Crossing, Person, Stay, StayDocument
from estancia.stay import likely_next, renewal_of
from estancia.wording import ForPeople, Sentence

_PICKS = 10
_NEAR = 5
_TODAY = 300
_SHORTEST_WORD = 2
_MOST_WORDS = 6
_LONGEST_TYPED = 2000
_USUAL = ("valid", "lapsed")


class NobodyFound(ForPeople):
    """Neither a card of ours nor a name of this port."""

    sentence = Sentence(
        es="No se encontró a nadie. Quizá un signo se leyó mal, o la familia fue atendida en otra oficina: "
        "pida la tarjeta o su número, que sirven en cualquier ventanilla. Nadie queda fuera: "
        "anote el cruce en la lista de papel mientras se busca.",
        en="Nobody was found. A sign may be misread, or the family was heard at another office: "
        "ask for the card or its number, which serve at any desk. Nobody is kept out: "
        "write the crossing on the paper list while you look.",
    )


@audit.deed()
def find_at_gate(*, text: str, person: str, by: Actor, now: datetime) -> CrossingFound | tuple[CrossingPick, ...]:
    """Find the family at the gate by card, code or name; several people under a name are given to pick from.

    Whoever is written nearly so is given to pick, never taken for the one at the gate. `person` is the reference of one
    picked before. Raises `NobodyFound`, and `NotYours` without a desk.
    """
    if not by.location:
        raise NotYours
    text, person = without_controls(text), without_controls(person)
    card, how = _card_shown(text=text, now=now)
    if card is not None:
        require(by=by, category=Category.CROSSINGS, relations=frozenset({Relation.SHOWS_CARD}), write=True)
        return _found(person=card.stay.person, card=card.number, how=how, by=by, now=now)
    require(by=by, category=Category.CROSSINGS, relations=frozenset({Relation.OWN_PORT}), write=True)
    named = _named(text=text, person=person, by=by)
    if not named:
        return _nearly(text=text, person=person, by=by, now=now)
    if len({one.family_id for one in named}) == 1:
        return _found(person=named[0], card="", how="name", by=by, now=now)
    return _picks(people=named, by=by, now=now)


@audit.deed()
def crossings_today(*, by: Actor, now: datetime) -> tuple[CrossingLine, ...]:
    """List today's crossings at this desk's place, the latest first: initials, card, and the questions they raise.

    One from before midnight stays in the list as long as it can be undone. The first of each press says until when.
    """
    if not by.location:
        raise NotYours
    require(by=by, category=Category.CROSSINGS, relations=frozenset({Relation.OWN_PORT}))
    began = min(_midnight(location=by.location, now=now), now - undo_within(location=by.location, now=now))
    rows = Crossing.objects.filter(
        location_key=by.location, happened_at__gte=began, corrects__isnull=True, corrected_by__isnull=True
    )
    shown = list(rows.select_related("stay__person__family").order_by("-happened_at", "-pk")[:_TODAY])
    about = [row.stay.person.reference for row in shown]
    audit.record(by=by, act="crossings_look", about=about, detail={}, now=now)
    return show_to_undo(crossings=shown, within=undo_within(location=by.location, now=now), now=now)


def _card_shown(*, text: str, now: datetime) -> tuple[StayDocument | None, str]:
    """The card whose number or code this is, however old; a code counts only byte for byte as it was issued."""
    typed = text[:_LONGEST_TYPED].strip()
    how = "card"
    try:
        number: str | None = read_card_number(typed)
    except NotACardNumber:
        number, how = verify(text=typed, ring=ring(now=now), revocations=None, now=now).number, "code"
    if number is None:
        return None, ""
    return StayDocument.objects.filter(number=number).select_related("stay__person__family").first(), how


def _named(*, text: str, person: str, by: Actor) -> Sequence[Person]:
    """So many of this port who hold a stay, by reference or by the beginning of each word of the name, in any order."""
    people = _with_a_stay(by=by)
    if person:
        return list(people.filter(reference=person).select_related("family"))
    words = _words(text)
    return named_so(words=words, places=[by.location], reach=people, limit=_PICKS) if words else []


def _nearly(*, text: str, person: str, by: Actor, now: datetime) -> tuple[CrossingPick, ...]:
    """So many of this port who hold a stay and are written nearly so, to be looked at and picked."""
    words = () if person else _words(text)
    people = named_nearly(words=words, places=[by.location], reach=_with_a_stay(by=by), limit=_NEAR) if words else []
    if not people:
        raise NobodyFound
    return _picks(people=people, near=True, by=by, now=now)


def _with_a_stay(*, by: Actor) -> QuerySet[Person]:
    return people_within_reach(by=by).filter(Exists(Stay.objects.filter(person=OuterRef("pk"))))


def _words(text: str) -> Sequence[str]:
    words = fold_name(text[:_LONGEST_TYPED]).split()
    return [word for word in words if len(word) >= _SHORTEST_WORD][:_MOST_WORDS]


def _picks(*, people: Sequence[Person], by: Actor, now: datetime, near: bool = False) -> tuple[CrossingPick, ...]:
    stays = current_stays(people=people)
    cards = current_cards(stays=stays.values())
    audit.record(by=by, act="gate_search", about=[one.reference for one in people], detail={}, now=now)
    return tuple(
        CrossingPick(person=one.reference, name=one.name, number=cards[stays[one.pk].pk].number, near=near)
        for one in people
    )


def _found(*, person: Person, card: str, how: str, by: Actor, now: datetime) -> CrossingFound:
    people = list(person.family.members.select_related("family").order_by("order_in_family"))
    stays = current_stays(people=people)
    cards, lines = current_cards(stays=stays.values()), lines_of(stays=stays.values())
    heard = hearing_days_of(people=people)
    members = tuple(
        _member(
            stay=stays[one.pk],
            card=cards[stays[one.pk].pk],
            line=lines[stays[one.pk].pk],
            heard=heard[one.pk],
            since=_midnight(location=by.location, now=now),
            now=now,
        )
        for one in people
        if one.pk in stays
    )
    own = next(one for one in members if one.person == person.reference)
    about = [*(one.person for one in members), person.family.reference]
    audit.record(by=by, act="gate_look", about=about, detail={"by": how}, now=now)
    return CrossingFound(card=card, identified_by=how, location=by.location, members=members, likely=own.likely)


def _member(
    *, stay: Stay, card: StayDocument, line: Sequence[Crossing], heard: Sequence[date], since: datetime, now: datetime
) -> CrossingMember:
    """Show a member. A crossing before `since` only chooses the button: its day would say who has not come back."""
    on = day_there(stay=stay, now=now)
    standing = stay_standing(stay=stay, on=on)
    covers = must_cover_until(days=heard, on=on)
    last = next((row for row in line[-1:] if row.happened_at >= since), None)
    renewal = renewal_of(valid_until=stay.valid_until, must_cover_until=covers, on=on)
    return CrossingMember(
        person=stay.person.reference,
        name=stay.person.name,
        number=card.number,
        state=standing,
        state_line=standing_line(standing=standing),
        ticked=standing in _USUAL,
        likely=likely_next(before=passages(line)).value,
        last=last.happened_at if last else None,
        last_direction=last.direction if last else "",
        renew=standing in _USUAL and renewal.standing in ("needed", "lapsed"),
    )


def _midnight(*, location: str, now: datetime) -> datetime:
    there = now.astimezone(zone_of(location))
    return there.replace(hour=0, minute=0, second=0, microsecond=0)
