"""What a roster would change before it changes anything: each row new, changed, the same, doubtful, or to be mended."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from estancia.notices.rosters.proposals import Proposal, RowRead
from estancia.notices.rosters.telling_apart import another_person, differing

ANOTHER_NAME = "another_name"
KNOWN_WITHOUT_NUMBER = "known_without_number"


class Standing(StrEnum):
    """How a row stands to what is known; `repeated` says what a row above it in the same list says."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REPEATED = "repeated"
    DOUBTFUL = "doubtful"
    TO_MEND = "to_mend"


@dataclass(frozen=True, slots=True)
class RowStanding:
    """A row, how it stands, the facts that differ from what is known, and a doubt beyond its own problems."""

    row: RowRead
    standing: Standing
    differs: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """Every row with its standing, in the order of the file, and how many there are of each."""

    rows: tuple[RowStanding, ...]
    counts: Mapping[Standing, int]


def preview(*, rows: Iterable[RowRead], known: Mapping[str, Proposal]) -> Preview:
    """Set rows beside the proposals already kept, by `Proposal.key`. Nothing is decided and nothing is changed.

    A value that the new roster does not give is not a change: the list forgets, the house does not. A row with a doubt
    that says nothing new is still the same; importing a roster again is harmless.
    """
    standings = tuple(stand(row=row, before=known.get(row.proposal.key)) for row in rows)
    counted = Counter(one.standing for one in standings)
    return Preview(rows=standings, counts={standing: counted[standing] for standing in Standing})


def stand(*, row: RowRead, before: Proposal | None) -> RowStanding:
    """Set one row beside what was known under its key; None is nothing."""
    if row.problems and row.to_mend:
        return RowStanding(row, Standing.TO_MEND)
    proposal = row.proposal
    if before is None:
        return RowStanding(row, Standing.DOUBTFUL if row.problems else Standing.NEW)
    differs = differing(now=proposal, before=before)
    if not differs:
        return RowStanding(row, Standing.SAME)
    if proposal.notice_number is None:
        return RowStanding(row, Standing.DOUBTFUL, differs, KNOWN_WITHOUT_NUMBER)
    if another_person(now=proposal, before=before):
        return RowStanding(row, Standing.DOUBTFUL, differs, ANOTHER_NAME)
    return RowStanding(row, Standing.DOUBTFUL if row.problems else Standing.CHANGED, differs)
