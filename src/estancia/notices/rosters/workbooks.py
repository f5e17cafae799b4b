"""Cells of an XLSX or XLS as text. To be called where time and memory are limited: the file is a stranger's."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
    XmlError,
    ZipError,
)

from estancia.notices.rosters.limits import within_limits
from estancia.notices.rosters.markup import look_through
from estancia.notices.rosters.refusals import (
    ArchiveBroken,
    CouldNotBeRead,
    NoRows,
    NoSheet,
    PasswordProtected,
    TooManyColumns,
    TooManyRows,
)
from estancia.notices.rosters.sheets import MOST_COLUMNS, MOST_ROWS, Sheet

SHEETS_NAMED = 20
LONGEST_SHEET_NAME = 31  # as spreadsheets have it
Cell = str | int | float | bool | date | datetime | time | timedelta


def read_workbook(*, content: bytes, kind: str) -> Sheet:
    """Read the first visible sheet that has cells. Raises `RosterRefused`."""
    starts_1904 = look_through(content=content) if kind == "xlsx" else None
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names, hidden = _named(workbook, shown=True), _named(workbook, shown=False)
        sheet = _first_with_cells(workbook, names)
        rows = within_limits(rows=_texts(sheet), sheet=_one_line(sheet.name))
    except PasswordError as locked:
        raise PasswordProtected from locked
    except ZipError as broken:
        raise ArchiveBroken from broken
    except (XmlError, CalamineError, WorksheetNotFound, ValueError, OSError) as broken:
        raise CouldNotBeRead from broken
    left = tuple(_one_line(name) for name in names if name != sheet.name)
    return Sheet(
        kind=kind,
        rows=rows,
        starts_1904=starts_1904,
        sheets_left=left[:SHEETS_NAMED],
        sheets_hidden=tuple(map(_one_line, hidden))[:SHEETS_NAMED],
    )


def _one_line(name: str) -> str:
    return " ".join(name.replace("\x00", "").split())[:LONGEST_SHEET_NAME]


def _named(workbook: CalamineWorkbook, *, shown: bool) -> list[str]:
    """Name the sheets of rows that are shown, or those that are not, in whichever way they are hidden."""
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and (sheet.visible == SheetVisibleEnum.Visible) is shown
    ]


def _first_with_cells(workbook: CalamineWorkbook, names: list[str]) -> CalamineSheet:
    if not names:
        raise NoSheet
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height and sheet.width:
            return _right_size(sheet)
    raise NoRows


def _right_size(sheet: CalamineSheet) -> CalamineSheet:
    if sheet.total_height > MOST_ROWS:
        raise TooManyRows
    if sheet.total_width > MOST_COLUMNS:
        raise TooManyColumns
    return sheet


def _texts(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Give the cells from column A on: the reader leaves out the columns before the first that holds anything."""
    before = [""] * (sheet.start[1] if sheet.start else 0)
    for row in sheet.iter_rows():
        yield before + [cell if isinstance(cell, str) else _text(cell) for cell in row]


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
