"""Commits six times with the house's own SQLite settings and says so after each: watched by `test_kills`.

Run as `python -m tests.faults.committing FILE FULL|NORMAL`; NORMAL is the planted fault.
"""

import os
import sys

from django.conf import settings

from estancia.config.readers import sqlite


def main(path: str, synchronous: str) -> None:
    """Commit, and only then write a line."""
    settings.configure(DATABASES={"default": sqlite(path)}, USE_TZ=True)
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (n integer)")
        if synchronous != "FULL":
            cursor.execute(f"PRAGMA synchronous={synchronous}")
        for number in range(6):
            with transaction.atomic():
                cursor.execute("INSERT INTO kept VALUES (%s)", [number])
            os.write(1, b"acknowledged\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
