"""Lists and search at a million cases as at ten thousand: queries in process, pages through HTTP with their audit.

`ESTANCIA_BENCH_CASES` (1,000,000) says how many; beside them stands a database of 10,000, and the two are asked by
turns, so that whatever else the machine does falls on both. A case is a request with its family of one, a notice, the
keys they are found by, where it waits a question with its owner, and where it was admitted a stay, a card and for some
a renewal. The queries of a list are its first page, one deep inside, the one before that, and its count; of a search, a
name of two words, a notice and a card. The pages are asked one after the other by somebody signed in, and each leaves
its entry before it answers: so that p95 stands beside the p95 of an empty durable commit of the same run.

`ESTANCIA_BENCH_KEPT` names a folder in which the databases stay as they are at the end; the next run finds them there,
brings them to the newest migration and fills nothing. What a change of the bench's own cases would fill, they lack.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

import numpy as np

from bench._databases import on_each_database
from bench._line import line

KEPT = os.environ.get("ESTANCIA_BENCH_KEPT", "")
CASES = int(os.environ.get("ESTANCIA_BENCH_CASES", "1000000"))
FEW = min(10_000, CASES)
QUERIES = 300
PAGES = 200
WARMING = 40
TURN, WARM = 20, 5
TIMES, PAGE_MS = 1.5, 50.0
DESK_PAGES = {
    "my work": "/my-work/",
    "holds": "/holds/",
    "reviews": "/reviews/",
    "alarms": "/alarms/",
    "kept papers": "/kept-papers/",
    "renewals": "/renewals/",
    "permits": "/permits/",
    "merges": "/merges/",
    "proposed": "/rosters/not-admitted/",
    "rosters": "/rosters/",
}
CARE_PAGES = {
    "my work": "/my-work/",
    "holds": "/holds/",
    "kept papers": "/kept-papers/",
    "expected back": "/expected-back/",
    "complaints": "/complaints/",
}


def main() -> bool:
    """Measure on SQLite, then on PostgreSQL, each in a process of its own; say whether every goal was met."""
    settings = {"ESTANCIA_MODE": "demo", "ESTANCIA_CLOCK": "2022-06-22T09:00-06:00"}
    with tempfile.TemporaryDirectory(prefix="estancia-bench-cases-") as for_now:
        shared = KEPT or for_now
        return on_each_database("lists", shared, kept=KEPT, **settings)


def measure(database: str, shared: Path) -> bool:
    """Fill the database to a hundredth, ask, fill it whole, ask again; print the lines."""
    import django

    django.setup()
    from django.core.management import call_command

    from bench._cases import cases

    drawn = cases(count=CASES, kept=shared)
    sizes = {standing(f"cases_{count}"): count for count in (FEW, CASES)}
    for name, count in sizes.items():
        began = perf_counter()
        use(name)
        call_command("migrate", verbosity=0)
        desk = filled(drawn, count=count)
        print(f"lists ({database}): {count:,} cases, {perf_counter() - began:.0f} s to put", flush=True)
    few, many = by_turns(drawn, sizes=sizes, desk=desk)
    met = compared(database, few=few, many=many)
    return paged(database, drawn, name=name, desk=desk) and met


def standing(name: str) -> str:
    """Give the name of a database that is there to be filled."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        return str(settings.HOME / f"{name}.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {name}")
    return name


def filled(drawn, *, count: int):
    """Fill the database in use, unless it was kept, and give the officer who asks."""
    from bench._cases import found, officer, put
    from estancia.records.models import Request, User

    if Request.objects.exists():  # all of them were put in one transaction
        return officer()
    desk = officer() if User.objects.exists() else found()
    put(drawn, count=count, desk=desk)
    return desk


