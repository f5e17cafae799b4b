"""Fifty kills of the server and fifty of whoever writes, under load: no acknowledged write is lost, none is done twice.

SIGKILL, to process groups and ids that these tests started. The server is killed as an installation starts it, and
again as one forked from here where a fault is planted. On SQLite the database is whatever process holds it, so the
writer is killed in the midst of its commits. PostgreSQL's own processes are crashed in `test_database_crashes`.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.db import connection, connections
from django.test import override_settings

from estancia.casework.ledger import verify_audit
from estancia.casework.once_key import DoneBefore, Sending, do_once
from estancia.casework.places import report_security
from estancia.documents import KeyRing
from estancia.records.models import AuditEntry, IntakeDraft, OnceKey, SecurityReport
from estancia.web import once
from tests.faults.desks import Desk, Keeper, Write, at_once
from tests.faults.granian import Served
from tests.faults.test_cut_lines import REPORT, key, session_of
from tests.integration.casework import world as worlds
from tests.integration.casework.world import TIJUANA

KILLS = int(os.environ.get("ESTANCIA_KILLS", "50"))
DESKS = 4
SYNCS = ("fsync(", "fdatasync(")


# ── the server ───────────────────────────────────────────────────────────────────────────────────────────


def load_while_killed(*, by: Any, kills: int, rng: np.random.Generator) -> list[Desk]:
    """Let desks write while a server forked from here, with what was planted, is killed and stands up again."""
    session = session_of(by)
    connections.close_all()
    keeper = Keeper.beside()
    try:
        return desks_writing(port=keeper.port, session=session, kill=keeper.kill, kills=kills, rng=rng)
    finally:
        keeper.end()


def load_on_granian(*, by: Any, now: Any, kills: int, rng: np.random.Generator) -> list[Desk]:
    """Let desks write while the server of an installation, by its own command, is killed and stands up again."""
    session, served = session_of(by), Served(now=now)

    def kill() -> None:
        served.kill()
        served.start()

    served.start()
    try:
        desks = desks_writing(port=served.port, session=session, kill=kill, kills=kills, rng=rng)
    finally:
        served.kill()
    assert served.lives == kills + 1
    return desks


def desks_writing(
    *, port: int, session: str, kill: Callable[[], None], kills: int, rng: np.random.Generator
) -> list[Desk]:
    """Give the desks when the last kill is done and every write of theirs is acknowledged."""
    over = threading.Event()
    desks = [Desk(port=lambda: port, session=session) for _ in range(DESKS)]
    rngs = rng.spawn(DESKS)

    def write(desk: Desk, number: int) -> None:
        place = 0
        while not over.is_set():
            place += 1
            said = {"state": "ok", "source": f"desk {number} report {place}"}
            desk.send(Write(REPORT, said, key(rngs[number])) if place % 5 else Write("/intake/", {}, key(rngs[number])))

    def killing() -> None:
        try:
            for _ in range(kills):
                time.sleep(float(rng.uniform(0.05, 0.25)))
                kill()
        finally:
            over.set()

    killer = threading.Thread(target=killing)
    killer.start()
    try:
        at_once(desks, write)
    finally:
        killer.join()
    return desks


def lost(desks: list[Desk]) -> int:
    told = {write.said["source"] for desk in desks for write, _, _ in desk.answers if write.path == REPORT}
    return len(told - set(SecurityReport.objects.values_list("source", flat=True)))


@pytest.fixture
def world(transactional_db: None, now: Any) -> Any:
    with override_settings(CLOCK=lambda: now, ALLOWED_HOSTS=["127.0.0.1"]):
        yield worlds.found(now=now)


def test_fifty_kills_of_the_server_lose_no_acknowledged_write_and_double_none(world: Any, now: Any) -> None:
    desks = load_on_granian(by=world.desk, now=now, kills=KILLS, rng=np.random.default_rng(50))
    sent = [answer for desk in desks for answer in desk.answers]
    begun = [leads for write, _, leads in sent if write.path == "/intake/"]
    assert {status for _, status, _ in sent} == {302}
    assert lost(desks) == 0
    assert len(set(begun)) == len(begun) == IntakeDraft.objects.count()
    assert sum(desk.again for desk in desks) >= KILLS // 2
    whole(reports=len(sent) - len(begun), keys=len(sent))


def whole(*, reports: int, keys: int) -> None:
    """Nothing is half-written: as many rows as entries and keys, and the chain holds."""
    kept = SecurityReport.objects.exclude(source="a test")
    assert kept.count() == kept.values("source").distinct().count() == reports
    assert AuditEntry.objects.filter(act="report_security").count() == reports
    assert OnceKey.objects.count() == keys
    assert verify_audit(ring=KeyRing()).first_bad_seq is None


def test_a_planted_server_that_answers_before_it_commits_loses_writes(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answers_first(**deed: Any) -> DoneBefore:
        def later() -> None:
            time.sleep(0.1)
            with suppress(Exception):
                do_once(**deed)

        threading.Thread(target=later).start()
        return DoneBefore(leads_to="/places/")

    monkeypatch.setattr(once, "do_once", answers_first)
    assert lost(load_while_killed(by=world.desk, kills=6, rng=np.random.default_rng(6))) > 0


# ── the database ─────────────────────────────────────────────────────────────────────────────────────────


class Writer:
    """A process of three threads that writes as fast as it can, and tells each write after its commit."""

    def __init__(self, *, by: Any, now: Any, turn: int) -> None:
        connections.close_all()
        self.told, telling = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            with suppress(BaseException):
                write_for_ever(telling=telling, by=by, now=now, turn=turn)
            os._exit(1)
        os.close(telling)
        os.set_blocking(self.told, False)

    def acknowledged(self) -> list[str]:
        """Read what was told since the last time."""
        heard = b""
        with suppress(BlockingIOError):
            while part := os.read(self.told, 65536):
                heard += part
        return heard.decode().split()

    def kill(self) -> list[str]:
        """SIGKILL it, and give what it still told."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        heard = self.acknowledged()
        os.close(self.told)
        return heard


