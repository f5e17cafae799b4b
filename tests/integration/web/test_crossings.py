"""The gate as a desk meets it: one field, two buttons, nothing twice, and no name in an address."""

import re
import time

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
