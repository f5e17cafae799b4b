"""When the law moves between the intake and the decision, what was sealed must be looked at again by its owner.

The desk cannot open a private answer, and the bit it holds was judged by the rules of the day it was given. If the
rules of the deciding day protect on a private ground that those rules did not, the question goes to the protecting
body as a hold: not knowing never counts against a person.
"""

from collections.abc import Iterator
from datetime import date

from estancia.admission import PRIVATE_PATHS
from estancia.admission.speaking import law_of_day
from estancia.law import current_law
from estancia.places import local_date
from estancia.records.models import Hold, Person, Request
from estancia.records.read import rows_of


def must_be_looked_at_again(*, request: Request, person: Person, on: date) -> bool:
    """Say whether the rules of `on` protect on a private ground that no look at this person's answers has weighed."""
    now_protecting = _privately_protecting(on)
    return not any(now_protecting <= _privately_protecting(day) for day in _days_judged(request, person))


def _days_judged(request: Request, person: Person) -> Iterator[date]:
    """The days whose rules weighed the sealed answers: the intake's, and that of every protection hold since."""
    yield request.on
    for hold in rows_of(Hold, request_id=request.pk, person_id=person.pk, kind="protection"):
        yield local_date(key=request.location_key, now=hold.opened_at)


def _privately_protecting(on: date) -> frozenset[str]:
    protecting = (each for each in law_of_day(current_law(), on).speaking if each.effect == "protect")
    return frozenset(each.ground.key for each in protecting if each.reads & PRIVATE_PATHS)
