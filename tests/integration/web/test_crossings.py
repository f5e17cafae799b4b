"""The gate as a desk meets it: one field, two buttons, nothing twice, and no name in an address."""

import re
import time
from datetime import timedelta

import pytest

from tests.integration.casework.deeds import decide
from tests.integration.casework.world import adult, child, hand_in


@pytest.fixture
def admitted(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Berta Luna Sol"), child("Ana Luna Sol")])
    decide(request.reference, "admit", by=world.desk, now=now)
    return request


def card_of(name):
    from estancia.records.models import StayDocument

    return StayDocument.objects.get(stay__person__name=name).number


def crossings():
    from estancia.records.models import Crossing

    return Crossing.objects.count()


def gate_form(page):
    return next(form for form in page.forms() if form.action.endswith("/crossings/write/"))


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_family_crosses_in_two_actions_and_well_under_ten_seconds(world, admitted, at, language):
    began = time.monotonic()
    window = at(world.desk, language)
    page = window.open("/crossings/")
    found = window.fill(page, {"text": card_of("Berta Luna Sol")}, holding="text")
    form = gate_form(found)
    assert len(form.values["people"]) == 2
    done = window.send(form.action, {**form.values, "direction": "out"})
    took = time.monotonic() - began
    print(f"the gate, from page open to recorded: 2 actions, {took:.2f} s")
    assert took < 10
    assert crossings() == 2
    assert {"es": "2 salidas anotadas", "en": "2 exits written down"}[language] in done.text
    window.send(form.action, {**form.values, "direction": "out"})
    assert crossings() == 2
    undo = next(form for form in done.forms() if form.action.endswith("/undo/"))
    assert {"es": "Se deshizo", "en": "taken back"}[language] in window.send(undo.action, undo.values).text
    assert not re.search("Luna", done.title + done.address + found.address)


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "Nadie de este puerto está escrito así."), ("en", "Nobody of this port is written so.")],
)
def test_whoever_is_written_nearly_so_is_picked_by_hand(world, admitted, at, language, said):
    window = at(world.desk, language)
    page = window.open("/crossings/")
    picks = window.fill(page, {"text": "Berta Luma"}, holding="text")
    assert said in picks.text
    assert "Berta Luna Sol" in picks.text
    pick = next(form for form in picks.forms() if "person" in form.values)
    assert len(gate_form(window.send(pick.action, pick.values)).values["people"]) == 2
    named = window.fill(page, {"text": "Berta Luna"}, holding="text")
    assert said not in named.text


def test_what_cannot_be_found_or_is_not_ticked_says_what_to_do_and_keeps_what_was_typed(world, admitted, at):
    window = at(world.desk)
    page = window.open("/crossings/")
    nobody = window.fill(page, {"text": "Nadie Conocida"}, holding="text")
    assert (nobody.status, "lista de papel mientras se busca" in nobody.text) == (422, True)
    assert 'value="Nadie Conocida"' in nobody.html
    form = gate_form(window.fill(page, {"text": "berta luna"}, holding="text"))
    none = window.send(form.action, {**form.values, "people": [], "direction": "in"})
    assert (none.status, "No hay nadie marcado" in none.text, len(gate_form(none).values["people"])) == (422, True, 2)
    assert window.send("/crossings/write/", {"direction": "sideways"}).address == "/crossings/"
    assert crossings() == 0


def test_the_paper_list_prints_no_name_and_is_typed_in_whole(world, admitted, at):
    window = at(world.desk)
    assert "Luna" not in window.open("/crossings/paper/").text
    page = window.open("/crossings/paper/type/")
    wrong = window.fill(page, {"card_0": card_of("Berta Luna Sol"), "left_0": "26:00"}, holding="card_0")
    assert (wrong.status, "Esa hora no existe" in wrong.text) == (422, True)
    right = window.fill(wrong, {"left_0": "5:40", "entered_0": "8:10"}, holding="card_0")
    assert (right.status, "2 cruces anotados" in right.text, crossings()) == (200, True, 2)


