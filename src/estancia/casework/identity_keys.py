"""The keys people are stored under, and the search among them: the same tables and the same way on both databases.

A search is two reads: who stands under the keys, by index only; what the best of them are called and hold.
Nothing here asks who may know: `doubles` does, and shows no more than they may.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import prefetch_related_objects

from estancia.people.identity import Identity, key_number, keys_of, probes_of, score_of
from estancia.records.models import IdentityKey, Person

_CROWD = 300  # under a key that so many share, it says too little to be read
_WEIGHED = 32  # candidates whose names are read and compared
_FAINT = 0.25  # beside a candidate who shares much, those who share less than so much of it are not read
_BATCH = 1000
_SLOTS = 16  # look-ups are asked in multiples of so many, so that the database meets few statements

# How much of its rarity a key brings, by its first letter: numbers, day of birth, names and year or about it,
# names alone, month and day.
_BRINGS = {"a": 1.5, "d": 0.6, "g": 0.8, "m": 0.6, "n": 0.7, "t": 0.8, "y": 1.0}
_NOBODY_ELSE = 20


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
        IdentityKey.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
        count += len(rows)
    return count


def search(*, identity: Identity, limit: int) -> tuple[Found, ...]:
    """Find at most so many people who may be this one, the likeliest first."""
    return tuple(
        sorted(_weighed(identity, _promising(identity)), key=lambda found: (-found.score, found.person_id))[:limit]
    )


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


def _promising(identity: Identity) -> list[int]:
    """Give those who share the rarest keys; the fewer stand under a key, the more it says."""
    kinds = {key_number(key): key[0] for key in probes_of(person=identity)}
    under: dict[int, list[int]] = defaultdict(list)
    for key, person_id in _read(list(kinds)):
        under[key].append(person_id)
    votes: dict[int, float] = defaultdict(float)
    for key, people in under.items():
        if len(people) <= _CROWD:
            brings = _BRINGS[kinds[key]] * (_NOBODY_ELSE - len(people).bit_length())
            for person_id in people:
                votes[person_id] += brings
    worth = max(votes.values(), default=0.0) * _FAINT
    return sorted((one for one in votes if votes[one] >= worth), key=lambda one: (-votes[one], one))[:_WEIGHED]


def _read(keys: Sequence[int]) -> list[tuple[int, int]]:
    """Read who stands under each key, of a crowded one no more than shows that it is crowded."""
    return _fetched(on_postgresql=_KEYS_POSTGRESQL, on_sqlite=_union, values=keys)


def _weighed(identity: Identity, people: Sequence[int]) -> list[Found]:
    """Read what these are compared by, a line for each of their numbers, and compare."""
    numbers: dict[int, set[str]] = defaultdict(set)
    lines: dict[int, _Line] = {}
    read = _WITH_NUMBERS if identity.numbers else _WITHOUT_NUMBERS
    for *line, number in _fetched(on_postgresql=f"{read} = ANY(%s)", on_sqlite=partial(_among, read), values=people):
        lines[line[0]] = _Line(*line)
        if number:
            numbers[line[0]].add(number)
    return [_compared(identity, line, frozenset(numbers[pk])) for pk, line in lines.items()]


class _Line(NamedTuple):
    """What is read of a person; SQLite may give a date as text and a truth as a number."""

    pk: int
    reference: str
    name: str
    born_on: date | str | None
    born_approximately: bool | int
    nationality: str
    location: str


def _compared(identity: Identity, line: _Line, numbers: frozenset[str]) -> Found:
    born = date.fromisoformat(line.born_on) if isinstance(line.born_on, str) else line.born_on
    theirs = Identity(line.name, born, bool(line.born_approximately), line.nationality, numbers)
    return Found(line.pk, line.reference, line.location, theirs, score_of(one=identity, other=theirs))


# ── the two statements, written out: through the ORM they take three times as long as all the rest ───────
def _fetched(*, on_postgresql: str, on_sqlite: Callable[[int], str], values: Sequence[int]) -> list[tuple[Any, ...]]:
    """Run a statement that takes whole numbers: as one array, or on SQLite as marks in round counts."""
    if not values:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(on_postgresql, [list(values)])
        else:
            marks = -(-len(values) // _SLOTS) * _SLOTS
            cursor.execute(on_sqlite(marks), [*values, *[None] * (marks - len(values))])
        return cursor.fetchall()


@cache
def _union(marks: int) -> str:
    return " UNION ALL ".join([_KEYS_SQLITE] * marks)


@cache
def _among(read: str, marks: int) -> str:
    return f"{read} IN ({', '.join(['%s'] * marks)})"


# The limits are one above `_CROWD`.
_KEYS_SQLITE = "SELECT * FROM (SELECT key, person_id FROM records_identitykey WHERE key = %s LIMIT 301)"
_KEYS_POSTGRESQL = (
    "SELECT sought.key, standing.person_id FROM unnest(%s::bigint[]) AS sought(key) CROSS JOIN LATERAL "
    "(SELECT person_id FROM records_identitykey WHERE key = sought.key LIMIT 301) AS standing"
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
