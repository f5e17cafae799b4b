"""Finding people: one field for a name, a notice number, a card, a reference or a telephone.

What was typed is tried as each thing it can be, always all of them, and only among those within the actor's reach: a
person of another port and one whom nobody ever wrote down are answered alike, by the same reads. What was typed goes
into no record; those shown are named in one entry.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import QuerySet

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, Role, categories
from estancia.casework.fetch import people_within_reach
from estancia.casework.hold_rows import SENTENCES
from estancia.casework.identity_keys import search
from estancia.casework.name_words import named_so
from estancia.casework.nearly_named import named_nearly
from estancia.casework.person_shown import age_at, held_of
from estancia.casework.views.finding import FoundLine, FoundList
from estancia.documents import NotACardNumber, read_card_number
from estancia.people import fold_name, fold_telephone, read_reference, without_controls
from estancia.people.identity import Identity, figures_of, key_number
from estancia.places import local_date, locations
from estancia.records.models import ChosenContact, IdentityKey, Notice, Person, Request, StayDocument

SHOWN = 20
_MEANT_SHOWN = 5
_SEARCHED = 40
_NEAR = 6.0  # below it two names have one word in common
_SHORTEST_WORD = 3
_SHORTEST_NUMBER = 6
_SHORTEST_TELEPHONE = 7
_MOST_WORDS = 6
_NAMED = 200
_COUNTRIES = ("52", "521", "1", "502", "503", "504")  # a number is told with or without them
_STANDING = {Role.IO: frozenset({Relation.OWN_PORT}), Role.PW: frozenset({Relation.ASSIGNED})}
_NOBODY = 0  # asked for beside whoever may be meant, so that a search of nobody known takes the same reads
_NO_RELATION: frozenset[Relation] = frozenset()


@dataclass(frozen=True, slots=True)
class Sought:
    """What was typed, whose people are searched, and what of them may be read."""

    text: str
    reach: QuerySet[Person]
    places: tuple[str, ...]  # where they can be; empty where the reach does not say
    held: frozenset[Category]

    @property
    def words(self) -> list[str]:
        """The words that can be the beginning of a name's."""
        return [word for word in fold_name(self.text).split() if len(word) >= _SHORTEST_WORD][:_MOST_WORDS]

    @property
    def too_short(self) -> bool:
        """Whether letters were typed that are too few to look for a name by."""
        return any(word.isalpha() and len(word) < _SHORTEST_WORD for word in fold_name(self.text).split())


def find(*, text: str, by: Actor, now: datetime) -> FoundList:
    """Find people within the actor's reach, at most SHOWN, each with why; and those written nearly so.

    A name is found by the beginning of each of its words of three letters or more, in any order, without accents; a
    number however it is spaced. Whoever holds no names finds nobody: `NotYours`.
    """
    held = categories(by=by, relations=_STANDING.get(by.role, _NO_RELATION))
    if Category.NAME not in held:
        raise NotYours
    with audit.deed():
        sought = sought_by(text=text, by=by, held=held)
        found = found_of(sought)
        shown = dict(list(found.items())[:SHOWN])
        near = [*meant_by(sought), *(() if found else misspelt_by(sought))]
        meant = {one: "near" for one in list(dict.fromkeys(near))[:_MEANT_SHOWN] if one not in found}
        lines = _lines(people=[*shown, *meant], why={**found, **meant}, sought=sought, by=by, now=now)
        audit.record(by=by, act="find", about=[line.reference for line in lines], detail={}, now=now)
        return FoundList(
            lines=lines[: len(shown)],
            meant=lines[len(shown) :],
            more=len(found) > len(shown),
            too_short=sought.too_short,
        )


def finds_telephones(*, by: Actor) -> bool:
    """Say whether this actor may look for the telephone of whom a person chose to be called."""
    return Category.CONTACT in categories(by=by, relations=_STANDING.get(by.role, _NO_RELATION))


def sought_by(*, text: str, by: Actor, held: frozenset[Category]) -> Sought:
    """Say among whom this actor, who holds so much of them, looks for what was typed."""
    return Sought(text=without_controls(text), reach=people_within_reach(by=by), places=_places(by=by), held=held)


def _places(*, by: Actor) -> tuple[str, ...]:
    if by.role is Role.DP:
        return tuple(one.key for one in locations())
    return (by.location,) if by.role is Role.IO and by.location else ()


def found_of(sought: Sought) -> Mapping[Person, str]:
    """Give each person found once, with the first reason, what is surest before what is likely."""
    found: dict[Person, str] = {}
    for why, look in _WAYS.items():
        for person in look(sought):
            found.setdefault(person, why)
    return found


