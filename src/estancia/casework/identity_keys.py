"""The keys people are stored under, and the search among them: the same tables and the same way on both databases.

A search is two reads: who stands under the keys, by index only; what the best of them are called and hold.
Nothing here asks who may know: `doubles` does, and shows no more than they may.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import prefetch_related_objects

from estancia.people.identity import Identity, key_number, keys_of, probes_of, score_of
from estancia.records.models import IdentityKey, Person
from estancia.records.planned import planned
from estancia.records.written import write_rows

_CROWD = 120  # under a key that so many share, it says too little to be read
_WEIGHED = 32  # candidates whose names are read and compared
_FAINT = 0.35  # beside a candidate who shares much, those who share less than so much of it are not read
_BATCH = 1000

# How much of its rarity a key brings, by its first letter: numbers, day of birth, names and year or about it,
# names alone, month and day.
_BRINGS = {"a": 3.0, "d": 0.5, "g": 0.1, "m": 0.5, "n": 1.0, "t": 0.6, "y": 1.0}
_NOBODY_ELSE = 20
_NOBODY = 0  # weighed where nobody else is, so that a search takes no less where there is nobody


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who may be the one sought: who, where their family stands, what they are compared by, how alike."""

    person_id: int
    reference: str
    location: str
    identity: Identity
    score: float


def store_keys(*, people: Iterable[Person]) -> int:
    """Store the keys of these people and give how many; those already there stay. Call inside the writing deed."""
    count, waiting = 0, iter(people)
    while batch := list(islice(waiting, _BATCH)):
        prefetch_related_objects(batch, "notices")
        rows = [IdentityKey(key=number, person=one) for one in batch for number in _numbers_of(one)]
        write_rows(rows=rows, unique=("key", "person"))
        count += len(rows)
    return count


def search(*, identity: Identity, limit: int) -> tuple[Found, ...]:
    """Find at most so many people who may be this one, the likeliest first."""
    return search_all(identities={0: identity}, limit=limit)[0]


def search_all(*, identities: Mapping[int, Identity], limit: int) -> Mapping[int, tuple[Found, ...]]:
    """Find so for several at once, by what each is called here: the same two reads, whether for one or for a page."""
    kinds = {name: _kinds_of(identity) for name, identity in identities.items()}
    standing = _standing(keys={key for own in kinds.values() for key in own})
    promising = {name: _promising(kinds=own, standing=standing) for name, own in kinds.items()}
    numbered = any(identity.numbers for identity in identities.values())
    known = _known(people={one for some in promising.values() for one in some} or {_NOBODY}, numbered=numbered)
    return {
        name: _best(identity=identity, people=[known[one] for one in promising[name] if one in known], limit=limit)
        for name, identity in identities.items()
    }


def identity_of(*, person: Person) -> Identity:
    """Give what a person is compared by."""
    return Identity(
        name=person.name,
        born_on=person.born_on,
        born_approximately=person.born_approximately,
        nationality=person.nationality,
        numbers=frozenset(notice.number for notice in person.notices.all() if notice.number),
    )


def _numbers_of(person: Person) -> set[int]:
    return {key_number(key) for key in keys_of(person=identity_of(person=person))}


def _kinds_of(identity: Identity) -> dict[int, str]:
    """Give the keys to look under, each with its kind."""
    return {key_number(key): key[0] for key in probes_of(person=identity)}


def _standing(*, keys: Iterable[int]) -> dict[int, Sequence[int]]:
    """Read who stands under each key; a crowd, which says too little, is left out."""
    found = _fetched(on_postgresql=_KEYS_POSTGRESQL, on_sqlite=_KEYS_SQLITE, values=list(keys))
    under = ((key, json.loads(people) if isinstance(people, str) else people) for key, people in found)
    return {key: people for key, people in under if people and len(people) <= _CROWD}


def _promising(*, kinds: Mapping[int, str], standing: Mapping[int, Sequence[int]]) -> list[int]:
    """Give those who share the rarest keys; the fewer stand under a key, the more it says."""
    votes: dict[int, float] = defaultdict(float)
    for key, kind in kinds.items():
        people = standing.get(key, ())
        brings = _BRINGS[kind] * (_NOBODY_ELSE - len(people).bit_length())
        for person_id in people:
            votes[person_id] += brings
    worth = max(votes.values(), default=0.0) * _FAINT
    return sorted((one for one in votes if votes[one] >= worth), key=lambda one: (-votes[one], one))[:_WEIGHED]


