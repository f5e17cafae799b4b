"""Finding people by the beginnings of their names' words, in any order: at a million people as at ten thousand.

The rarest word leads: who stands under it is read by index, and only their names are looked at. Where every word is
common, no more than so many are looked at; whoever searches is then asked for another word.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from estancia.people import begin_words, word_number, words_beginning
from estancia.records.models import NameWord, Person

_FEW = 100  # names looked at in one go
_COMMON = 400  # a word under which more stand is common
_AT_MOST = 4000  # names looked at in all


def store_words(*, people: Iterable[Person]) -> None:
    """Store the words of these people's names at the places of their families, in place of any before."""
    known = list(people)
    NameWord.objects.filter(person__in=known).delete()
    NameWord.objects.bulk_create(
        NameWord(location=int(one.family.location_key), word=number, person=one)
        for one in known
        for number in {word_number(word) for word in one.folded_name.split()}
    )


def named_so(*, words: Sequence[str], places: Sequence[str], reach: QuerySet[Person], limit: int) -> list[Person]:
    """Give up to so many people within reach, at these places, whose names have words that begin so; families beside.

    No places: wherever they are, and then the reach is asked first. In the order of their folded names as far as read.
    """
    found: list[tuple[str, int]] = []
    for chunk in _candidates(words=words, places=places, reach=reach):
        rows = reach.filter(pk__in=chunk).values_list("folded_name", "pk")
        found += [(folded, pk) for folded, pk in rows if begin_words(prefixes=words, folded=folded)]
        if len(found) >= limit:
            break
    first = [pk for _, pk in sorted(found)[:limit]]
    people = Person.objects.select_related("family").in_bulk(first)
    return [people[pk] for pk in first]


def _candidates(*, words: Sequence[str], places: Sequence[str], reach: QuerySet[Person]) -> Iterator[list[int]]:
    """Give who may be meant, a few at a time: those under the rarest word who stand under the other rare ones too."""
    standing = [_standing(word=word, places=places, reach=reach) for word in words]
    firsts = sorted((list(rows[: _COMMON + 1]) for rows in standing), key=len)
    rare = [set(first) for first in firsts if len(first) <= _COMMON]
    if rare:
        together = sorted(set.intersection(*rare))
        yield from (together[at : at + _FEW] for at in range(0, len(together), _FEW))
        return
    common = standing[words.index(max(words, key=len))]  # the longest says most
    for at in range(0, _COMMON, _FEW):
        yield list(common[at : at + _FEW])
    yield from (list(common[at : at + _COMMON]) for at in range(_COMMON, _AT_MOST, _COMMON))


def _standing(*, word: str, places: Sequence[str], reach: QuerySet[Person]) -> QuerySet[NameWord, int]:
    least, beyond = words_beginning(word)
    rows = NameWord.objects.filter(word__gte=least, word__lt=beyond)
    here = {"location__in": [int(key) for key in places]} if places else {"person__in": reach.values("pk")}
    rows = rows.filter(**here)
    return rows.order_by("location", "word", "person_id").values_list("person_id", flat=True)
