"""What the stay lived leaves waiting: calls to make, people still in time, stays to renew, stays that ran out."""

from collections.abc import Iterator
from datetime import datetime

from estancia.casework.access import Actor, Purpose, Role
from estancia.casework.expected_groups import expected_of, to_call
from estancia.casework.renewals import open_here
from estancia.casework.stay_lines import LIVED
from estancia.casework.views.work import WorkCount
from estancia.casework.work_counts import BURNING, WAITING, Found, up_to_most, work_count
from estancia.places import local_date


def count_lived(by: Actor, now: datetime) -> Iterator[Found]:
    """Count for those who care whom to call, and for the desk which stays to renew."""
    if by.role is Role.PW and by.purpose is Purpose.CARE:
        rows = expected_of(by=by)
        yield (
            BURNING,
            _count("returns_due", up_to_most(to_call(rows=rows.filter(call_by__lte=now))), route="expected_back"),
        )
        yield WAITING, _count("returns_waiting", up_to_most(rows.filter(call_by__gt=now)), route="expected_back")
    if by.role is Role.IO and by.purpose is Purpose.INTAKE and by.location:
        on = local_date(key=by.location, now=now)
        due = open_here(by=by, on=on)
        yield BURNING, _count("lapsed", up_to_most(due.filter(old_until__lte=on)), route="renewals")
        yield WAITING, _count("renewals_due", up_to_most(due.filter(old_until__gt=on)), route="renewals")


def _count(code: str, count: int, *, route: str) -> WorkCount:
    return work_count(code, count, route=route, label=LIVED[f"work_{code}"])