@pytest.mark.parametrize("address", ["/crossings/", "/crossings/paper/", "/crossings/paper/type/"])
def test_the_gate_is_shut_to_everyone_else(world, at, address):
    for stranger in (world.protector, world.coordinator, world.data_protection, world.lawyer):
        assert at(stranger).open(address).status == 403


# ── what follows: expected back, the contact, renewal, the end ───────────────────────────────────────────
def person():
    from estancia.records.models import Person

    return Person.objects.get(name="Berta Luna Sol").reference


def test_the_persons_page_shows_the_stay_as_it_is_lived(world, admitted, at):
    window = at(world.desk)
    form = gate_form(window.fill(window.open("/crossings/"), {"text": "berta luna"}, holding="text"))
    window.send(form.action, {**form.values, "direction": "in"})
    page = window.open(f"/people/{person()}/")
    for said in (
        "La estancia en el día a día",
        "jue 21 nov 2019",
        "falta anotar una salida",
        "Fin de la estancia",
        "solo se ven las de hoy",
    ):
        assert said in page.text


def test_a_contact_is_written_down_at_the_desk_and_not_read_back_there(world, admitted, at):
    window = at(world.desk)
    page = window.open(f"/people/{person()}/contact/")
    wrong = window.fill(page, {"wants_call": "yes", "name": "mi tía"}, holding="wants_call")
    assert (wrong.status, "no tiene números" in wrong.text, 'value="mi tía"' in wrong.html) == (422, True, True)
    kept = window.fill(wrong, {"wants_call": "yes", "name": "mi tía", "telephone": "664 1234567"}, holding="wants_call")
    assert ("Quedó anotado" in kept.text, "mi tía" in kept.html) == (True, False)
    assert at(world.other_desk).open(f"/people/{person()}/contact/").status == 404


def test_the_desk_renews_a_stay_that_ran_out_on_one_page(world, admitted, at, now):
    from estancia.records.models import Stay

    Stay.objects.update(valid_from=now.date() - timedelta(days=180), valid_until=now.date())
    window = at(world.desk)
    page = window.open(f"/people/{person()}/renewal/")
    assert "no cuenta ningún día en contra" in page.text
    nobody = window.send(f"/people/{person()}/renewal/", {})
    assert (nobody.status, "No hay ninguna estancia marcada" in nobody.text) == (422, True)
    renewed = window.fill(page, {}, holding="cards")
    assert (renewed.status, renewed.heading, "/papers/" in renewed.html) == (200, "La estancia quedó renovada", True)
    assert at(world.protector).open(f"/people/{person()}/renewal/").status == 403


def test_a_stay_is_ended_with_its_paper_and_the_end_is_undone(world, admitted, at):
    window = at(world.desk)
    page = window.open(f"/people/{person()}/end-of-stay/")
    missing = window.fill(page, {}, holding="reason")
    assert (missing.status, "Falta esta respuesta" in missing.text) == (422, True)
    ended = window.fill(page, {"reason": "case_ended"}, holding="reason")
    assert (ended.heading, "no le pide irse" in ended.text) == ("La estancia terminó", True)
    assert "end_of_stay" in ended.html
    again = window.send(f"/people/{person()}/end-of-stay/", {"reason": "left"})
    assert (again.status, "por otro motivo" in again.text, "no le pide irse" in again.text) == (422, True, True)
    undo = next(form for form in ended.forms() if form.action.endswith("/undo/"))
    assert window.send(undo.action, {}).heading == "Fin de la estancia"


@pytest.mark.parametrize(("language", "said"), [("es", "Lo que nadie puede pedirle"), ("en", "What nobody may ask")])
def test_anybody_reads_what_the_stay_asks(world, at, language, said):
    page = at(None, language).open("/what-the-stay-asks/")
    assert (page.status, said in page.text) == (200, True)


