"""What kind of file this is, and whether it may be opened at all: asked of the bytes, before anything is unpacked."""

import io
import zipfile
from collections.abc import Sequence

from estancia.notices.rosters.refusals import (
    ArchiveBroken,
    ArchiveWouldSwell,
    FileEmpty,
    FileTooBig,
    HoldsMacros,
    HoldsOutsideLinks,
    NotASpreadsheet,
    NotWhatItsNameSays,
    PartOutOfPlace,
    PasswordProtected,
    TooManyParts,
)
from estancia.notices.rosters.sheets import MOST_BYTES, MOST_PARTS, MOST_RATIO, MOST_UNPACKED, SMALL_UNPACKED

ZIP, OLE = b"PK", bytes.fromhex("D0CF11E0A1B11AE1")
SUFFIXES = {"xlsx": "xlsx", "xls": "xls", "csv": "csv", "txt": "csv", "tsv": "csv"}
NEVER = ("xlsm", "xltm", "xlam")
FOREIGN = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"MZ",
    b"\x7fELF", b"SQLite format 3", b"{\\rtf", b"RIFF", b"\x28\xb5\x2f\xfd",
)  # fmt: skip
MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<script", b"<svg", b"<workbook", b"<head", b"mime-version")
ENCRYPTED_FLAG = 0x1


def check_before_opening(*, content: bytes, suffix: str) -> str:
    """Give the kind of the file (xlsx, xls, csv), or raise the `RosterRefused` that says why it stays shut.

    `suffix` is the ending of the name, without its dot; the rest of the name is nobody's business.
    """
    if not content.strip(b" \t\r\n\x00"):
        raise FileEmpty
    if len(content) > MOST_BYTES:
        raise FileTooBig
    named = suffix.lower().lstrip(".")
    if named in NEVER:
        raise HoldsMacros
    found = _kind(content)
    if SUFFIXES.get(named) != found:
        raise NotWhatItsNameSays if named in SUFFIXES else NotASpreadsheet
    return found


def _kind(content: bytes) -> str:
    if content.startswith(OLE):
        _check_compound(content)
        return "xls"
    if content.startswith(ZIP) and content[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        _check_archive(content)
        return "xlsx"
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(FOREIGN) or start.startswith(MARKUP):
        raise NotASpreadsheet
    return "csv"


def _check_compound(content: bytes) -> None:
    """The old format is a small file system; its names are found as they stand, in UTF-16."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise PasswordProtected
    if holds("_VBA_PROJECT") or holds("Macros"):
        raise HoldsMacros
    if holds("Ole10Native") or holds("MBD0"):
        raise HoldsOutsideLinks
    if not holds("Workbook") and not holds("Book"):
        raise NotASpreadsheet


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError, EOFError) as broken:
        raise ArchiveBroken from broken
    if len(parts) > MOST_PARTS:
        raise TooManyParts
    _check_names([part.filename for part in parts])
    if any(part.flag_bits & ENCRYPTED_FLAG for part in parts):
        raise PasswordProtected
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL_UNPACKED and unpacked > MOST_RATIO * max(packed, 1)):
        raise ArchiveWouldSwell
    if packed > len(content):  # parts that share their bytes: the trick of a bomb without nesting
        raise ArchiveWouldSwell


def _check_names(names: Sequence[str]) -> None:
    folded = [name.replace("\\", "/").casefold() for name in names]
    if any(name.startswith("/") or ".." in name.split("/") or ":" in name for name in folded):
        raise PartOutOfPlace
    if len(set(folded)) < len(folded):
        raise PartOutOfPlace
    if any(name.endswith((".bin", ".xml")) and "vba" in name for name in folded) or any(
        "macrosheets/" in name or "activex/" in name for name in folded
    ):
        raise HoldsMacros
    if any(part in name for name in folded for part in ("externallinks/", "embeddings/", "xl/connections", "queryta")):
        raise HoldsOutsideLinks
    if "xl/workbook.xml" not in folded:
        raise NotASpreadsheet
