"""The keys of rows that share a number or a name: settled when a person accepts them, so that each stands by itself."""

from collections.abc import Collection, Sequence
from itertools import islice

from estancia.casework.roster_reach import STANDS
from estancia.notices.rosters.keeping import from_json
from estancia.notices.rosters.telling_apart import MOST_TOGETHER, key_of_its_own, keys_for
from estancia.records.models import Roster, RosterRow

APART = "|"  # what parts the number from the name in a longer key


def accept_rows(*, roster: Roster, rows: Sequence[RosterRow]) -> int:
    """Let these doubtful rows stand, each under a key that no other row of the list has taken; give how many."""
    for row in rows:
        row.standing, row.key = "accepted", _key_of(roster=roster, row=row)
        row.save(update_fields=["standing", "key"])
    return len(rows)


def part_numbers(*, roster: Roster) -> int:
    """Let a number that stands for several people find none of them by itself; give how many rows it was of.

    Whoever was admitted under it is one of them: the others are still to be heard.
    """
    if not roster.counts.get("accepted"):
        return 0
    parted = RosterRow.objects.filter(roster=roster, standing="accepted", number_key__isnull=False, key__contains=APART)
    keys = {key for longer in parted.values_list("key", flat=True) for key in (longer, longer.split(APART)[0])}
    here = RosterRow.objects.filter(key__in=keys, roster__location_key=roster.location_key)
    return here.update(number_key=None)


def _key_of(*, roster: Roster, row: RosterRow) -> str:
    said = from_json(kept=row.proposal)
    if row.key == said.key and not any(rows for *_, rows in row.problems):
        return row.key
    keys = list(islice(keys_for(proposal=said), MOST_TOGETHER + 2))
    among = RosterRow.objects.filter(key__in=keys, standing__in=STANDS)
    taken: Collection[str] = set(among.filter(roster=roster).values_list("key", flat=True))
    kept = among.filter(roster__location_key=roster.location_key, roster__state="committed")
    newest_last = kept.order_by("roster__place_in_line", "number").values_list("key", "proposal")
    known = {key: from_json(kept=proposal) for key, proposal in newest_last}
    if row.key in known and row.key not in taken:
        return row.key
    return key_of_its_own(proposal=said, among=MOST_TOGETHER, taken=taken, known=known)
