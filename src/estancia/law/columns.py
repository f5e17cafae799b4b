"""Facts of many people side by side, as the criteria compare them: whole numbers, and what of them is known.

Words are codes in order of their first appearance; a date is its ordinal (`date.toordinal`), days since 0001-01-01.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Masks = tuple[Mask, Mask]


@dataclass(frozen=True, slots=True)
class Column:
    """One fact for many people: `values` of shape (people,), and `known` of the same shape.

    Words are coded as integers by `words`, in order; a date is its ordinal; a yes/no answer is 0, 1, or 2 (declined).
    """

    values: NDArray[np.int32]
    known: Mask
    words: tuple[str, ...] = ()

    def code(self, value: object) -> int:
        """Give the integer a value is stored as; -1 for a word the column has never seen."""
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, date):
            return value.toordinal()
        if isinstance(value, int):
            return value
        if value == "declined" and not self.words:
            return 2
        return self.words.index(str(value)) if str(value) in self.words else -1

    def among(self, values: frozenset[object]) -> Mask:
        """Say of each person whether the value stored is one of these."""
        codes = _codes(self.words, values) if self.words else tuple(self.code(value) for value in values)
        if len(codes) > _COMPARED:
            return _table(codes, len(self.words))[self.values]
        found = self.values == (codes[0] if codes else _NO_CODE)
        for code in codes[1:]:
            found |= self.values == code
        return found

    def one_day(self) -> date | None:
        """Give the day that everybody shares; None where they differ or one is not known."""
        shared = self.known.size and self.known.all() and (self.values == self.values[0]).all()
        return date.fromordinal(int(self.values[0])) if shared else None


Columns = Mapping[str, Column]


def birthdays(ordinals: NDArray[np.int32], known: Mask) -> NDArray[np.int32]:
    """Write days as year, month and day in one number, so that ages compare as numbers; anything where not known."""
    days = np.where(known, ordinals, _FIRST_KEPT)
    if not days.size or (days.min() >= _FIRST_KEPT and days.max() < _LAST_KEPT):
        return _kept_birthdays()[days - _FIRST_KEPT]
    return _written(days)


A_YEAR, _A_MONTH = 10_000, 100
_FIRST_KEPT, _LAST_KEPT = date(1800, 1, 1).toordinal(), date(2200, 1, 1).toordinal()


@cache
def _kept_birthdays() -> NDArray[np.int32]:
    return _written(np.arange(_FIRST_KEPT, _LAST_KEPT, dtype=np.int32))


def _written(ordinals: NDArray[np.int32]) -> NDArray[np.int32]:
    dates = (ordinals.astype("int64") - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    month_number = months.astype("int64")
    day_of_month = (dates - months.astype("datetime64[D]")).astype("int64") + 1
    return ((month_number // 12 + 1970) * A_YEAR + (month_number % 12 + 1) * _A_MONTH + day_of_month).astype(np.int32)


_COMPARED, _NO_CODE = 4, -2  # up to so many codes are compared one by one; more are looked up


@lru_cache(maxsize=512)
def _codes(words: tuple[str, ...], values: frozenset[object]) -> tuple[int, ...]:
    """Give the codes of these values among the words a column has seen."""
    wanted = {*map(str, values)}
    return tuple(code for code, word in enumerate(words) if word in wanted)


@lru_cache(maxsize=512)
def _table(codes: tuple[int, ...], words: int) -> Mask:
    """Say of each word's code whether it is one of these; one place more, False, for -1, a word never seen."""
    found = np.zeros(words + 1, np.bool_)
    found[list(codes)] = True
    return found