def write_for_ever(*, telling: int, by: Any, now: Any, turn: int) -> None:
    threads = [threading.Thread(target=_write, args=(telling, by, now, f"{turn}.{n}")) for n in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def _write(telling: int, by: Any, now: Any, name: str) -> None:
    for place in range(1_000_000):
        source = f"{name}.{place}"
        sending = Sending(key=source.rjust(24, "x").replace(".", "-"), who="staff", route="report", said=(source,))
        tell_after(telling=telling, sending=sending, source=source, by=by, now=now)


def tell_after(*, telling: int, source: str, **sent: Any) -> None:
    """Write until it is done, and only then answer."""
    while not done(source=source, **sent):
        time.sleep(0.01)
    os.write(telling, f"{source}\n".encode())


def done(*, sending: Sending, source: str, by: Any, now: Any) -> bool:
    """Send it once, and say whether an answer came."""

    def report() -> str:
        report_security(key=TIJUANA, state="ok", source=source, by=by, now=now)
        return "/places/"

    try:
        do_once(sending=sending, do=report, leads_to=str, now=now)
    except Exception:  # noqa: BLE001  (the database went away: ask again when it is back)
        with suppress(Exception):
            connections.close_all()
        return False
    return True


def _kill_writers(*, by: Any, now: Any, rng: np.random.Generator) -> list[str]:
    told: list[str] = []
    for turn in range(KILLS):
        writer = Writer(by=by, now=now, turn=turn)
        first: list[str] = []
        while not first:
            time.sleep(0.005)
            first = writer.acknowledged()
        time.sleep(float(rng.uniform(0.0, 0.06)))
        told += [*first, *writer.kill()]
    return told


def test_fifty_kills_of_whoever_writes_lose_no_acknowledged_write_and_double_none(world: Any, now: Any) -> None:
    told = _kill_writers(by=world.desk, now=now, rng=np.random.default_rng(51))
    kept = set(SecurityReport.objects.values_list("source", flat=True))
    assert len(told) > KILLS
    assert set(told) - kept == set()
    whole(reports=len(kept - {"a test"}), keys=len(kept - {"a test"}))


# ── what FULL means ──────────────────────────────────────────────────────────────────────────────────────


def test_every_new_connection_of_every_thread_writes_through_to_the_disk(world: Any) -> None:
    """On SQLite FULL, on PostgreSQL both of its settings; asked of each connection, as the check at start does."""
    from estancia.config.checks import postgresql_wrongs, sqlite_wrongs

    ask = sqlite_wrongs if connection.vendor == "sqlite" else postgresql_wrongs
    said: list[list[str]] = []

    def thread() -> None:
        said.append(list(ask(connection)))
        connections.close_all()

    threads = [threading.Thread(target=thread) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert said == [[], [], [], []]


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace to watch for syncs with; apt install strace")
@pytest.mark.parametrize(("synchronous", "synced"), [("FULL", True), ("NORMAL", False)])
def test_a_commit_reaches_the_disk_before_its_answer_leaves(tmp_path: Path, synchronous: str, synced: bool) -> None:
    """With FULL each acknowledged commit was synced; NORMAL, the planted fault, acknowledges what is not."""
    trace = tmp_path / "trace"
    watched = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
    subprocess.run(
        [*watched, sys.executable, "-m", "tests.faults.committing", str(tmp_path / "c.sqlite3"), synchronous],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=True, stdout=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    assert synced_before_each_answer(trace.read_text()) is synced


def synced_before_each_answer(trace: str) -> bool:
    """Whether between any answer and the one before it the log of SQLite was synced."""
    seen, answers = False, 0
    for line in trace.splitlines():
        seen = seen or ("-wal" in line and any(call in line for call in SYNCS))
        if "acknowledged" in line:
            answers += 1
            if not seen:
                return False
            seen = False
    assert answers == 6
    return True