def use(name: str) -> None:
    """Leave the database in use for another."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


# ── queries in process ───────────────────────────────────────────────────────────────────────────────────
def by_turns(drawn, *, sizes: Mapping[str, int], desk) -> list[dict[str, np.ndarray]]:
    """Give milliseconds of each kind of query, by size: some here, some there, the first of each turn unmeasured."""
    asks = {name: asked(drawn, count=count, desk=desk) for name, count in sizes.items()}
    spent = {name: {kind: [] for kind in kinds} for name, kinds in asks.items()}
    rng = np.random.default_rng(7)
    for _ in range(QUERIES // TURN):
        for name, kinds in asks.items():
            use(name)
            for number in range(TURN + WARM):
                for kind, ask in kinds.items():
                    run = ask(rng)
                    began = perf_counter()
                    run()
                    took = (perf_counter() - began) * 1e3
                    if number >= WARM:
                        spent[name][kind].append(took)
    return [{kind: np.array(times) for kind, times in kinds.items()} for kinds in spent.values()]


def asked(drawn, *, count: int, desk) -> Mapping[str, Callable]:
    """Each kind of query, as what draws one of it."""
    from bench._cases import NOW, STATES
    from estancia.casework.access import Relation, categories
    from estancia.casework.finding import found_of, meant_by, sought_by
    from estancia.casework.keyset import Order, written
    from estancia.casework.request_lists import in_order, requests_due
    from estancia.casework.work_counts import up_to_most

    here = np.flatnonzero(drawn.place[:count] == 0)  # whose place is the desk's
    carded = here[drawn.state[here] == STATES.index("admitted")]
    held = categories(by=desk, relations=frozenset({Relation.OWN_PORT}))

    def order(state: str) -> Order:
        return in_order(rows=requests_due(location=desk.location, state=state, due="", now=NOW), state=state)

    def turned(way: str) -> Callable:
        def draw(rng):
            case = int(rng.choice(here))
            state = STATES[drawn.state[case]]
            mark = written(at=(drawn.next_on(case), case + 1))
            return lambda: order(state).page(asked={way: mark})

        return draw

    def looked(text: Callable[[int], str], among: np.ndarray) -> Callable:
        def draw(rng):
            typed = text(int(rng.choice(among)))

            def look():
                sought = sought_by(text=typed, by=desk, held=held)
                return found_of(sought), meant_by(sought)

            return look

        return draw

    def two_words(case: int) -> str:
        words = drawn.name(case).split()
        return f"{words[-1][:5]} {words[0]}"

    def drawn_state(ask: Callable[[str], object]) -> Callable:
        def draw(rng):
            state = str(rng.choice(STATES))
            return lambda: ask(state)

        return draw

    return {
        "first page": drawn_state(lambda state: order(state).page(asked={})),
        "page after": turned("after"),
        "page before": turned("before"),
        "count": drawn_state(
            lambda state: up_to_most(requests_due(location=desk.location, state=state, due="", now=NOW))
        ),
        "name": looked(two_words, here),
        "notice": looked(lambda case: drawn.number(case), here),
        "card": looked(lambda case: drawn.card(case), carded),
    }


def compared(database: str, *, few: Mapping[str, np.ndarray], many: Mapping[str, np.ndarray]) -> bool:
    """Print how each kind of query grows, and the line of the goal: all kinds together, each as often."""
    for kind in few:
        small, large = p95(few[kind]), p95(many[kind])
        print(f"  {kind}: p50 {p50(few[kind]):.2f} → {p50(many[kind]):.2f} ms, p95 {small:.2f} → {large:.2f} ms")
    small, large = (p95(np.concatenate(list(spent.values()))) for spent in (few, many))
    said = f"p95 {small:.2f} ms at {FEW:,} cases, {large:.2f} ms at {CASES:,}: {large / small:.2f}x"
    return line(f"lists ({database}, query)", said, goal=f"≤ {TIMES:g}x", met=large <= TIMES * small)


# ── pages through HTTP ───────────────────────────────────────────────────────────────────────────────────
def paged(database: str, drawn, *, name: str, desk) -> bool:
    """Serve the house, ask for pages as somebody signed in, at the desk and of those who care, and print the line."""
    from bench._cases import carer
    from bench._reading import floor, served

    with served(name=name, by=desk) as reader:
        rng = np.random.default_rng(8)
        spent = {"list": reader.lists(drawn, count=PAGES + WARMING, rng=rng)[WARMING:]}
        spent["search"] = reader.searches(drawn, count=PAGES + WARMING, rng=rng)[WARMING:]
        spent |= {what: reader.opened(where, count=PAGES + WARMING)[WARMING:] for what, where in DESK_PAGES.items()}
    with served(name=name, by=carer()) as reader:
        pages = {f"{what}, who cares": where for what, where in CARE_PAGES.items()}
        spent |= {what: reader.opened(where, count=PAGES + WARMING)[WARMING:] for what, where in pages.items()}
    commit = p95(floor())
    for kind, times in spent.items():
        print(f"  {kind} page: p50 {p50(times):.1f} ms, p95 {p95(times):.1f} ms")
    kind = max(spent, key=lambda kind: p95(spent[kind]))
    slowest = p95(spent[kind])
    said = f"p95 {slowest:.1f} ms, the slowest kind ({kind}); an empty durable commit p95 {commit:.1f} ms"
    goal = f"≤ {PAGE_MS:g} ms and the commit"
    return line(f"lists ({database}, page)", said, goal=goal, met=slowest <= PAGE_MS + commit)


def p50(times: np.ndarray) -> float:
    """The middle."""
    return float(np.percentile(times, 50))


def p95(times: np.ndarray) -> float:
    """What nineteen of twenty stay under."""
    return float(np.percentile(times, 95))


if __name__ == "__main__":
    sys.exit(0 if measure(sys.argv[1], Path(sys.argv[2])) else 1)
