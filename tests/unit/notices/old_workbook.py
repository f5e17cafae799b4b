"""An old workbook (BIFF8 in a compound file), written by hand: no library here writes one any more.

Only what a reader needs: two cell formats, one sheet, texts and dates, and the calendar its dates count in.
"""

import struct
from collections.abc import Sequence
from datetime import date

SECTOR = 512
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STARTS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
PLAIN, AS_DATE = 0, 1  # the two cell formats; 14 is Excel's own number for a date


def old_workbook(*, rows: Sequence[Sequence[str | date]], starts_1904: bool = False) -> bytes:
    """Write rows as the first sheet of an XLS."""
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        sheet += b"".join(cell(number, place, value, starts_1904) for place, value in enumerate(row))
    sheet += record(0x000A)
    formats = b"".join(record(0x00E0, struct.pack("<HH16x", 0, kind)) for kind in (0, 14))
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + record(0x0042, struct.pack("<H", 1200))
    head += record(0x0022, struct.pack("<H", starts_1904)) + formats
    at = len(head) + len(bound(0)) + len(record(0x000A))
    return compound((head + bound(at) + record(0x000A) + sheet).ljust(8 * SECTOR, b"\x00"))


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def bound(at: int) -> bytes:
    """Name the one sheet, and say where it begins."""
    return record(0x0085, struct.pack("<IBBBB", at, 0, 0, 5, 0) + b"Lista")


def cell(row: int, place: int, value: str | date, starts_1904: bool) -> bytes:
    if isinstance(value, date):
        days = float((value - STARTS[starts_1904]).days)
        return record(0x0203, struct.pack("<HHHd", row, place, AS_DATE, days))
    text = value.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, place, PLAIN, len(text) // 2, 1) + text)


def compound(stream: bytes) -> bytes:
    """Lay one stream out in sectors, after their table and the directory."""
    stream += b"\x00" * (-len(stream) % SECTOR)
    last = 2 + len(stream) // SECTOR - 1
    chain = [TABLE, END, *range(3, last + 1), END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    root = entry("Root Entry", kind=5, child=1, start=END, size=0)
    directory = root + entry("Workbook", kind=2, child=FREE, start=2, size=len(stream))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    return head + table + directory.ljust(SECTOR, b"\x00") + stream


def entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    """One line of the directory."""
    said = (name + "\x00").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", said, len(said), kind, 1, FREE, FREE, child, start, size)
