"""Admissions a second: the house's own statements with their chained entry, beside a plain Django ORM row lock.

Eight clients, each a process with one connection as a server's workers are, admit at 40 locations drawn at random, both
sides with commits flushed as the house sets them, and the tables looked over before each run as their keeper would.
Measured is the core of an admission in one transaction: places taken, the stay written, an audit entry and its mention.
Ours are `take_places`, `write_row` and `audit.deed` with `record`; the entry is chained, which puts all deeds of the
house in one line. The peer locks the day with `select_for_update`, looks, creates the same three rows, saves the day.

The peer that counts keeps less than we do: its entries hold no chain and no digest, so nobody waits for anybody but at
a location. Whoever keeps the same promise in the plain way, locking the tail with `select_for_update` and saving it, is
measured too and only told. Not measured on any side: HTTP, permissions, the rules, families of several, signing the
card. All stays hang from one request. They go in turns, `TIMES` each, and the medians are compared; after every run
the places free and the stays must add up to the places there were, and at the end the chain must verify. SQLite has one
writer and no row lock: it is reported, without a goal.
"""

import os
import statistics
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from multiprocessing import get_context
from time import perf_counter

import numpy as np

from bench._cases import NOW, TODAY, found
from bench._databases import on_each_database
from bench._line import line

CLIENTS, SITES, TIMES = 8, 40, 5
EACH = int(os.environ.get("ESTANCIA_BENCH_ADMISSIONS", "200"))
PLACES, GOAL = 10_000, 1.8
UNCHAINED = 10**9  # where the peer's entries are numbered from


def main() -> bool:
    """Measure on SQLite, then on PostgreSQL, each in a process of its own; say whether the goal was met."""
    return on_each_database("admissions")


def measure(database: str) -> bool:
    """Let both sides admit in turns, hold the sum after each, and print the line."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    desk = found()
    people, request = drawn(desk)
    rates: dict[Callable, list[float]] = {way: [] for way in WAYS}
    for turn in range(len(WAYS) * TIMES):
        way = WAYS[turn % len(WAYS)]
        some = people[turn * CLIENTS * EACH : (turn + 1) * CLIENTS * EACH]
        rates[way].append(rate(way, people=some, request=request, desk=desk))
        held(stays=(turn + 1) * CLIENTS * EACH)
    chained()
    here, there, chain = (statistics.median(rates[way]) for way in (ours, peer, chaining_peer))
    said = f"{here:,.0f}/s, ORM with row lock {there:,.0f}/s: {here / there:.2f}x; ORM that chains too {chain:,.0f}/s"
    if database == "sqlite":
        print(f"admissions ({database}): {said} (no goal)", flush=True)
        return True
    return line(f"admissions ({database})", said, goal=f"≥ {GOAL:g}x", met=here >= GOAL * there)


def drawn(desk) -> tuple[Sequence[int], int]:
    """Write the days of 40 locations, and as many people as will be admitted; give their keys and the request's."""
    from estancia.records.models import FamilyGroup, LocationDay, Person, Request

    days = (LocationDay(location_key=site, on=TODAY, places=PLACES, free=PLACES, set_at=NOW) for site in sites())
    LocationDay.objects.bulk_create(days)
    family = FamilyGroup.objects.create(reference="F0000001", location_key=sites()[0], created_at=NOW)
    request = Request.objects.create(
        reference="R0000001", family=family, location_key=sites()[0], on=TODAY, state="admitted", made_at=NOW,
        recorded_by_id=desk.user_id,
    )  # fmt: skip
    people = [
        Person(reference=f"P{at:07d}", family=family, name=f"Person {at}", order_in_family=at, recorded_at=NOW)
        for at in range(len(WAYS) * TIMES * CLIENTS * EACH)
    ]
    return [one.pk for one in Person.objects.bulk_create(people, batch_size=1_000)], request.pk


def sites() -> list[str]:
    """The keys of the locations."""
    return [f"99{at:03d}" for at in range(SITES)]


# ── both sides ───────────────────────────────────────────────────────────────────────────────────────────
def ours(*, person: int, request: int, site: str, desk) -> None:
    """Admit as casework does: places in one conditional statement, rows by prepared ones, the entry last."""
    from estancia.casework import audit
    from estancia.casework.places import take_places
    from estancia.records.written import write_row

    with audit.deed():
        assert take_places(key=site, on=TODAY, count=1)
        write_row(row=stay(person=person, request=request))
        audit.record(by=desk, act="admit", about=(f"P{person:07d}",), detail={"location": site}, now=NOW)


