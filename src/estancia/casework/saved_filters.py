"""Filters somebody keeps for themselves: saved, opened, renamed, deleted by their owner and seen by nobody else.

A filter holds states, days, places and whose: what was searched for is never in one. Doing it twice does it once.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import QuerySet

from estancia.admission.states import REQUEST_STATES
from estancia.casework import audit
from estancia.casework.access import Actor, NotYours, may_knock
from estancia.casework.hours import DUES
from estancia.casework.request_lists import REQUEST_DUES
from estancia.casework.views.saved import SavedLine
from estancia.places import location
from estancia.records.models import SavedFilter
from estancia.wording import ForPeople, Sentence

LONGEST = 40
_MOST = 20
_LISTS: Mapping[str, Mapping[str, Callable[[str], bool]]] = {
    "requests": {
        "state": lambda code: code in REQUEST_STATES,
        "due": lambda code: code in REQUEST_DUES,
        "mine": lambda code: code == "yes",
        "location": lambda code: location(code) is not None,
    },
    "holds": {
        "kind": lambda code: code in ("protection", "wait"),
        "due": lambda code: code in DUES,
        "mine": lambda code: code in ("yes", "no"),
        "location": lambda code: location(code) is not None,
    },
}


class NameNeeded(ForPeople):
    """A filter was to be kept under no name, or one too long."""

    sentence = Sentence(
        es="Falta el nombre del filtro, o pasa de 40 letras. Sin él no se podría encontrar después. Escriba uno corto, "
        "sin nombres de personas.",
        en="The filter's name is missing, or longer than 40 letters. Without it you could not find it again. Write a "
        "short one, without anybody's name.",
    )


class NameTaken(ForPeople):
    """Another filter of the same list has that name."""

    sentence = Sentence(
        es="Usted ya tiene en esta lista un filtro con ese nombre. Nada cambió. Escriba otro nombre.",
        en="You already have a filter of that name in this list. Nothing changed. Write another name.",
    )


class EnoughSaved(ForPeople):
    """So many filters are kept already."""

    sentence = Sentence(
        es="Usted ya guarda 20 filtros de esta lista. Nada cambió. Borre uno que no use.",
        en="You keep 20 filters of this list already. Nothing changed. Delete one you do not use.",
    )


@audit.deed()
def saved_filters(*, listed: str, by: Actor, now: datetime) -> tuple[SavedLine, ...]:
    """Give the actor's own filters of a list by name. Raises `NotYours` for a list they may not open."""
    rows = _own(listed=listed, by=by)
    audit.record(by=by, act="saved_filters", about=(), detail={"list": listed}, now=now)
    return tuple(_line(row) for row in rows.order_by("name", "pk"))


def filters_of(*, by: Actor) -> tuple[tuple[str, SavedLine], ...]:
    """Give all the actor's own filters, each with its list, by name; none of a list they may not open for this purpose.

    Leaves no mark: `my_work`, where they are shown, does.
    """
    lists = [listed for listed in _LISTS if may_knock(route=listed, by=by)]
    rows = SavedFilter.objects.filter(user_id=by.staff_id, listed__in=lists) if lists else SavedFilter.objects.none()
    return tuple((row.listed, _line(row)) for row in rows.order_by("name", "pk"))


@audit.deed()
def save_filter(*, listed: str, name: str, narrows: Mapping[str, str], by: Actor, now: datetime) -> None:
    """Keep a way of narrowing a list; the same name again keeps the newer. Other parameters are passed over.

    Raises `NameNeeded`, `EnoughSaved`, `NotYours`.
    """
    rows, called = _own(listed=listed, by=by), _called(name)
    kept = {key: code for key, code in narrows.items() if key in _LISTS[listed] and _LISTS[listed][key](code)}
    if rows.exclude(name=called).count() >= _MOST:
        raise EnoughSaved
    SavedFilter.objects.update_or_create(
        user_id=by.staff_id, listed=listed, name=called, defaults={"narrows": kept, "saved_at": now}
    )
    audit.record(by=by, act="save_filter", about=(), detail={"list": listed}, now=now)


@audit.deed()
def rename_filter(*, number: int, name: str, by: Actor, now: datetime) -> str:
    """Give one of the actor's filters another name and say of which list it is.

    Raises `NameNeeded`, `NameTaken`, `NotYours`.
    """
    row = SavedFilter.objects.filter(pk=number, user_id=by.staff_id).first()
    if row is None:
        raise NotYours
    row.name = _called(name)
    if SavedFilter.objects.filter(user_id=by.staff_id, listed=row.listed, name=row.name).exclude(pk=number).exists():
        raise NameTaken
    row.save(update_fields=["name"])
    audit.record(by=by, act="rename_filter", about=(), detail={"list": row.listed}, now=now)
    return str(row.listed)


@audit.deed()
def delete_filter(*, number: int, by: Actor, now: datetime) -> None:
    """Delete one of the actor's filters; one that is gone, or was never theirs, is left as it is."""
    SavedFilter.objects.filter(pk=number, user_id=by.staff_id).delete()
    audit.record(by=by, act="delete_filter", about=(), detail={}, now=now)


def _own(*, listed: str, by: Actor) -> QuerySet[SavedFilter]:
    if listed not in _LISTS or not may_knock(route=listed, by=by):
        raise NotYours
    return SavedFilter.objects.filter(user_id=by.staff_id, listed=listed)


def _line(row: SavedFilter) -> SavedLine:
    return SavedLine(number=row.pk, name=row.name, narrows=_in_order(listed=row.listed, narrows=row.narrows))


def _called(name: str) -> str:
    called = " ".join(name.split())
    if not called or len(called) > LONGEST:
        raise NameNeeded
    return called


def _in_order(*, listed: str, narrows: Mapping[str, str]) -> Mapping[str, str]:
    """Give the parameters in the list's own order: a database may keep them in another."""
    return {key: narrows[key] for key in _LISTS[listed] if key in narrows}
