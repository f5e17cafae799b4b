"""What whoever oversees a place may do about a protection question past its hour: know of it, and press for an answer.

It sees the reference, the hour and the organisation that is late. It cannot answer: only those who protect may, and
only they can open what was told to them.
"""

from datetime import datetime

from django.db.models import Q

from estancia.admission.states import NotPossibleNow
from estancia.casework import audit
from estancia.casework.access import Actor, NotYours, Purpose, Role
from estancia.casework.bodies import overseer
from estancia.casework.hold_rows import PROTECTION
from estancia.casework.telling import tell
from estancia.places import local_date, locations
from estancia.records.models import Hold, HoldEvent

LATE = "escalated"
_OVERSEEING = frozenset({(Role.DP, Purpose.OVERSIGHT), (Role.CO, Purpose.COORDINATION)})  # neither is shown a name


def overseen(*, by: Actor, now: datetime) -> Q:
    """Say which holds `by` oversees: the protection questions past their hour, of the places overseen, of others."""
    if not may_oversee(by=by):
        return Q(pk__in=())
    late = Hold.objects.filter(kind=PROTECTION, state=LATE)
    places = [one.key for one in locations() if late.filter(location_key=one.key).exists()]
    own = [key for key in places if _oversees(by=by, location=key, now=now)]
    others = ~Q(organisation__key=by.organisation)
    return others & Q(kind=PROTECTION, state=LATE, location_key__in=own)


def may_oversee(*, by: Actor) -> bool:
    """Say whether this role and purpose oversee anything."""
    return (by.role, by.purpose) in _OVERSEEING


@audit.deed()
def press_hold(*, reference: str, by: Actor, now: datetime) -> None:
    """Press the organisation that is late for its answer: it hears once for each hour that passed.

    Changes neither owner, hour nor state. Raises `NotYours` for whoever does not oversee the place, `NotPossibleNow`
    where nothing is late any more.
    """
    Hold.objects.select_for_update().filter(reference=reference).first()  # alone: see `fetch._first`
    rows = Hold.objects.select_related("organisation", "request", "person")
    hold = rows.filter(reference=reference, kind=PROTECTION).first()
    if hold is None or not may_press(hold=hold, by=by, now=now):
        raise NotYours
    if hold.state != LATE:
        raise NotPossibleNow
    if not pressed(hold=hold):
        HoldEvent.objects.create(hold=hold, event="pressed", by_id=by.user_id, at=now)
        tell(kind="hold_pressed", to=hold.organisation, about=hold.reference, now=now)
    about = [hold.person.reference if hold.person else hold.request.reference]
    audit.record(by=by, act="press_hold", about=about, detail={"hold": reference}, now=now)


def may_press(*, hold: Hold, by: Actor, now: datetime) -> bool:
    """Say whether `by` oversees the place of this protection question and is not the one to answer it."""
    overseeing = may_oversee(by=by) and hold.kind == PROTECTION
    others = hold.organisation.key != by.organisation
    return overseeing and others and _oversees(by=by, location=hold.request.location_key, now=now)


def pressed(*, hold: Hold) -> bool:
    """Say whether its organisation was already pressed since the hour last passed."""
    last = hold.events.filter(event__in=("escalated", "pressed")).order_by("-at", "-pk").first()
    return last is not None and last.event == "pressed"


def _oversees(*, by: Actor, location: str, now: datetime) -> bool:
    above = overseer(location=location, on=local_date(key=location, now=now))
    return above is not None and above.key == by.organisation
