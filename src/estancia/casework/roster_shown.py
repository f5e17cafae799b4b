"""Rosters as a desk sees them: the list, the columns of one, its rows with what is wrong, what differs, what to ask."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from estancia.casework import audit
from estancia.casework.access import Actor
from estancia.casework.roster_dates import names_another_file
from estancia.casework.roster_keys import known_without_number
from estancia.casework.roster_reach import OVERTAKEN, STANDS, newest_of, require_desk, roster_of
from estancia.casework.roster_staging import columns_of
from estancia.casework.views.rosters import (
    BesideRow,
    ColumnShown,
    ColumnsShown,
    Difference,
    OrderAsked,
    ProblemShown,
    RosterList,
    RosterRows,
    RosterRowShown,
    RosterView,
)
from estancia.notices.rosters import Order, Proposal, still_to_ask
from estancia.notices.rosters.dates import reads_two_ways
from estancia.notices.rosters.keeping import from_json
from estancia.notices.rosters.proposals import FACT_NAMES, problem_sentence
from estancia.records.models import Roster, RosterFile, RosterRow
from estancia.wording import Sentence

AT_ONCE = 25
ANOTHER_FILE = "number_of_another_file"
STANDINGS = ("to_mend", "doubtful", "changed", "new", "accepted", "repeated")


@audit.deed()
def roster_list(*, by: Actor, now: datetime, after: str = "") -> RosterList:
    """List the rosters of the desk's place and organisation, the latest first. Raises `NotYours`."""
    require_desk(by)
    own = Roster.objects.filter(location_key=by.location, organisation__key=by.organisation)
    last = own.filter(reference=after).values_list("pk", flat=True).first() if after else None
    further = own.filter(pk__lt=last) if last else own
    found = list(further.order_by("-pk")[: AT_ONCE + 1])
    shown = found[:AT_ONCE]
    audit.record(by=by, act="roster.list", about=[one.reference for one in shown], detail={}, now=now)
    more = len(found) > AT_ONCE
    return RosterList(rosters=tuple(map(RosterView.of, shown)), after=shown[-1].reference if more else "")


@audit.deed()
def roster_file(*, reference: str, by: Actor, now: datetime) -> RosterView:
    """Show where a roster stands. Raises `NotYours`."""
    roster = roster_of(reference=reference, by=by, lock=False)
    audit.record(by=by, act="roster.look", about=[reference], detail={}, now=now)
    return replace(RosterView.of(roster), moved=_moved(roster))


def _moved(roster: Roster) -> Sentence | None:
    outdated = roster.state == "staged" and roster.based_on != newest_of(location=roster.location_key)
    return OVERTAKEN if outdated else None


@audit.deed()
def roster_columns(*, reference: str, by: Actor, now: datetime) -> ColumnsShown:
    """Show what the columns of a received file are taken to hold. Raises `NotYours`, `RosterMovedMeanwhile`."""
    roster = roster_of(reference=reference, by=by, state="received", lock=False)
    columns = columns_of(file=roster.file)
    shown = zip(columns.told_apart, columns.fields, roster.file.samples, strict=True)
    audit.record(by=by, act="roster.look", about=[reference], detail={}, now=now)
    return ColumnsShown(
        roster=RosterView.of(roster),
        columns=tuple(
            ColumnShown(place, heading, field, tuple(samples)) for place, (heading, field, samples) in enumerate(shown)
        ),
        remembered=columns.remembered,
    )


@audit.deed()
def roster_rows(*, reference: str, standing: str, by: Actor, now: datetime, after: int = 0) -> RosterRows:
    """Show a page of the rows that stand so; the sentences, what differs, and what is still to be asked.

    Raises `NotYours`. Without rows staged the page is empty.
    """
    roster = roster_of(reference=reference, by=by, lock=False)
    rows = RosterRow.objects.filter(roster=roster, standing=standing, number__gt=after)
    found = list(rows.select_related("roster").order_by("number")[: AT_ONCE + 1])
    shown = found[:AT_ONCE]
    elsewhere = names_another_file(rows=shown)
    before, beside = _before(roster=roster, rows=shown), _named_beside(roster=roster, rows=shown)
    numbers = [row.number for row in shown]
    audit.record(by=by, act="roster.rows", about=[reference], detail={"standing": standing, "rows": numbers}, now=now)
    return RosterRows(
        roster=RosterView.of(roster),
        standing=standing,
        rows=tuple(
            _shown(
                row=row,
                before=before.get(row.key) or before.get(first_key(row=row)),
                beside=beside,
                noted=(ANOTHER_FILE,) if row.number in elsewhere else (),
            )
            for row in shown
        ),
        may_be_others=any(known_without_number(row=row) for row in shown),
        after=numbers[-1] if len(found) > AT_ONCE else 0,
        orders=_orders_asked(roster=roster),
    )