def peer(*, person: int, request: int, site: str, desk) -> None:
    """Admit as the ORM's manual has it: lock, look, create, save."""
    from django.db import transaction

    with transaction.atomic():
        day = locked(site)
        stay(person=person, request=request).save(force_insert=True)
        entry = entered(person=person, site=site, desk=desk)
        entry.seq, entry.previous, entry.digest = UNCHAINED + person, bytes(32), bytes(32)
        kept(entry)
        day.free -= 1
        day.save(update_fields=["free"])


def chaining_peer(*, person: int, request: int, site: str, desk) -> None:
    """The same, keeping the chain as the ORM's manual would: the tail locked, the digest made, the tail saved."""
    from django.db import transaction

    from estancia.casework.audit import body_of
    from estancia.ledger import entry_digest
    from estancia.records.models import AuditTail

    with transaction.atomic():
        day = locked(site)
        stay(person=person, request=request).save(force_insert=True)
        day.free -= 1
        day.save(update_fields=["free"])
        entry, tail = entered(person=person, site=site, desk=desk), AuditTail.objects.select_for_update().get()
        entry.seq = tail.seq = tail.seq + 1
        entry.previous = tail.previous = bytes(tail.digest)
        entry.digest = tail.digest = entry_digest(previous=entry.previous, body=body_of(entry=entry))
        kept(entry)
        tail.save()


def locked(site: str):
    """The day of a location with a place free, its row locked."""
    from estancia.records.models import LocationDay

    day = LocationDay.objects.select_for_update().get(location_key=site, on=TODAY)
    assert day.free >= 1
    return day


def entered(*, person: int, site: str, desk):
    """The peers' audit entry, without a place yet."""
    from estancia.records.models import AuditEntry

    return AuditEntry(
        at=NOW, actor_id=desk.user_id, role=desk.role.value, act="admit", organisation=desk.organisation,
        purpose=desk.purpose.value, about=[f"P{person:07d}"], detail={"location": site},
    )  # fmt: skip


def kept(entry) -> None:
    """Write it and its mention."""
    from estancia.records.models import AuditMention

    entry.save(force_insert=True)
    AuditMention.objects.create(entry=entry, reference=entry.about[0])


def stay(*, person: int, request: int):
    """The row of a stay, not yet written."""
    from estancia.records.models import Stay

    until = TODAY + timedelta(days=180)
    return Stay(
        person_id=person, request_id=request, valid_from=TODAY, valid_until=until, state="valid", granted_at=NOW
    )


WAYS = (peer, ours, chaining_peer)


# ── a run ────────────────────────────────────────────────────────────────────────────────────────────────
def rate(way: Callable, *, people: Sequence[int], request: int, desk) -> float:
    """Let eight clients admit these people at once; give admissions a second, from the first to the last of all."""
    from django.db import connection, connections

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    connections.close_all()
    at_once = get_context("fork")
    ready = at_once.Barrier(CLIENTS + 1)

    def client(at: int) -> None:
        connections["default"].ensure_connection()
        chosen = np.random.default_rng(people[at]).choice(sites(), size=EACH)
        ready.wait()
        for person, site in zip(people[at * EACH : (at + 1) * EACH], chosen, strict=True):
            way(person=person, request=request, site=str(site), desk=desk)

    clients = [at_once.Process(target=client, args=(at,)) for at in range(CLIENTS)]
    for one in clients:
        one.start()
    ready.wait()
    began = perf_counter()
    for one in clients:
        one.join()
    took = perf_counter() - began
    assert not any(one.exitcode for one in clients)
    return len(people) / took


def held(*, stays: int) -> None:
    """Refuse a run after which a place was lost, made or taken twice."""
    from estancia.records.models import LocationDay, Stay

    free = list(LocationDay.objects.filter(on=TODAY).values_list("free", flat=True))
    assert min(free) >= 0
    assert Stay.objects.count() == stays
    assert sum(free) + stays == SITES * PLACES


def chained() -> None:
    """Refuse the whole where our entries do not verify, the peer's taken away."""
    from django.db import connection

    from estancia.casework.ledger import verify_audit
    from estancia.documents import KeyRing
    from estancia.records.append_only import changes_allowed

    theirs = f"(SELECT id FROM records_auditentry WHERE seq >= {UNCHAINED})"
    with changes_allowed(connection=connection), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM records_auditmention WHERE entry_id IN {theirs}")
        cursor.execute(f"DELETE FROM records_auditentry WHERE id IN {theirs}")
    assert verify_audit(ring=KeyRing()).first_bad_seq is None


if __name__ == "__main__":
    sys.exit(0 if measure(sys.argv[1]) else 1)
