"""A roster of 100,000 people staged and kept: beside a bare bulk_create of the same rows, and with desks at work.

`ESTANCIA_BENCH_ROWS` (100,000) says how many; goals are for so many. Each database is made for the run and taken away
after it. What is timed is what the worker does with a file that was received: read it in its limited process, check,
compare, write, and one commit. The peer builds the same rows as model instances, already parsed, and does nothing else
but `bulk_create` by a thousand, into the same table with the same indexes. Both are done `TIMES` times, in turns, and
the best of each counts: the machine has other work.
"""

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

from bench._databases import on_each_database

ROWS = int(os.environ.get("ESTANCIA_BENCH_ROWS", "100000"))
TIMES = 3
BY_A_THOUSAND = 1_000
IMPORT, AGAIN, MOST_MB, SLOWEST = 1.0, 0.5, 400, 1.0
NOW = datetime(2019, 10, 2, 15, 30, tzinfo=UTC)
TOP = Path(__file__).parent.parent


def main() -> bool:
    """Measure on SQLite, then on PostgreSQL, each in a process of its own; say whether every goal was met."""
    return on_each_database("roster")


def measure(database: str) -> bool:
    """Found a desk, stage in turns with the peer, and print the lines."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.integration.casework import world as worlds

    call_command("migrate", verbosity=0)
    desk = worlds.found(now=NOW).desk
    bare, staged, peaks = [], [], []
    for turn in range(TIMES):
        bare.append(timed(lambda: bulk_created(desk)))
        empty()
        took = stage(desk, csv(hearing="25/10/2019", seed=turn), keep=turn == TIMES - 1)
        staged.append(took["seconds"])
        peaks.append(took["mb"])
    again = [stage(desk, csv(hearing="25/10/2019", seed=TIMES - 1)) for _ in range(TIMES)]
    peaks += [one["mb"] for one in again]
    met = [
        against(database, "new", min(staged), min(bare), IMPORT),
        against(database, "unchanged", min(one["seconds"] for one in again), min(bare), AGAIN),
        line(f"{database}, memory", f"{max(peaks):.0f} MB", f"≤ {MOST_MB} MB", max(peaks) <= MOST_MB),
        desks_at_work(database, desk),
    ]
    return all(met)


def against(database: str, what: str, ours: float, bare: float, goal: float) -> bool:
    """Print a time as a ratio of the peer's."""
    said = f"{ours:.2f} s, {ours / bare:.2f}x bulk_create ({bare:.2f} s)"
    return line(f"{database}, {ROWS:,} rows {what}", said, f"≤ {goal:g}x", ours <= goal * bare)


def line(name: str, measured: str, goal: str, met: bool) -> bool:
    """Print one line of the bench."""
    print(f"roster ({name}): {measured} (goal {goal}) {'met' if met else 'short'}", flush=True)
    return met


# ── the same people, as a file and as rows ───────────────────────────────────────────────────────────────
HEADINGS = (
    "A-Number,Nombres,Primer apellido,Segundo apellido,Fecha de nacimiento,Nacionalidad,Familia,Fecha de audiencia,"
    "Hora,Sede"
)
GIVEN = ("María José", "Ana", "José", "Luis Ángel", "Rosa", "Nahúm", "Keny", "Iván", "Sofía", "Óscar")
SURNAMES = ("Paz", "Mejía", "López", "Hernández", "Núñez", "Cruz", "Cáceres", "Pérez", "Ramos", "Orellana")


def people(*, seed: int) -> Iterator[tuple[str, ...]]:
    """Draw everybody: the number, two names, a birth, a country, a family."""
    rng = np.random.default_rng(seed)
    picks = rng.integers(10, size=(ROWS, 4))
    births = rng.integers(365 * 60, size=ROWS)
    start = datetime(1958, 1, 1, tzinfo=UTC)
    for at, ((given, one, other, country), days) in enumerate(zip(picks, births, strict=True)):
        born = start + timedelta(days=int(days))
        number = f"A{200_000_000 + at}"
        names = (f"{GIVEN[given]} {chr(97 + at % 26)}{at}".translate(LETTERS), SURNAMES[one], SURNAMES[other])
        yield (number, *names, f"{born:%d/%m/%Y}", ("HO", "ES", "GT", "NU", "CU")[country % 5], f"F{at // 3}")


LETTERS = str.maketrans("0123456789", "abcdefghij")  # no figures in a name


def csv(*, hearing: str, seed: int) -> bytes:
    """Write them as the counterpart would."""
    rows = (",".join((*one, hearing, "12:30", "SND")) for one in people(seed=seed))
    return "\n".join([HEADINGS, *rows]).encode()


