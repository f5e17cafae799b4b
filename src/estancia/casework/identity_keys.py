"""The keys people are stored under, and the search among them: the same tables and the same way on both databases.

A search is three reads: who stands under the keys, by index only; what the best of them are called; their numbers.
Nothing here asks who may know: `doubles` does, and shows no more than they may.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.db.models import prefetch_related_objects

from estancia.people.identity import Identity, key_number, keys_of, probes_of, score_of
from estancia.records.models import IdentityKey, Notice, Person

_CROWD = 300  # under a key that so many share, it says too little to be read
_WEIGHED = 40  # candidates whose names are read and compared
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
    return sorted(votes, key=lambda one: (-votes[one], one))[:_WEIGHED]


def _read(keys: Sequence[int]) -> list[tuple[int, int]]:
    """Read who stands under each key, of a crowded one no more than shows that it is crowded."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL, [list(keys)])
        else:
            slots = -(-len(keys) // _SLOTS) * _SLOTS
            cursor.execute(" UNION ALL ".join([_SQLITE] * slots), [*keys, *[None] * (slots - len(keys))])
        return cursor.fetchall()


# The limits are one above `_CROWD`.
_SQLITE = "SELECT * FROM (SELECT key, person_id FROM records_identitykey WHERE key = %s LIMIT 301)"
_POSTGRESQL = (
    "SELECT sought.key, standing.person_id FROM unnest(%s::bigint[]) AS sought(key) CROSS JOIN LATERAL "
    "(SELECT person_id FROM records_identitykey WHERE key = sought.key LIMIT 301) AS standing"
)


def _weighed(identity: Identity, people: Sequence[int]) -> list[Found]:
    numbers = _notice_numbers(people)
    rows = Person.objects.filter(pk__in=people).values_list(
        "pk", "reference", "name", "born_on", "born_approximately", "nationality", "family__location_key"
    )
    weighed = []
    for pk, reference, name, born_on, approximately, nationality, location in rows:
        theirs = Identity(name, born_on, approximately, nationality, frozenset(numbers.get(pk, ())))
        weighed.append(Found(pk, reference, location, theirs, score_of(one=identity, other=theirs)))
    return weighed


def _notice_numbers(people: Sequence[int]) -> Mapping[int, list[str]]:
    numbers: dict[int, list[str]] = defaultdict(list)
    for pk, number in Notice.objects.filter(person__in=people).exclude(number="").values_list("person", "number"):
        numbers[pk].append(number)
    return numbers
