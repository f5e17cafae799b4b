"""An entry is the last thing of its deed: nothing is done while the tail of the chain is locked, and all follow."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from estancia.casework import admission, audit, people
from estancia.casework.ledger import verify_audit
from estancia.documents import KeyRing
from estancia.records.append_only import changes_allowed
from estancia.records.models import AuditEntry, AuditMention, AuditTail, LocationDay, Person, Stay
from tests.integration.casework import world as worlds
from tests.integration.casework.deeds import WHY, family_of
from tests.integration.casework.world import TIJUANA

pytestmark = pytest.mark.django_db(transaction=True)
LOCKING = ("records_audittail", "estancia_leave_entry")
LEAVING = (*LOCKING, "records_audit", "SAVEPOINT")


class TailHeld(AssertionError):
    """Something was done between an entry and the end of its transaction."""


@pytest.fixture
def committed(now):
    return worlds.found(now=now)


@contextmanager
def tail_let_go() -> Iterator[list[str]]:
    """Refuse any statement, but the entry's own, that is run while the tail is locked; give those that locked it."""
    locked: list[bool] = [False]
    locking: list[str] = []

    def watch(execute: Callable[..., object], sql: str, *rest: object) -> object:
        locked[0] = locked[0] and connection.in_atomic_block
        if locked[0] and not any(word in sql for word in LEAVING):
            raise TailHeld(sql)
        if any(word in sql for word in LOCKING):
            locking.append(sql)
            locked[0] = True
        locked[0] = locked[0] and "COMMIT" not in sql
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield locking


def test_nothing_is_done_while_the_tail_is_locked(committed, now):
    before = AuditEntry.objects.count()
    with tail_let_go() as locking:
        request = family_of("Rosa Mar", by=committed.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
        admission.decide_request(reference=request.reference, decision="hold", reason=WHY, by=committed.desk, now=now)
        people.person_file(reference=request.members[0].reference, by=committed.desk, now=now)
    assert len(locking) >= AuditEntry.objects.count() - before > 0


def test_a_planted_deed_that_goes_on_after_its_entry_is_seen(committed, now):
    @audit.deed()
    def going_on() -> None:
        audit.record(by=committed.desk, act="look", about=[], detail={}, now=now)
        audit.write_waiting()
        LocationDay.objects.count()

    with tail_let_go(), pytest.raises(TailHeld):
        going_on()


def test_entries_of_one_transaction_follow_in_the_order_they_were_said(committed, now):
    with audit.one_transaction():
        for act in ("first", "second", "third"):
            with audit.deed():
                audit.record(by=committed.desk, act=act, about=["P1", "P2"], detail={}, now=now)
    assert list(AuditEntry.objects.order_by("-seq").values_list("act", flat=True)[:3]) == ["third", "second", "first"]
    assert set(AuditMention.objects.filter(entry__act="second").values_list("reference", flat=True)) == {"P1", "P2"}
    assert verify_audit(ring=KeyRing()).first_bad_seq is None


def test_an_undone_deed_inside_another_leaves_no_entry(committed, now):
    @audit.deed()
    def undone() -> None:
        audit.record(by=committed.desk, act="undone", about=[], detail={}, now=now)
        raise ZeroDivisionError

    with audit.deed():
        with pytest.raises(ZeroDivisionError):
            undone()
        audit.record(by=committed.desk, act="done", about=[], detail={}, now=now)
    assert AuditEntry.objects.latest("seq").act == "done"
    assert not AuditEntry.objects.filter(act="undone").exists()


def test_a_row_the_database_refuses_at_the_commit_undoes_the_deed_and_its_entry(committed, now):
    """Its request does not stand, which both databases look at last of all."""
    person = family_of("Rosa Mar", by=committed.desk, now=now).members[0].reference
    before = AuditEntry.objects.count()

    @audit.deed()
    def admit() -> None:
        _granted(person=person, request=10**9, now=now)
        audit.record(by=committed.desk, act="admit", about=[person], detail={}, now=now)

    with pytest.raises(IntegrityError):
        admit()
    assert (Stay.objects.count(), AuditEntry.objects.count()) == (0, before)
    people.person_file(reference=person, by=committed.desk, now=now)
    assert verify_audit(ring=KeyRing()).first_bad_seq is None


def test_a_chain_begins_in_a_database_that_was_emptied(committed, now):
    with changes_allowed(connection=connection):
        AuditMention.objects.all().delete()
        AuditEntry.objects.all().delete()
    AuditTail.objects.all().delete()
    for _ in range(2):
        with audit.deed():
            audit.record(by=committed.desk, act="look", about=["P1"], detail={}, now=now)
    verdict = verify_audit(ring=KeyRing())
    assert (verdict.first_bad_seq, verdict.entries) == (None, 2)


def test_outside_a_deed_an_entry_is_written_at_once(committed, now):
    with transaction.atomic():
        audit.record(by=committed.desk, act="worker", about=[], detail={"location": TIJUANA}, now=now)
        assert AuditEntry.objects.latest("seq").act == "worker"


def _granted(*, person: str, request: int, now) -> Stay:
    day = now.date()
    return Stay.objects.create(
        person=Person.objects.get(reference=person),
        request_id=request,
        valid_from=day,
        valid_until=day + timedelta(days=180),
        state="valid",
        granted_at=now,
    )
