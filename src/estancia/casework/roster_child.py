"""The process in which a stranger's spreadsheet is read: it limits itself first, and says one thing.

Run by `roster_files`, never imported by it. Bytes come in, the sheet goes out as JSON lines: a head (`refused`, or how
the file was read), then a row a line. It knows no database, no key and no environment of the server's.
"""

import json
import resource
import sys

SECONDS = 8
BYTES = 300_000_000


def limit() -> None:
    """Bound time, memory and files before anything else is even imported."""
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(suffix: str) -> None:
    """Read standard input as a roster and write what was found."""
    try:
        head, rows = _read(suffix)
    except MemoryError:
        head, rows = {"refused": "needed_too_much"}, ()
    _say(head)
    for row in rows:
        _say(row)


def _read(suffix: str) -> tuple[dict[str, object], tuple[tuple[str, ...], ...]]:
    from estancia.notices.rosters.files import read_file
    from estancia.notices.rosters.refusals import RosterRefused

    try:
        sheet = read_file(content=sys.stdin.buffer.read(), suffix=suffix)
    except RosterRefused as refused:
        return {"refused": refused.code}, ()
    told = ("kind", "encoding", "delimiter", "starts_1904", "sheets_left")
    return {name: getattr(sheet, name) for name in told}, sheet.rows


def _say(what: object) -> None:
    sys.stdout.buffer.write(json.dumps(what, ensure_ascii=False).encode() + b"\n")


if __name__ == "__main__":
    limit()
    main(sys.argv[1])
