"""A complaint is filed by anyone, sealed to a body outside the one complained of, answered by a clock, and read by
nobody else.
"""

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from estancia.admission.states import NotPossibleNow
from estancia.casework import complaint_lists, complaint_rows
from estancia.casework.access import Actor, NotYours
from estancia.casework.complaint_lists import complaint_list
from estancia.casework.complaints import (
    ANYONE,
    ComplaintNotWhole,
    NoSuchReceipt,
    Told,
    complaint_by_receipt,
    draw_receipt,
    file_complaint,
    withdraw_complaint,
)
from estancia.casework.complaints_answered import (
    AnswerMissing,
    CannotPassTo,
    NotToBePassedOn,
    acknowledge_complaint,
    answer_complaint,
    complaint_file,
    pass_on_complaint,
)
from estancia.casework.due import look_at_due
from estancia.casework.protection import KeyNotHeld, unlock
from estancia.casework.views.services import ComplaintLine, ReceiptView
from estancia.casework.work import my_work
from estancia.casework.work_counts import GROUPS
from estancia.records.models import AuditEntry, Complaint, ComplaintEvent, Organisation, OutboxMessage
from estancia.services import ACCUSED
from tests.integration.casework.deeds import family_of
from tests.integration.casework.world import PHRASE, TIJUANA, World

WORDS = "El canario azul cantó tres veces en la garita"
WHO, REACH = "Jacinta Canario Amarillo", "664 000 canario"
ANSWER = "Se habló con la oficina: el ruiseñor verde"
TOLD = Told(kind="blocked_visit", accused="intake_desk", place=TIJUANA, words=WORDS, who=WHO, reach=REACH)
CANARIES = (WORDS, WHO, REACH, ANSWER)


MAY_PASS = replace(TOLD, pass_on="yes")


def filed(now: datetime, *, by: Actor = ANYONE, told: Told = TOLD) -> ReceiptView:
    """File a complaint with a receipt drawn for it."""
    return file_complaint(receipt=draw_receipt(), told=told, by=by, now=now)


def reference() -> str:
    return Complaint.objects.latest("pk").reference


def listed(by: Actor, now: datetime) -> list[ComplaintLine]:
    shown = complaint_list(by=by, now=now)
    return [*shown.overdue, *shown.waiting, *shown.closed]


def test_a_person_complains_and_reads_the_answer_with_the_receipt_alone(world: World, now: datetime) -> None:
    receipt = filed(now).receipt
    unlock(phrase=PHRASE, by=world.commission, now=now)
    opened = complaint_file(reference=reference(), by=world.commission, now=now)
    assert opened.told is not None
    assert (opened.told.words, opened.told.who, opened.told.reach) == (WORDS, WHO, REACH)
    acknowledge_complaint(reference=reference(), by=world.commission, now=now)
    answer_complaint(reference=reference(), answer=ANSWER, by=world.commission, now=now + timedelta(days=1))
    read = complaint_by_receipt(receipt=receipt.lower().replace("-", " "), by=ANYONE, now=now)
    assert (read.state, read.answer, read.may_withdraw) == ("answered", ANSWER, False)


def test_nothing_that_was_told_or_answered_stands_in_clear_in_the_database(world: World, now: datetime) -> None:
    filed(now)
    answer_complaint(reference=reference(), answer=ANSWER, by=world.commission, now=now)
    assert found_in_clear(CANARIES) == []


