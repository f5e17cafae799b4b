"""A look through the XML of an XLSX, in a stream and within limits, before the reader of cells sees it.

The reader follows no entity and runs no formula; yet whoever opens the same file in another program might, so a roster
that carries them is sent back with the reason.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from estancia.notices.rosters.refusals import (
    ArchiveBroken,
    ArchiveWouldSwell,
    HoldsDeclarations,
    HoldsFormulas,
    HoldsMacros,
    HoldsOutsideLinks,
    NoSheet,
    UnreadableText,
)
from estancia.notices.rosters.sheets import MOST_UNPACKED

CHUNK = 1 << 18
OVERLAP = 256
DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY|ATTLIST)", re.IGNORECASE)
FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[\s/>]")
OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
CALENDAR = re.compile(rb"<(?:\w{1,20}:)?workbookPr[^>]{0,400}?\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
SHEET = re.compile(rb"<(?:\w{1,20}:)?sheet\s")
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def look_through(*, content: bytes) -> bool:
    """Say whether day numbers count from 1904; raises a `RosterRefused` for what a list does not carry."""
    starts_1904 = sheets = False
    read = 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                for chunk in _chunks(archive, part):
                    read += len(chunk)
                    if read > MOST_UNPACKED * 2:
                        raise ArchiveWouldSwell
                    _check(part.filename.casefold(), chunk)
                    if part.filename.casefold() == "xl/workbook.xml":
                        starts_1904 = starts_1904 or bool(CALENDAR.search(chunk))
                        sheets = sheets or bool(SHEET.search(chunk))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as broken:
        raise ArchiveBroken from broken
    if not sheets:
        raise NoSheet
    return starts_1904


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces, each beginning with the end of the one before."""
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            yield tail + piece
            tail = piece[-OVERLAP:]


def _check(name: str, chunk: bytes) -> None:
    if not name.endswith((".xml", ".rels", ".vml")):
        return
    if chunk.startswith(WIDE):  # XML in UTF-16 would hide everything below from a look at its bytes
        raise UnreadableText
    if DECLARES.search(chunk):
        raise HoldsDeclarations
    if name.startswith("xl/worksheets/") and FORMULA.search(chunk):
        raise HoldsFormulas
    if name.endswith(".rels") and OUTSIDE.search(chunk) and b"relationships/hyperlink" not in chunk:
        raise HoldsOutsideLinks
    if name == "[content_types].xml" and MACRO_TYPE.search(chunk):
        raise HoldsMacros
