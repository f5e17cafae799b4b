"""The same grounds, asked of many people at once in arrays.

Nothing is defined here: every criterion is the one `determine` asks. A property test holds both forms together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from estancia.admission.derived import address_standing, language_standing, location_standing, place_missing
from estancia.admission.determine import STILL_WAITS_FOR_HOLDER
from estancia.admission.facts import FIELDS, PARTS, Facts
from estancia.admission.grounds import CODES
from estancia.admission.reading import WORDS
from estancia.admission.speaking import RANK, LawOfDay, law_of_day
from estancia.law import Law, current_law
from estancia.law.columns import Column, Columns, Mask

OUTCOMES = ("admissible", "hold", "not_covered")
STANDINGS: Mapping[str, tuple[str, ...]] = {
    "derived.languages": ("only_indigenous", "another_too"),
    "derived.location": ("open", "perhaps_open", "not_open", "not_designated"),
}
WARN, WAIT, OUTSIDE, PROTECT = RANK["warn"], RANK["wait"], RANK["outside"], RANK["protect"]
Ranks = NDArray[np.int8]
BLOCK = 16_384  # people at a time


@dataclass(frozen=True, slots=True)
class Determinations:
    """Outcomes of many: `outcome` indexes `OUTCOMES`, shape (people,).

    `effects` has shape (codes, people) in the order of `CODES`: 0 silent, 1 warn, 2 wait, 3 outside, 4 protect.
    `asks` says for whom some fact is still to be asked.
    """

    outcome: NDArray[np.int8]
    effects: Ranks
    asks: Mask

    def codes_of(self, person: int) -> dict[str, int]:
        """Give the codes that speak for one person, with their ranks."""
        return {code: int(rank) for code, rank in zip(CODES, self.effects[:, person], strict=True) if rank}


def determine_many(*, columns: Columns, law: Law | None = None) -> Determinations:
    """Say what the rules of each person's day say so far of each person.

    People are taken a block at a time, so that what is worked out for a block is read again while it is still near.
    """
    then = law or current_law()
    people = columns["on"].values.size
    said = Determinations(
        outcome=np.empty(people, np.int8),
        effects=np.empty((len(CODES), people), np.int8),
        asks=np.empty(people, np.bool_),
    )
    for law_then, some in _blocks(then, columns["on"].values):
        few = {path: Column(each.values[some], each.known[some], each.words) for path, each in columns.items()}
        said.outcome[some], said.effects[:, some], said.asks[some] = _determined(few, law_then)
    return said


def _blocks(law: Law, on: NDArray[np.int32]) -> Iterator[tuple[LawOfDay, slice | NDArray[np.intp]]]:
    """Part people by the law of their day, which is constant between two of its boundaries, then into blocks."""
    edges = [day.toordinal() for day in law.boundaries()]
    segment = np.searchsorted(edges, on, side="right")
    first_days = [date(1, 1, 1), *law.boundaries()]
    for number in np.flatnonzero(np.bincount(segment)):
        law_then = law_of_day(law, first_days[number])
        alike = np.flatnonzero(segment == number)
        for start in range(0, alike.size, BLOCK):
            some = alike[start : start + BLOCK]
            unbroken = some[-1] - some[0] + 1 == some.size
            yield law_then, slice(some[0], some[-1] + 1) if unbroken else some


def _determined(columns: Columns, law_then: LawOfDay) -> tuple[Ranks, Ranks, Mask]:
    """Ask the grounds that speak on a day of one block: outcome, effects of shape (codes, people), who is asked."""
    holder = columns["person.holds_valid_stay"].known & (columns["person.holds_valid_stay"].values == 1)
    effects: Ranks = np.zeros((len(CODES), holder.size), np.int8)
    asked_protect, asked_else = np.zeros(holder.size, np.bool_), np.zeros(holder.size, np.bool_)
    for reason in law_then.day_reasons:
        _add(effects, reason.code, RANK[reason.effect], np.ones(holder.size, np.bool_), holder)
    for each in law_then.speaking:
        yes, no = each.ground.criterion.over(columns)
        rank = RANK[each.effect]
        _add(effects, each.ground.code, rank, yes, holder)
        if each.ground.asks and rank > WARN:
            open_for = asked_protect if rank == PROTECT else asked_else
            open_for |= ~(yes | no)
    return _concluded(effects, asked_protect, asked_else, holder)


def _add(effects: Ranks, code: str, rank: int, yes: Mask, holder: Mask) -> None:
    """Let a code speak as strongly as it does, softened for whoever holds a valid stay."""
    spoken = yes.view(np.int8) * np.int8(rank)
    if rank in (WAIT, OUTSIDE) and code not in STILL_WAITS_FOR_HOLDER:
        spoken[yes & holder] = WARN
    slot = effects[CODES.index(code)]
    np.maximum(slot, spoken, out=slot)


def _concluded(effects: Ranks, asked_protect: Mask, asked_else: Mask, holder: Mask) -> tuple[Ranks, Ranks, Mask]:
    outside = (effects == OUTSIDE).any(axis=0)
    asked_else = asked_else & ~holder & ~outside
    waits = (effects == WAIT).any(axis=0)
    hold = (effects == PROTECT).any(axis=0) | asked_protect | (~outside & (waits | asked_else))
    outcome = np.where(hold, 1, np.where(outside, 2, 0)).astype(np.int8)
    return outcome, effects, asked_protect | asked_else


def columns_of(facts: Sequence[Facts]) -> Columns:
    """Lay facts out as columns, for tests and for small batches."""
    tables = [each.by_path() for each in facts]
    paths = ["on", "location", *(f"{part}.{name}" for part in PARTS for name in FIELDS[part])]
    columns = {path: _column(path, [table[path] for table in tables]) for path in paths if path != "person.languages"}
    days = [each.on for each in facts]
    hearing = [table["court_record.hearing_on"] or table["notice.hearing_on"] for table in tables]
    derived: dict[str, list[object]] = {
        "derived.languages": [language_standing(t["person.languages"], on) for t, on in zip(tables, days, strict=True)],
        "derived.location": [location_standing(t["location"], on) for t, on in zip(tables, days, strict=True)],
        "derived.hearing_on": hearing,
        "derived.address_reaches_nobody": [address_standing(t["notice.address"]) for t in tables],
        "derived.place_missing": [place_missing(t["notice.hearing_location"]) for t in tables],
    }
    return columns | {path: _column(path, values) for path, values in derived.items()}


def _column(path: str, values: list[object]) -> Column:
    words = WORDS.get(path) or STANDINGS.get(path) or ()
    if not words and any(isinstance(value, str) and value != "declined" for value in values):
        words = tuple(sorted({str(value) for value in values if value is not None}))
    known = np.array([value is not None for value in values], np.bool_)
    empty = Column(np.zeros(0, np.int32), known, words)
    return Column(np.array([0 if value is None else empty.code(value) for value in values], np.int32), known, words)
