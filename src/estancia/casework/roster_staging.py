"""A roster staged: read behind the wall, checked, compared with what is known, written in short transactions.

Between two of them every desk gets its turn. Whoever stages holds a lease, counted by `attempts`; one that died is
followed, when its lease has run out, by another that begins anew. Nothing written here counts before its roster is
committed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from time import sleep

from django.db import transaction
from django.db.models import F, Q, QuerySet

from estancia.casework import audit
from estancia.casework.access import WORKER, Actor
from estancia.casework.roster_compared import COLUMNS, compare
from estancia.casework.roster_files import read_roster_file
from estancia.casework.roster_reach import newest_of
from estancia.notices.rosters import Columns, Field, Order, RosterRefused, RowsRead, heading_key, read_rows
from estancia.notices.rosters.refusals import CouldNotBeRead, TookTooLong
from estancia.places import local_date
from estancia.records.models import Roster, RosterFile, RosterRow
from estancia.records.written import write_many

BATCH = 1_000
TURN_SECONDS = 0.005  # SQLite keeps no line of those who wait: the next batch must not be there before them
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
ORDER_NOT_KNOWN = "day_or_month_first"
KEPT = timedelta(days=7)
Progress = Callable[[int, int], None]


class LeaseLost(RuntimeError):
    """Another took this roster over: whoever notices writes nothing more."""


def stage_waiting(*, now: datetime) -> int:
    """Stage the roster that has waited longest, if one does; let go of those nobody came back for. The worker's."""
    _let_go_of_the_forgotten(now=now)
    for roster in _free(now=now).order_by("staged_at", "pk")[:1]:
        if lease(roster=roster, now=now):
            stage(roster=roster, by=WORKER, now=now)
            return 1
    return 0


def lease(*, roster: Roster, now: datetime) -> bool:
    """Take the roster to stage it; False when it does not wait, or someone else has it."""
    taken = _free(now=now).filter(pk=roster.pk)
    if not taken.update(state="staging", leased_until=now + LEASE, attempts=F("attempts") + 1, rows_looked_at=0):
        return False
    roster.refresh_from_db()
    return True


def _free(*, now: datetime) -> QuerySet[Roster]:
    return Roster.objects.filter(Q(state="waiting") | Q(state="staging", leased_until__lte=now))


def columns_of(*, file: RosterFile) -> Columns:
    """Give what was said of a file's columns."""
    texts = tuple(file.headings["texts"])
    return Columns(
        heading_row=file.headings["row"],
        headings=texts,
        fields=tuple(Field(word) if word else None for word in file.fields),
        key=heading_key(headings=texts),
        remembered=file.headings["remembered"],
    )


def stage(*, roster: Roster, by: Actor, now: datetime, tell: Progress | None = None) -> None:
    """Read, check, compare and write a leased roster; a file refused after all leaves its reason and nothing else."""
    with suppress(LeaseLost):
        try:
            if roster.attempts > MOST_ATTEMPTS:  # it ended whoever tried it
                raise CouldNotBeRead
            _stage(roster=roster, by=by, now=now, tell=tell)
        except TookTooLong:  # it was read in time when it came: the machine is busy, and the file waits for its turn
            _hold_lease(roster=roster, state="waiting", leased_until=None)
        except RosterRefused as refused:
            _refuse(roster=roster, code=refused.code, by=by, now=now)


def _stage(*, roster: Roster, by: Actor, now: datetime, tell: Progress | None) -> None:
    _hold_lease(roster=roster, rows_looked_at=0)
    _clear(rows=RosterRow.objects.filter(roster=roster))
    file, location = roster.file, roster.location_key
    sheet = read_roster_file(content=bytes(file.content), suffix=file.suffix)
    orders = {Field(field): Order(order) for field, order in file.orders.items()}
    today = local_date(key=location, now=now)
    rows = read_rows(sheet=sheet, columns=columns_of(file=file), today=today, orders=orders)
    based_on = newest_of(location=location)
    counts: Counter[str] = Counter()
    compared = compare(rows=rows, location=location, counts=counts)
    _write(roster=roster, rows=compared, of=len(rows), tell=tell)
    _keep_what_is_asked(roster=roster, orders=file.orders, rows=rows)
    _close(roster=roster, based_on=based_on, counts=counts, by=by, now=now)


def _write(*, roster: Roster, rows: Iterable[Sequence[object]], of: int, tell: Progress | None) -> None:
    """Write what is worth keeping, a short transaction at a time."""
    done, waiting = 0, iter(rows)
    while batch := [(roster.pk, *row) for row in islice(waiting, BATCH)]:
        done += len(batch)
        with transaction.atomic():
            _hold_lease(roster=roster, rows_looked_at=done)
            write_many(model=RosterRow, columns=("roster_id", *COLUMNS), rows=batch)
        if tell:
            tell(done, of)
        sleep(TURN_SECONDS)


def _keep_what_is_asked(*, roster: Roster, orders: Mapping[str, str], rows: RowsRead) -> None:
    """Keep the file where a column leaves it open what comes first in its dates, for a person to say so."""
    found = {str(where) for said in rows.wrong.values() for where, code in said if code == ORDER_NOT_KNOWN}
    asked = dict(orders) | dict.fromkeys(found, str(Order.UNKNOWN))
    RosterFile.objects.filter(roster=roster).update(orders=asked, asks_order=bool(found))


def _hold_lease(*, roster: Roster, **changed: object) -> None:
    """Write on only while this attempt holds the lease. Raises `LeaseLost`."""
    mine = Roster.objects.filter(pk=roster.pk, state="staging", attempts=roster.attempts)
    if not mine.update(**changed):
        raise LeaseLost


@audit.deed()
def _close(*, roster: Roster, based_on: int, counts: Mapping[str, int], by: Actor, now: datetime) -> None:
    _hold_lease(roster=roster, state="staged", based_on=based_on, counts=dict(counts), leased_until=None)
    RosterFile.objects.filter(roster=roster, asks_order=False).delete()
    audit.record(by=by, act="roster.stage", about=[roster.reference], detail=dict(counts), now=now)


@audit.deed()
def _refuse(*, roster: Roster, code: str, by: Actor, now: datetime) -> None:
    _hold_lease(roster=roster, state="refused", refusal=code, leased_until=None, ended_at=now)
    RosterFile.objects.filter(roster=roster).delete()
    audit.record(by=by, act="roster.refuse", about=[roster.reference], detail={"code": code}, now=now)


def _let_go_of_the_forgotten(*, now: datetime) -> None:
    """A roster that nobody committed within seven days goes: the file and the rows are strangers' facts."""
    old = Roster.objects.filter(state__in=["received", "waiting", "staged"], staged_at__lte=now - KEPT)
    for roster in old[:10]:
        _forget(roster=roster, by=WORKER, now=now)


@audit.deed()
def _forget(*, roster: Roster, by: Actor, now: datetime) -> None:
    still = Roster.objects.filter(pk=roster.pk, state=roster.state).update(state="dropped", ended_at=now)
    if still:
        RosterFile.objects.filter(roster=roster).delete()
        RosterRow.objects.filter(roster=roster).delete()
    audit.record(by=by, act="roster.forget", about=[roster.reference], detail={"done": bool(still)}, now=now)


def _clear(*, rows: QuerySet[RosterRow]) -> None:
    """Take away what an attempt that died had written, in short transactions too."""
    while some := list(rows.values_list("pk", flat=True)[:BATCH]):
        RosterRow.objects.filter(pk__in=some).delete()
