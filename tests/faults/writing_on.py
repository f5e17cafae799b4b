"""Writes on and on into the database it is given, and tells each write after its commit: see `test_database_crashes`.

Run as `python -m tests.faults.writing_on write|early|unflushed|look`. `early` and `unflushed` are planted faults: one
tells before it commits, and goes on; the other commits and leaves the flush out. `look` reads what is kept when the
crashes are over, and fails when anything is half-written.
"""

import os
import sys
from datetime import UTC, datetime

import django

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def main(verb: str) -> None:
    """Found a desk and write for ever, or look and print the source of each report that is kept."""
    django.setup()
    if verb == "look":
        look()
        return
    from django.core.management import call_command

    from estancia.records import chained
    from tests.faults import test_kills
    from tests.integration.casework import world as worlds

    call_command("migrate", verbosity=0)
    desk = worlds.found(now=NOW).desk
    if verb == "early":
        test_kills.tell_after = tell_before
    if verb == "unflushed":
        chained._COMMIT_AND_FLUSH = "; COMMIT"
    test_kills.write_for_ever(telling=1, by=desk, now=NOW, turn=0)


def tell_before(*, telling: int, source: str, **sent: object) -> None:
    """Answer, and only then commit, once."""
    from tests.faults import test_kills

    os.write(telling, f"{source}\n".encode())
    test_kills.done(source=source, **sent)


def look() -> None:
    """Print what is kept, whole."""
    from estancia.records.models import SecurityReport
    from tests.faults.test_kills import whole

    kept = set(SecurityReport.objects.exclude(source="a test").values_list("source", flat=True))
    whole(reports=len(kept), keys=len(kept))
    print("\n".join(kept))


if __name__ == "__main__":
    main(sys.argv[1])
