"""Rows of a file held to the limits of a roster."""

from collections.abc import Iterable

from estancia.notices.rosters.refusals import CellTooLong, NoRows, TooManyColumns, TooManyRows
from estancia.notices.rosters.sheets import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, MOST_TEXT, Place


def within_limits(*, rows: Iterable[list[str]], sheet: str = "") -> tuple[tuple[str, ...], ...]:
    """Give the rows without blank cells at their end and blank rows below; raises `RosterRefused` beyond a limit.

    `sheet` names where they stand in a workbook, should one have to be mended.
    """
    kept: list[tuple[str, ...]] = []
    letters = 0
    seen: dict[str, str] = {}
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
        _check(row, number=len(kept) + 1, sheet=sheet)
        letters += sum(map(len, row))
        if letters > MOST_TEXT:
            raise TooManyRows
        kept.append(tuple(seen.setdefault(cell, cell) if len(cell) < 20 else cell for cell in row))
    while kept and not kept[-1]:
        kept.pop()
    if not kept:
        raise NoRows
    return tuple(kept)


def _check(row: list[str], *, number: int, sheet: str) -> None:
    if number > MOST_ROWS:
        raise TooManyRows
    if len(row) > MOST_COLUMNS:
        raise TooManyColumns
    if row and max(map(len, row)) > MOST_LETTERS:
        column = next(place for place, cell in enumerate(row) if len(cell) > MOST_LETTERS)
        raise CellTooLong(at=Place(sheet, number, column))
