"""A card that can be trusted: printed, verified without a trace, taken back by two, signed by keys that turn."""

import io
import re
import stat
from datetime import timedelta

import pytest
from django.conf import settings
from pypdf import PdfReader

from estancia.casework import admission, keys, people, revocations, stay, verifying
from estancia.casework.access import NotYours
from estancia.casework.setting_up import SETTER_UP
from estancia.casework.work import my_work
from estancia.documents import qr_text
from estancia.law import parameter
from estancia.records.models import AuditEntry, RevokedCard, SigningKeyRow, Stay, StayDocument
from tests.integration.casework.deeds import WHY, decide, family_of, signing
from tests.integration.casework.world import MEXICALI, TIJUANA, adult, hand_in, staff


@pytest.fixture(autouse=True)
def _a_key_to_sign_with(world, tmp_path, now, monkeypatch):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)


@pytest.fixture
def admitted(world, now):
    """A woman admitted today, with her card."""
    request = family_of("Berta Luna", by=world.desk, now=now)
    decide(request.reference, "admit", by=world.desk, now=now)
    return admission.decided(reference=request.reference, by=world.desk, now=now)


def test_a_card_verifies_by_number_and_by_code_and_leaves_no_trace(admitted, now):
    number, before = admitted.stays[0].number, AuditEntry.objects.count()
    code = qr_text(bytes(StayDocument.objects.get().token))
    for text in (number, number.lower().replace("-", " "), code):
        said = stay.verify_typed(text=text, now=now)
        assert (said.verdict, said.number, said.valid_from) == ("valid", number, admitted.stays[0].valid_from)
    assert AuditEntry.objects.count() == before


def test_the_five_words_are_said_of_what_they_mean(world, admitted, now):
    number = admitted.stays[0].number
    assert stay.verify_typed(text="7K3M-9QTX-2FA", now=now).verdict == "not_ours"
    assert stay.verify_typed(text="EST1:NONSENSE", now=now).verdict == "not_ours"
    assert stay.verify_typed(text=number, now=now + timedelta(days=181)).verdict == "expired"
    assert stay.verify_typed(text=number, now=now - timedelta(days=2)).verdict in ("not_ours", "cannot_tell")
    StayDocument.objects.update(number="7K3M-9QTX-2FX")
    assert stay.verify_typed(text=qr_text(bytes(StayDocument.objects.get().token)), now=now).verdict == "not_ours"


def test_a_card_is_taken_back_by_two_people(world, admitted, now):
    number, colleague = admitted.stays[0].number, staff("IO", "inm-tijuana", TIJUANA, "intake", now=now)
    stay.ask_revocation(number=number, reason=WHY, by=world.desk, now=now)
    assert stay.verify_typed(text=number, now=now).verdict == "valid"
    with pytest.raises(revocations.SomeoneElseConfirms):
        stay.confirm_revocation(number=number, by=world.desk, now=now)
    stay.confirm_revocation(number=number, by=colleague, now=now)
    assert stay.verify_typed(text=number, now=now).verdict == "revoked"
    assert Stay.objects.get().state == "revoked"


def test_a_revocation_not_confirmed_within_a_day_lapses(world, admitted, now):
    number, colleague = admitted.stays[0].number, staff("IO", "inm-tijuana", TIJUANA, "intake", now=now)
    stay.ask_revocation(number=number, reason=WHY, by=world.desk, now=now)
    with pytest.raises(revocations.NothingToConfirm):
        stay.confirm_revocation(number=number, by=colleague, now=now + timedelta(hours=24))
    assert RevokedCard.objects.get().confirmed_at is None


def test_a_desk_of_another_port_can_neither_ask_nor_confirm(world, admitted, now):
    for actor in (world.other_desk, world.protector, world.data_protection, world.administrator):
        with pytest.raises(NotYours):
            stay.ask_revocation(number=admitted.stays[0].number, reason=WHY, by=actor, now=now)
    assert not RevokedCard.objects.exists()


def test_the_private_half_is_a_file_of_ours_alone_and_never_in_the_database(now):
    row = SigningKeyRow.objects.get(state="active")
    file = settings.KEYS_FOLDER / f"{row.kid}.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "PRIVATE" not in row.public_pem
    assert row.kid in keys.ring_file().read_text()


