"""A worker killed anywhere in a roster of 10,000 rows leaves all of it or nothing, and another one finishes it.

Fifty points: while the file is read, between and within the short batches, at the closing, at the commit, after it. The
worker is another process, and ends as by the kernel (SIGKILL).
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from numpy.random import Generator, default_rng

from estancia.casework import roster_staging
from estancia.casework.rosters import commit_roster, receive_roster, say_columns
from estancia.records.models import Roster, RosterFile, RosterRow
from tests.integration.casework import world as worlds

pytestmark = pytest.mark.django_db(transaction=True)

ROWS, BATCH = 10_000, 250
BATCHES = ROWS // BATCH
READING, BEYOND = 6, 2  # points before the first batch, and after the commit
POINTS = READING + BATCHES + 2 + BEYOND  # the two: closed, committed
NAP_SECONDS = 0.004


@dataclass(slots=True)
class Line:
    """A roster in line to be staged, put back as often as asked."""

    world: Any
    reference: str
    file: RosterFile
    now: datetime

    def again(self) -> None:
        """Put it back as it was before anybody staged it."""
        RosterRow.objects.all().delete()
        Roster.objects.update(state="waiting", attempts=0, place_in_line=None, based_on=0, leased_until=None)
        if not RosterFile.objects.exists():
            self.file.pk = None
            self.file.save(force_insert=True)

    def work(self, tell: Callable[[], None]) -> None:
        """Stage it as a worker does, then commit it as its desk does; tell after every step."""
        honest = roster_staging.stage

        def told(**given: Any) -> None:
            honest(**given, tell=lambda *_: tell())

        roster_staging.stage = told
        roster_staging.stage_waiting(now=self.now)
        tell()
        commit_roster(reference=self.reference, by=self.world.desk, now=self.now)
        tell()


@pytest.fixture
def line(now: datetime, monkeypatch: pytest.MonkeyPatch) -> Line:
    monkeypatch.setattr(roster_staging, "BATCH", BATCH)
    world = worlds.found(now=now)
    rows = [f"A{200000000 + n},Ana Paz,17/05/1990,ES,25/10/2019" for n in range(ROWS)]
    content = "\n".join(["A-Number,Nombre,Fecha de nacimiento,Nacionalidad,Fecha de audiencia", *rows]).encode()
    reference = receive_roster(content=content, suffix="csv", by=world.desk, now=now).reference
    say_columns(reference=reference, chosen={}, orders={}, by=world.desk, now=now)
    return Line(world=world, reference=reference, file=RosterFile.objects.get(), now=now)


def killed(line: Line, *, after: int, nap: float) -> None:
    """Let a worker begin, and kill it so long after it has told of so many steps."""
    connections.close_all()
    hears, tells = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            line.work(lambda: os.write(tells, b"."))
        finally:
            time.sleep(60)  # it waits to be killed, whatever became of its work
            os._exit(1)
    os.close(tells)
    for _ in range(after):
        os.read(hears, 1)
    time.sleep(nap)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(hears)


def counting() -> int:
    """How many rows count."""
    return RosterRow.objects.filter(roster__state="committed", standing="new").count()


def points(rng: Generator) -> Iterator[tuple[int, float]]:
    """After how many steps, and how much later, each worker ends."""
    yield from ((0, float(rng.uniform(0, 1))) for _ in range(READING))
    yield from ((step, float(rng.uniform(0, NAP_SECONDS))) for step in range(1, BATCHES + 1))
    yield from ((step, 0.0) for step in (BATCHES + 1, BATCHES + 2))
    yield from ((BATCHES + 2, float(rng.uniform(0, 0.05))) for _ in range(BEYOND))


def broken(line: Line, some: Iterator[tuple[int, float]]) -> tuple[list[int], set[str]]:
    """Kill at each point; give the numbers of rows that counted where neither all nor none did, and the states met."""
    found, states = [], set()
    for after, nap in some:
        line.again()
        killed(line, after=after, nap=nap)
        found.append(counting())
        states.add(f"{Roster.objects.get().state}{', partly written' * (0 < RosterRow.objects.count() < ROWS)}")
    return [count for count in found if count not in (0, ROWS)], states


def test_a_kill_at_fifty_points_leaves_all_or_nothing(line: Line) -> None:
    some = list(points(default_rng(3)))
    assert len(some) == POINTS == 50
    wrong, states = broken(line, iter(some))
    assert wrong == []
    assert {"staging, partly written", "staged", "committed"} <= states, states


@pytest.mark.parametrize("after", [1, BATCHES // 2, BATCHES])
def test_another_worker_finishes_what_a_killed_one_left(line: Line, after: int) -> None:
    killed(line, after=after, nap=0.1)
    assert roster_staging.stage_waiting(now=line.now) == 0  # its lease has not run out
    later = line.now + roster_staging.LEASE + timedelta(seconds=1)
    if Roster.objects.get().state == "staging":
        assert roster_staging.stage_waiting(now=later) == 1
    commit_roster(reference=line.reference, by=line.world.desk, now=later)
    assert (counting(), RosterRow.objects.count(), RosterFile.objects.count()) == (ROWS, ROWS, 0)


def test_a_planted_commit_row_by_row_is_caught(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the roster counts from its first batch on."""
    honest = roster_staging._write

    def hasty(*, roster: Roster, **given: Any) -> None:
        monkeypatch.setattr(roster_staging, "_hold_lease", lambda **_: None)
        Roster.objects.filter(pk=roster.pk).update(state="committed", place_in_line=1)
        honest(roster=roster, **given)

    monkeypatch.setattr(roster_staging, "_write", hasty)
    wrong, _ = broken(line, iter([(5, 0.0), (20, 0.0), (30, 0.0)]))
    assert wrong != []


def test_a_file_that_ends_every_worker_is_refused_and_leaves_nothing(line: Line) -> None:
    Roster.objects.update(attempts=roster_staging.MOST_ATTEMPTS)
    roster_staging.stage_waiting(now=line.now)
    left = Roster.objects.get()
    assert (left.state, left.refusal, RosterRow.objects.count()) == ("refused", "could_not_be_read", 0)
    assert not RosterFile.objects.exists()


def test_a_worker_that_lost_its_lease_writes_nothing_more(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Roster.objects.get()
    assert roster_staging.lease(roster=slow, now=line.now)
    later = line.now + roster_staging.LEASE
    assert roster_staging.stage_waiting(now=later) == 1
    roster_staging.stage(roster=slow, by=line.world.desk, now=later)
    assert (Roster.objects.get().state, RosterRow.objects.count()) == ("staged", ROWS)
