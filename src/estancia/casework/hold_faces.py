"""What others see of a protection two bodies answer for: one question, its hour, and not which of them still has it.

A child alone is known at the desk; that something private protects the child too is not. Were two holds shown, or
one that changes hands when the first is lifted, their number would tell. So whoever owns neither is shown one line, the
first body's, open until both are answered; whoever owns one of them is shown its own.
"""

from collections.abc import Collection, Iterable, Sequence
from copy import copy

from django.db.models import Exists, OuterRef, Q, QuerySet

from estancia.casework.access import Actor
from estancia.records.models import Hold
from estancia.records.prepared import prepared

_OPEN = ("open", "escalated")
_PROTECTION = "protection"
_NONE: frozenset[int] = frozenset()


def one_line_each(*, holds: QuerySet[Hold], by: Actor, apart: Q | None = None) -> QuerySet[Hold]:
    """Leave out of open holds those that another already stands for; those of `apart` stand each for itself."""
    beside = Hold.objects.filter(
        request=OuterRef("request"), person=OuterRef("person"), kind=_PROTECTION, state__in=_OPEN
    ).exclude(pk=OuterRef("pk"))
    stands = beside.filter(Q(organisation__key=by.organisation) | Q(pk__lt=OuterRef("pk")))
    alone = Q(organisation__key=by.organisation) | ~Q(kind=_PROTECTION) | ~Exists(stands)
    return holds.filter(alone | apart if apart is not None else alone)


def seen_by(*, holds: Iterable[Hold], by: Actor, apart: Collection[int] = _NONE) -> tuple[Hold, ...]:
    """Give holds as this reader sees them, in the order given; `apart` names by id those shown as they are."""
    rows = list(holds)
    groups = _groups(rows=[row for row in rows if row.kind == _PROTECTION and row.pk not in apart])
    seen: dict[int, Hold] = {}
    for row in rows:
        group = groups.get(row.pk, [row])
        own = [one for one in group if one.organisation.key == by.organisation]
        if len(group) == 1 or row in own:
            seen[row.pk] = row
        elif not own:
            seen.setdefault(group[0].pk, _face(group=group))
    return tuple(seen.values())


def face_of(*, hold: Hold, by: Actor) -> Hold | None:
    """Give one hold as this reader sees it; None where another stands for it."""
    face = next(iter(seen_by(holds=[hold], by=by)), None)
    return face if face is not None and face.pk == hold.pk else None


def _groups(*, rows: Sequence[Hold]) -> dict[int, list[Hold]]:
    """Give by hold the questions that stood open together for one person on one request, in the order opened."""
    if not rows:
        return {}
    groups: dict[int, list[Hold]] = {}
    last: dict[tuple[int, int | None], list[Hold]] = {}
    for row in _questions_of(requests=sorted({row.request_id for row in rows})):
        key = (row.request_id, row.person_id)
        group = last.get(key, [])
        if not any(one.closed_at is None or one.closed_at >= row.opened_at for one in group):
            group = last[key] = []
        group.append(row)
        groups[row.pk] = group
    return groups


@prepared
def _questions_of(*, requests: Sequence[int]) -> QuerySet[Hold]:
    rows = Hold.objects.filter(request__id__in=requests, kind=_PROTECTION)
    return rows.select_related("request__family", "person", "organisation").order_by("pk")


def _face(*, group: Sequence[Hold]) -> Hold:
    """One hold for several: open while any is, by the latest of their hours."""
    waiting = [one for one in group if one.state in _OPEN]
    face = copy(group[0])
    if waiting:
        late = any(one.state == "escalated" for one in waiting)
        face.state, face.closed_at = "escalated" if late else "open", None
        face.answer_by = max(one.answer_by for one in waiting)
    else:
        face.state = "upheld" if any(one.state == "upheld" for one in group) else "lifted"
        face.closed_at = max(one.closed_at for one in group if one.closed_at)
    return face
