"""The days on which people are to be heard, as every source in the ledger says: each counted, read for many at once.

The newest word of a source stands. A day that somebody found false is none, and neither is one the court closed; a day
given after that is a new word. It is what the person's page heads with, and nobody should travel for another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from estancia.casework.hearing_claims import source_told
from estancia.notices import About
from estancia.notices.claims import CLOSED
from estancia.records.models import AlarmEvent, CourtRecordSeen, HearingClaim, Notice, Person

Told = tuple[int, str, date | None, datetime]  # whose, by which source, the day if it gives one, and when


def hearing_days_of(*, people: Iterable[Person]) -> Mapping[int, tuple[date, ...]]:
    """Give the days named, by the person's key, earliest first; empty when none is known."""
    among = [one.pk for one in people]
    latest: dict[int, dict[str, date | None]] = defaultdict(dict)
    given: dict[tuple[int, date], datetime] = {}  # when a day was given first
    for whose, source, on, at in _told(among=among):
        latest[whose][source] = on
        if on is not None:
            given[whose, on] = min(at, given.get((whose, on), at))
    closed, found = _closed(among=among), _found(among=among)
    return {
        whose: tuple(
            sorted(
                on
                for on in {on for on in latest[whose].values() if on is not None}
                if _stands(closed=whose in closed, found=found.get(whose), given=given[whose, on])
            )
        )
        for whose in among
    }


def must_cover_until(*, days: Sequence[date], on: date) -> date | None:
    """Give the last day a stay must cover: the day after the latest hearing still to come, for the way back."""
    ahead = [day for day in days if day >= on]
    return date.fromordinal(max(ahead).toordinal() + 1) if ahead else None


def _stands(*, closed: bool, found: tuple[str, datetime] | None, given: datetime) -> bool:
    """Say whether a day counts: what was found last speaks of the days given by then, and of no other."""
    said = found[0] if found and given <= found[1] else ""
    return said != "date_is_false" and (not closed or said == "date_stands")


def _told(*, among: Sequence[int]) -> Iterator[Told]:
    """Give what each source said, in the order in which it was said: papers are one source, and so is the court."""
    papers = Notice.objects.filter(person__in=among).order_by("recorded_at", "pk")
    for whose, on, at in papers.values_list("person_id", "hearing_on", "recorded_at"):
        yield whose, "notice", on, at
    court = CourtRecordSeen.objects.filter(person__in=among).order_by("seen_at", "pk")
    for whose, on, at in court.values_list("person_id", "hearing_on", "seen_at"):
        yield whose, "court_record", on, at
    others = HearingClaim.objects.filter(person__in=among, about=About.HEARING).order_by("seen_at", "pk")
    for whose, source, where, on, at in others.values_list("person_id", "source", "where", "on", "seen_at"):
        yield whose, source_told(source=source, where=where), on, at


def _closed(*, among: Sequence[int]) -> frozenset[int]:
    """Give whose case the court showed as closed when somebody last read how it stands."""
    seen = CourtRecordSeen.objects.filter(person__in=among).exclude(status="").order_by("seen_at", "pk")
    last = dict(seen.values_list("person_id", "status"))
    return frozenset(whose for whose, status in last.items() if status == CLOSED)


def _found(*, among: Sequence[int]) -> Mapping[int, tuple[str, datetime]]:
    """Give what the last answer to an alarm on a hearing found, and when."""
    answers = AlarmEvent.objects.filter(alarm__person__in=among, alarm__state="answered", event="answered")
    rows = answers.exclude(alarm__code="check_in_in_dispute").order_by("at", "pk")
    return {whose: (found, at) for whose, found, at in rows.values_list("alarm__person_id", "found", "at")}
