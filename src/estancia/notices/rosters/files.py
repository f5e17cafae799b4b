"""A roster's bytes as a sheet, whatever its kind."""

from estancia.notices.rosters.delimited import read_delimited
from estancia.notices.rosters.opening import check_before_opening
from estancia.notices.rosters.sheets import Sheet
from estancia.notices.rosters.workbooks import read_workbook


def read_file(*, content: bytes, suffix: str) -> Sheet:
    """Read a roster, where time and memory are limited, for the file is a stranger's. Raises `RosterRefused`."""
    kind = check_before_opening(content=content, suffix=suffix)
    return read_delimited(content=content) if kind == "csv" else read_workbook(content=content, kind=kind)