def test_a_retired_keys_cards_stay_good_and_a_revoked_keys_do_not(admitted, now):
    number, first = admitted.stays[0].number, SigningKeyRow.objects.get().kid
    later = now + timedelta(hours=1)
    second = keys.rotate_key(by=SETTER_UP, now=later)
    assert stay.verify_typed(text=number, now=later).verdict == "valid"
    keys.revoke_key(kid=first, by=SETTER_UP, now=later)
    assert stay.verify_typed(text=number, now=later).verdict == "revoked"
    keys.revoke_key(kid=second.kid, by=SETTER_UP, now=later + timedelta(hours=1))
    assert SigningKeyRow.objects.filter(state="active").count() == 1


def test_keys_turn_for_the_administrator_alone(world, now):
    for actor in (world.desk, world.coordinator, world.data_protection, world.observer):
        with pytest.raises(NotYours):
            keys.rotate_key(by=actor, now=now)
    assert SigningKeyRow.objects.count() == 1


def test_what_a_verifier_takes_along_says_the_same_offline(admitted, now):
    from estancia.documents import ring_from_json, verify

    bundle = stay.offline_bundle(now=now)
    listed = verifying._current_list(keys=keys.ring(now=now), now=now)
    code = qr_text(bytes(StayDocument.objects.get().token))
    said = verify(text=code, ring=ring_from_json(bundle.ring), revocations=listed, now=now)
    assert said.verdict.value == "valid"


def test_every_answer_gives_a_paper_named_by_its_reference_alone(world, now):
    for number, (decision, changed) in enumerate(
        (("admit", {}), ("hold", {}), ("not_covered", {"us_status": "parole"}))
    ):
        request = family_of("Berta Luna", by=world.desk, now=now, key=f"k{number}", **changed)
        decide(request.reference, decision, by=world.desk, now=now, reason=WHY)
        view = admission.decided(reference=request.reference, by=world.desk, now=now)
        line = view.papers[0]
        for language, size in (("es", "a4"), ("en", "letter")):
            printed = stay.paper(
                request_reference=request.reference,
                person_reference=line.person,
                kind=line.kind,
                language=language,
                size=size,
                by=world.desk,
                now=now,
            )
            text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed.pdf)).pages)
            assert "Berta Luna" in " ".join(text.split())
            assert "inadmis" not in text.lower()
            assert printed.file_name == f"{line.kind}.pdf"


def test_the_stay_card_names_no_court_country_asylum_or_return(world, admitted, now):
    line = admitted.papers[0]
    printed = stay.paper(
        request_reference=line.request,
        person_reference=line.person,
        kind="stay",
        language="es",
        size="a4",
        by=world.desk,
        now=now,
    )
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed.pdf)).pages).lower()
    for word in ("tijuana", "honduras", "asilo", "san diego", "corte", "devol", "estados unidos"):
        assert word not in text


def test_a_paper_that_is_not_there_is_refused_in_a_sentence(world, admitted, now):
    line = admitted.papers[0]
    for changed in ({"kind": "hold"}, {"language": "fr"}, {"size": "a5"}, {"person_reference": None}):
        asked = {"request_reference": line.request, "person_reference": line.person, "kind": "stay", "language": "es"}
        with pytest.raises(stay.NoSuchPaper):
            stay.paper(**({"size": "a4"} | asked | changed), by=world.desk, now=now)
    with pytest.raises(NotYours):
        stay.paper(**asked, size="a4", by=world.other_desk, now=now)


def test_whoever_comes_home_with_a_valid_stay_takes_no_place(world, admitted, now):
    from estancia.records.models import LocationDay, Person, Request

    LocationDay.objects.filter(location_key=TIJUANA).update(places=0, free=0)
    person = Person.objects.get()
    again = Request.objects.get()
    again.pk, again.reference, again.idempotency_key, again.state = None, "AGAIN222", None, "awaiting_decision"
    again.save(force_insert=True)
    view = decide("AGAIN222", "admit", by=world.desk, now=now + timedelta(hours=3))
    assert (view.state, person.stays.count()) == ("admitted", 1)


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def printed(request, kind, *, by, now, person=None, language="es"):
    return stay.paper(
        request_reference=request, person_reference=person, kind=kind, language=language, size="a4", by=by, now=now
    ).pdf


def kinds_of(request, *, by, now):
    return {paper.kind for paper in people.request_file(reference=request.reference, by=by, now=now).papers}


