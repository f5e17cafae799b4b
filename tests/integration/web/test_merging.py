"""Two files joined through the pages: asked by one, confirmed by another, both references lead to one file, undone."""

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from tests.integration.casework.world import TIJUANA, adult, hand_in, staff
from tests.integration.web.window import Window

ELENA, HELENA = "María Elena López García", "Helena Lopes Garsia"
WHY = "La misma señora: el mismo aviso y la misma hija."


@pytest.fixture
def two(world: Any, now: datetime) -> tuple[str, str]:
    """Elena's two files; on the second, typed another day, no request is open."""
    first = hand_in(by=world.desk, now=now, members=[adult(ELENA), adult("Nadia López García")])
    again = hand_in(by=world.desk, now=now, members=[adult(HELENA, born_day="15")], asks="no")
    return first.members[0].reference, again.members[0].reference


@pytest.fixture
def second(world: Any, now: datetime) -> Any:
    """Another officer of the same desk."""
    return staff("IO", "inm-tijuana", TIJUANA, "intake", now=now)


def asked(window: Window, two: tuple[str, str]) -> Any:
    page = window.open(f"/people/{two[0]}/doubles/{two[1]}/join/")
    answers = {"kept": two[0], "name": two[1], "reason": WHY, "families_seen": "yes"}
    return window.fill(page, answers, holding="reason")


def test_from_the_persons_page_to_one_file_and_back(world: Any, at: Any, two: Any, second: Any) -> None:
    officer, other = at(world.desk), at(second)
    person = officer.open(f"/people/{two[0]}/")
    assert f"/people/{two[0]}/doubles/" in person.html
    assert f"/people/{two[0]}/doubles/{two[1]}/join/" in officer.open(f"/people/{two[0]}/doubles/{two[1]}/").html
    waits = asked(officer, two)
    assert "una segunda persona" in waits.text.lower()
    assert "/confirm/" not in waits.html
    counted = other.open(reverse("work"))
    assert "Expedientes por juntar: falta la segunda persona" in counted.text
    confirmed = other.send(f"{waits.address}confirm/", {})
    assert confirmed.heading == "Los dos expedientes están juntos"
    led = other.open(f"/people/{two[1]}/")
    assert led.address == f"/people/{two[0]}/"
    assert led.heading == HELENA  # two people chose that name
    assert f"{two[1]} lleva aquí desde" in led.text
    undone = other.send(f"{waits.address}undo/", {"reason": "Eran primas."})
    assert undone.heading == "Los dos expedientes están separados de nuevo"
    assert other.open(f"/people/{two[1]}/").address == f"/people/{two[1]}/"
    assert other.open(f"/people/{two[0]}/").heading == ELENA


def test_what_was_typed_is_kept_when_the_reason_is_missing(world: Any, at: Any, two: Any) -> None:
    window = at(world.desk, "en")
    page = window.open(f"/people/{two[0]}/doubles/{two[1]}/join/")
    again = window.fill(page, {"kept": two[1], "families_seen": "yes"}, holding="reason")
    assert again.status == 422
    assert again.title.startswith("Error:")
    form = next(form for form in again.forms() if "reason" in form.names)
    assert form.values["kept"] == [two[1]]


def test_the_asker_who_confirms_hears_why_not_and_nothing_changes(world: Any, at: Any, two: Any) -> None:
    window = at(world.desk, "en")
    waits = asked(window, two)
    refused = window.send(f"{waits.address}confirm/", {})
    assert refused.status == 409
    assert "takes two people" in refused.text
    assert window.open(f"/people/{two[1]}/").address == f"/people/{two[1]}/"


def test_a_wrong_click_on_undo_without_a_reason_keeps_them_joined(world: Any, at: Any, two: Any, second: Any) -> None:
    waits = asked(at(world.desk), two)
    other = at(second)
    other.send(f"{waits.address}confirm/", {})
    said = other.send(f"{waits.address}undo/", {})
    assert said.status == 409
    assert "Falta el motivo" in said.text
    assert other.open(f"/people/{two[1]}/").address == f"/people/{two[0]}/"


def test_kept_apart_for_ever_offers_no_joining(world: Any, at: Any, two: Any) -> None:
    window = at(world.desk, "en")
    apart = window.send(f"/people/{two[0]}/doubles/{two[1]}/apart/", {})
    assert "kept apart because it was asked for" in apart.text
    assert "/join/" not in apart.html


def test_empty_lists_say_what_will_appear(world: Any, at: Any) -> None:
    assert "Nothing waits" in at(world.desk, "en").open("/merges/").text


def test_the_stranger_opens_nothing_of_it(world: Any, at: Any, two: Any) -> None:
    waits = asked(at(world.desk), two)
    for stranger in world.strangers():
        client = at(stranger).client
        for address in (waits.address, f"/people/{two[0]}/doubles/{two[1]}/join/"):
            assert client.get(address).status_code in (403, 404)
        for deed in ("confirm", "refuse", "undo"):
            assert client.post(f"{waits.address}{deed}/", {"reason": WHY}).status_code in (403, 404)


def test_who_protects_one_file_is_led_nowhere_they_may_not_look(
    world: Any, at: Any, now: datetime, second: Any
) -> None:
    afraid = {(1, "fear_of_mexico"): "yes"}
    first = hand_in(by=world.desk, now=now, members=[adult(ELENA)], asks="no").members[0].reference
    protected = hand_in(by=world.desk, now=now, members=[adult(HELENA)], private=afraid)
    pair = (first, protected.members[0].reference)
    waits = asked(at(world.desk), pair)
    at(second).send(f"{waits.address}confirm/", {})
    led = at(world.protector).open(f"/people/{pair[1]}/")
    assert led.address == f"/people/{pair[1]}/"
    assert first not in led.html
