"""The rows of a roster set beside what is known of the same people, and written as the records keep them.

Most rows say something for the first time, or the same again: neither is built. One that says the same is known by the
digest of its text; only those in which something is wrong or differs are looked at one by one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import connection

from estancia.casework.roster_reach import STANDS
from estancia.notices.rosters import Proposal, RowsRead, RowStanding, Standing, stand
from estancia.notices.rosters.keeping import digest_of, from_json, text_of, with_what_was_known
from estancia.people.identity import key_number
from estancia.people.identity.person import figures_of
from estancia.records.models import RosterRow

COLUMNS = ("number", "key", "standing", "proposal", "said", "number_key", "problems", "differs")
KEYS_AT_ONCE = 5_000
PROPOSALS_AT_ONCE = 500
NONE = "[]"
Kept = tuple[object, ...]  # in the order of `COLUMNS`


def compare(*, rows: RowsRead, location: str, counts: Counter[str]) -> Iterator[Kept]:
    """Give the rows worth keeping, as they are kept, and count how all of them stand.

    What is the same is counted and not given.
    """
    counts.update(dict.fromkeys(map(str, Standing), 0))
    texts = list(rows.texts())
    known = _digests(location=location, keys=rows.keys)
    odd = _odd(rows=rows, texts=texts, known=known)
    before = _proposals(location=location, keys=[rows.keys[place] for place in odd if rows.keys[place] in known])
    for place, (number, key) in enumerate(zip(rows.numbers, rows.keys, strict=True)):
        if place in odd:
            one = stand(row=rows[place], before=before.get(key))
            counts[one.standing] += 1
            if one.standing is not Standing.SAME:
                yield _looked_at(one=one, key=key, before=before.get(key))
        elif key in known:
            counts[Standing.SAME] += 1
        else:
            counts[Standing.NEW] += 1
            text = texts[place]
            number_key = _number_key(rows.facts.get("notice_number"), place)
            yield (number, key, "new", text, digest_of(text=text), number_key, NONE, NONE)


def _odd(*, rows: RowsRead, texts: Sequence[str], known: Mapping[str, str]) -> set[int]:
    """Give the places of rows in which something is wrong, or says otherwise than before."""
    differs = {
        place for place, key in enumerate(rows.keys) if key in known and known[key] != digest_of(text=texts[place])
    }
    return differs | set(rows.wrong)


def _looked_at(*, one: RowStanding, key: str, before: Proposal | None) -> Kept:
    """Give a row that is not plainly new, filled with what was known before."""
    text = text_of(proposal=with_what_was_known(proposal=one.row.proposal, before=before))
    problems = [[wrong.cell, wrong.heading[:80], wrong.code, wrong.written] for wrong in one.row.problems]
    problems += [["", "", one.doubt, ""]] if one.doubt else []
    said = (json.dumps(problems, ensure_ascii=False), json.dumps(one.differs))
    number_key = _number_key([one.row.proposal.notice_number], 0)
    return (one.row.number, key, str(one.standing), text, digest_of(text=text), number_key, *said)


def _number_key(numbers: Sequence[object] | None, place: int) -> int | None:
    """Give a notice number as `people.identity` keys it."""
    number = numbers[place] if numbers else None
    return key_number(f"a{figures_of(str(number))}") if number else None


def _proposals(*, location: str, keys: Iterable[str]) -> dict[str, Proposal]:
    """Give the newest standing proposal of each key."""
    found: dict[str, Proposal] = {}
    waiting = iter(keys)
    while some := list(islice(waiting, PROPOSALS_AT_ONCE)):
        kept = RosterRow.objects.filter(key__in=some, roster__location_key=location, roster__state="committed")
        newest_last = kept.filter(standing__in=STANDS).order_by("roster__place_in_line", "number")
        found.update((key, from_json(kept=said)) for key, said in newest_last.values_list("key", "proposal"))
    return found


def _digests(*, location: str, keys: Sequence[str]) -> dict[str, str]:
    """Give what the newest standing row of each key says, by its digest."""
    found: dict[str, str] = {}
    if not RosterRow.objects.filter(roster__location_key=location, roster__state="committed").exists():
        return found
    on_postgresql = connection.vendor == "postgresql"
    waiting = iter(keys)
    with connection.cursor() as cursor:
        while some := list(islice(waiting, KEYS_AT_ONCE)):
            statement, sought = (_POSTGRESQL, some) if on_postgresql else (_SQLITE, json.dumps(some))
            cursor.execute(statement, [sought, location, *STANDS])
            found.update(cursor.fetchall())
    return found


# Written out: keys go as one value, so that a hundred thousand of them cost a few statements. SQLite looks them up in
# the order of a CROSS JOIN; left to itself it reads every row of the place.
_POSTGRESQL = (
    "SELECT w.key, w.said FROM records_rosterrow w JOIN records_roster r ON r.id = w.roster_id "
    "WHERE w.key = ANY(%s) AND r.location_key = %s AND r.state = 'committed' AND w.standing IN (%s, %s, %s) "
    "ORDER BY r.place_in_line, w.number"
)
_SQLITE = (
    "WITH sought AS (SELECT value AS key FROM json_each(%s)) "
    "SELECT w.key, w.said FROM sought s CROSS JOIN records_rosterrow w CROSS JOIN records_roster r "
    "WHERE w.key = s.key AND r.id = w.roster_id AND r.location_key = %s AND r.state = 'committed' "
    "AND w.standing IN (%s, %s, %s) ORDER BY r.place_in_line, w.number"
)
