"""What a roster would change before it changes anything: each row new, changed, the same, doubtful, or to be mended."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from estancia.notices.rosters.proposals import Proposal, RowRead
from estancia.people import fold_name


class Standing(StrEnum):
    """How a row stands to what is known."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
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
    differs = _differing(proposal, before)
    if not differs:
        return RowStanding(row, Standing.SAME)
    if proposal.notice_number is None:
        return RowStanding(row, Standing.DOUBTFUL, differs, "known_without_number")
    if "name" in differs and not _share_a_name(proposal.name, before.name):
        return RowStanding(row, Standing.DOUBTFUL, differs, "another_name")
    return RowStanding(row, Standing.DOUBTFUL if row.problems else Standing.CHANGED, differs)


def _differing(proposal: Proposal, before: Proposal) -> tuple[str, ...]:
    if proposal == before:
        return ()
    pairs = ((name, getattr(proposal, name), getattr(before, name)) for name in FACTS)
    return tuple(name for name, now, then in pairs if now not in (None, "") and now != then)


def _share_a_name(one: str, other: str) -> bool:
    return bool(set(fold_name(one).split()) & set(fold_name(other).split()))


FACTS = tuple(field.name for field in fields(Proposal))