def test_a_planted_column_in_clear_is_caught(world: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(complaint_rows, "seal", unsealed)
    filed(now)
    assert set(found_in_clear(CANARIES)) == {"records_complaint.box"}


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_what_happened_to_a_complaint(world: World, now: datetime, change: str) -> None:
    filed(now)
    rows = ComplaintEvent.objects.filter(pk=ComplaintEvent.objects.latest("pk").pk)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        rows._raw_delete(rows.db) if change == "delete" else rows.update(event="withdraw")
    assert rows.count() == 1


def unsealed(*, public: bytes, plain: bytes, about: str) -> bytes:
    """A seal that forgets to close."""
    return plain


def found_in_clear(canaries: tuple[str, ...]) -> list[str]:
    """Every column of every table in which one of these texts can be read by whoever holds the disk."""
    needles = [part.encode() for text in canaries for part in (text, text.encode("unicode_escape").decode())]
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [
                    f"{table}.{name}"
                    for name, value in zip(columns, row, strict=True)
                    if any(needle in in_bytes(value) for needle in needles)
                ]
    return found


def in_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_the_desk_complained_of_can_neither_list_nor_read_it(world: World, now: datetime) -> None:
    filed(now)
    assert listed(world.desk, now) == []
    with pytest.raises(NotYours):
        complaint_file(reference=reference(), by=world.desk, now=now)
    assert not [count for count in my_work(by=world.desk, now=now).waiting if "complaint" in count.code]


def test_every_stranger_is_refused_as_if_nothing_were_there(world: World, now: datetime) -> None:
    filed(now)
    strangers = [*world.strangers(), world.desk, world.protector, world.children, world.comar, world.coordinator]
    for stranger in (*strangers, world.data_protection):
        for deed in (complaint_file, acknowledge_complaint):
            with pytest.raises(NotYours):
                deed(reference=reference(), by=stranger, now=now)
        with pytest.raises(NotYours):
            answer_complaint(reference=reference(), answer="No procede", by=stranger, now=now)
        assert listed(stranger, now) == []


def test_a_lawyer_follows_a_complaint_of_their_own_organisation_and_reads_nothing_sealed(
    world: World, now: datetime
) -> None:
    filed(now, by=world.lawyer)
    line = listed(world.lawyer, now)[0]
    shown = complaint_file(reference=line.reference, by=world.lawyer, now=now)
    assert (shown.told, shown.may_answer, shown.key_needed, shown.pass_on_to) == (None, False, False, ())
    other = replace(world.lawyer, organisation="observers")
    assert listed(other, now) == []
    unlock(phrase=PHRASE, by=world.commission, now=now)
    opened = complaint_file(reference=line.reference, by=world.commission, now=now)
    assert opened.told is not None
    assert opened.told.filed_by == "lawyers"


def test_an_officer_lends_the_window_and_is_not_named(world: World, now: datetime) -> None:
    filed(now, by=world.desk)
    entry = AuditEntry.objects.get(act="file_complaint")
    assert (entry.actor_id, entry.role, entry.organisation) == (None, "PE", "")
    assert Complaint.objects.get().filed_for is None


def test_a_complaint_touches_no_file_and_asks_whether_nobody_is_known(world: World, now: datetime) -> None:
    known = family_of("Jacinta", by=world.desk, now=now)
    before = AuditEntry.objects.count()
    filed(now, told=replace(TOLD, who=known.reference))
    assert [entry.about for entry in AuditEntry.objects.order_by("seq")[before:]] == [[reference()]]


def test_the_same_receipt_sent_twice_is_one_complaint(world: World, now: datetime) -> None:
    receipt = draw_receipt()
    first = file_complaint(receipt=receipt, told=TOLD, by=ANYONE, now=now)
    again = file_complaint(receipt=receipt, told=replace(TOLD, words="otra cosa"), by=ANYONE, now=now)
    assert (first, Complaint.objects.count()) == (again, 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "spite"},
        {"accused": "the neighbour"},
        {"place": "99999"},
        {"words": "  "},
        {"words": "a" * 4001},
        {"who": "a" * 201},
        {"pass_on": "perhaps"},
    ],
)
def test_an_answer_missing_not_offered_or_too_long_keeps_nothing(
    world: World, now: datetime, changed: dict[str, str]
) -> None:
    with pytest.raises(ComplaintNotWhole):
        filed(now, told=replace(TOLD, **changed))
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKLM-NPQ0", "ABCD-EFGH-JKLM-NPQR"])
def test_a_number_that_is_no_receipt_opens_nothing(world: World, now: datetime, typed: str) -> None:
    filed(now)
    with pytest.raises(NoSuchReceipt):
        complaint_by_receipt(receipt=typed, by=ANYONE, now=now)


def test_whoever_holds_the_receipt_takes_it_back_and_once_is_enough(world: World, now: datetime) -> None:
    receipt = filed(now).receipt
    assert withdraw_complaint(receipt=receipt, by=ANYONE, now=now).state == "withdrawn"
    assert withdraw_complaint(receipt=receipt, by=ANYONE, now=now).state == "withdrawn"
    with pytest.raises(NotPossibleNow):
        answer_complaint(reference=reference(), answer=ANSWER, by=world.commission, now=now)


