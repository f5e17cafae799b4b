"""The file of the database is made for its owner alone, before anything is written into it."""

import os
from contextlib import suppress
from pathlib import Path

_BESIDE = ("", "-wal", "-shm")


def close_database_file() -> None:
    """Let nobody else read the SQLite file of the settings or its journals, whatever the umask; make a missing one.

    SQLite gives its journals the permissions of the file they stand beside. A file of somebody else, or one whose
    folder is not there, is left as it is: opening it says what is wrong.
    """
    from django.conf import settings

    used = settings.DATABASES["default"]
    file = Path(str(used["NAME"]))
    if not str(used["ENGINE"]).endswith("sqlite3") or not file.is_absolute():
        return
    with suppress(OSError):  # only where there is none: to close an open database's file by hand drops its locks
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    for ending in _BESIDE:
        with suppress(OSError):
            file.with_name(file.name + ending).chmod(0o600)
