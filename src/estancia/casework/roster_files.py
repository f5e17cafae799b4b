"""A stranger's spreadsheet read behind a wall: another process, ten seconds, 300 MB, no environment.

Whatever becomes of that process, the answer is a sheet or a `RosterRefused`, never a broken server.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from estancia.notices.rosters import RosterRefused, Sheet
from estancia.notices.rosters.opening import check_before_opening
from estancia.notices.rosters.refusals import BY_CODE, CouldNotBeRead, NeededTooMuch, TookTooLong
from estancia.notices.rosters.sheets import MOST_ROWS, Place

CHILD = Path(__file__).with_name("roster_child.py")
SECONDS = 9.5
FIRST_ROWS = 60  # enough to find the headings and to show what stands below them
OUT_OF_TIME = {-signal.SIGXCPU, -signal.SIGKILL}
OUT_OF_MEMORY = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS}


class Head(BaseModel):
    """The first line of the reading process."""

    model_config = ConfigDict(strict=True, extra="forbid")

    refused: str = ""
    at: Place | None = None
    kind: str = ""
    encoding: str = ""
    delimiter: str = ""
    starts_1904: bool | None = None
    sheets_left: tuple[str, ...] = ()
    sheets_hidden: tuple[str, ...] = ()
    rows: int = 0


ROWS = TypeAdapter(tuple[tuple[str, ...], ...])


def read_roster_file(*, content: bytes, suffix: str) -> Sheet:
    """Read a roster. Raises `RosterRefused`, whatever the file does to its reader.

    `suffix` is the ending of the file's name. What can be seen without unpacking is refused here, before a process is
    started.
    """
    return _read(content, suffix, most=MOST_ROWS)[0]


def look_at_roster_file(*, content: bytes, suffix: str) -> tuple[Sheet, int]:
    """Read a roster whole, give its first rows and how many it has. Raises `RosterRefused`.

    The rest stays in the reading process: a door that only asks what the columns hold does not carry them.
    """
    return _read(content, suffix, most=FIRST_ROWS)


def _read(content: bytes, suffix: str, *, most: int) -> tuple[Sheet, int]:
    check_before_opening(content=content, suffix=suffix)
    return _sheet(_out_of_child(content, suffix, most))


def _out_of_child(content: bytes, suffix: str, most: int) -> bytes:
    # The path of a module of our own, a word we checked and a number; no shell.
    command = [sys.executable, "-P", "-s", "-B", str(CHILD), suffix.lower().lstrip("."), str(most)]
    bare = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "LANG": "C.UTF-8"}
    try:
        ran = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, env=bare, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as late:
        raise TookTooLong from late
    if ran.returncode == 0:
        return ran.stdout
    raise _why(ran.returncode)


def _why(returncode: int) -> RosterRefused:
    if returncode in OUT_OF_TIME:
        return TookTooLong()
    return NeededTooMuch() if returncode in OUT_OF_MEMORY else CouldNotBeRead()


def _sheet(said: bytes) -> tuple[Sheet, int]:
    first, _, rest = said.partition(b"\n")
    try:
        head = Head.model_validate_json(first)
        if head.refused:
            raise BY_CODE[head.refused](at=head.at)
        rows = ROWS.validate_json(rest)
    except (ValidationError, KeyError) as garbled:
        raise CouldNotBeRead from garbled
    return Sheet(rows=rows, **head.model_dump(exclude={"refused", "at", "rows"})), head.rows