def test_an_answered_complaint_is_not_answered_twice_nor_taken_back(world: World, now: datetime) -> None:
    receipt = filed(now).receipt
    with pytest.raises(AnswerMissing):
        answer_complaint(reference=reference(), answer=" ", by=world.commission, now=now)
    answer_complaint(reference=reference(), answer=ANSWER, by=world.commission, now=now)
    with pytest.raises(NotPossibleNow):
        answer_complaint(reference=reference(), answer=ANSWER, by=world.commission, now=now)
    with pytest.raises(NotPossibleNow):
        withdraw_complaint(receipt=receipt, by=ANYONE, now=now)


def test_silence_goes_up_to_the_overseer_and_stays_with_its_owner(world: World, now: datetime) -> None:
    filed(now)
    row = Complaint.objects.get()
    assert look_at_due(now=row.due_by - timedelta(seconds=1)) == 0
    assert look_at_due(now=row.due_by) == 1
    late = Complaint.objects.get()
    assert (late.state, late.organisation.key, late.due_by > row.due_by) == ("escalated", "commission", True)
    assert [line.reference for line in listed(world.data_protection, row.due_by)] == [late.reference]
    assert complaint_file(reference=late.reference, by=world.data_protection, now=row.due_by).told is None
    told = {message.to_organisation.key for message in OutboxMessage.objects.filter(kind__startswith="complaint_late")}
    assert told == {"commission", "dp-office"}
    assert look_at_due(now=late.due_by) == 1


def test_an_acknowledged_complaint_waits_for_its_answer_and_no_longer_for_its_reader(
    world: World, now: datetime
) -> None:
    filed(now)
    first = Complaint.objects.get().due_by
    acknowledge_complaint(reference=reference(), by=world.commission, now=now)
    assert look_at_due(now=first) == 0
    assert look_at_due(now=Complaint.objects.get().answer_by) == 1


def test_a_complaint_passed_on_is_read_by_the_new_body_and_by_the_old_one_no_more(world: World, now: datetime) -> None:
    filed(now, told=MAY_PASS)
    elsewhere = replace(world.commission, session="another sign-in")
    with pytest.raises(KeyNotHeld):
        pass_on_complaint(reference=reference(), to="children-tijuana", by=elsewhere, now=now)
    unlock(phrase=PHRASE, by=world.commission, now=now)
    pass_on_complaint(reference=reference(), to="children-tijuana", by=world.commission, now=now)
    with pytest.raises(NotYours):
        complaint_file(reference=reference(), by=world.commission, now=now)
    unlock(phrase=PHRASE, by=world.children, now=now)
    opened = complaint_file(reference=reference(), by=world.children, now=now)
    assert opened.told is not None
    assert (opened.told.words, opened.complaint.state) == (WORDS, "passed_on")


def test_a_complaint_of_the_shelter_is_never_passed_on_to_it_or_to_its_house(world: World, now: datetime) -> None:
    shelter = Organisation.objects.get(key="shelter-tijuana")
    Organisation.objects.filter(key="children-tijuana").update(part_of=shelter)
    filed(now, told=replace(MAY_PASS, accused="protecting_body"))
    unlock(phrase=PHRASE, by=world.commission, now=now)
    offered = dict(complaint_file(reference=reference(), by=world.commission, now=now).pass_on_to)
    assert {"shelter-tijuana", "shelter-mexicali", "children-tijuana"} & set(offered) == set()
    for wrong in ("shelter-tijuana", "children-tijuana"):
        with pytest.raises(CannotPassTo):
            pass_on_complaint(reference=reference(), to=wrong, by=world.commission, now=now)


@pytest.mark.parametrize("fault", ["itself", "its house"])
def test_the_database_refuses_a_body_that_would_answer_about_itself(world: World, now: datetime, fault: str) -> None:
    filed(now)
    row = Complaint.objects.get()
    assert row.accused is not None
    wrong: dict[str, Any] = {"organisation": row.accused} if fault == "itself" else {"organisation_house": row.accused}
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=row.pk).update(**wrong)


def test_my_work_counts_what_each_answers_follows_and_oversees(world: World, now: datetime) -> None:
    filed(now, by=world.lawyer)
    late = Complaint.objects.get().due_by
    assert counted(world.commission, now) == {("waiting", "complaints"): 1}
    assert counted(world.lawyer, now) == {("others", "complaints_followed"): 1}
    assert counted(world.data_protection, now) == {}
    look_at_due(now=late)
    assert counted(world.commission, late) == {("burning", "complaints"): 1}
    assert counted(world.data_protection, late) == {("burning", "complaints_late_elsewhere"): 1}


