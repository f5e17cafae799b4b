"""A roster staged: read behind the wall, checked, compared with what is known, written in short transactions.

Between two of them every desk gets its turn. Whoever stages holds a lease, counted by `attempts`; one that died is
followed, when its lease has run out, by another that begins anew. Nothing written here counts before its roster is
committed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F, Q, QuerySet

from estancia.casework import audit
from estancia.casework.access import WORKER, Actor
from estancia.casework.roster_files import read_roster_file
from estancia.casework.roster_reach import STANDS, newest_of
from estancia.notices.rosters import (
    Columns,
    Field,
    Order,
    Proposal,
    RosterRefused,
    RowRead,
    RowStanding,
    Standing,
    heading_key,
    preview,
    read_rows,
)
from estancia.notices.rosters.keeping import from_json, to_json, with_what_was_known
from estancia.notices.rosters.refusals import CouldNotBeRead
from estancia.people.identity import key_number
from estancia.people.identity.person import figures_of
from estancia.places import local_date
from estancia.records.models import Roster, RosterFile, RosterRow

BATCH = 500
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3
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
    try:
        if roster.attempts > MOST_ATTEMPTS:  # it ended whoever tried it
            raise CouldNotBeRead
        _stage(roster=roster, by=by, now=now, tell=tell)
    except RosterRefused as refused:
        _refuse(roster=roster, code=refused.code, by=by, now=now)
    except LeaseLost:
        return


def _stage(*, roster: Roster, by: Actor, now: datetime, tell: Progress | None) -> None:
    _clear(rows=RosterRow.objects.filter(roster=roster))
    file, location = roster.file, roster.location_key
    sheet = read_roster_file(content=bytes(file.content), suffix=file.suffix)
    orders = {Field(field): Order(order) for field, order in file.orders.items()}
    today = local_date(key=location, now=now)
    rows = read_rows(sheet=sheet, columns=columns_of(file=file), today=today, orders=orders)
    based_on = newest_of(location=location)
    known = _known(location=location, rows=rows)
    seen = preview(rows=rows, known=known)
    kept = [row for row in seen.rows if row.standing is not Standing.SAME]
    _write(roster=roster, rows=kept, known=known, tell=tell)
    counts = {str(standing): count for standing, count in seen.counts.items()}
    _close(roster=roster, based_on=based_on, counts=counts, by=by, now=now)


def _write(
    *, roster: Roster, rows: Sequence[RowStanding], known: Mapping[str, Proposal], tell: Progress | None
) -> None:
    waiting, done = iter(rows), 0
    while batch := list(islice(waiting, BATCH)):
        done += len(batch)
        with transaction.atomic():
            _hold_lease(roster=roster, rows_looked_at=done)
            RosterRow.objects.bulk_create(_row(roster=roster, one=one, known=known) for one in batch)
        if tell:
            tell(done, len(rows))


def _row(*, roster: Roster, one: RowStanding, known: Mapping[str, Proposal]) -> RosterRow:
    proposal = one.row.proposal
    problems = [[problem.cell, problem.heading[:80], problem.code, problem.written] for problem in one.row.problems]
    return RosterRow(
        roster=roster,
        number=one.row.number,
        key=proposal.key,
        standing=str(one.standing),
        proposal=to_json(proposal=with_what_was_known(proposal=proposal, before=known.get(proposal.key))),
        number_key=_number_key(proposal),
        problems=problems + ([["", "", one.doubt, ""]] if one.doubt else []),
        differs=list(one.differs),
    )


def _number_key(proposal: Proposal) -> int | None:
    return key_number(f"a{figures_of(proposal.notice_number)}") if proposal.notice_number else None


def _known(*, location: str, rows: Iterable[RowRead]) -> dict[str, Proposal]:
    """The newest standing proposal of each key that the rows name."""
    found: dict[str, Proposal] = {}
    keys = iter(dict.fromkeys(row.proposal.key for row in rows))
    while some := list(islice(keys, BATCH)):
        kept = RosterRow.objects.filter(key__in=some, roster__location_key=location, roster__state="committed")
        newest_last = kept.filter(standing__in=STANDS).order_by("roster__place_in_line", "number")
        found.update((key, from_json(kept=said)) for key, said in newest_last.values_list("key", "proposal"))
    return found


def _hold_lease(*, roster: Roster, **changed: object) -> None:
    """Write on only while this attempt holds the lease. Raises `LeaseLost`."""
    mine = Roster.objects.filter(pk=roster.pk, state="staging", attempts=roster.attempts)
    if not mine.update(**changed):
        raise LeaseLost


@audit.deed()
def _close(*, roster: Roster, based_on: int, counts: Mapping[str, int], by: Actor, now: datetime) -> None:
    _hold_lease(roster=roster, state="staged", based_on=based_on, counts=dict(counts), leased_until=None)
    RosterFile.objects.filter(roster=roster).delete()
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