@pytest.mark.parametrize("address", ["/expected-back/", "/expected-back/ABC/", "/renewals/"])
def test_each_list_opens_to_its_own_and_to_no_other(world, at, address):
    own = world.desk if address == "/renewals/" else world.protector
    assert at(own).open(address).status == (404 if "ABC" in address else 200)
    for stranger in {world.desk, world.protector, world.coordinator, world.data_protection} - {own}:
        assert at(stranger).open(address).status == 403


# ── what others may not learn of who is expected back ────────────────────────────────────────────────────
CALLING = ("expected_list", "expected_look", "record_call", "esperado", "vuelva", "llamad", "llamar")


@pytest.fixture
def not_back(world, admitted, now):
    """Berta and Ana left for their hearing at dawn and are not back; give the first instant a call is due."""
    from estancia.casework import crossings as deeds
    from estancia.records.models import Person

    dawn = now.replace(month=11, day=20, hour=12, minute=30)
    everyone = list(Person.objects.order_by("order_in_family").values_list("reference", flat=True))
    deeds.record_crossings(
        people=everyone, direction="out", card="", identified_by="name", press="dawn", by=world.desk, now=dawn
    )
    return dawn.replace(day=22)


def test_whoever_oversees_sees_that_the_care_team_looked_and_not_who_is_expected_back(world, not_back, at):
    from estancia.casework import expected, people
    from estancia.records.models import AuditEntry

    (line,) = expected.expected_list(by=world.protector, now=not_back).due
    expected.expected_return(reference=line.reference, by=world.protector, now=not_back)
    expected.record_call(reference=line.reference, outcome="not_reached", by=world.protector, now=not_back)
    people.person_file(reference=person(), by=world.protector, now=not_back)
    assert AuditEntry.objects.filter(act__in=CALLING).count() == 3
    for language, said in (("es", "Una consulta del equipo de atención"), ("en", "A look by the care team")):
        page = at(world.data_protection, language).open(f"/people/{person()}/looked/")
        assert (page.status, page.text.count(said)) == (200, 4)
        table = page.html[page.html.index("<table") : page.html.index("</table>")].lower()
        assert not [word for word in (*CALLING, "expected", "called", "a call") if word in table]


def test_an_empty_paper_list_says_so_and_an_entry_before_its_exit_is_asked_about(world, admitted, at):
    window = at(world.desk)
    page = window.open("/crossings/paper/type/")
    empty = window.fill(page, {}, holding="card_0")
    assert (empty.status, "La lista está vacía" in empty.text, "hora sin tarjeta" in empty.text) == (422, True, False)
    typed = {"card_0": card_of("Berta Luna Sol"), "left_0": "8:00", "entered_0": "6:00"}
    written = window.fill(empty, typed, holding="card_0")
    assert ("2 cruces anotados" in written.text, "Fila 1: la entrada es anterior" in written.text) == (True, True)
    right = window.fill(written, {**typed, "left_0": "5:00"}, holding="card_0")
    assert "la entrada es anterior" not in right.text


@pytest.mark.parametrize(
    ("language", "said"), [("es", "Deshacer para las 2 personas"), ("en", "Undo for all 2 people")]
)
def test_a_press_is_undone_from_its_row_after_somebody_else_was_looked_up(world, admitted, at, now, language, said):
    window = at(world.desk, language)
    found = window.fill(window.open("/crossings/"), {"text": card_of("Berta Luna Sol")}, holding="text")
    form = gate_form(found)
    window.send(form.action, {**form.values, "direction": "out"})
    window.fill(window.open("/crossings/"), {"text": "Ana Luna"}, holding="text")
    page = window.open("/crossings/")
    (undo,) = [one for one in page.forms() if one.action.endswith("/undo/")]
    assert said in page.text
    window.send(undo.action, undo.values)
    assert crossings() == 4
    assert "/undo/" not in window.open("/crossings/").html