def counted(by: Actor, now: datetime) -> dict[tuple[str, str], int]:
    work = my_work(by=by, now=now)
    return {(group, one.code): one.count for group in GROUPS for one in getattr(work, group) if "complaint" in one.code}


def test_a_complaint_is_passed_to_nobody_where_whoever_made_it_did_not_allow_it(world: World, now: datetime) -> None:
    filed(now)
    unlock(phrase=PHRASE, by=world.commission, now=now)
    shown = complaint_file(reference=reference(), by=world.commission, now=now)
    assert (shown.pass_on_to, shown.told is not None and shown.told.pass_on) == ((), False)
    with pytest.raises(NotToBePassedOn):
        pass_on_complaint(reference=reference(), to="children-tijuana", by=world.commission, now=now)
    assert complaint_file(reference=reference(), by=world.commission, now=now).told is not None


def test_every_kind_of_organisation_may_be_complained_of_and_another_house_answers(world: World, now: datetime) -> None:
    assert {one.organisation for one in ACCUSED.values() if one.organisation} == set(dict(Organisation.KINDS))
    for accused, place in itertools.product(ACCUSED, (TIJUANA, "")):
        filed(now, told=replace(TOLD, accused=accused, place=place))
        row = Complaint.objects.select_related("organisation").latest("pk")
        assert row.organisation.kind != ACCUSED[accused].organisation
        assert row.organisation_house_id != row.accused_house_id
        alone = Organisation.objects.filter(kind=ACCUSED[accused].organisation).count() == 1
        assert (row.accused is not None) or not alone


def test_a_complaint_of_the_overseer_never_goes_up_to_the_overseer(world: World, now: datetime) -> None:
    filed(now, told=replace(TOLD, accused="oversight", place=""))
    late = Complaint.objects.get().due_by
    assert look_at_due(now=late) == 1
    assert Complaint.objects.get().state == "escalated"
    assert listed(world.data_protection, late) == []
    told = {message.to_organisation.key for message in OutboxMessage.objects.filter(kind__startswith="complaint_late")}
    assert told == {"commission"}


def test_a_sister_of_the_accused_under_the_same_ministry_is_offered_nothing(world: World, now: datetime) -> None:
    filed(now, told=MAY_PASS)
    unlock(phrase=PHRASE, by=world.commission, now=now)
    assert "comar" in dict(complaint_file(reference=reference(), by=world.commission, now=now).pass_on_to)
    Organisation.objects.filter(key__in=("inm-tijuana", "comar")).update(part_of=Organisation.objects.get(key="sre"))
    Complaint.objects.update(accused_house=Organisation.objects.get(key="sre"))
    assert "comar" not in dict(complaint_file(reference=reference(), by=world.commission, now=now).pass_on_to)
    with pytest.raises(CannotPassTo):
        pass_on_complaint(reference=reference(), to="comar", by=world.commission, now=now)


def test_the_list_goes_on_after_the_last_one_shown_whatever_is_closed_meanwhile(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(complaint_lists, "_SHOWN", 2)
    for minutes in range(5):
        filed(now + timedelta(minutes=minutes))
    in_order = [row.reference for row in Complaint.objects.order_by("due_by", "pk")]
    by, at = world.commission, now + timedelta(hours=1)
    first = complaint_list(by=by, now=at)
    assert ([line.reference for line in (*first.overdue, *first.waiting)], first.count) == (in_order[:2], 5)
    Complaint.objects.filter(reference=in_order[0]).update(state="withdrawn", closed_at=at)
    second = complaint_list(by=by, now=at, filter={"after": first.after})
    assert [line.reference for line in (*second.overdue, *second.waiting)] == in_order[2:4]
    back = complaint_list(by=by, now=at, filter={"before": second.before})
    assert [line.reference for line in (*back.overdue, *back.waiting)] == in_order[1:3]
    assert (back.before, complaint_list(by=by, now=at, filter={"after": second.after}).after) == ("", "")


def test_a_complaint_both_filed_and_answered_by_one_body_is_listed_and_counted_once(
    world: World, now: datetime
) -> None:
    filed(now)
    body = Organisation.objects.get(key=world.commission.organisation)
    Complaint.objects.update(filed_for=body)
    shown = complaint_list(by=world.commission, now=now)
    assert (len(listed(world.commission, now)), shown.count) == (1, 1)
