"""Finding people by the beginnings of their names' words, in any order: at a million people as at ten thousand.

Of several words the rarest pair leads, by how both begin: who stands under it is read by index, and each is looked for
under every word by index too, until enough are found. No more than so many are looked for; whoever searches is then
asked for another word.
"""

# ruff: noqa: S608  (every piece is a constant of this module)

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from estancia.people import begin_words, name_numbers, pair_numbers, words_beginning
from estancia.places import locations
from estancia.records.models import NameWord, Person
from estancia.records.written import delete_rows, write_rows

_AT_MOST = 4000  # of one pair or word, looked for under the others
_COUNTED = 2000  # of one pair, to know the rarest
_SOME = 400
_TENFOLD = 10

Range = tuple[int, int]  # of a word typed the numbers of those it begins, or of a pair its own; half-open


def store_words(*, people: Iterable[Person]) -> None:
    """Store the words and pairs of these people's names at the places of their families, in place of any before."""
    for one in people:
        delete_rows(NameWord, person_id=one.pk)
        location = int(one.family.location_key)
        write_rows(rows=[NameWord(location=location, word=n, person=one) for n in name_numbers(one.folded_name)])


def named_so(*, words: Sequence[str], places: Sequence[str], reach: QuerySet[Person], limit: int) -> list[Person]:
    """Give up to so many people within reach, at these places, whose names have words that begin so; families beside.

    No places: wherever they are, and then the reach is asked first. In the order of their folded names as far as read.
    """
    each = [words_beginning(word) for word in sorted(words, key=len, reverse=True)]
    leads = [(pair, pair + 1) for pair in pair_numbers(words)] or each
    lead = _rarest(leads, places=places)
    found: list[Person] = []
    for most in (limit, _TENFOLD * limit, _AT_MOST):  # nearly always the first: a word may be found twice, or be cut
        standing = (
            _standing(lead=lead, words=each, places=places, most=most)
            if places
            else _standing_within(words=each, reach=reach, most=most)
        )
        found = [one for one in _read(standing, reach=reach) if begin_words(prefixes=words, folded=one.folded_name)]
        if len(found) >= limit or len(standing) < most:
            break
    return sorted(found, key=lambda one: (one.folded_name, one.pk))[:limit]


def _read(standing: Sequence[int], *, reach: QuerySet[Person]) -> Iterator[Person]:
    """Read those within reach, some at a time: a database takes no more at once."""
    for at in range(0, len(standing), _SOME):
        yield from reach.filter(pk__in=standing[at : at + _SOME]).select_related("family")


def _rarest(ranges: Sequence[Range], *, places: Sequence[str]) -> Range:
    """Give the one under which fewest stand; of those too common to be counted the first."""
    if not places or len(ranges) == 1:
        return ranges[0]
    counts = ", ".join([f"(SELECT COUNT(*) FROM (SELECT 1 FROM {_at(places)} LIMIT %s) AS standing)"] * len(ranges))
    asked = [value for each in ranges for value in (*_keys(places), *each, _COUNTED)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", asked)
        counted = cursor.fetchone()
    return ranges[min(range(len(ranges)), key=lambda at: counted[at])]


def _standing(*, lead: Range, words: Sequence[Range], places: Sequence[str], most: int) -> list[int]:
    """Give so many who stand under the lead and under every word, in the order of the lead's index; some come twice."""
    others = [word for word in words if word != lead]
    asked = [*_keys(places), *lead, _AT_MOST, *(value for each in others for value in each), most]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person_id FROM (SELECT person_id FROM {_at(places)} ORDER BY location, word, person_id LIMIT %s) "
            f"AS rarest WHERE {' AND '.join(['TRUE', *[_UNDER] * len(others)])} LIMIT %s",
            asked,
        )
        return [pk for (pk,) in cursor.fetchall()]


def _standing_within(*, words: Sequence[Range], reach: QuerySet[Person], most: int) -> list[int]:
    (least, beyond), *others = words
    rows = standing_here(places=(), reach=reach).filter(word__gte=least, word__lt=beyond)
    for low, high in others:
        rows = rows.filter(Exists(NameWord.objects.filter(person=OuterRef("person"), word__gte=low, word__lt=high)))
    return list(rows.order_by("location", "word", "person_id").values_list("person_id", flat=True)[:most])


def standing_here(*, places: Sequence[str], reach: QuerySet[Person]) -> QuerySet[NameWord]:
    """Give the words of whoever is at these places, or of whoever is within reach where no place is said.

    By the word first, at every place there is, and of each who stands under it whether they are within reach: asked for
    those within reach first, SQLite reads everybody there is to know who they are.
    """
    at = [int(key) for key in places or [one.key for one in locations()]]
    rows = NameWord.objects.filter(location__in=at)
    return rows if places else rows.filter(Exists(reach.filter(pk=OuterRef("person_id"))))


# ── written out, so that each word is asked for by its index whatever the database thinks of how common it is ──
# A look-up with a limit is made row by row, and never turned into a reading of everybody under the word.
_UNDER = (
    "(SELECT 1 FROM records_nameword w WHERE w.person_id = rarest.person_id AND w.word >= %s AND w.word < %s LIMIT 1)"
    " IS NOT NULL"
)


def _at(places: Sequence[str]) -> str:
    here = "location = %s" if len(places) == 1 else f"location IN ({', '.join(['%s'] * len(places))})"
    return f"records_nameword WHERE {here} AND word >= %s AND word < %s"


def _keys(places: Sequence[str]) -> list[int]:
    return [int(key) for key in places]
