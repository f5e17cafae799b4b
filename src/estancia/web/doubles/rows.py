"""Who on file may already be those whom a page of a roster names: one search for the page, shown beside each row."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect

from estancia.casework.doubles import doubles_of_rows, not_the_same
from estancia.casework.roster_identities import identities_in_roster
from estancia.casework.views.doubles import DoublesView
from estancia.casework.views.rosters import RosterRows
from estancia.web.door import StaffRequest, door
from estancia.web.sending import sent_only


def beside_rows(request: StaffRequest, *, reference: str, rows: RosterRows) -> Mapping[int, DoublesView]:
    """Give the likely doubles of these rows by the row's number; nothing is looked for where there are no rows."""
    numbers = [row.number for row in rows.rows]
    if not numbers:
        return {}
    named = identities_in_roster(reference=reference, numbers=numbers, by=request.actor, now=request.now)
    return doubles_of_rows(roster=reference, identities=named, by=request.actor, now=request.now)


@sent_only
@door("roster_row_apart")
def row_apart(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Keep in mind that whom a row names and somebody on file are two people; then back to the rows."""
    other = request.POST.get("other", "")
    not_the_same(one=f"{reference}:{number}", other=other, by=request.actor, now=request.now)
    return redirect("roster", reference)
