"""The intake without scripts: one question a page, saved at once, sealed where it is private."""

import re
from typing import Any

import pytest

from tests.integration.web.window import ADULT, hand_in, hear

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_family_of_one_is_heard_and_handed_in(world: Any, at: Any, language: str) -> None:
    done, reference = hand_in(at(world.desk, language))
    assert done.status == 200
    assert reference in done.text
    assert ADULT["name"] not in done.title + done.address


def test_language_is_asked_first_each_in_its_own_name(world: Any, at: Any) -> None:
    page = at(world.desk).send("/intake/", {})
    assert page.address.endswith("/language/")
    assert 'lang="ht">Kreyòl ayisyen' in page.html
    assert "<audio" not in page.html


def test_a_question_left_unanswered_says_so_beside_it_and_is_kept_open(world: Any, at: Any) -> None:
    window = at(world.desk)
    page = window.send("/intake/", {})
    again = window.send(page.address, {})
    assert again.status == 422
    assert again.title.startswith("Error:")
    assert 'id="best_language-error"' in again.html


def test_going_back_shows_what_was_kept_and_repeats_nothing(world: Any, at: Any) -> None:
    window = at(world.desk)
    first = window.send("/intake/", {})
    second = window.send(first.address, {"best_language": "hat"})
    assert second.address != first.address
    back = window.open(first.address)
    assert re.search(r'value="hat" checked', back.html)
    onward = window.send(first.address, {"best_language": "hat"})
    assert onward.address == second.address


def test_a_language_of_the_longer_list_is_kept_and_shown(world: Any, at: Any) -> None:
    window = at(world.desk)
    first = window.send("/intake/", {})
    window.send(first.address, {"other_language": "tzo"})
    assert re.search(r'value="tzo" selected', window.open(first.address).html)


def test_i_do_not_know_is_an_answer_with_its_own_button(world: Any, at: Any) -> None:
    window = at(world.desk)
    checked = hear(window)
    born = next(iter(re.findall(r'href="(/intake/[^"]+/born/1/)', checked.html)))
    nothing = window.send(born, {})
    assert nothing.status == 422
    assert "No sé" in nothing.text
    said = window.send(born + "?from=check", {"not_known": "yes"})
    assert said.status == 200


def test_a_date_that_does_not_exist_is_kept_as_typed(world: Any, at: Any) -> None:
    window = at(world.desk)
    checked = hear(window)
    born = next(iter(re.findall(r'href="(/intake/[^"]+/born/1/)', checked.html)))
    wrong = window.send(born, {"born_day": "31", "born_month": "febrero", "born_year": "1988"})
    assert wrong.status == 422
    assert 'value="31"' in wrong.html
    assert 'value="febrero"' in wrong.html


def test_a_change_from_check_answers_returns_straight_there(world: Any, at: Any) -> None:
    window = at(world.desk)
    checked = hear(window)
    address = next(iter(re.findall(r'href="(/intake/[^"]+/entry/1/\?from=check)"', checked.html)))
    back = window.send(address, {"entry": "at_port"})
    assert back.address.endswith("/check/")
    assert "Por un puerto de entrada" in back.text


def test_a_private_answer_is_never_shown_again(world: Any, at: Any) -> None:
    window = at(world.desk)
    checked = hear(window, private={(1, "fear_of_mexico"): "yes"})
    assert "Respondidas y selladas" in checked.text
    begin = next(iter(re.findall(r'href="(/intake/[^"]+/private/1/)begin/', checked.html)))
    page = window.open(f"{begin}fear_of_mexico/")
    assert "checked" not in page.html
    assert "Ya está respondida y sellada." in page.text


def test_the_screen_is_turned_before_the_first_private_question(world: Any, at: Any) -> None:
    window = at(world.desk)
    checked = hear(window)
    begin = next(iter(re.findall(r'href="(/intake/[^"]+/private/1/begin/)', checked.html)))
    page = window.open(begin)
    assert page.heading == "Deténgase. Las preguntas que siguen son privadas."
    assert "alguien que no trabaja para un gobierno" in page.text
    again = window.fill(page, {}, holding="")
    assert again.address == begin
    assert window.open(checked.address).address == begin


def test_a_child_is_asked_apart_in_words_for_a_child(world: Any, at: Any) -> None:
    window = at(world.desk)
    child = ADULT | {"name": "Ximena Canario Azul", "born_year": "2011"}
    checked = hear(window, members=[ADULT, child], relation="parents_and_children")
    begin = next(iter(re.findall(r'href="(/intake/[^"]+/private/2/)begin/', checked.html)))
    assert "Es una niña, un niño o adolescente" in window.open(f"{begin}begin/").text
    assert "¿Te da miedo estar en México?" in window.open(f"{begin}fear_of_mexico/").text
    assert "No quiero decirlo" in window.open(f"{begin}fear_of_mexico/").text


def test_what_families_share_is_shown_as_the_first_person_gave_it(world: Any, at: Any) -> None:
    window = at(world.desk)
    checked = hear(window, members=[ADULT, ADULT | {"name": "Ramiro Canario Verde"}], relation="couple")
    reference = checked.address.split("/")[2]
    assert "Ramiro Canario Verde" in checked.text
    smaller = window.send(f"/intake/{reference}/family/?from=check", {"members": "3"})
    assert smaller.address == f"/intake/{reference}/name/3/"
    window.send(smaller.address, {"name": "Tercera Canario Rojo"})
    page = window.open(f"/intake/{reference}/nationality/3/")
    assert re.search(r'value="HND" selected', page.html)
    assert "Aparece lo que respondió la primera persona." in page.text


def test_handing_in_twice_makes_one_request(world: Any, at: Any) -> None:
    window = at(world.desk)
    checked = hear(window)
    key = re.search(r'name="idempotency_key" value="([^"]+)"', checked.html).group(1)
    first = window.send(checked.address, {"idempotency_key": key})
    second = window.send(checked.address, {"idempotency_key": key})
    found = [re.search(r'estancia-reference">([^<]+)<', page.html).group(1) for page in (first, second)]
    assert found[0] == found[1]


def test_a_family_that_does_not_ask_is_recorded_without_request_and_without_private_questions(
    world: Any, at: Any
) -> None:
    done, _ = hand_in(at(world.desk), requests_admission="no")
    assert done.heading == "Anotado: sin solicitud"


def test_an_intake_of_another_port_is_not_there(world: Any, at: Any) -> None:
    page = at(world.desk).send("/intake/", {})
    assert at(world.other_desk).open(page.address).status == 404


def test_a_name_like_one_on_file_is_shown_beside_the_form(world: Any, at: Any) -> None:
    window = at(world.desk)
    hand_in(window)
    page = window.send("/intake/", {})
    reference = page.address.split("/")[2]
    checked = hear(window)
    assert checked.status == 200
    born = window.open(checked.address.replace("/check/", "/born/1/"))
    assert reference != checked.address.split("/")[2]
    assert "Quizá ya tiene expediente" in born.text
