"""Every look is marked before it is answered, and the record refuses to be changed."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from estancia.casework import (
    alarms,
    audit,
    crossing_desk,
    crossing_paper,
    doubles,
    expected,
    finding,
    intake,
    kept_papers,
    notices,
    people,
    permit_list,
    permits,
    protection,
    renewals,
    roster_hearing,
    roster_shown,
)
from estancia.casework.access import NotYours
from estancia.casework.keys import ring, rotate_key
from estancia.casework.ledger import integrity, take_head, verify_audit
from estancia.casework.setting_up import SETTER_UP
from estancia.records.append_only import changes_allowed
from estancia.records.models import AuditEntry, AuditMention, AuditTail, MerkleHead, Person
from tests.integration.casework import world as worlds
from tests.integration.casework.world import PHRASE, TIJUANA, adult, fill, hand_in

Reader = Callable[[], object]


@pytest.fixture
def committed_world(transactional_db, now):
    """The same world, with every transaction truly committed."""
    return worlds.found(now=now)


class ReadWithoutAMark(AssertionError):
    """An answer left before its mark was kept."""


def marked_before_answer(read: Reader) -> object:
    """Run a reader; its entry must be there, and committed, at the very moment its answer is."""
    before = AuditEntry.objects.count()
    answer = read()
    if connection.in_atomic_block or AuditEntry.objects.count() <= before:
        raise ReadWithoutAMark
    return answer


def readers(world, now) -> dict[str, Reader]:
    """Every way this side of casework reads a file."""
    request = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")])
    draft = fill(by=world.desk, now=now, members=[adult("Iris Mar")])
    person, family = request.members[0].reference, request.family
    by = {"by": world.desk, "now": now}
    protection.unlock(phrase=PHRASE, by=world.protector, now=now)
    protection.unlock(phrase=PHRASE, by=world.comar, now=now)
    return {
        "person": lambda: people.person_file(reference=person, **by),
        "family": lambda: people.family_file(reference=family, **by),
        "request": lambda: people.request_file(reference=request.reference, **by),
        "why": lambda: people.why_on(reference=person, on=now.date(), **by),
        "find": lambda: finding.find(text="Rosa", **by),
        "crossings": lambda: crossing_desk.crossings_today(**by),
        "paper list": lambda: crossing_paper.paper_list(**by),
        "renewals": lambda: renewals.renewals_due(**by),
        "permits": lambda: permits.permits_page(person_reference=person, **by),
        "permits due": lambda: permit_list.permits_due(**by),
        "notice check": lambda: notices.notice_check(reference=person, **by),
        "alarms": lambda: alarms.alarm_list(**by),
        "kept papers": lambda: kept_papers.kept_list(**by),
        "rosters": lambda: roster_shown.roster_list(**by),
        "not admitted": lambda: roster_hearing.proposed_not_admitted(**by),
        "expected": lambda: expected.expected_list(by=world.protector, now=now),
        "looked": lambda: people.who_looked(reference=person, by=world.data_protection, now=now),
        "draft": lambda: intake.draft(reference=draft.reference, **by),
        "drafts": lambda: intake.open_drafts(**by),
        "doubles": lambda: doubles.doubles_of_draft(reference=draft.reference, member=1, typed={"name": "Rosa"}, **by),
        "private question": lambda: intake.private_question(reference=draft.reference, member=1, step="lgbt", **by),
        "sealed": lambda: protection.open_answers(person_reference=person, by=world.protector, now=now),
        "notices": lambda: protection.open_notices(by=world.comar, now=now),
    }


def test_no_reader_answers_before_its_mark_is_committed(committed_world, now):
    for name, read in readers(committed_world, now).items():
        assert marked_before_answer(read) is not None, name


def test_a_queued_mark_is_caught(committed_world, now):
    """The planted fault: a reader that answers first and writes its entry after, as a job would."""
    waiting: list[Callable[[], None]] = []
    person = hand_in(by=committed_world.desk, now=now, members=[adult("Rosa Mar")]).members[0].reference

    def queued() -> object:
        row = Person.objects.get(reference=person)
        waiting.append(lambda: audit.record(by=committed_world.desk, act="late", about=[person], detail={}, now=now))
        return row.name

    with pytest.raises(ReadWithoutAMark):
        marked_before_answer(queued)
    with pytest.raises(audit.MarkOutsideDeed):
        waiting[0]()


def test_a_deed_that_forgets_its_mark_is_undone(committed_world, now):
    draft = intake.start_intake(location=TIJUANA, by=committed_world.desk, now=now)
    from estancia.records.models import IntakeDraft

    with pytest.raises(audit.DeedLeftNoMark), audit.deed():
        IntakeDraft.objects.filter(reference=draft.reference).update(location_key="02002")
    assert IntakeDraft.objects.get(reference=draft.reference).location_key == TIJUANA


def test_when_the_mark_cannot_be_written_nothing_is_shown(committed_world, now, monkeypatch):
    reading = readers(committed_world, now)

    def broken(**_: object) -> bytes:
        raise OSError("the record cannot be written")

    monkeypatch.setattr(audit, "unplaced_bytes", broken)
    for name, read in reading.items():
        with pytest.raises(OSError, match="record"):
            pytest.fail(f"{name} answered: {read()}")


def test_a_list_is_one_entry_that_names_those_shown(world, now):
    shown = {hand_in(by=world.desk, now=now, members=[adult(f"Rosa Mar {n}")]).members[0].reference for n in "abc"}
    before = AuditEntry.objects.count()
    found = finding.find(text="rosa mar", by=world.desk, now=now)
    entry = AuditEntry.objects.latest("seq")
    assert AuditEntry.objects.count() == before + 1
    assert {line.reference for line in found.lines} == shown == set(entry.about)


def test_the_record_holds_codes_and_never_a_persons_facts(world, now):
    hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")])
    finding.find(text="Rosa Mar", by=world.desk, now=now)
    said = str(list(AuditEntry.objects.values("act", "about", "detail")))
    assert "Rosa" not in said
    with transaction.atomic(), pytest.raises(audit.NotACode):
        audit.record(by=world.desk, act="find", about=[], detail={"text": "Rosa Mar"}, now=now)


@pytest.mark.parametrize("change", ["update", "delete"])
@pytest.mark.parametrize("model", [AuditEntry, AuditMention])
def test_the_database_refuses_to_change_the_record(world, now, model, change):
    hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")])
    rows = model.objects.filter(pk=model.objects.latest("pk").pk)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        rows._raw_delete(rows.db) if change == "delete" else rows.update(id=10**6)
    assert rows.exists()


def test_the_record_as_written_is_whole(world, now):
    rotate_key(by=SETTER_UP, now=now)
    hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")])
    take_head(now=now)
    finding.find(text="Rosa", by=world.desk, now=now)
    verdict = verify_audit(ring=ring(now=now))
    assert (verdict.ok, verdict.heads, verdict.bad_heads, verdict.past_head) == (True, 1, (), 1)


def test_no_second_head_is_signed_over_the_same_record(world, now):
    rotate_key(by=SETTER_UP, now=now)
    assert take_head(now=now) is not None
    assert take_head(now=now) is None
    assert MerkleHead.objects.count() == 1


@pytest.mark.parametrize("tampering", ["edit", "cut the tail", "cut before the head", "rebuild"])
def test_whoever_owns_the_disk_and_changes_the_record_is_found_out(world, now, tampering):
    """Planted faults: the triggers are taken away and the entries changed; rebuilt with fresh digests, even."""
    rotate_key(by=SETTER_UP, now=now)
    hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")])
    take_head(now=now)
    with changes_allowed(connection=connection):
        {"edit": _edit, "cut the tail": _cut, "cut before the head": _cut_and_mend, "rebuild": _rebuild}[tampering]()
    assert not verify_audit(ring=ring(now=now)).ok


def _edit() -> None:
    AuditEntry.objects.filter(seq=3).update(act="something_else")


def _cut() -> None:
    last = AuditEntry.objects.latest("seq")
    AuditMention.objects.filter(entry=last).delete()
    last.delete()


def _cut_and_mend() -> None:
    _cut()
    last = AuditEntry.objects.latest("seq")
    AuditTail.objects.filter(pk=1).update(seq=last.seq, digest=bytes(last.digest))


def _rebuild() -> None:
    from estancia.ledger import GENESIS, entry_digest

    previous = GENESIS
    for entry in AuditEntry.objects.order_by("seq"):
        entry.act = "rebuilt" if entry.seq == 2 else entry.act
        entry.previous = previous
        entry.digest = previous = entry_digest(previous=previous, body=audit.body_of(entry=entry))
        entry.save()
    AuditTail.objects.filter(pk=1).update(digest=previous)


def test_who_looked_is_told_by_role_and_organisation_to_data_protection_alone(world, now):
    person = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")]).members[0].reference
    people.person_file(reference=person, by=world.desk, now=now)
    looks = people.who_looked(reference=person, by=world.data_protection, now=now)
    assert [(look.role, look.organisation, look.act) for look in looks] == [
        ("DP", "dp-office", "audit_look"),
        ("IO", "inm-tijuana", "person_look"),
        ("IO", "inm-tijuana", "intake_submit"),
    ]
    for actor in (world.desk, world.protector, world.coordinator, world.observer, world.administrator):
        with pytest.raises(NotYours):
            people.who_looked(reference=person, by=actor, now=now)


def test_integrity_is_said_to_observers_and_not_to_desks(world, now):
    said = [integrity(ring=ring(now=now), by=by, now=now).ok for by in (world.observer, world.administrator)]
    assert said == [True, True]
    for actor in (
        world.desk,
        world.protector,
        world.coordinator,
        world.lawyer,
    ):
        with pytest.raises(NotYours):
            integrity(ring=ring(now=now), by=actor, now=now)
