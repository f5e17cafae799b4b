"""What a designated location can take on its own date, how safe it was last said to be, and the last place.

A place is taken by one conditional statement in the deciding transaction, never by counting first: of sixty-four
desks that want the last place, one statement finds it free. Each local date has its own row, so what was not used
lapses with the day and nothing needs to run at midnight.
"""

from datetime import date, datetime

from django.db.models import F

from estancia.admission.states import REQUEST_STATES
from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, may
from estancia.casework.security_reports import last_report
from estancia.casework.views.places import DayPlaces, ExpectedLine, LocationView, OpeningLine, SecurityView
from estancia.law import parameter
from estancia.places import Location, local_date, local_time, standing
from estancia.places import location as place_of
from estancia.records.models import LocationDay, Request, SecurityReport
from estancia.records.planned import planned, told
from estancia.records.read import rows_of
from estancia.records.written import write_row, write_row_once
from estancia.wording import ForPeople, Sentence

_TAKE = """
UPDATE records_locationday SET free = free - %s WHERE location_key = %s AND "on" = %s AND free >= %s
"""
_DAYS_SHOWN = 14
_EXPECTED_SHOWN = 200
_SECURITY_STATES = ("ok", "unsafe")


class FewerThanTaken(ForPeople):
    """Fewer places were asked for than families already took that day."""

    sentence = Sentence(
        es="Ese día ya se ocuparon más lugares que los que indica. Nadie pierde un lugar ya dado. "
        "Escriba al menos los ocupados.",
        en="More places than that were already taken that day. Nobody loses a place already given. "
        "Enter at least as many as are taken.",
    )


class DayHasPassed(ForPeople):
    """Places were set for a date that is over at the location."""

    sentence = Sentence(
        es="Ese día ya terminó en ese lugar. Los lugares no usados vencen con el día. Elija hoy o una fecha posterior.",
        en="That day is over at that location. Unused places lapse with the day. Choose today or a later date.",
    )


class NotUnderstood(ForPeople):
    """A number of places, or a security state, that means nothing."""

    sentence = Sentence(
        es="No se entendió lo escrito. Nada cambió. Los lugares son un número de 0 a 100000; "
        "la seguridad es «ok» o «unsafe», con su fuente.",
        en="What was entered was not understood. Nothing changed. Places are a number from 0 to 100000; "
        "security is “ok” or “unsafe”, with its source.",
    )


def take_places(*, key: str, on: date, count: int) -> bool:
    """Take `count` places at once if that many are free on that local date; say whether they were taken.

    One conditional statement: call it inside the deciding transaction, so that a family is taken whole or not at all.
    No row for the day means that no places are known, and none is taken. Nothing is taken for a count of zero.
    """
    if count == 0:
        return True
    with planned() as cursor:
        cursor.execute(_TAKE, told([count, key, on.isoformat(), count]))
        return cursor.rowcount == 1


def free_places(*, key: str, on: date) -> int | None:
    """Give the places free on that local date; None when nobody has said."""
    return LocationDay.objects.filter(location_key=key, on=on).values_list("free", flat=True).first()


def security_state(*, key: str, now: datetime) -> str | None:
    """Give the security state as known now: None when nobody reported, or the report is past its age (EST-5)."""
    return _security(key=key, now=now).state


@audit.deed()
def set_places(*, key: str, on: date, places: int, by: Actor, now: datetime) -> DayPlaces:
    """Say how many admissions are possible at a location on a local date; those already taken stay taken.

    Raises `FewerThanTaken`, `DayHasPassed`, `NotUnderstood`, and `NotYours` for another's location.
    """
    _require_write(by=by, key=key)
    _known(key=key)
    if not 0 <= places <= 100_000:
        raise NotUnderstood
    if on < local_date(key=key, now=now):
        raise DayHasPassed
    _write_day(key=key, on=on, places=places, by=by, now=now)
    (row,) = rows_of(LocationDay, location_key=key, on=on)
    audit.record(by=by, act="set_places", about=(), detail={"location": key, "on": on.isoformat()}, now=now)
    return _day(row)


def _write_day(*, key: str, on: date, places: int, by: Actor, now: datetime) -> None:
    fresh = {"places": places, "free": places, "set_by_id": by.user_id, "set_at": now}
    if write_row_once(row=LocationDay(location_key=key, on=on, **fresh)):
        return
    room = LocationDay.objects.filter(location_key=key, on=on, free__gte=F("places") - places)
    if not room.update(free=F("free") + places - F("places"), places=places, set_by_id=by.user_id, set_at=now):
        raise FewerThanTaken