def test_whoever_may_not_undo_is_offered_nothing(world, admitted, at, monkeypatch):
    from estancia.web.templatetags import saying

    window = at(world.desk)
    form = gate_form(window.fill(window.open("/crossings/"), {"text": "Berta Luna"}, holding="text"))
    window.send(form.action, {**form.values, "direction": "out"})
    monkeypatch.setattr(saying, "may_knock", lambda *, route, **_: route != "undo_crossing")
    assert "/undo/" not in window.open("/crossings/").html


def test_no_address_says_that_a_crossing_was_written_down_and_a_second_press_does_once(world, admitted, at):
    window = at(world.desk)
    assert "hace un momento" not in window.open("/crossings/?already=out").text
    for _ in range(2):
        found = window.fill(window.open("/crossings/"), {"text": "berta luna"}, holding="text")
        said = window.send("/crossings/write/", {**gate_form(found).values, "direction": "out"})
    assert "Esta salida se anotó hace un momento" in said.text
    assert "hace un momento" not in window.open("/crossings/").text


def test_whether_to_call_is_yes_or_no_and_anything_else_is_asked_again(world, admitted, at):
    from estancia.records.models import ChosenContact

    window = at(world.desk)
    page = window.open(f"/people/{person()}/contact/")
    maybe = window.fill(page, {"wants_call": "maybe", "terms": "de día"}, holding="wants_call")
    assert (maybe.status, "Falta esta respuesta" in maybe.text, "de día" in maybe.html) == (422, True, True)
    assert not ChosenContact.objects.exists()


def test_my_work_leads_care_to_those_expected_back_with_their_number_and_nobody_else(world, admitted, at):
    assert "Se espera su regreso (0)" in at(world.protector).open("/my-work/").text
    for stranger in (world.desk, world.coordinator, world.data_protection):
        assert "/expected-back/" not in at(stranger).open("/my-work/").html


def test_a_call_is_written_down_and_corrected_on_its_page(world, not_back, at):
    from estancia.casework import expected
    from estancia.records.models import ExpectedReturn

    (line,) = expected.expected_list(by=world.protector, now=not_back).due
    expected.record_call(reference=line.reference, outcome="stays_in_us", by=world.protector, now=not_back)
    window = at(world.protector)
    page = window.open(f"/expected-back/{line.reference}/")
    assert ("¿Se anotó mal?" in page.text, 'value="not_reached"' in page.html) == (True, False)
    mended = window.fill(page, {"outcome": "reached"}, holding="outcome")
    assert (mended.status, "El contacto sabe de la persona" in mended.text) == (200, True)
    assert set(ExpectedReturn.objects.values_list("state", flat=True)) == {"reached"}
    assert window.fill(page, {"outcome": "stays_in_us"}, holding="outcome").status == 409


def test_a_closed_return_speaks_of_no_call_to_come(world, not_back, at):
    from estancia.casework import contacts, expected

    said = {"name": "mi hermana", "telephone": "664 123 4567", "language": "", "terms": ""}
    contacts.choose_contact(person_reference=person(), wants_call=True, by=world.desk, now=not_back, **said)
    (line,) = expected.expected_list(by=world.protector, now=not_back).due
    expected.record_call(reference=line.reference, outcome="returned", by=world.protector, now=not_back)
    page = at(world.protector).open(f"/expected-back/{line.reference}/")
    assert (page.status, "cuando toca llamar" in page.text, "mi hermana" in page.text) == (200, False, False)


def test_whoever_wants_nobody_called_is_counted_in_no_call_to_make(world, not_back, at):
    from estancia.casework import contacts, expected, lived_work

    def due():
        counted = lived_work.count_lived(world.protector, not_back)
        return {count.code: count.count for _, count in counted}["returns_due"]

    assert due() == 2
    said = {"name": "", "telephone": "", "language": "", "terms": "avisen al albergue"}
    contacts.choose_contact(person_reference=person(), wants_call=False, by=world.desk, now=not_back, **said)
    assert due() == 0
    assert len(expected.expected_list(by=world.protector, now=not_back).quiet) == 1