def _orders_asked(*, roster: Roster) -> tuple[OrderAsked, ...]:
    """The columns whose dates can be read two ways, in the order of the file."""
    file = RosterFile.objects.filter(roster=roster, roster__state="staged", asks_order=True).first()
    if file is None:
        return ()
    columns = columns_of(file=file)
    shown = zip(columns.told_apart, columns.fields, file.samples, strict=True)
    return tuple(
        OrderAsked(field, heading, next((one for one in samples if reads_two_ways(text=one)), ""))
        for heading, field, samples in shown
        if field and file.orders.get(str(field)) == Order.UNKNOWN
    )


def _before(*, roster: Roster, rows: Iterable[RosterRow]) -> Mapping[str, Proposal]:
    """What was known of each key when this roster was compared; of a number's other person by the number alone."""
    keys = [key for row in rows if row.differs for key in (row.key, first_key(row=row))]
    earlier = RosterRow.objects.filter(
        key__in=keys,
        standing__in=STANDS,
        roster__location_key=roster.location_key,
        roster__place_in_line__lte=roster.based_on,
    ).order_by("roster__place_in_line", "number")
    return {key: from_json(kept=kept) for key, kept in earlier.values_list("key", "proposal")}


def first_key(*, row: RosterRow) -> str:
    """Give the key by which a row alone of its number would be found."""
    return from_json(kept=row.proposal).key


def _named_beside(*, roster: Roster, rows: Iterable[RosterRow]) -> Mapping[int, BesideRow]:
    """The rows that those shown share a number or a name with, by number; one that is as it was known is not kept."""
    numbers = {number for row in rows for number in _shares_with(row)}
    kept = RosterRow.objects.filter(roster=roster, number__in=numbers)
    return {row.number: _beside_row(number=row.number, said=from_json(kept=row.proposal)) for row in kept}


def _beside_row(*, number: int, said: Proposal) -> BesideRow:
    return BesideRow(
        number=number,
        name=said.name,
        born=said.born_on or said.born_year,
        nationality=said.nationality or "",
        family_number=said.family_number,
        hearing_on=said.hearing_on,
    )


def _shares_with(row: RosterRow) -> tuple[int, ...]:
    """The numbers of the rows that a row's problems name, without itself."""
    named = {number for *_, rows in map(_whole, row.problems) for number in rows}
    return tuple(sorted(named - {row.number}))


def _whole(problem: Sequence[Any]) -> tuple[str, str, str, str, Sequence[int]]:
    """Read a problem as it is kept; one kept before rows named each other names none."""
    cell, heading, code, written, *rows = problem
    return cell, heading, code, written, rows[0] if rows else ()


def _shown(
    *, row: RosterRow, before: Proposal | None, beside: Mapping[int, BesideRow], noted: Sequence[str]
) -> RosterRowShown:
    proposal = from_json(kept=row.proposal)
    return RosterRowShown(
        number=row.number,
        standing=row.standing,
        name=proposal.name,
        born=proposal.born_on or proposal.born_year,
        nationality=proposal.nationality or "",
        notice_number=proposal.number_shown,
        family_number=proposal.family_number,
        hearing_on=proposal.hearing_on,
        hearing_at=proposal.hearing_at,
        hearing_place=proposal.hearing_place or "",
        problems=tuple(
            ProblemShown(cell, heading, written, problem_sentence(code=code, rows=rows))
            for cell, heading, code, written, rows in map(
                _whole, [*row.problems, *(("", "", one, "") for one in noted)]
            )
        ),
        beside=tuple(beside.get(number) or BesideRow(number) for number in _shares_with(row)),
        differs=tuple(
            Difference(FACT_NAMES[fact], fact, getattr(before, fact, None), getattr(proposal, fact))
            for fact in row.differs
        ),
        to_ask=still_to_ask(proposal=proposal),
    )
