"""Rosters at a desk: received, their columns said, staged, looked at, committed once or not at all.

A roster row is the counterpart's proposal. Nothing here makes a request, a person's file or a decision. Rows are
staged by `roster_staging` in short batches and count for nothing until one short statement commits their roster.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F

from estancia.casework import audit
from estancia.casework.access import Actor
from estancia.casework.references import fresh_reference
from estancia.casework.roster_files import look_at_roster_file
from estancia.casework.roster_keys import accept_as_others, accept_rows, part_numbers
from estancia.casework.roster_reach import RosterMovedMeanwhile, newest_of, require_desk, roster_of
from estancia.casework.roster_staging import BATCH, Progress, columns_of, lease, stage
from estancia.casework.roster_waiting import counts_from_now_on
from estancia.casework.views.rosters import RosterView
from estancia.notices.rosters import (
    Columns,
    Field,
    Order,
    Sheet,
    choose_columns,
    propose_columns,
    to_remember,
)
from estancia.records.models import Organisation, RememberedColumns, Roster, RosterFile, RosterRow

__all__ = [
    "RosterMovedMeanwhile",
    "accept_doubtful",
    "accept_doubtful_as_others",
    "commit_roster",
    "drop_roster",
    "receive_roster",
    "say_columns",
    "say_orders",
    "stage_now",
    "stage_roster",
]

SAMPLES = 3
LONGEST_SAMPLE = 60


def receive_roster(*, content: bytes, suffix: str, by: Actor, now: datetime) -> RosterView:
    """Take a file in and propose what its columns hold, as this organisation said before. Raises `RosterRefused`.

    The file is read outside any transaction: a slow one makes no desk wait, and a bad one changes nothing. The same
    file sent again before its columns were said is the one that was received.
    """
    require_desk(by)
    sheet, rows = look_at_roster_file(content=content, suffix=suffix)
    return _receive(content=content, suffix=suffix, sheet=sheet, rows=rows, by=by, now=now)


@audit.deed()
def _receive(*, content: bytes, suffix: str, sheet: Sheet, rows: int, by: Actor, now: datetime) -> RosterView:
    # The organisation's row is held until the commit: a file sent twice at one instant waits, and finds itself.
    organisation = Organisation.objects.select_for_update().get(key=by.organisation)
    digest = hashlib.sha256(content).hexdigest()
    own = Roster.objects.filter(location_key=by.location, organisation=organisation, staged_by_id=by.staff_id)
    again = own.filter(state="received", digest=digest).first()
    if again:
        audit.record(by=by, act="roster.open", about=[again.reference], detail={}, now=now)
        return RosterView.of(again)
    kept = RememberedColumns.objects.filter(organisation=organisation)
    columns = propose_columns(sheet=sheet, remembered=dict(kept.values_list("key", "columns")))
    roster = Roster.objects.create(
        reference=fresh_reference(),
        location_key=by.location,
        organisation=organisation,
        digest=digest,
        kind=sheet.kind,
        state="received",
        sheets_left=list(sheet.sheets_left),
        sheets_hidden=list(sheet.sheets_hidden),
        rows_in_file=max(0, rows - columns.heading_row - 1),
        staged_at=now,
        staged_by_id=by.staff_id,
    )
    RosterFile.objects.create(
        roster=roster,
        suffix=suffix.lower().lstrip(".")[:4],
        content=content,
        headings={"row": columns.heading_row, "texts": list(columns.headings), "remembered": columns.remembered},
        fields=[field and str(field) for field in columns.fields],
        samples=_samples(sheet=sheet, columns=columns),
    )
    audit.record(by=by, act="roster.receive", about=[roster.reference], detail={"kind": sheet.kind}, now=now)
    return RosterView.of(roster)


def _samples(*, sheet: Sheet, columns: Columns) -> list[list[str]]:
    """Give the first cells that say something below each heading."""
    below = sheet.rows[columns.heading_row + 1 :]
    cells = ([row[place] for row in below if place < len(row) and row[place]] for place in range(len(columns.headings)))
    return [[cell[:LONGEST_SAMPLE] for cell in column[:SAMPLES]] for column in cells]


@audit.deed()
def say_columns(
    *,
    reference: str,
    chosen: Mapping[int, Field | None],
    orders: Mapping[Field, Order],
    by: Actor,
    now: datetime,
) -> RosterView:
    """Say what each column holds, remember it for the organisation, and put the roster in line to be staged.

    Raises `NoHeadings` when nothing names anyone, `FieldTwice` when two columns would hold the same.
    """
    roster = roster_of(reference=reference, by=by, state="received")
    columns = choose_columns(columns=columns_of(file=roster.file), chosen=chosen)
    RememberedColumns.objects.update_or_create(
        organisation_id=roster.organisation_id, key=columns.key, defaults={"columns": to_remember(columns=columns)}
    )
    RosterFile.objects.filter(roster=roster).update(
        fields=[field and str(field) for field in columns.fields],
        orders={str(field): str(order) for field, order in orders.items()},
    )
    Roster.objects.filter(pk=roster.pk).update(state="waiting")
    roster.refresh_from_db()
    audit.record(by=by, act="roster.columns", about=[reference], detail={}, now=now)
    return RosterView.of(roster)


@audit.deed()
def say_orders(*, reference: str, orders: Mapping[Field, Order], by: Actor, now: datetime) -> RosterView:
    """Say what comes first in the dates of columns that leave it open, and put the roster in line to be read again.

    Rows accepted before are asked again. Raises `NotYours`, and `RosterMovedMeanwhile` when it is no longer looked at.
    """
    roster = roster_of(reference=reference, by=by, state="staged")
    file = RosterFile.objects.filter(roster=roster, asks_order=True).first()
    if file is None:
        raise RosterMovedMeanwhile
    file.orders = file.orders | {str(field): str(order) for field, order in orders.items() if str(field) in file.orders}
    file.asks_order = False
    file.save(update_fields=["orders", "asks_order"])
    Roster.objects.filter(pk=roster.pk).update(state="waiting", counts={}, attempts=0, rows_looked_at=0)
    roster.refresh_from_db()
    audit.record(by=by, act="roster.columns", about=[reference], detail={}, now=now)
    return RosterView.of(roster)


def stage_now(*, reference: str, by: Actor, now: datetime, progress: Progress | None = None) -> RosterView:
    """Stage a roster that waits, here and now: for a short list, or where nobody else waits. Raises `NotYours`.

    When the worker has it already, or the file is refused after all, the view says so.
    """
    roster = _in_line(reference=reference, by=by, now=now)
    if lease(roster=roster, now=now):
        stage(roster=roster, by=by, now=now, tell=progress)
    roster.refresh_from_db()
    return RosterView.of(roster)


@audit.deed()
def _in_line(*, reference: str, by: Actor, now: datetime) -> Roster:
    roster = roster_of(reference=reference, by=by)
    audit.record(by=by, act="roster.open", about=[reference], detail={}, now=now)
    return roster


def stage_roster(
    *,
    content: bytes,
    suffix: str,
    by: Actor,
    now: datetime,
    chosen: Mapping[int, Field | None] | None = None,
    orders: Mapping[Field, Order] | None = None,
    progress: Progress | None = None,
) -> RosterView:
    """Receive a file, take its columns as proposed but for those chosen, and stage it. Raises `RosterRefused`.

    Nothing that counts is changed. `progress` hears of rows looked at and rows in all.
    """
    received = receive_roster(content=content, suffix=suffix, by=by, now=now)
    say_columns(reference=received.reference, chosen=chosen or {}, orders=orders or {}, by=by, now=now)
    return stage_now(reference=received.reference, by=by, now=now, progress=progress)


@audit.deed()
def accept_doubtful(*, reference: str, numbers: Sequence[int], by: Actor, now: datetime) -> RosterView:
    """Take doubtful rows a person has looked at, by their number in the sheet. Rows to be mended are never taken.

    Two that share a number or a name both stand when both are taken. One that says otherwise of somebody known without
    a number counts in place of what was known.
    """
    roster, doubtful = _doubtful(reference=reference, numbers=numbers, by=by)
    taken = accept_rows(roster=roster, rows=doubtful)
    return _taken(roster=roster, taken=taken, detail={"rows": taken}, by=by, now=now)


@audit.deed()
def accept_doubtful_as_others(*, reference: str, numbers: Sequence[int], by: Actor, now: datetime) -> RosterView:
    """Take doubtful rows as other people than those known: both stand, and each is found again by itself."""
    roster, doubtful = _doubtful(reference=reference, numbers=numbers, by=by)
    taken = accept_as_others(roster=roster, rows=doubtful)
    return _taken(roster=roster, taken=taken, detail={"rows": taken, "others": taken}, by=by, now=now)


def _doubtful(*, reference: str, numbers: Sequence[int], by: Actor) -> tuple[Roster, list[RosterRow]]:
    roster = roster_of(reference=reference, by=by, state="staged")
    rows = RosterRow.objects.filter(roster=roster, standing="doubtful", number__in=numbers[:BATCH])
    return roster, list(rows.order_by("number"))


def _taken(*, roster: Roster, taken: int, detail: Mapping[str, int], by: Actor, now: datetime) -> RosterView:
    accepted = roster.counts.get("accepted", 0) + taken
    roster.counts = roster.counts | {"doubtful": roster.counts["doubtful"] - taken, "accepted": accepted}
    roster.save(update_fields=["counts"])
    audit.record(by=by, act="roster.accept", about=[roster.reference], detail=dict(detail), now=now)
    return RosterView.of(roster)


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
    roster = roster_of(reference=reference, by=by)
    if roster.state != "committed":
        staged = Roster.objects.filter(pk=roster.pk, state="staged", based_on=newest_of(location=by.location))
        if not staged.update(state="committed", place_in_line=F("based_on") + 1, ended_at=now, claimed_to=0):
            raise RosterMovedMeanwhile
        roster.refresh_from_db()
        part_numbers(roster=roster)
        counts_from_now_on(roster=roster)
        RosterFile.objects.filter(roster=roster).delete()
    audit.record(by=by, act="roster.commit", about=[reference], detail=dict(roster.counts), now=now)
    return RosterView.of(roster)


@audit.deed()
def drop_roster(*, reference: str, by: Actor, now: datetime) -> RosterView:
    """Let a roster that was not committed go, file, rows and all.

    Raises `RosterMovedMeanwhile` when it was committed meanwhile.
    """
    roster = roster_of(reference=reference, by=by)
    if not Roster.objects.filter(pk=roster.pk).exclude(state="committed").update(state="dropped", ended_at=now):
        raise RosterMovedMeanwhile
    RosterFile.objects.filter(roster=roster).delete()
    RosterRow.objects.filter(roster=roster).delete()
    roster.refresh_from_db()
    audit.record(by=by, act="roster.drop", about=[reference], detail={}, now=now)
    return RosterView.of(roster)
