"""The demo's worker: tells, escalates and signs while the server serves, and notes where the clock stands.

`python -m estancia.commands.demo.working`; it ends when asked to, or when whoever started it is gone.
"""

import logging
import os
import signal
import threading
from datetime import datetime
from pathlib import Path

import django

from estancia.commands.demo.folder import CLOCK

EVERY_SECONDS = 5.0


def main() -> None:
    """Work until told to stop."""
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    signal.signal(signal.SIGINT, lambda *_: stopped.set())
    started_by = os.getppid()
    django.setup()
    while not stopped.wait(EVERY_SECONDS) and os.getppid() == started_by:
        once()
    note_clock()


def once() -> None:
    """Do what is due; a failure is noted and tried again, for the next round may well succeed."""
    from django.conf import settings

    from estancia.casework import worker

    try:
        worker.run_once(now=settings.CLOCK())
    except Exception:
        logging.getLogger(__name__).exception("a round of the worker failed; it is tried again")
    note_clock()


def note_clock() -> None:
    """Keep the house clock's hand, so that the next start goes on from here and nothing lies in its future."""
    from django.conf import settings

    keep_clock(home=Path(settings.HOME), stands_at=settings.CLOCK())


def keep_clock(*, home: Path, stands_at: datetime) -> None:
    """Write where the clock stands, whole or not at all."""
    draft = home / f".{CLOCK}.{os.getpid()}"
    draft.write_text(stands_at.isoformat(), encoding="utf-8")
    draft.replace(home / CLOCK)


if __name__ == "__main__":
    main()