def _known(*, people: Iterable[int], numbered: bool) -> dict[int, tuple["_Line", frozenset[str]]]:
    """Read what these are compared by; their numbers too, a line for each, where somebody sought has one."""
    numbers: dict[int, set[str]] = defaultdict(set)
    lines: dict[int, _Line] = {}
    read = _WITH_NUMBERS if numbered else _WITHOUT_NUMBERS
    found = _fetched(on_postgresql=f"{read} {_ANY}", on_sqlite=f"{read} {_AMONG}", values=list(people))
    for *line, number in found:
        lines[line[0]] = _Line(*line)
        if number:
            numbers[line[0]].add(number)
    return {pk: (line, frozenset(numbers[pk])) for pk, line in lines.items()}


def _best(*, identity: Identity, people: Iterable[tuple["_Line", frozenset[str]]], limit: int) -> tuple[Found, ...]:
    compared = [(line, theirs, score_of(one=identity, other=theirs)) for line, theirs in map(_told, people)]
    compared.sort(key=lambda one: (-one[2], one[0].pk))
    best = compared[:limit]
    return tuple(Found(line.pk, line.reference, line.location, theirs, score) for line, theirs, score in best)


class _Line(NamedTuple):
    """What is read of a person; SQLite may give a date as text and a truth as a number."""

    pk: int
    reference: str
    name: str
    born_on: date | str | None
    born_approximately: bool | int
    nationality: str
    location: str


def _told(one: tuple[_Line, frozenset[str]]) -> tuple[_Line, Identity]:
    line, numbers = one
    born = date.fromisoformat(line.born_on) if isinstance(line.born_on, str) else line.born_on
    return line, Identity(line.name, born, bool(line.born_approximately), line.nationality, numbers)


# ── the two statements, written out: through the ORM they take three times as long as all the rest ───────
def _fetched(*, on_postgresql: str, on_sqlite: str, values: Sequence[int]) -> list[tuple[Any, ...]]:
    """Run a statement that takes whole numbers, all of them as one value: an array, or on SQLite a list in JSON."""
    if not values:
        return []
    written = ",".join(map(str, values))
    with planned(binary=True) as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(on_postgresql, [f"{{{written}}}"])
        else:
            cursor.execute(on_sqlite, [f"[{written}]"])
        return cursor.fetchall()


# The limits are one above `_CROWD`. Either database gives a line for each key, and nothing for a crowd: to hand over a
# number costs as much as to find it. One value for all look-ups is one short statement, kept whatever their count; a
# mark for each cost SQLite twice as long. The inner SELECT hides from PostgreSQL how many are asked for, or it would
# find a plan for so many better than the one it keeps, and plan each time.
_ANY = "= ANY(ARRAY(SELECT unnest(%s::bigint[])))"
_AMONG = "IN (SELECT value FROM json_each(%s))"
_KEYS_SQLITE = (
    "SELECT sought.value, (SELECT CASE WHEN count(*) BETWEEN 1 AND 120 THEN json_group_array(person_id) END FROM "
    "(SELECT person_id FROM records_identitykey WHERE key = sought.value LIMIT 121)) FROM json_each(%s) AS sought"
)
_KEYS_POSTGRESQL = (
    "SELECT sought.key, standing.people "
    "FROM unnest(ARRAY(SELECT unnest(%s::bigint[]))) AS sought(key) CROSS JOIN LATERAL "
    "(SELECT array_agg(person_id) AS people FROM "
    "(SELECT person_id FROM records_identitykey WHERE key = sought.key LIMIT 121) AS few "
    "HAVING count(*) BETWEEN 1 AND 120) AS standing"
)
_WITH_NUMBERS = (
    "SELECT p.id, p.reference, p.name, p.born_on, p.born_approximately, p.nationality, f.location_key, n.number "
    "FROM records_person p JOIN records_familygroup f ON f.id = p.family_id "
    "LEFT JOIN records_notice n ON n.person_id = p.id AND n.number <> '' WHERE p.id"
)
_WITHOUT_NUMBERS = (
    "SELECT p.id, p.reference, p.name, p.born_on, p.born_approximately, p.nationality, f.location_key, NULL "
    "FROM records_person p JOIN records_familygroup f ON f.id = p.family_id WHERE p.id"
)
