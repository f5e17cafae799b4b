"""The register of rights and the form anyone can open, in a browser without scripts; nothing leaks by the way."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.web.window import Shown, Window

WORDS = "El canario azul cantó tres veces en la garita"
ANSWERS = {
    "kind": "blocked_visit",
    "accused": "intake_desk",
    "place": "02004",
    "words": WORDS,
    "who": "Jacinta Canario",
    "reach": "",
}
At = Callable[..., Window]


def told(window: Window, **changed: str) -> Shown:
    """Answer the five questions as a person would, and stand at the last page before sending."""
    page = window.open("/complain/")
    for _ in range(5):
        page = window.fill(page, ANSWERS | changed, holding="receipt")
        assert page.status == 200, page.text
    return page


def complained(window: Window, **changed: str) -> tuple[Shown, str]:
    page = window.fill(told(window, **changed), {}, holding="receipt")
    found = re.search(r'estancia-reference">([^<]+)<', page.html)
    assert found, page.text
    return page, found.group(1)


@pytest.mark.parametrize("language", ["es", "en"])
def test_anyone_complains_and_is_given_a_receipt(world: Any, at: At, language: str) -> None:
    page, receipt = complained(at(None, language))
    assert re.fullmatch(r"([2-9A-Z]{4}-){3}[2-9A-Z]{4}", receipt)
    assert "commission" in page.text
    assert receipt not in page.title + page.address


def test_the_form_says_who_will_read_it_before_anything_is_told(world: Any, at: At) -> None:
    window = at(None)
    page = window.open("/complain/")
    for _ in range(3):
        page = window.fill(page, ANSWERS, holding="receipt")
    assert "Solo commission leerá esto" in page.text


def test_an_empty_answer_is_asked_again_and_what_was_said_stays(world: Any, at: At) -> None:
    window = at(None)
    said = {name: answer for name, answer in ANSWERS.items() if name != "kind"}
    page = window.open("/complain/?kind=papers_kept")
    for _ in range(3):
        page = window.fill(page, said, holding="receipt")
    empty = window.fill(page, {"words": " "}, holding="receipt")
    assert (empty.status, "Falta esta respuesta" in empty.text) == (422, True)
    kept = next(form for form in empty.forms() if "receipt" in form.names and "words" in form.names)
    assert (kept.values["kind"], kept.values["place"]) == (["papers_kept"], ["02004"])


def test_going_back_and_changing_the_language_keep_what_was_said(world: Any, at: At) -> None:
    window = at(None)
    page = told(window)
    back = window.send("/complain/", hidden_of(page) | {"turn": "back"})
    assert "Jacinta Canario" in back.html
    window.language = "en"
    english = window.send("/complain/", hidden_of(page) | {"language": "en"})
    assert WORDS in english.html


def hidden_of(page: Shown) -> dict[str, Any]:
    form = next(form for form in page.forms() if "receipt" in form.names and "page" in form.names)
    return dict(form.values)


def test_sending_twice_is_one_complaint(world: Any, at: At) -> None:
    from estancia.records.models import Complaint

    window = at(None)
    page = told(window)
    first, again = (window.fill(page, {}, holding="receipt") for _ in range(2))
    assert (first.text, Complaint.objects.count()) == (again.text, 1)


def test_the_receipt_opens_the_answer_prints_and_takes_it_back(world: Any, at: At) -> None:
    _, receipt = complained(at(None))
    window = at(None)
    shown = window.send("/complain/answer/", {"receipt": receipt})
    assert "Recibida; espera que la lean." in shown.text
    paper = window.client.post("/complain/receipt/", {"receipt": receipt})
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert receipt not in paper["Content-Disposition"]
    assert "Retirada" in window.send("/complain/withdraw/", {"receipt": receipt}).text


def test_a_number_mistyped_is_told_gently_and_kept(world: Any, at: At) -> None:
    shown = at(None).send("/complain/answer/", {"receipt": "ABCD-EFGH"})
    assert (shown.status, "ABCD-EFGH" in shown.html, "no abre nada" in shown.text) == (422, True, True)


def test_those_who_answer_open_it_with_their_phrase_and_answer(world: Any, at: At) -> None:
    from tests.integration.casework.world import PHRASE

    _, receipt = complained(at(None))
    window = at(world.commission)
    listed = window.open("/complaints/")
    address = re.search(r'href="(/complaints/[A-Z0-9]+/)"', listed.html)
    assert address
    assert WORDS not in listed.html + window.open(address[1]).html
    window.send("/unlock/", {"phrase": PHRASE, "next": address[1]})
    opened = window.open(address[1])
    assert WORDS in opened.html
    window.send(f"{address[1]}acknowledge/", {})
    window.send(f"{address[1]}answer/", {"answer": "Se habló con la oficina."})
    assert "Se habló con la oficina." in at(None).send("/complain/answer/", {"receipt": receipt}).text


def test_a_lawyer_finds_what_they_filed_among_their_work(world: Any, at: At) -> None:
    window = at(world.lawyer)
    complained(window, who="A2RT7K9C", reach="despacho")
    assert "Quejas que su organización sigue" in window.open("/my-work/").text
    assert "Me impidieron una visita" in window.open("/complaints/").text


@pytest.mark.parametrize("stranger", ["desk", "other_desk", "coordinator", "observer", "administrator"])
def test_the_list_does_not_open_to_the_desk_nor_to_others(world: Any, at: At, stranger: str) -> None:
    from estancia.records.models import Complaint

    complained(at(None))
    row = Complaint.objects.get()
    window = at(getattr(world, stranger))
    for address in ("/complaints/", f"/complaints/{row.reference}/"):
        shown = window.open(address)
        assert (shown.status, row.reference in shown.text) == (403, False)


@pytest.mark.parametrize("stranger", ["protector", "children", "data_protection", "lawyer"])
def test_one_of_somebody_elses_reads_like_nothing_there(world: Any, at: At, stranger: str) -> None:
    from estancia.records.models import Complaint

    complained(at(None))
    window = at(getattr(world, stranger))
    there = window.open(f"/complaints/{Complaint.objects.get().reference}/")
    nowhere = window.open("/complaints/ABCDEFGH/")
    assert (there.status, there.text) == (nowhere.status, nowhere.text) == (404, nowhere.text)


@pytest.mark.parametrize(
    ("language", "right"), [("es", "Pedir asilo en México"), ("en", "To ask for asylum in Mexico")]
)
def test_the_register_says_each_right_who_answers_and_where_to_complain(
    world: Any, at: At, language: str, right: str
) -> None:
    from estancia.services.rights import register

    shown = at(None, language).open("/rights/")
    assert right in shown.text
    in_force = [one for one in register() if one.code not in ("children", "not_returned_to_origin")]
    assert all(one.says.in_language(language) in shown.text for one in in_force)
    assert "<audio" not in shown.html  # nobody has recorded one yet
