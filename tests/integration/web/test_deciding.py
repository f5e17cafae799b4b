"""Decisions, holds and reviews at the desk: each asks only what it needs, and a second click harms nobody."""

import re
from typing import Any

import pytest

from tests.integration.web.window import ADULT, Shown, Window, hand_in

pytestmark = pytest.mark.django_db

CLOSED = ADULT | {"status": "closed"}


def decide(window: Window, request: str, decision: str, **reason: str) -> Shown:
    return window.send(f"/requests/{request}/decide/", {"decision": decision, **reason})


def test_a_plain_family_is_admitted_with_papers_in_both_languages_and_sizes(world: Any, at: Any) -> None:
    window = at(world.desk)
    _, request = hand_in(window)
    page = window.open(f"/requests/{request}/")
    assert "Se puede admitir" in page.text
    decided = decide(window, request, "admit")
    assert decided.address == f"/requests/{request}/decided/"
    assert decided.heading == "La familia está admitida"
    links = [f"/papers/{request}/stay/{language}/{size}.pdf" for language in ("es", "en") for size in ("a4", "letter")]
    assert [link for link in links if link not in decided.html] == []
    paper = window.client.get(links[0] + f"?person={decided.html.split('?person=')[1].split('&')[0].split(chr(34))[0]}")
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert "Canario" not in paper["Content-Disposition"]


def test_deciding_twice_is_deciding_once(world: Any, at: Any) -> None:
    window = at(world.desk)
    _, request = hand_in(window)
    first, second = decide(window, request, "admit"), decide(window, request, "admit")
    assert (first.address, first.status) == (second.address, second.status)
    assert len({part.split('"')[0] for part in second.html.split("?person=")[1:]}) == 1


def test_against_the_rules_a_reason_is_asked_and_what_was_typed_is_kept(world: Any, at: Any) -> None:
    window = at(world.desk)
    _, request = hand_in(window, members=[CLOSED])
    empty = decide(window, request, "admit", reason_admit="")
    assert empty.status == 422
    assert "Error:" in empty.title
    assert 'id="reason_admit-error"' in empty.html
    taken = decide(window, request, "admit", reason_admit="El tribunal lo aclaró por teléfono.")
    assert taken.address == f"/requests/{request}/decided/"


def test_without_protection_open_no_refusal_form_is_drawn_when_one_is(world: Any, at: Any) -> None:
    window = at(world.desk)
    _, request = hand_in(window, private={(1, "fear_of_mexico"): "yes"})
    page = window.open(f"/requests/{request}/")
    assert 'value="hold"' in page.html
    assert 'value="not_covered"' not in page.html
    assert 'value="admit"' not in page.html
    forced = decide(window, request, "not_covered", reason_not_covered="porque sí")
    assert forced.status == 409
    assert "estancia no se aplica a la familia" not in forced.text


def test_a_held_family_has_an_owner_an_hour_and_a_paper(world: Any, at: Any) -> None:
    window = at(world.desk)
    _, request = hand_in(window, private={(1, "pregnant"): "not_known", (1, "fear_of_mexico"): "yes"})
    held = decide(window, request, "hold")
    assert held.heading == "La solicitud está en espera"
    assert "shelter-tijuana" in held.text
    assert f"/papers/{request}/hold/es/letter.pdf" in held.html


def test_the_protecting_body_answers_a_hold_with_its_reason_kept_from_the_desk(world: Any, at: Any) -> None:
    desk, protector = at(world.desk), at(world.protector)
    _, request = hand_in(desk, private={(1, "fear_of_mexico"): "yes"})
    decide(desk, request, "hold")
    reference = re.search(r"/holds/([A-Z0-9]{8})/", protector.open("/holds/").html).group(1)
    page = protector.open(f"/holds/{reference}/")
    unsaid = protector.fill(page, {"answer": "uphold", "reason": ""}, holding="reason")
    assert unsaid.status == 422
    assert "checked" in unsaid.html
    answered = protector.fill(unsaid, {"answer": "uphold", "reason": "Canario Secreto la busca."}, holding="reason")
    assert answered.status == 200
    assert "Canario Secreto" not in desk.open(f"/holds/{reference}/").html + desk.open(f"/requests/{request}/").html
    assert desk.open(f"/holds/{reference}/").status == 200


def test_a_family_asks_for_review_and_someone_else_answers(world: Any, at: Any, now: Any) -> None:
    from tests.integration.casework.world import staff

    desk = at(world.desk)
    _, request = hand_in(desk, members=[CLOSED])
    decide(desk, request, "hold")
    asked = desk.send(f"/requests/{request}/review/", {})
    assert asked.address.startswith("/reviews/")
    assert "Responder la revisión" not in asked.text
    reviewer = at(staff("IO", "review-office", "", "intake", now=now))
    page = reviewer.open(asked.address)
    answered = reviewer.fill(page, {"answer": "changed", "reason": "El tribunal lo aclaró."}, holding="reason")
    assert answered.status == 200
    assert "Revisada: se decide de nuevo." in answered.text


def test_the_board_keeps_what_was_typed_and_says_what_to_mend(world: Any, at: Any) -> None:
    window = at(world.desk)
    wrong = window.send("/places/02004/places/", {"places": "muchos"})
    assert wrong.status == 422
    assert 'value="muchos"' in wrong.html
    assert "Escriba un número" in wrong.text
    right = window.send("/places/02004/places/", {"places": "120"})
    assert (right.status, right.address) == (200, "/places/02004/")
    said = window.send("/places/02004/security/", {"state": "unsafe", "source": "Guardia municipal"})
    assert "Guardia municipal" in said.text


def test_a_person_who_asks_for_asylum_is_told_who_hears_of_it(world: Any, at: Any) -> None:
    window = at(world.desk)
    _, request = hand_in(window)
    person = window.open(f"/requests/{request}/").html.split("/people/")[1].split("/")[0]
    asked = window.send(f"/people/{person}/asylum/", {})
    assert (asked.status, asked.heading) == (200, "Se avisa a la COMAR")


def test_a_family_may_withdraw_and_it_is_no_refusal(world: Any, at: Any) -> None:
    window = at(world.desk)
    _, request = hand_in(window)
    page = window.send(f"/requests/{request}/withdraw/", {})
    assert page.address == f"/requests/{request}/"
    assert "La familia retiró su petición." in page.text


def test_a_card_is_taken_back_by_two_people_and_never_by_one(world: Any, at: Any) -> None:
    window, second = at(world.desk), at(world.coordinator)
    _, request = hand_in(window)
    decided = decide(window, request, "admit")
    person = re.search(r"[?]person=([A-Z0-9]+)", decided.html).group(1)
    page = window.open(f"/people/{person}/")
    address = re.search(r'href="(/cards/[^"]+/take-back/)"', page.html).group(1)
    unsaid = window.fill(window.open(address), {"reason": ""}, holding="reason")
    asked = window.fill(unsaid, {"reason": "Se imprimió con un error."}, holding="reason")
    assert unsaid.status == 422
    assert "Confirmar: anular" not in asked.text
    assert window.send(asked.address, {}).status == 409
    confirmed = second.send(asked.address, {})
    assert (confirmed.status, confirmed.heading) == (200, "La tarjeta está anulada")
