"""What the stay lived leaves waiting: calls to make, people still in time, stays to renew, stays that ran out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from estancia.casework.access import Actor, Purpose, Role
from estancia.casework.expected_groups import expected_of, to_call
from estancia.casework.renewals import listed_from, open_here, standing_so
from estancia.casework.stay_lines import LIVED
from estancia.casework.views.work import MOST, WorkCount
from estancia.casework.work_counts import BURNING, WAITING, Found, counts_of, work_count
from estancia.places import local_date

_ENOUGH = MOST


def count_lived(by: Actor, now: datetime) -> Iterator[Found]:
    """Count for those who care whom to call, and for the desk which stays to renew."""
    if by.role is Role.PW and by.purpose is Purpose.CARE:
        due, waiting = _returns_counted(by, now=now)
        yield BURNING, _count("returns_due", due, route="expected_back")
        yield WAITING, _count("returns_waiting", waiting, route="expected_back")
    if by.role is Role.IO and by.purpose is Purpose.INTAKE and by.location:
        on = local_date(key=by.location, now=now)
        lapsed, due = _renewals(by, on=on, after=listed_from(on=on))
        yield BURNING, _count("lapsed", lapsed, route="renewals", query={"standing": "lapsed"})
        yield WAITING, _count("renewals_due", due, route="renewals", query={"standing": "due"})


def expected_in_all(*, by: Actor) -> int:
    """Say how many those who care expect back, due or not; none for anybody else."""
    return _expected(by)[0] if by.role is Role.PW else 0


def _returns_counted(by: Actor, *, now: datetime) -> tuple[int, int]:
    """Count whom to call, and who is still in time.

    Whether somebody is to be called hangs on what the whole family wishes: it is asked of the first ones late, and of
    the others only where those were not enough to stop at.
    """
    first, late, waiting = _returns(by, now=now)
    if late > _ENOUGH >= first:
        (first,) = _all_to_call(by, now=now)
    return first, waiting


@counts_of
def _returns(by: Actor, *, now: datetime) -> Sequence[Sequence[QuerySet[Any]]]:
    rows = expected_of(by=by)
    late = rows.filter(call_by__lte=now)
    first = rows.model.objects.filter(pk__in=late.order_by("call_by", "pk").values("pk")[: _ENOUGH + 1])
    return [[to_call(rows=first)], [late], [rows.filter(call_by__gt=now)]]


@counts_of
def _all_to_call(by: Actor, *, now: datetime) -> Sequence[Sequence[QuerySet[Any]]]:
    return [[to_call(rows=expected_of(by=by).filter(call_by__lte=now))]]


@counts_of
def _renewals(by: Actor, *, on: date, after: date) -> Sequence[Sequence[QuerySet[Any]]]:
    """Those that ran out, and those still to; of the former none that ran out long ago."""
    rows = open_here(by=by)
    lapsed, due = (standing_so(rows=rows, standing=standing, on=on) for standing in ("lapsed", "due"))
    return [[lapsed.filter(old_until__gt=after)], [due]]


@counts_of
def _expected(by: Actor) -> Sequence[Sequence[QuerySet[Any]]]:
    return [[expected_of(by=by)]]


def _count(code: str, count: int, *, route: str, query: Mapping[str, str] | None = None) -> WorkCount:
    return work_count(code, count, route=route, query=query, label=LIVED[f"work_{code}"])
