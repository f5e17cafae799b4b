"""Finding people of whose names a word was misspelt: which other spelling of it stands, then whoever is named so.

The words that stand at the places searched are looked up, never those of another place, so that a person of another
port and one whom nobody ever wrote down are answered alike and by the same reads. It is asked where nobody was found.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from estancia.casework.name_words import named_so, standing_here
from estancia.people import word_number, words_beginning
from estancia.people.identity import spellings_of
from estancia.places import locations
from estancia.records.models import Person

_TRIED = 12  # corrections, the likeliest first

Spellings = Mapping[str, Sequence[str]]  # of each word typed, other spellings that stand, the likeliest first


def named_nearly(*, words: Sequence[str], places: Sequence[str], reach: QuerySet[Person], limit: int) -> list[Person]:
    """Give up to so many people within reach, at these places, who would be found if a word were written otherwise.

    Words that begin nobody's are corrected, all of them; where each begins somebody's, one of them is.
    """
    unknown = [word for word in dict.fromkeys(words) if not _begins_any(word, places=places, reach=reach)]
    standing = _standing(words=unknown or words, places=places, reach=reach)
    found: dict[int, Person] = {}
    for correction in islice(_corrections(words=words, unknown=unknown, standing=standing), _TRIED):
        for person in named_so(words=correction, places=places, reach=reach, limit=limit):
            found.setdefault(person.pk, person)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _corrections(*, words: Sequence[str], unknown: Sequence[str], standing: Spellings) -> Iterator[list[str]]:
    for corrected in [unknown] if unknown else [[word] for word in words]:
        for spelt in product(*[standing[word] for word in corrected]):
            instead = dict(zip(corrected, spelt, strict=True))
            yield [instead.get(word, word) for word in words]


def _begins_any(word: str, *, places: Sequence[str], reach: QuerySet[Person]) -> bool:
    """Whether anybody here has a word that begins so."""
    least, beyond = words_beginning(word)
    return standing_here(places=places, reach=reach).filter(word__gte=least, word__lt=beyond).exists()


def _standing(*, words: Sequence[str], places: Sequence[str], reach: QuerySet[Person]) -> Spellings:
    """Give the other spellings of each word that stand here, by one look-up for each, in one statement."""
    spelt = {word: {one: word_number(one) for one in spellings_of(word)} for word in words}
    asked = sorted({number for numbers in spelt.values() for number in numbers.values()})
    stand = set(_stand_here(asked, places=places, reach=reach))
    return {word: [one for one, number in numbers.items() if number in stand] for word, numbers in spelt.items()}


# ── written out: each look-up ends at the first who stands there, which no query of Django's says of many at once ──
def _stand_here(numbers: Sequence[int], *, places: Sequence[str], reach: QuerySet[Person]) -> Iterable[int]:
    at = [int(key) for key in places or [one.key for one in locations()]]
    within, values = ("", ()) if places else _within(reach)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{_POSTGRESQL} WHERE {_ONE.format(within=within)}", [_array(numbers), at, *values])
        else:
            cursor.execute(
                f"{_SQLITE} WHERE {_ONE.format(within=within)}", [json.dumps(numbers), json.dumps(at), *values]
            )
        return [number for (number,) in cursor.fetchall()]


def _within(reach: QuerySet[Person]) -> tuple[str, tuple[Any, ...]]:
    """Ask of whoever stands under a word whether they are within reach."""
    rows = reach.filter(pk=RawSQL("w.person_id", ())).values("pk")
    sql, values = rows.query.get_compiler(connection=connection).as_sql()
    return f" AND EXISTS ({sql})", values


_ONE = (
    "(SELECT 1 FROM records_nameword w WHERE w.location = place.value AND w.word = sought.value{within} LIMIT 1)"
    " IS NOT NULL"
)
_SQLITE = "SELECT sought.value FROM json_each(%s) sought, json_each(%s) place"
_POSTGRESQL = "SELECT sought.value FROM unnest(%s::bigint[]) AS sought(value), unnest(%s::bigint[]) AS place(value)"


def _array(numbers: Sequence[int]) -> str:
    """Write numbers as PostgreSQL reads an array: an empty list of Python's would be asked in other words."""
    return f"{{{','.join(map(str, numbers))}}}"
