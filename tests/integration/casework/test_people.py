"""Reading files: why, on what day, beside whom."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from estancia.casework import intake, people, protection
from estancia.casework.setting_up import (
    SETTER_UP,
    CannotSetUp,
    add_staff,
    found_organisation,
    name_body,
)
from estancia.records.models import (
    FamilyGroup,
    NamedBody,
    Organisation,
    OutboxMessage,
    ProtectionNotice,
    Request,
    SealedAnswer,
    User,
)
from tests.integration.casework import world as worlds
from tests.integration.casework.world import OTHER_PHRASE, PHRASE, TIJUANA, adult, fill, hand_in


def test_the_date_slider_asks_the_same_facts_of_the_rules_of_another_day(world, now):
    reference = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")]).members[0].reference
    said = {
        on: people.why_on(reference=reference, on=on, by=world.desk, now=now).determination
        for on in (now.date(), date(2021, 3, 1), date(2025, 1, 10))
    }
    assert said[now.date()].outcome == "admissible"
    assert said[date(2021, 3, 1)].outcome == "not_covered"
    assert "programme_not_in_force" in {reason.code for reason in said[date(2021, 3, 1)].reasons}
    assert said[date(2021, 3, 1)].rule_sets != said[now.date()].rule_sets


def test_a_protected_woman_is_refused_on_no_day_of_the_slider(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")], private={(1, "fear_of_mexico"): "yes"})
    for on in (date(2019, 10, 2), date(2021, 3, 1), date(2021, 12, 8), date(2025, 1, 10)):
        why = people.why_on(reference=request.members[0].reference, on=on, by=world.desk, now=now)
        assert why.determination.outcome == "hold"


def test_who_made_no_request_is_told_what_the_rules_say_all_the_same(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Olga Río")], asks="no")
    why = people.why_on(reference=request.members[0].reference, on=now.date(), by=world.desk, now=now)
    assert "no_request" in {reason.code for reason in why.determination.reasons}


def test_every_kept_reason_has_its_sentence_again_in_both_languages(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar", hearing_year="2018", interviewed_by_us="no")])
    reasons = request.members[0].determination.reasons
    assert {"not_interviewed", "hearing_date_disputed"} & {reason.code for reason in reasons}
    assert all(reason.sentence.es and reason.sentence.en and reason.provision for reason in reasons)


def test_a_false_future_date_is_seen_against_the_courts_record(world, now):
    """The court says 20 November; the paper in hand says January."""
    from estancia.records.models import CourtRecordSeen, Person

    request = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")])
    row = Person.objects.get(reference=request.members[0].reference)
    CourtRecordSeen.objects.create(
        person=row, status="pending", hearing_on=date(2020, 1, 15), source="a call", seen_at=now + timedelta(hours=1)
    )
    view = people.person_file(reference=row.reference, by=world.desk, now=now)
    assert (view.hearing.known, view.hearing.on) == ("disputed", date(2020, 1, 15))


def test_a_family_card_says_what_differs(world, now):
    request = hand_in(
        by=world.desk,
        now=now,
        members=[adult("Ana Paz"), adult("Luz Paz", hearing_day="21", hearing_location="El Paso")],
    )
    family = people.family_file(reference=request.family, by=world.desk, now=now)
    assert [len(member.differs) for member in family.members] == [2, 2]
    assert "day" in family.members[0].differs[0].en


def test_mexicos_conditions_say_met_not_met_and_not_known(world, now):
    later = now + timedelta(hours=25)  # by then nobody has said how safe it is
    request = hand_in(by=world.desk, now=later, members=[adult("Rosa Mar", interviewed_by_us="no")])
    states = {condition.code: condition.state for condition in request.conditions}
    assert states["not_interviewed"] == "not_met"
    assert states["location_unsafe"] == "not_known"
    assert states["admission_not_agreed"] == "met"
    assert all(condition.provision for condition in request.conditions if condition.state == "not_met")


def test_those_who_protect_hear_of_every_family_whatever_was_answered(world, now):
    hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")], private={(1, "pregnant"): "yes"})
    hand_in(by=world.desk, now=now, members=[adult("Iris Mar")])
    told = OutboxMessage.objects.filter(kind="sealed_answers", to_organisation__key="shelter-tijuana")
    assert told.count() == 2


def test_opening_notices_marks_and_acknowledges_those_that_say_nothing_too(world, now):
    """Whoever reads the record learns that notices were opened, not whose said something."""
    from estancia.records.models import AuditEntry

    asked = hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")], private={(1, "asks_asylum"): "yes"})
    silent = hand_in(by=world.desk, now=now, members=[adult("Iris Mar")])
    protection.unlock(phrase=PHRASE, by=world.comar, now=now)
    assert len(protection.open_notices(by=world.comar, now=now)) == 1
    everyone = {asked.members[0].reference, silent.members[0].reference}
    assert set(AuditEntry.objects.latest("seq").about) == everyone
    assert set(ProtectionNotice.objects.values_list("state", flat=True)) == {"acknowledged"}


# ── two at once, and the disk ────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_instant_hand_in_one_family(now):
    world = worlds.found(now=now)
    draft = fill(by=world.desk, now=now, members=[adult("Rosa Mar")])
    start, given = Barrier(8), []

    def click(number: int) -> None:
        start.wait()
        try:
            view = intake.submit_intake(
                reference=draft.reference, idempotency_key=f"key-{number % 2}", by=world.desk, now=now
            )
            given.append(view.reference)
        finally:
            connections.close_all()

    clicks = [Thread(target=click, args=(number,)) for number in range(8)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert len(given) == 8
    assert len(set(given)) == Request.objects.count() == FamilyGroup.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_the_same_instant_lose_neither_page(now):
    world = worlds.found(now=now)
    draft = intake.start_intake(location=TIJUANA, by=world.desk, now=now)
    pages = {
        "language": {"best_language": "spa"},
        "family": {"members": "1"},
        "request": {"requests_admission": "yes"},
    }
    start = Barrier(len(pages))

    def write(step: str) -> None:
        start.wait()
        try:
            intake.answer_step(
                reference=draft.reference, step=step, member=None, answers=pages[step], by=world.desk, now=now
            )
        finally:
            connections.close_all()

    officers = [Thread(target=write, args=(step,)) for step in pages]
    for each in officers:
        each.start()
    for each in officers:
        each.join()
    assert set(intake.draft(reference=draft.reference, by=world.desk, now=now).answers) == set(pages)


def everything_on_disk() -> str:
    """Every column of every table as text, the boxes by their bytes."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            said += [_text(value) for row in cursor.fetchall() for value in row]
    return "\n".join(said)


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


