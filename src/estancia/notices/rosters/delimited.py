"""Cells of a CSV as text: its encoding and delimiter found from the bytes, never guessed past a doubt."""

import csv
import io
import re
from contextlib import suppress
from typing import Never

from estancia.notices.rosters.limits import within_limits
from estancia.notices.rosters.refusals import CellTooLong, HoldsNulls, MixedEncodings, QuotesBroken, UnreadableText
from estancia.notices.rosters.sheets import MOST_LETTERS, Sheet

DELIMITERS = (",", ";", "\t", "|")
LONGEST_FIELD = MOST_LETTERS * 4
# Half a pair of UTF-16, written as if it were UTF-8: no encoding has it.
LONE_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
# A letter of UTF-8 in more than one byte, found in what is not UTF-8 throughout.
UTF8_LETTER = re.compile(rb"[\xc3\xc4\xc5][\x80-\xbf]")
CP1252_LETTER = re.compile(rb"[\xc0-\xff](?![\x80-\xbf])|(?<![\xc2-\xff\x80-\xbf])[\x80-\xbf]")


def read_delimited(*, content: bytes) -> Sheet:
    """Read a CSV in UTF-8, UTF-16 or Windows-1252, parted by comma, semicolon, tab or bar. Raises `RosterRefused`."""
    text, encoding = _decoded(content)
    if "\x00" in text:
        raise HoldsNulls
    delimiter = _delimiter(text)
    return Sheet(kind="csv", rows=_rows(text, delimiter), encoding=encoding, delimiter=delimiter)


def _decoded(content: bytes) -> tuple[str, str]:
    encoding = _marked(content)
    if encoding is None and _looks_wide(content):
        encoding = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
    try:
        return content.decode(encoding or "utf-8"), encoding or "utf-8"
    except UnicodeDecodeError as wrong:
        if encoding or LONE_SURROGATE.search(content):
            raise UnreadableText from wrong
    return _western(content), "cp1252"


def _marked(content: bytes) -> str | None:
    """The encoding that a mark at the very start gives."""
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    return "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else None


def _looks_wide(content: bytes) -> bool:
    """UTF-16 without its mark: in ordinary text every second byte is zero, and only every second."""
    start = content[:200]
    even, odd = start[::2].count(0), start[1::2].count(0)
    return len(start) >= 4 and max(even, odd) > 0.8 * (len(start) // 2) and min(even, odd) == 0


def _western(content: bytes) -> str:
    if UTF8_LETTER.search(content) and CP1252_LETTER.search(content):
        raise MixedEncodings
    if b"\x00" in content:
        raise HoldsNulls
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as wrong:
        raise UnreadableText from wrong


def _delimiter(text: str) -> str:
    """The sign that most often parts the first lines, outside quotation marks."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:8192].splitlines()[:12] if line.strip()]
    counts = {sign: sum(line.count(sign) for line in lines) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: counts[sign])


def _rows(text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    """Quoted as the format asks; where quotation marks are mere signs, as signs, if every row then has one width."""
    csv.field_size_limit(LONGEST_FIELD)
    try:
        return within_limits(rows=csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as wrong:
        unquoted = _unquoted(text, delimiter)
        if len({len(row) for row in unquoted if row}) != 1:
            raise QuotesBroken from wrong
        return within_limits(rows=unquoted)


def _unquoted(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error:  # a field longer than any cell
        _refuse_longest(text, delimiter)


def _refuse_longest(text: str, delimiter: str) -> Never:
    """Say which cell is too long, its row and column as the marks of quotation part them, or else without any."""
    csv.field_size_limit(len(text) + 1)
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        with suppress(csv.Error):
            file = io.StringIO(text, newline="")
            within_limits(rows=csv.reader(file, delimiter=delimiter, strict=True, quoting=quoting))
    raise CellTooLong
