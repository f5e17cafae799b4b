"""What was said last about how safe a location is."""

from datetime import datetime

from estancia.records.models import SecurityReport
from estancia.records.read import rows_of

_LATEST = ("-reported_at", "-id")


def last_report(*, location: str, now: datetime) -> SecurityReport | None:
    """Give the last report on a location by this moment, stale or not; None when nobody reported.

    That is its last report of all, but where a later one is looked back behind.
    """
    last = next(iter(rows_of(SecurityReport, location_key=location, order=_LATEST, first=True)), None)
    if last is None or last.reported_at <= now:
        return last
    return SecurityReport.objects.filter(location_key=location, reported_at__lte=now).order_by(*_LATEST).first()
