"""A sheet as cells of text, and the limits within which it is read."""

from dataclasses import dataclass
from typing import NamedTuple

MOST_BYTES = 24_000_000
MOST_UNPACKED = 320_000_000
MOST_RATIO = 100  # unpacked to packed; real sheets stay under 40
SMALL_UNPACKED = 4_000_000  # a few megabytes of sameness harm nobody
MOST_PARTS = 400
MOST_ROWS = 100_020  # 100,000 people, headings and a title
MOST_COLUMNS = 100
MOST_LETTERS = 1_000  # of a cell
MOST_TEXT = 60_000_000  # letters of all cells together


class Place(NamedTuple):
    """Where a cell stands: its sheet (empty in a CSV), its row from 1, its column from 0."""

    sheet: str
    row: int
    column: int


def column_letter(column: int) -> str:
    """Give the letters a spreadsheet heads a column with, counted from 0: A, Z, AA."""
    before, last = divmod(column, 26)
    return (column_letter(before - 1) if before else "") + chr(ord("A") + last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Cells as text, row by row, the first row of the file first; rows may be of unequal length.

    `kind`: xlsx, xls, csv. Dates that the file marks as dates come as `2019-10-02` or `2019-10-02T08:30:00`, hours as
    `08:30:00`, whole numbers without a fraction. `starts_1904` says in which calendar bare day numbers count; None when
    the file does not say. `sheets_left` names further visible sheets, `sheets_hidden` hidden ones: neither was read.
    """

    kind: str
    rows: tuple[tuple[str, ...], ...]
    encoding: str = ""
    delimiter: str = ""
    starts_1904: bool | None = None
    sheets_left: tuple[str, ...] = ()
    sheets_hidden: tuple[str, ...] = ()