def test_every_answer_gives_a_paper_from_the_request_itself(world, now):
    admitted = family_of("Berta Luna", by=world.desk, now=now, key="a")
    decide(admitted.reference, "admit", by=world.desk, now=now)
    held = family_of("Clara Luna", by=world.desk, now=now, key="b")
    decide(held.reference, "hold", by=world.desk, now=now, reason=WHY)
    outside = family_of("Dora Luna", by=world.desk, now=now, key="c", interviewed_by_us="no")
    decide(outside.reference, "not_covered", by=world.desk, now=now)
    nothing = hand_in(by=world.desk, now=now, members=[adult("Elsa Luna")], asks="no")
    withdrawn = family_of("Flor Luna", by=world.desk, now=now, key="e")
    admission.withdraw(reference=withdrawn.reference, by=world.desk, now=now)
    asked = {"stay": admitted, "hold": held, "not_covered": outside, "routes": nothing}
    assert {kind: kinds_of(request, by=world.desk, now=now) for kind, request in asked.items()} == {
        kind: {kind} for kind in asked
    }
    assert kinds_of(withdrawn, by=world.desk, now=now) == {"routes"}


@pytest.mark.parametrize(("language", "told"), [
    (
        "es",
        ["Pedir asilo en México ante la COMAR", "no es un rechazo",
         "Venga cualquier día", "no se usará"],
    ),
    ("en", ["Ask for asylum in Mexico before COMAR", "is not a refusal", "Come to a desk on any day"]),
])  # fmt: skip
def test_a_family_that_says_no_leaves_with_the_routes_of_the_day_and_how_to_come_back(world, now, language, told):
    request = hand_in(by=world.desk, now=now, members=[adult("Elsa Luna")], asks="no")
    said = words_of(printed(request.reference, "routes", by=world.desk, now=now, language=language))
    assert [words for words in told if words not in said] == []
    assert request.reference in said


def test_a_hold_says_how_soon_a_review_is_answered_and_where_it_may_be_asked(world, now):
    request = family_of("Clara Luna", by=world.desk, now=now)
    decide(request.reference, "hold", by=world.desk, now=now, reason=WHY)
    said = words_of(printed(request.reference, "hold", by=world.desk, now=now))
    days = parameter("EST-3", on=now.date()).value
    assert f"Se responde en {days} días hábiles desde que la pide" in said
    assert "cualquier ventanilla" in said
    assert "El Chaparral" in said


def test_a_card_taken_back_waits_in_the_work_of_the_second_person_and_gives_a_notice(world, admitted, now):
    number, colleague = admitted.stays[0].number, staff("IO", "inm-tijuana", TIJUANA, "intake", now=now)
    stay.ask_revocation(number=number, reason="Se entregó dos veces por error.", by=world.desk, now=now)
    assert my_work(by=world.desk, now=now).revocations == ()
    (line,) = my_work(by=colleague, now=now).revocations
    assert (line.number, line.confirm_by - now) == (number, timedelta(hours=24))
    assert my_work(by=colleague, now=now + timedelta(hours=25)).revocations == ()
    taken = stay.confirm_revocation(number=number, by=colleague, now=now)
    assert my_work(by=colleague, now=now).revocations == ()
    person = taken.notice.person
    said = words_of(printed(admitted.reference, "revocation_notice", by=world.desk, now=now, person=person))
    told = [number, "Se entregó dos veces por error.", "pedir entrar otra vez", "Sus demás derechos siguen en pie"]
    assert [words for words in told if words not in said] == []
    assert not re.search(r"corte|asilo|méxico|estados unidos|honduras|comar", said.lower())


def test_a_card_of_another_port_is_not_there_to_be_taken_back(world, admitted, now):
    stranger = staff("IO", "inm-mexicali", MEXICALI, "intake", now=now)
    for number in (admitted.stays[0].number, "7K3M-9QTX-2FD", "nonsense"):
        with pytest.raises(NotYours):
            stay.card_to_take_back(number=number, by=stranger, now=now)
    assert stay.card_to_take_back(number=admitted.stays[0].number, by=world.desk, now=now)
    stay.ask_revocation(number=admitted.stays[0].number, reason=WHY, by=world.desk, now=now)
    assert my_work(by=stranger, now=now).revocations == ()
