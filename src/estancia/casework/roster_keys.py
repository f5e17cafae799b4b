"""The keys of rows that share a number or a name: settled when a person accepts them, so that each stands by itself."""

from collections.abc import Sequence
from itertools import islice

from estancia.casework.roster_reach import STANDS
from estancia.notices.rosters import KNOWN_WITHOUT_NUMBER, Proposal
from estancia.notices.rosters.keeping import digest_of, from_json, text_of, to_json, with_what_was_known
from estancia.notices.rosters.telling_apart import MOST_TOGETHER, key_of_its_own, keys_for
from estancia.records.models import Roster, RosterRow

APART = "|"  # what parts the number from the name in a longer key


def accept_rows(*, roster: Roster, rows: Sequence[RosterRow]) -> int:
    """Let these doubtful rows stand, each under a key that no other row of the list has taken; give how many."""
    for row in rows:
        key = _key_of(roster=roster, row=row)
        if known_without_number(row=row):
            _say_all_that_is_known(row=row, of=_known(roster=roster, keys=[key]).get(key))
        _accept(row=row, key=key)
    return len(rows)


def accept_as_others(*, roster: Roster, rows: Sequence[RosterRow]) -> int:
    """Let these stand as other people than those known; give how many. A row of any other doubt stands as it does."""
    for row in rows:
        other = known_without_number(row=row)
        _accept(row=row, key=_free_key(roster=roster, row=row) if other else _key_of(roster=roster, row=row))
    return len(rows)


def known_without_number(*, row: RosterRow) -> bool:
    """Whether a row is doubtful because somebody of its name and birth is known, and no number says who it is."""
    return any(code == KNOWN_WITHOUT_NUMBER for _, _, code, *_ in row.problems)


def _accept(*, row: RosterRow, key: str) -> None:
    row.standing, row.key = "accepted", key
    row.save(update_fields=["standing", "key", "proposal", "said"])


def _say_all_that_is_known(*, row: RosterRow, of: Proposal | None) -> None:
    """Fill what the row leaves out with what was known of the same person; its own digest follows."""
    whole = with_what_was_known(proposal=from_json(kept=row.proposal), before=of)
    row.proposal, row.said = to_json(proposal=whole), digest_of(text=text_of(proposal=whole))


def part_numbers(*, roster: Roster) -> int:
    """Let a number that stands for several people find none of them by itself; give how many rows it was of.

    Whoever was admitted under it is one of them: the others are still to be heard.
    """
    if not roster.counts.get("accepted"):
        return 0
    parted = RosterRow.objects.filter(roster=roster, standing="accepted", number_key__isnull=False, key__contains=APART)
    keys = {key for longer in parted.values_list("key", flat=True) for key in (longer, longer.split(APART)[0])}
    here = RosterRow.objects.filter(key__in=keys, roster__location_key=roster.location_key)
    return here.update(number_key=None, unheard=True)


def _free_key(*, roster: Roster, row: RosterRow) -> str:
    """Give the first key of a row under which nobody is known, and that no row of its list has taken."""
    keys = list(islice(keys_for(proposal=from_json(kept=row.proposal)), MOST_TOGETHER + 2))
    taken = _taken(roster=roster, keys=keys) | _known(roster=roster, keys=keys).keys()
    return next((key for key in keys if key not in taken), row.key)


def _taken(*, roster: Roster, keys: Sequence[str]) -> set[str]:
    rows = RosterRow.objects.filter(key__in=keys, standing__in=STANDS, roster=roster)
    return set(rows.values_list("key", flat=True))


def _known(*, roster: Roster, keys: Sequence[str]) -> dict[str, Proposal]:
    """Give the newest standing proposal of each key in the kept lists of the place."""
    kept = RosterRow.objects.filter(key__in=keys, standing__in=STANDS, roster__state="committed")
    here = kept.filter(roster__location_key=roster.location_key).order_by("roster__place_in_line", "number")
    return {key: from_json(kept=proposal) for key, proposal in here.values_list("key", "proposal")}


def _key_of(*, roster: Roster, row: RosterRow) -> str:
    said = from_json(kept=row.proposal)
    if row.key == said.key and not any(rows for *_, rows in row.problems):
        return row.key
    keys = list(islice(keys_for(proposal=said), MOST_TOGETHER + 2))
    taken, known = _taken(roster=roster, keys=keys), _known(roster=roster, keys=keys)
    if row.key in known and row.key not in taken:
        return row.key
    return key_of_its_own(proposal=said, among=MOST_TOGETHER, taken=taken, known=known)
