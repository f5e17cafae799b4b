"""Which files stand as one: read from the merges that stand, and from nowhere else.

A merge moves no row. Whoever asks what a person holds asks for everybody who stands as one with them.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from estancia.casework.merge_states import CONFIRMED
from estancia.casework.once import forget, once
from estancia.records.models import Merge, Person

_JOINED = "joined"
_STANDS = (
    "SELECT kept_id, other_id FROM records_merge WHERE state = 'confirmed' AND kept_id IN "
    "(SELECT %s UNION SELECT kept_id FROM records_merge WHERE state = 'confirmed' AND other_id = %s)"
)


def stands_as_one(*, person_id: int) -> tuple[int, ...]:
    """Give everybody who stands as one file with this person: the file that stands first; alone, themselves."""
    return once(_JOINED, person_id, look=lambda: _read(person_id))


def kept_for(*, person_ids: Iterable[int]) -> dict[int, int]:
    """Say by person which file they lead to, of those who lead to another."""
    rows = Merge.objects.filter(state=CONFIRMED, other_id__in=list(person_ids))
    return dict(rows.values_list("other_id", "kept_id"))


def standing_merges(*, person: Person) -> list[Merge]:
    """Give the merges by which this person's file stands with others."""
    ids = stands_as_one(person_id=person.pk)
    rows = Merge.objects.filter(Q(kept_id__in=ids), state=CONFIRMED)
    return list(rows.select_related("kept__family", "other__family").order_by("answered_at", "pk")) if ids[1:] else []


def joined_anew() -> None:
    """Forget what was read in this deed: it has just joined or parted two."""
    forget(_JOINED)


def _read(person_id: int) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDS, [person_id, person_id])
        pairs = cursor.fetchall()
    return tuple(dict.fromkeys((*(kept for kept, _ in pairs), *(other for _, other in pairs)))) or (person_id,)