CODES = ("fear_expressed", "exempt_lgbt", "asylum_in_mexico_requested", "person.lgbt", "child_alone")


def test_whoever_takes_the_disk_reads_no_private_answer_nor_phrase(world, now):
    hand_in(
        by=world.desk,
        now=now,
        members=[adult("Rosa Mar"), worlds.child("Tomás Pino", accompanied_by="nobody")],
        private={(1, "fear_of_mexico"): "yes", (1, "lgbt"): "yes", (1, "asks_asylum"): "yes"},
    )
    protection.unlock(phrase=PHRASE, by=world.protector, now=now)
    disk = everything_on_disk()
    assert "Rosa Mar" in disk  # names stay in clear for search, and SECURITY says so
    assert [code for code in (*CODES, PHRASE, OTHER_PHRASE) if code in disk] == []


def test_one_plain_column_is_caught(world, now):
    """The planted fault: an answer kept beside its box in clear."""
    hand_in(by=world.desk, now=now, members=[adult("Rosa Mar")], private={(1, "lgbt"): "yes"})
    row = SealedAnswer.objects.first()
    row.about = f"{row.about}:exempt_lgbt"
    row.save()
    assert [code for code in CODES if code in everything_on_disk()] == ["exempt_lgbt"]


# ── setting up ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_body_named_anew_ends_the_one_before_it_that_day(world, now):
    day = now.date() + timedelta(days=10)
    name_body(
        kind="protecting_body", location=TIJUANA, organisation="shelter-mexicali", from_on=day, by=SETTER_UP, now=now
    )
    rows = NamedBody.objects.filter(kind="protecting_body", location_key=TIJUANA).order_by("from_on")
    assert [row.organisation.key for row in rows] == ["shelter-tijuana", "shelter-mexicali"]
    assert (rows[0].until_on, rows[1].until_on) == (day, None)


def test_what_does_not_fit_is_not_set_up(world, now):
    by = {"by": SETTER_UP, "now": now}
    attempts = [
        lambda: found_organisation(key="inm-tijuana", name="again", kind="migration_authority", phrase=None, **by),
        lambda: found_organisation(key="new", name="new", kind="no such kind", phrase=None, **by),
        lambda: name_body(
            kind="no such kind", location=TIJUANA, organisation="comar", from_on=now.date(), by=SETTER_UP, now=now
        ),
        lambda: add_staff(username="x", password="x", role="house", organisation="comar", location="", **by),
        lambda: add_staff(username="x", password="x", role="IO", organisation="comar", location="99999", **by),
    ]
    for attempt in attempts:
        with pytest.raises(CannotSetUp):
            attempt()
    assert not Organisation.objects.filter(key="new").exists()
    assert not User.objects.filter(username="x").exists()


def test_only_the_operator_sets_up_and_cannot_read_what_is_sealed(world, now):
    from estancia.casework.access import NotYours

    for actor in (world.desk, world.protector, world.coordinator, world.data_protection):
        with pytest.raises(NotYours):
            found_organisation(key="new", name="new", kind="legal", phrase=None, by=actor, now=now)
    found_organisation(key="new", name="new", kind="legal", phrase=None, by=world.administrator, now=now)
    with pytest.raises(NotYours):
        protection.unlock(phrase=PHRASE, by=world.administrator, now=now)