@audit.deed()
def report_security(*, key: str, state: str, source: str, by: Actor, now: datetime) -> SecurityView:
    """Record what a named source says about a location's security: `ok` or `unsafe`. It goes stale after EST-5."""
    _require_write(by=by, key=key)
    _known(key=key)
    if state not in _SECURITY_STATES or not source.strip() or len(source) > 200:
        raise NotUnderstood
    said = SecurityReport(location_key=key, state=state, source=source.strip(), reported_at=now)
    said.recorded_by_id = by.user_id
    write_row(row=said)
    audit.record(by=by, act="report_security", about=(), detail={"location": key, "state": state}, now=now)
    return _security(key=key, now=now)


@audit.deed()
def location_board(*, key: str, by: Actor, now: datetime) -> LocationView:
    """Show one location on its own clock: places by day, security with its age, who is expected, when it opened."""
    _require_read(by=by, key=key)
    place = _known(key=key)
    on = local_date(key=key, now=now)
    days = tuple(_day(row) for row in LocationDay.objects.filter(location_key=key).order_by("-on")[:_DAYS_SHOWN])
    expected = _expected(key=key)
    about = [line.request for line in expected]
    audit.record(by=by, act="location_board", about=about, detail={"location": key}, now=now)
    return LocationView(
        key=key,
        name=place.name,
        state_name=place.state,
        local_time=local_time(key=key, now=now),
        on=on,
        designated=standing(key, on=on) in ("open", "perhaps_open"),
        today=next((day for day in days if day.on == on), None),
        days=days,
        security=_security(key=key, now=now),
        openings=tuple(
            OpeningLine(from_=each.from_, sure_from=each.sure_from, until=each.until, source=each.source)
            for each in place.openings
        ),
        expected=expected,
        may_set_places=_may_write(by=by, key=key),
        may_report_security=_may_write(by=by, key=key),
    )


def _known(*, key: str) -> Location:
    place = place_of(key)
    if place is None:
        raise NotYours
    return place


def _day(row: LocationDay) -> DayPlaces:
    return DayPlaces(on=row.on, places=row.places, free=row.free, taken=row.places - row.free)


def _expected(*, key: str) -> tuple[ExpectedLine, ...]:
    waiting = Request.objects.filter(location_key=key, state="awaiting_decision").order_by("made_at", "pk")
    rows = waiting.prefetch_related("family__members")[:_EXPECTED_SHOWN]
    return tuple(
        ExpectedLine(
            request=row.reference,
            members=len(row.family.members.all()),
            state=row.state,
            state_line=REQUEST_STATES[row.state].line,
            made_at=row.made_at,
        )
        for row in rows
    )


def _security(*, key: str, now: datetime) -> SecurityView:
    row = last_report(location=key, now=now)
    if row is None:
        return SecurityView(None, None, None, None, None, False, _NOBODY_REPORTED)
    age = now - row.reported_at
    stale = age >= parameter("EST-5", on=local_date(key=key, now=now)).as_timedelta()
    hours = int(age.total_seconds() // 3600)
    return SecurityView(
        state=None if stale else row.state,
        said=row.state,
        source=row.source,
        reported_at=row.reported_at,
        age_hours=hours,
        stale=stale,
        line=(_STALE if stale else _SAID[row.state]).filled(hours=hours),
    )


_NOBODY_REPORTED = Sentence(
    es="Nadie ha informado sobre la seguridad de este lugar: no se sabe.",
    en="Nobody has reported on this location's security: it is not known.",
)
_STALE = Sentence(
    es="El último informe tiene {hours} h y ya no vale: la seguridad no se sabe. Pida uno nuevo.",
    en="The latest report is {hours} h old and no longer counts: security is not known. Ask for a new one.",
)
_SAID = {
    "ok": Sentence(
        es="Sin riesgo informado, según un informe de hace {hours} h.",
        en="No danger reported, in a report {hours} h old.",
    ),
    "unsafe": Sentence(
        es="Inseguro, según un informe de hace {hours} h. Nadie espera aquí.",
        en="Unsafe, in a report {hours} h old. Nobody waits here.",
    ),
}


def _relations(*, by: Actor, key: str) -> frozenset[Relation]:
    return frozenset({Relation.OWN_PORT}) if by.location == key else frozenset()


def _require_read(*, by: Actor, key: str) -> None:
    if not may(by=by, category=Category.PLACES, relations=_relations(by=by, key=key)):
        raise NotYours


def _may_write(*, by: Actor, key: str) -> bool:
    return may(by=by, category=Category.PLACES, relations=_relations(by=by, key=key), write=True)


def _require_write(*, by: Actor, key: str) -> None:
    if not _may_write(by=by, key=key):
        raise NotYours