def _by_reference(sought: Sought) -> Iterable[Person]:
    reference = read_reference(sought.text)
    if reference is None:
        return ()
    ways = ("reference", "family__reference", "family__requests__reference")
    return _within(sought, (Person.objects.filter(**{way: reference}).values_list("pk", flat=True) for way in ways))


def _by_card(sought: Sought) -> Iterable[Person]:
    try:
        number = read_card_number(sought.text)
    except NotACardNumber:
        return ()
    return _within(sought, [StayDocument.objects.filter(number=number).values_list("stay__person_id", flat=True)])


def _by_notice(sought: Sought) -> Iterable[Person]:
    """By the figures of a notice's or file's number, however they are parted; else by the number letter for letter."""
    figures = figures_of(sought.text)
    written = "".join(sought.text.split()).upper()
    ways: list[Iterable[int]] = []
    if written:
        ways.append(Notice.objects.filter(number=written).values_list("person_id", flat=True))
    if len(figures) >= _SHORTEST_NUMBER:
        ways.append(IdentityKey.objects.filter(key=key_number(f"a{figures}")).values_list("person_id", flat=True))
    return _within(sought, ways)


def _by_telephone(sought: Sought) -> Iterable[Person]:
    """By the telephone of whom the person chose to be called, for those who may read it."""
    digits = fold_telephone(sought.text)
    if Category.CONTACT not in sought.held or len(digits) < _SHORTEST_TELEPHONE:
        return ()
    bare = {digits.removeprefix(country) for country in _COUNTRIES}
    told = {digits, *bare, *(country + digits for country in _COUNTRIES)}
    return _within(
        sought, [ChosenContact.objects.filter(folded_telephone__in=told).values_list("person_id", flat=True)]
    )


def _by_name(sought: Sought) -> Iterable[Person]:
    if not sought.words:
        return ()
    return named_so(words=sought.words, places=sought.places, reach=sought.reach, limit=SHOWN + 1)


_WAYS: Mapping[str, Callable[[Sought], Iterable[Person]]] = {
    "reference": _by_reference,
    "card": _by_card,
    "notice": _by_notice,
    "telephone": _by_telephone,
    "name": _by_name,
}


def _within(sought: Sought, ways: Iterable[Iterable[int]]) -> Iterable[Person]:
    """Give those within reach among whom each way names: each by its own index first, never one question for all."""
    named = {one for way in ways for one in islice(way, _NAMED)}
    rows = sought.reach.filter(pk__in=[*named, _NOBODY])
    return rows.select_related("family").order_by("pk")[: SHOWN + 1]


def meant_by(sought: Sought) -> list[Person]:
    """Those within reach who are written nearly so, by the keys that likely doubles are found by."""
    if not sought.words:
        return []
    near = [one.person_id for one in search(identity=Identity(name=sought.text), limit=_SEARCHED) if one.score >= _NEAR]
    asked = sought.reach.filter(pk__in=[*near, _NOBODY])
    rows = asked.select_related("family").in_bulk()
    return [rows[pk] for pk in near if pk in rows][:_MEANT_SHOWN]


def misspelt_by(sought: Sought) -> list[Person]:
    """Those within reach who would have been found by name, had a word of it been written otherwise."""
    if not sought.words:
        return []
    return named_nearly(words=sought.words, places=sought.places, reach=sought.reach, limit=_MEANT_SHOWN)


def _lines(
    *, people: Sequence[Person], why: Mapping[Person, str], sought: Sought, by: Actor, now: datetime
) -> tuple[FoundLine, ...]:
    latest: dict[int, Request] = {}
    rows = Request.objects.filter(family_id__in={one.family_id for one in people}).order_by("-made_at", "-pk")
    for row in rows:
        latest.setdefault(row.family_id, row)
    return tuple(
        _line(one, why=why[one], request=latest.get(one.family_id), sought=sought, by=by, now=now) for one in people
    )


def _line(person: Person, *, why: str, request: Request | None, sought: Sought, by: Actor, now: datetime) -> FoundLine:
    identity = Category.IDENTITY in held_of(held=sought.held, by=by, request=request)
    on = local_date(key=person.family.location_key, now=now)
    return FoundLine(
        reference=person.reference,
        name=person.name,
        age=age_at(person=person, on=on) if identity else None,
        nationality=person.nationality if identity else "",
        family=person.family.reference,
        request=request.reference if request else None,
        state=request.state if request else "",
        why=SENTENCES[f"found_by_{why}"],
    )