def bulk_created(desk) -> Callable[[], None]:
    """Create the same rows bare; parsing and checking is spared the peer."""
    from estancia.records.models import Organisation, Roster, RosterRow

    organisation = Organisation.objects.get(key=desk.organisation)
    roster = Roster.objects.create(
        reference=f"bare{Roster.objects.count()}", location_key="02002", organisation=organisation, digest="",
        kind="csv", state="staged", staged_at=NOW, staged_by_id=desk.user_id,
    )  # fmt: skip
    parsed = list(people(seed=0))

    def create() -> None:
        for start in range(0, len(parsed), BY_A_THOUSAND):
            some = enumerate(parsed[start : start + BY_A_THOUSAND], start=start + 2)
            RosterRow.objects.bulk_create(row(roster, number, one) for number, one in some)

    return create


def row(roster, number: int, one: Sequence[str]):
    """Give a person as a model instance."""
    from estancia.records.models import RosterRow

    key, given, first, second, born, country, family = one
    proposal = {
        "notice_number": key[1:], "name": f"{given} {first} {second}", "born_on": born, "nationality": country,
        "family_number": family, "hearing_on": "2019-10-25", "hearing_at": "12:30:00", "hearing_place": "SND",
    }  # fmt: skip
    return RosterRow(roster=roster, number=number, key=key[1:], standing="new", proposal=proposal, number_key=number)


def timed(prepare: Callable[[], Callable[[], None]]) -> float:
    """Give the seconds that what was prepared takes."""
    deed = prepare()
    began = perf_counter()
    deed()
    return perf_counter() - began


def empty() -> None:
    """Take the rows away again, so that each turn meets the same table."""
    from django.db import connection

    from estancia.records.models import RosterRow

    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {RosterRow._meta.db_table}")  # noqa: SLF001
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE records_rosterrow")


# ── staging, in a process of its own as the worker is ────────────────────────────────────────────────────
def received(desk, content: bytes) -> str:
    """Receive a file and take its columns as proposed; give the reference."""
    from estancia.casework.rosters import receive_roster, say_columns

    reference = receive_roster(content=content, suffix="csv", by=desk, now=NOW).reference
    say_columns(reference=reference, chosen={}, orders={}, by=desk, now=NOW)
    return reference


def stage(desk, content: bytes, *, keep: bool = True) -> dict[str, float]:
    """Stage in a fresh process; give its seconds and the most memory it held. Without `keep` the rows go again."""
    from estancia.casework.rosters import commit_roster

    reference = received(desk, content)
    told = subprocess.run(
        [sys.executable, "-m", "bench.roster", "--stage"], cwd=TOP, check=True, stdout=subprocess.PIPE
    )
    took = json.loads(told.stdout)
    if keep:
        began = perf_counter()
        commit_roster(reference=reference, by=desk, now=NOW)
        took["seconds"] += perf_counter() - began
    else:
        empty()
    return took


def stage_here() -> None:
    """Be the worker: stage what waits; say how long it took and how much memory the larger of the processes held."""
    import resource

    import django

    django.setup()
    from estancia.casework.roster_staging import stage_waiting
    from estancia.records.models import Roster

    seconds = math.inf
    while Roster.objects.filter(state="waiting").exists():  # again, when the file was not read within its ten seconds
        began = perf_counter()
        assert stage_waiting(now=NOW) == 1
        seconds = perf_counter() - began
    assert not Roster.objects.filter(state="refused").exists()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "mb": peak / 1024}))


# ── desks at work meanwhile ──────────────────────────────────────────────────────────────────────────────
PAGES = ("/my-work/", "/rosters/", "/rosters/not-admitted/", "/places/02004/", "/intake/", "/holds/")


def desks_at_work(database: str, desk) -> bool:
    """Open pages and begin intakes while every row changes; the slowest of them counts."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    settings.CLOCK = lambda: NOW
    window = Client()
    window.force_login(get_user_model().objects.get(pk=desk.user_id))
    window.post("/purpose/", {"purpose": "intake"})
    received(desk, csv(hearing="28/10/2019", seed=TIMES - 1))
    worker = subprocess.Popen([sys.executable, "-m", "bench.roster", "--stage"], cwd=TOP, stdout=subprocess.PIPE)
    times = []
    while worker.poll() is None:
        times += [timed(lambda there=address: partial(opened, window, there)) for address in PAGES]
        times.append(timed(lambda: partial(window.post, "/intake/")))
    assert worker.returncode == 0
    said = f"slowest of {len(times)} pages {max(times):.2f} s, median {np.median(times) * 1e3:.0f} ms"
    return line(f"{database}, desks meanwhile", said, f"≤ {SLOWEST:g} s", max(times) <= SLOWEST)


def opened(window, address: str) -> None:
    assert window.get(address).status_code == 200, address


if __name__ == "__main__":
    if sys.argv[1] == "--stage":
        stage_here()
        sys.exit(0)
    sys.exit(0 if measure(sys.argv[1]) else 1)
