"""Rosters at a desk: staged in short batches, looked at, committed once or not at all.

A roster row is the counterpart's proposal. Nothing here makes a request, a person's file or a decision. Rows are
written a few hundred at a time, so that no desk waits; they count for nothing until one short statement commits their
roster.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from estancia.casework import audit
from estancia.casework.access import Actor, NotYours, Role
from estancia.casework.references import fresh_reference
from estancia.casework.roster_files import read_roster_file
from estancia.notices.rosters import (
    Columns,
    Field,
    Order,
    Preview,
    Proposal,
    RowRead,
    RowStanding,
    Sheet,
    Standing,
    choose_columns,
    preview,
    propose_columns,
    read_rows,
    to_remember,
)
from estancia.notices.rosters.keeping import from_json, to_json, with_what_was_known
from estancia.places import local_date
from estancia.records.models import Organisation, RememberedColumns, Roster, RosterRow
from estancia.wording import ForPeople, Sentence

BATCH = 500
STANDS = ("new", "changed", "accepted")
Progress = Callable[[int, int], None]


class RosterMovedMeanwhile(ForPeople):
    """Another roster of this place was committed since this one was compared, or this one has ended."""

    sentence = Sentence(
        es="Mientras usted revisaba, se guardó otra lista de este lugar o esta misma ya se cerró. No se cambió nada. "
        "Suba la lista otra vez: la comparación será con lo que ya se sabe.",
        en="While you were looking, another list of this place was kept, or this one was already closed. Nothing was "
        "changed. Upload the list again: it will be compared with what is known by now.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterView:
    """A roster by its reference: its state and how many rows stand how. No row is in it."""

    reference: str
    state: str
    counts: Mapping[str, int]


def look_at_columns(*, content: bytes, suffix: str, by: Actor, now: datetime) -> tuple[Sheet, Columns]:
    """Read a file and propose what its columns hold, as this organisation said before. Raises `RosterRefused`.

    The file is read outside any transaction: a slow one makes no desk wait.
    """
    _require_desk(by)
    sheet = read_roster_file(content=content, suffix=suffix)
    return sheet, _propose(sheet=sheet, by=by, now=now)


@audit.deed()
def _propose(*, sheet: Sheet, by: Actor, now: datetime) -> Columns:
    kept = RememberedColumns.objects.filter(organisation__key=by.organisation)
    columns = propose_columns(sheet=sheet, remembered=dict(kept.values_list("key", "columns")))
    audit.record(by=by, act="roster.look", about=[], detail={"kind": sheet.kind}, now=now)
    return columns


def stage_roster(
    *,
    content: bytes,
    suffix: str,
    by: Actor,
    now: datetime,
    chosen: Mapping[int, Field | None] | None = None,
    orders: Mapping[Field, Order] | None = None,
    progress: Progress = lambda done, of: None,  # noqa: ARG005 - nobody need watch
) -> RosterView:
    """Read, check and compare a roster of the desk's place, and stage it. Raises `RosterRefused`, `NotYours`.

    Nothing that counts is changed. `progress` hears of rows written and rows in all.
    """
    sheet, proposed = look_at_columns(content=content, suffix=suffix, by=by, now=now)
    columns = choose_columns(columns=proposed, chosen=chosen or {})
    rows = read_rows(sheet=sheet, columns=columns, today=local_date(key=by.location, now=now), orders=orders)
    based_on = _newest(by.location)
    known = _known(location=by.location, rows=rows)
    seen = preview(rows=rows, known=known)
    digest = hashlib.sha256(content).hexdigest()
    opened = _Opened(digest=digest, kind=sheet.kind, based_on=based_on, seen=seen, columns=columns)
    roster = _open_roster(opened=opened, by=by, now=now)
    _write(
        roster=roster, rows=[row for row in seen.rows if row.standing is not Standing.SAME], known=known, tell=progress
    )
    return _close_staging(reference=roster.reference, by=by, now=now)


@audit.deed()
def accept_doubtful(*, reference: str, numbers: Sequence[int], by: Actor, now: datetime) -> RosterView:
    """Take doubtful rows a person has looked at, by their number in the sheet. Rows to be mended are never taken."""
    roster = _roster(reference=reference, by=by, state="staged")
    doubtful = RosterRow.objects.filter(roster=roster, standing="doubtful", number__in=numbers[:BATCH])
    taken = doubtful.update(standing="accepted")
    audit.record(by=by, act="roster.accept", about=[reference], detail={"rows": taken}, now=now)
    return _view(roster)


def commit_roster(*, reference: str, by: Actor, now: datetime) -> RosterView:
    """Let a staged roster count, whole: one statement. Pressed again it does nothing more.

    Raises `RosterMovedMeanwhile` when what it was compared with has changed, `NotYours`.
    """
    try:
        return _commit(reference=reference, by=by, now=now)
    except IntegrityError as taken:  # two desks at once: the place in line went to the other
        raise RosterMovedMeanwhile from taken


@audit.deed()
def _commit(*, reference: str, by: Actor, now: datetime) -> RosterView:
    roster = _roster(reference=reference, by=by)
    if roster.state != "committed":
        staged = Roster.objects.filter(pk=roster.pk, state="staged", based_on=_newest(by.location))
        if not staged.update(state="committed", place_in_line=F("based_on") + 1, ended_at=now):
            raise RosterMovedMeanwhile
        roster.refresh_from_db()
    audit.record(by=by, act="roster.commit", about=[reference], detail=dict(roster.counts), now=now)
    return _view(roster)


@audit.deed()
def drop_roster(*, reference: str, by: Actor, now: datetime) -> RosterView:
    """Let a roster that was not committed go, rows and all. Raises `RosterMovedMeanwhile` when it was committed."""
    roster = _roster(reference=reference, by=by)
    if not Roster.objects.filter(pk=roster.pk).exclude(state="committed").update(state="dropped", ended_at=now):
        raise RosterMovedMeanwhile
    RosterRow.objects.filter(roster=roster).delete()
    roster.refresh_from_db()
    audit.record(by=by, act="roster.drop", about=[reference], detail={}, now=now)
    return _view(roster)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    digest: str
    kind: str
    based_on: int
    seen: Preview
    columns: Columns


@audit.deed()
def _open_roster(*, opened: _Opened, by: Actor, now: datetime) -> Roster:
    organisation = Organisation.objects.get(key=by.organisation)
    RememberedColumns.objects.update_or_create(
        organisation=organisation, key=opened.columns.key, defaults={"columns": to_remember(columns=opened.columns)}
    )
    roster = Roster.objects.create(
        reference=fresh_reference(),
        location_key=by.location,
        organisation=organisation,
        digest=opened.digest,
        kind=opened.kind,
        state="staging",
        counts={str(standing): count for standing, count in opened.seen.counts.items()},
        based_on=opened.based_on,
        staged_at=now,
        staged_by_id=by.staff_id,
    )
    audit.record(by=by, act="roster.open", about=[roster.reference], detail=dict(roster.counts), now=now)
    return roster


@audit.deed()
def _close_staging(*, reference: str, by: Actor, now: datetime) -> RosterView:
    roster = _roster(reference=reference, by=by, state="staging")
    Roster.objects.filter(pk=roster.pk, state="staging").update(state="staged")
    roster.refresh_from_db()
    audit.record(by=by, act="roster.stage", about=[reference], detail={}, now=now)
    return _view(roster)


def _write(*, roster: Roster, rows: Sequence[RowStanding], known: Mapping[str, Proposal], tell: Progress) -> None:
    """Write in short transactions: between two of them every desk gets its turn."""
    waiting, done = iter(rows), 0
    while batch := list(islice(waiting, BATCH)):
        with transaction.atomic():
            RosterRow.objects.bulk_create(_row(roster=roster, one=one, known=known) for one in batch)
        done += len(batch)
        tell(done, len(rows))


def _row(*, roster: Roster, one: RowStanding, known: Mapping[str, Proposal]) -> RosterRow:
    proposal = one.row.proposal
    problems = [[problem.cell, problem.heading[:80], problem.code] for problem in one.row.problems]
    return RosterRow(
        roster=roster,
        number=one.row.number,
        key=proposal.key[:240],
        standing=str(one.standing),
        proposal=to_json(proposal=with_what_was_known(proposal=proposal, before=known.get(proposal.key))),
        problems=problems + ([["", "", one.doubt]] if one.doubt else []),
        differs=list(one.differs),
    )


def _known(*, location: str, rows: Iterable[RowRead]) -> dict[str, Proposal]:
    """The newest standing proposal of each key that the rows name."""
    found: dict[str, Proposal] = {}
    keys = iter(dict.fromkeys(row.proposal.key[:240] for row in rows))
    while some := list(islice(keys, BATCH)):
        kept = RosterRow.objects.filter(key__in=some, roster__location_key=location, roster__state="committed")
        newest_last = kept.filter(standing__in=STANDS).order_by("roster__place_in_line", "number")
        found.update((key, from_json(kept=said)) for key, said in newest_last.values_list("key", "proposal"))
    return found


def _newest(location: str) -> int:
    committed = Roster.objects.filter(location_key=location, state="committed")
    return committed.aggregate(newest=Max("place_in_line"))["newest"] or 0


def _roster(*, reference: str, by: Actor, state: str = "") -> Roster:
    """Give a roster of the desk's own place and organisation, or say what the stranger hears."""
    _require_desk(by)
    own = Roster.objects.filter(reference=reference, location_key=by.location, organisation__key=by.organisation)
    found = own.select_for_update().first()
    if found is None:
        raise NotYours
    if state and found.state != state:
        raise RosterMovedMeanwhile
    return found


def _require_desk(by: Actor) -> None:
    if by.role is not Role.IO or not by.location:
        raise NotYours


def _view(roster: Roster) -> RosterView:
    return RosterView(reference=roster.reference, state=roster.state, counts=dict(roster.counts))
