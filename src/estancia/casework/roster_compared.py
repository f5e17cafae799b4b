"""The rows of a roster set beside what is known of the same people, and written as the records keep them.

Most rows say something for the first time, or the same again: neither is built. One that says the same is known by the
digest of its text; only those in which something is wrong or differs are looked at one by one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from estancia.casework.roster_reach import STANDS
from estancia.notices.rosters import KNOWN_WITHOUT_NUMBER, Proposal, RowRead, RowsRead, Standing, stand
from estancia.notices.rosters.keeping import digest_of, from_json, text_of, with_what_was_known
from estancia.notices.rosters.telling_apart import (
    another_person,
    differing,
    key_of_its_own,
    keys_for,
    known_as,
    told_apart,
)
from estancia.people.identity import key_number
from estancia.people.identity.person import figures_of
from estancia.records.models import RosterRow

COLUMNS = (
    "number", "key", "standing", "proposal", "said", "number_key", "hearing_printed", "check_in_printed", "problems",
    "differs",
)  # fmt: skip
KEYS_AT_ONCE = 5_000
PROPOSALS_AT_ONCE = 500
ALIKE = 3  # keys looked under for a row that is alone in its list
TOLD_TWICE = "told_twice"
NONE = "[]"
Doubt = tuple[str, tuple[int, ...]]  # about the whole row: a code, and the numbers of the rows it names
Kept = tuple[object, ...]  # in the order of `COLUMNS`


def compare(*, rows: RowsRead, location: str, counts: Counter[str]) -> Iterator[Kept]:
    """Give the rows worth keeping, as they are kept, and count how all of them stand.

    What is the same is counted and not given.
    """
    counts.update(dict.fromkeys(map(str, Standing), 0))
    texts, printed = list(rows.texts()), rows.printed()
    known = _digests(location=location, keys=rows.keys)
    odd = _odd(rows=rows, texts=texts, known=known)
    before, own = _beside_what_is_known(rows=rows, odd=odd, known=known, location=location)
    for place, (number, key) in enumerate(zip(rows.numbers, rows.keys, strict=True)):
        if place in odd:
            one = _look(rows=rows, place=place, key=own[place], known=before)
            counts[one.standing] += 1
            if one.standing is not Standing.SAME:
                yield _kept(one=one, printed=printed[place])
        elif key in known:
            counts[Standing.SAME] += 1
        else:
            counts[Standing.NEW] += 1
            text = texts[place]
            number_key = _number_key(rows.facts.get("notice_number"), place)
            yield (number, key, "new", text, digest_of(text=text), number_key, *printed[place], NONE, NONE)


@dataclass(frozen=True, slots=True)
class _LookedAt:
    """A row looked at by itself: how it stands, under which key, and what was known of the same person."""

    row: RowRead
    standing: Standing
    key: str
    before: Proposal | None
    differs: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def _odd(*, rows: RowsRead, texts: Sequence[str], known: Mapping[str, str]) -> set[int]:
    """Give the places of rows in which something is wrong, that are told twice, or that say otherwise than before."""
    differs = {
        place for place, key in enumerate(rows.keys) if key in known and known[key] != digest_of(text=texts[place])
    }
    again = {place for place in rows.together.again if rows.keys[place] not in known}
    return differs | again | set(rows.wrong)


def _beside_what_is_known(
    *, rows: RowsRead, odd: set[int], known: Mapping[str, str], location: str
) -> tuple[dict[str, Proposal], dict[int, str]]:
    """Give what is known under the keys of these rows, and the key that each of them is kept by."""
    first = {rows.keys[place] for place in odd if rows.keys[place] in known}
    before = _proposals(location=location, keys=first)
    said = {place: rows.proposal(place=place) for place in odd if _may_be_another(rows, place=place, known=before)}
    further = {
        key
        for place, proposal in said.items()
        for key in _further_keys(proposal, among=len(rows.beside(place=place)), known=before)
    }
    before |= _proposals(location=location, keys=further - first)
    plainly = {place: rows.keys[place] for place in odd - said.keys()}
    return before, plainly | _own_keys(rows=rows, said=said, known=before)


def _may_be_another(rows: RowsRead, *, place: int, known: Mapping[str, Proposal]) -> bool:
    """Whether a row may not be whom its key is known of: it shares it, or has no number, or another name."""
    then = known.get(rows.keys[place])
    shares = place in rows.together.apart
    return shares or (then is not None and (then.notice_number is None or rows.facts["name"][place] != then.name))


def _further_keys(said: Proposal, *, among: int, known: Mapping[str, Proposal]) -> Iterable[str]:
    """Give the keys beside its first under which a row may be known: it shares that one, or is known otherwise."""
    then = known.get(said.key)
    if not among and (then is None or not _under_another_key(said, then)):
        return ()
    return islice(keys_for(proposal=said), 1, max(among, ALIKE) + 1)


def _under_another_key(said: Proposal, then: Proposal) -> bool:
    """Whether what is known under a row's first key may be somebody else's."""
    if said.notice_number is None:
        return bool(differing(now=said, before=then))
    return another_person(now=said, before=then)


def _own_keys(*, rows: RowsRead, said: Mapping[int, Proposal], known: Mapping[str, Proposal]) -> dict[int, str]:
    """Give each row the key it is kept by."""
    keys = {place: _key_alone(proposal, known=known) for place, proposal in said.items()}
    for places in set(rows.together.apart.values()):
        keys |= told_apart(group={place: said[place] for place in places}, known=known)
    return keys


def _key_alone(said: Proposal, *, known: Mapping[str, Proposal]) -> str:
    """Give the key of a row that shares it with none of its list; another person of a known number has their own."""
    then = known.get(said.key)
    if then is None or not _under_another_key(said, then):
        return said.key
    again = known_as(proposal=said, known=known, among=ALIKE)
    if again or said.notice_number is None:
        return again or _nearest(said, known=known)
    return key_of_its_own(proposal=said, among=1, taken={said.key}, known=known)


def _nearest(said: Proposal, *, known: Mapping[str, Proposal]) -> str:
    """Of several known by one name and birth and no number, give the key of the one it differs from least."""
    keys = [key for key in islice(keys_for(proposal=said), ALIKE + 1) if key in known]
    return min(keys, key=lambda key: len(differing(now=said, before=known[key])), default=said.key)


def _look(*, rows: RowsRead, place: int, key: str, known: Mapping[str, Proposal]) -> _LookedAt:
    row = rows[place]
    before = known.get(key)
    if before is None and not rows.beside(place=place):  # alone of its number, which is known of somebody else
        before = known.get(rows.keys[place])
    one = stand(row=row, before=before)
    doubts: tuple[Doubt, ...] = ((one.doubt, ()),) if one.doubt else ()
    standing = one.standing
    above = rows.together.again.get(place)
    if above is not None and standing not in (Standing.SAME, Standing.TO_MEND):
        standing, doubts = Standing.REPEATED, ((TOLD_TWICE, (rows.numbers[above],)),)
    return _LookedAt(row, standing, key, known.get(key), one.differs, doubts)


def _kept(*, one: _LookedAt, printed: tuple[str, str]) -> Kept:
    """Give a row that is not plainly new, filled with what was known before of the same person."""
    proposal = one.row.proposal
    perhaps_another = any(code == KNOWN_WITHOUT_NUMBER for code, _ in one.doubts)  # filled if said to be the same
    before = None if perhaps_another else one.before
    text = text_of(proposal=with_what_was_known(proposal=proposal, before=before))
    said = () if one.standing is Standing.REPEATED else one.row.problems  # the row above says it
    problems = [[wrong.cell, wrong.heading[:80], wrong.code, wrong.written, list(wrong.rows)] for wrong in said]
    problems += [["", "", code, "", list(numbers)] for code, numbers in one.doubts]
    plain = (json.dumps(problems, ensure_ascii=False), json.dumps(one.differs))
    number_key = _number_key([proposal.notice_number], 0)
    return (one.row.number, one.key, str(one.standing), text, digest_of(text=text), number_key, *printed, *plain)


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
