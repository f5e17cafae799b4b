"""The process in which a stranger's spreadsheet is read: it limits itself first, and says one thing.

Run by `roster_files`, never imported by it. Bytes come in, the sheet goes out as two lines of JSON: a head (`refused`,
or how the file was read), then the rows, or the first of them. It knows no database, no key and no environment of the
server's.
"""

import gc
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


def main(suffix: str, most: int) -> None:
    """Read standard input as a roster and write what was found, of its rows at most so many."""
    gc.disable()  # cells hold no cycles, and the process ends with its answer
    try:
        head, rows = _read(suffix)
        said = json.dumps(rows[:most], ensure_ascii=False).encode()
    except MemoryError:
        head, said = {"refused": "needed_too_much"}, b"[]"
    sys.stdout.buffer.write(json.dumps(head, ensure_ascii=False).encode() + b"\n" + said + b"\n")


def _read(suffix: str) -> tuple[dict[str, object], tuple[tuple[str, ...], ...]]:
    from estancia.notices.rosters.files import read_file
    from estancia.notices.rosters.refusals import RosterRefused

    try:
        sheet = read_file(content=sys.stdin.buffer.read(), suffix=suffix)
    except RosterRefused as refused:
        return {"refused": refused.code, "at": refused.at}, ()
    told = ("kind", "encoding", "delimiter", "starts_1904", "sheets_left", "sheets_hidden")
    return {name: getattr(sheet, name) for name in told} | {"rows": len(sheet.rows)}, sheet.rows


if __name__ == "__main__":
    limit()
    main(sys.argv[1], int(sys.argv[2]))
