"""Those a staged roster names, as the search for doubles takes them: one identity a row, by the row's number."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from estancia.casework import audit
from estancia.casework.access import Actor
from estancia.casework.roster_reach import roster_of
from estancia.notices.rosters import Proposal
from estancia.notices.rosters.keeping import from_json
from estancia.people.identity import Identity
from estancia.records.models import RosterRow


@audit.deed()
def identities_in_roster(*, reference: str, numbers: Sequence[int], by: Actor, now: datetime) -> Mapping[int, Identity]:
    """Give whom these rows of a roster name, by the row's number in the sheet; rows without a name are left out.

    Ask for the rows of one page, not for a whole roster. Raises `NotYours` for a roster of another desk.
    """
    roster = roster_of(reference=reference, by=by, lock=False)
    rows = RosterRow.objects.filter(roster=roster, number__in=numbers).values_list("number", "proposal")
    named = {number: from_json(kept=kept) for number, kept in rows}
    audit.record(by=by, act="roster.identities", about=[reference], detail={"rows": list(named)}, now=now)
    return {number: identity_of_proposal(proposal=said) for number, said in named.items() if said.name}


def identity_of_proposal(*, proposal: Proposal) -> Identity:
    """Give what a proposal is compared by. Of a bare year of birth the first of January is taken, as a guess."""
    guessed = proposal.born_on is None and proposal.born_year is not None
    born_on = date(proposal.born_year, 1, 1) if guessed and proposal.born_year else proposal.born_on
    return Identity(
        name=proposal.name,
        born_on=born_on,
        born_approximately=guessed,
        nationality=proposal.nationality or "",
        numbers=frozenset({proposal.notice_number} if proposal.notice_number else ()),
    )
