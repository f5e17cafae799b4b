"""The days on which a person is to be heard: what their latest paper and the court's record say, each counted."""

from datetime import date

from estancia.records.models import Person


def hearing_days(*, person: Person) -> tuple[date, ...]:
    """Give the days named, earliest first; empty when none is known."""
    notice = person.notices.order_by("-recorded_at", "-pk").first()
    record = person.court_records.order_by("-seen_at", "-pk").first()
    named = {row.hearing_on for row in (notice, record) if row is not None and row.hearing_on is not None}
    return tuple(sorted(named))


def must_cover_until(*, person: Person, on: date) -> date | None:
    """Give the last day a stay must cover: the day after the latest hearing still to come, for the way back."""
    ahead = [day for day in hearing_days(person=person) if day >= on]
    return date.fromordinal(max(ahead).toordinal() + 1) if ahead else None
