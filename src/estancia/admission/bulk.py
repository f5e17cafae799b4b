"""The same grounds, asked of many people at once in arrays.

Nothing is defined here: every criterion is the one `determine` asks. A property test holds both forms together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from estancia.admission.derived import address_standing, language_standing, location_standing, place_missing
from estancia.admission.determine import STILL_WAITS_FOR_HOLDER
from estancia.admission.facts import FIELDS, PARTS, Facts
from estancia.admission.grounds import CODES, DAY_CODES, GROUNDS
from estancia.admission.reading import WORDS
from estancia.admission.speaking import RANK, LawOfDay, law_of_day
from estancia.law import Law, current_law
from estancia.law.criteria import Column, Columns, Mask

OUTCOMES = ("admissible", "hold", "not_covered")
STANDINGS: Mapping[str, tuple[str, ...]] = {
    "derived.languages": ("only_indigenous", "another_too"),
    "derived.location": ("open", "perhaps_open", "not_open", "not_designated"),
}
WARN, WAIT, OUTSIDE, PROTECT = RANK["warn"], RANK["wait"], RANK["outside"], RANK["protect"]
Ranks = NDArray[np.int8]


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
    """Say what the rules of each person's day say so far of each person."""
    then = law or current_law()
    day_of = _Days(then, columns["on"].values)
    holder = columns["person.holds_valid_stay"].known & (columns["person.holds_valid_stay"].values == 1)
    effects: Ranks = np.zeros((len(CODES), holder.size), np.int8)
    could: Ranks = np.zeros((len(GROUNDS), holder.size), np.int8)
    for row, code in enumerate(DAY_CODES):
        effects[CODES.index(code)] = _softened(code, day_of.day_reason(row), holder)
    for number, ground in enumerate(GROUNDS):
        speaks = day_of.ground(number)
        if not speaks.any():
            continue
        yes, no = ground.criterion.over(columns)
        slot = CODES.index(ground.code)
        effects[slot] = np.maximum(
            effects[slot], _softened(ground.code, np.where(yes, speaks, 0).astype(np.int8), holder)
        )
        if ground.asks:
            could[number] = np.where(~yes & ~no & (speaks > WARN), speaks, 0)
    return _concluded(effects, could, holder)


def _concluded(effects: Ranks, could: Ranks, holder: Mask) -> Determinations:
    strongest = effects.max(axis=0)
    outside = (effects == OUTSIDE).any(axis=0)
    asked_protect = (could == PROTECT).any(axis=0)
    asked_else = ((could > WARN) & (could < PROTECT)).any(axis=0) & ~holder & ~outside
    waits = (effects == WAIT).any(axis=0)
    hold = (strongest == PROTECT) | asked_protect | (~outside & (waits | asked_else))
    outcome = np.where(hold, 1, np.where(outside, 2, 0)).astype(np.int8)
    return Determinations(outcome, effects, asked_protect | asked_else)


def _softened(code: str, ranks: Ranks, holder: Mask) -> Ranks:
    if code in STILL_WAITS_FOR_HOLDER:
        return ranks
    softens = holder & ((ranks == WAIT) | (ranks == OUTSIDE))
    return np.where(softens, WARN, ranks).astype(np.int8)


class _Days:
    """How strongly each ground speaks on each person's day: the law is constant between two of its boundaries."""

    def __init__(self, law: Law, on: NDArray[np.int32]) -> None:
        edges = [day.toordinal() for day in law.boundaries()]
        self._segment = np.searchsorted(edges, on, side="right")
        first_days = [date(1, 1, 1), *(date.fromordinal(edge) for edge in edges)]
        self._laws = [law_of_day(law, day) for day in first_days]
        self._grounds = np.array([_ranks(then) for then in self._laws], np.int8)
        self._day = np.array([_day_ranks(then) for then in self._laws], np.int8)

    def ground(self, number: int) -> Ranks:
        """Give the rank of one ground for each person."""
        return self._grounds[self._segment, number]

    def day_reason(self, number: int) -> Ranks:
        """Give the rank of one of the day's own reasons for each person."""
        return self._day[self._segment, number]


def _ranks(then: LawOfDay) -> list[int]:
    heard = {each.ground: RANK[each.effect] for each in then.speaking}
    return [heard.get(ground, 0) for ground in GROUNDS]


def _day_ranks(then: LawOfDay) -> list[int]:
    heard = {reason.code: RANK[reason.effect] for reason in then.day_reasons}
    return [heard.get(code, 0) for code in DAY_CODES]


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