def test_the_page_of_a_call_says_that_it_is_for_these_alone_and_not_why(world, not_back, at):
    from estancia.casework import contacts, expected
    from estancia.records.models import Person

    said = {"name": "mi hermana", "telephone": "664 123 4567", "language": "", "terms": ""}
    contacts.choose_contact(person_reference=person(), wants_call=True, by=world.desk, now=not_back, **said)
    other = Person.objects.exclude(reference=person()).get(family__members__reference=person())
    none = {"name": "", "telephone": "", "language": "", "terms": ""}
    contacts.choose_contact(person_reference=other.reference, wants_call=False, by=world.desk, now=not_back, **none)
    (line,) = expected.expected_list(by=world.protector, now=not_back).due
    page = at(world.protector).open(f"/expected-back/{line.reference}/")
    assert "La llamada es solo por quienes aparecen aquí." in page.text
    assert (other.name in page.html, "no quiere" in page.text) == (False, False)


def test_a_call_that_gave_nothing_is_put_right_on_its_page(world, not_back, at):
    from estancia.casework import expected

    (line,) = expected.expected_list(by=world.protector, now=not_back).due
    expected.record_call(reference=line.reference, outcome="returned", by=world.protector, now=not_back)
    window = at(world.protector)
    page = window.open(f"/expected-back/{line.reference}/")
    mended = window.fill(page, {"outcome": "await_again"}, holding="outcome")
    assert (mended.status, "Se corrigió: se sigue esperando a la persona." in mended.text) == (200, True)


# ── what whoever oversees reads of a crossing ────────────────────────────────────────────────────────────
HOUR = re.compile(r"\d{1,2}:\d{2}")


def looked_at(world, at, language="es"):
    """The rows of who looked at Berta's file, as data protection reads them."""
    page = at(world.data_protection, language).open(f"/people/{person()}/looked/")
    return page, re.findall(r"<tr.*?</tr>", page.html[page.html.index("<tbody") :], re.S)


def test_whoever_oversees_reads_of_a_gate_the_day_alone_and_once(world, not_back, at):
    desk, day = world.desk, not_back - timedelta(days=2)
    back = {"direction": "in", "card": "", "identified_by": "name", "press": "dusk"}
    crossings_deeds().record_crossings(people=[person()], **back, by=desk, now=day + timedelta(hours=13))
    for language, said in (("es", "En la puerta: se le buscó o se anotó un cruce"), ("en", "At the gate: looked for")):
        page, rows = looked_at(world, at, language)
        gate = [row for row in rows if said in row]
        assert (page.status, len(gate), HOUR.search(gate[0])) == (200, 1, None)
        assert "2019-11-20" in gate[0]
        assert [row for row in rows if HOUR.search(row)]  # of everything else the hour is told


def test_what_stands_beside_a_crossing_gives_it_no_hour(world, not_back, at):
    """A look before the crossing and one after it stand together, above what has no hour."""
    from estancia.casework import people

    dawn = not_back - timedelta(days=2)
    people.person_file(reference=person(), by=world.desk, now=dawn + timedelta(hours=1))
    _, rows = looked_at(world, at)
    of_day = [row for row in rows if "20 nov 2019" in row]
    assert [bool(HOUR.search(row)) for row in of_day] == [True, False]


def test_an_hour_told_of_a_crossing_would_be_seen(world, not_back, at, monkeypatch):
    """The planted fault: the deeds of a gate are told like every other."""
    from estancia.casework import looks

    monkeypatch.setattr(looks, "_AT_THE_GATE", frozenset())
    _, rows = looked_at(world, at)
    assert all(HOUR.search(row) for row in rows)


def test_the_record_itself_keeps_the_hour(world, not_back):
    from estancia.records.models import AuditEntry

    entry = AuditEntry.objects.get(act="cross")
    assert entry.at == not_back - timedelta(days=2)


def crossings_deeds():
    from estancia.casework import crossings

    return crossings
