"""Sixty-four desks that want the last place at the same instant: many trials, each on a day of its own.

A barrier lets all go at once in every trial. What is raced is the conditional statement inside a transaction, with
nothing of the deed around it, so that two thousand trials fit in minutes; the whole deed is raced beside it.

SQLite's own waiting naps longer and longer, up to 100 ms: with 64 asleep the race would be slow and no harder. Here a
desk that finds the file locked tries again at once. The whole deed is raced with SQLite's own waiting, as in service.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import OperationalError, connection, connections, transaction
from numpy.random import Generator

from estancia.casework.places import take_places
from estancia.records.models import LocationDay

Take = Callable[[date, int], bool]
FIRST = date(2030, 1, 1)
WORKERS = 64
_PATIENCE_SECONDS = 300
_NAP_SECONDS = 0.008


@dataclass(frozen=True, slots=True)
class Trial:
    """One day: so many places, and the size of the family at each desk."""

    on: date
    places: int
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a trial ended: who was admitted, what is left, and who met an error instead of an answer."""

    trial: Trial
    admitted: tuple[bool, ...]
    free: int
    errors: tuple[str, ...]

    @property
    def taken(self) -> int:
        """How many people were admitted."""
        return sum(size for size, is_in in zip(self.trial.sizes, self.admitted, strict=True) if is_in)

    def broken(self) -> list[str]:
        """Say which promises this trial broke; empty when it kept all."""
        kept = {
            "an error instead of an answer": not self.errors,
            "more admitted than places": self.taken <= self.trial.places,
            "places made or lost": self.taken + self.free == self.trial.places,
            "someone turned away though there was room": all(
                size > self.free for size, is_in in zip(self.trial.sizes, self.admitted, strict=True) if not is_in
            ),
        }
        return [promise for promise, is_kept in kept.items() if not is_kept]


def trials_of(*, count: int, rng: Generator, key: str) -> list[Trial]:
    """Set up that many days. Every other one has a single place and families of one: the last place itself."""
    drawn = [_trial(place=place, rng=rng) for place in range(count)]
    LocationDay.objects.bulk_create(
        LocationDay(
            location_key=key, on=one.on, places=one.places, free=one.places, set_at=datetime(2030, 1, 1, tzinfo=UTC)
        )
        for one in drawn
    )
    return drawn


def run(*, trials: Sequence[Trial], key: str, take: Take) -> list[Ended]:
    """Race every trial and say how each ended."""
    said: list[list[bool | str]] = [[] for _ in range(WORKERS)]
    start = threading.Barrier(WORKERS)

    def desk(number: int) -> None:
        try:
            _wait_ourselves()
            for trial in trials:
                start.wait(_PATIENCE_SECONDS)
                said[number].append(_asked(take=take, trial=trial, size=trial.sizes[number]))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as desks:
        for done in [desks.submit(desk, number) for number in range(WORKERS)]:
            done.result()
    left = dict(LocationDay.objects.filter(location_key=key).values_list("on", "free"))
    return [
        _ended(trial=trial, answers=[one[place] for one in said], free=left[trial.on])
        for place, trial in enumerate(trials)
    ]


def conditionally(key: str) -> Take:
    """Take as the house does: one conditional statement inside the deciding transaction."""

    def take(on: date, size: int) -> bool:
        with transaction.atomic():
            return take_places(key=key, on=on, count=size)

    return take


def count_then_insert(key: str) -> Take:
    """The planted fault: look how many are free, and if there are enough write the new number."""

    def take(on: date, size: int) -> bool:
        free = LocationDay.objects.get(location_key=key, on=on).free
        if free < size:
            return False
        LocationDay.objects.filter(location_key=key, on=on).update(free=free - size)
        return True

    return take


def _trial(*, place: int, rng: Generator) -> Trial:
    on = FIRST + timedelta(days=place)
    if place % 2 == 0:
        return Trial(on=on, places=1, sizes=(1,) * WORKERS)
    sizes = tuple(int(size) for size in rng.integers(1, 8, WORKERS))
    return Trial(on=on, places=int(rng.integers(1, 8)), sizes=sizes)


def _wait_ourselves() -> None:
    """Ask SQLite not to wait for a lock on this connection; `_asked` does."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")


def _asked(*, take: Take, trial: Trial, size: int) -> bool | str:
    try:
        while True:
            try:
                return take(trial.on, size)
            except OperationalError as locked:
                if "locked" not in str(locked):
                    raise
                time.sleep(_NAP_SECONDS)
    except Exception as wrong:  # noqa: BLE001  (an error is an answer here, and counted)
        return type(wrong).__name__


def _ended(*, trial: Trial, answers: Sequence[bool | str], free: int) -> Ended:
    return Ended(
        trial=trial,
        admitted=tuple(answer is True for answer in answers),
        free=free,
        errors=tuple(answer for answer in answers if isinstance(answer, str)),
    )
