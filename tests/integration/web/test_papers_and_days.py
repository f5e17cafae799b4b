"""What a family is handed from the page they are shown, and that page, paper and check say the same days."""

import io
import re

import pytest
from pypdf import PdfReader

from estancia.casework.stay import verify_typed
from estancia.places import say_day
from tests.integration.web.window import Shown, Window, hand_in, hear

PAPER = re.compile(r'href="(/papers/[^"]+)"')
ENGLISH = re.compile(
    r"\b(the|and|of the|shown|told|served|request|person at|not known|asked|waiting|family|answer|holds?|by the)\b",
    re.I,
)


def papers_on(page: Shown) -> list[str]:
    return [link.replace("&amp;", "&") for link in PAPER.findall(page.html)]


def words_of(window: Window, address: str) -> str:
    pdf = window.client.get(address)
    assert pdf.status_code == 200
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages).split())


def admitted(window: Window) -> tuple[str, Shown]:
    _, reference = hand_in(window)
    page = window.open(f"/requests/{reference}/")
    return reference, window.send(f"/requests/{reference}/decide/", {"decision": "admit"}) if page else page


@pytest.mark.parametrize("language", ["es", "en"])
def test_page_paper_and_check_say_the_same_two_days(world, at, now, language):
    window = at(world.desk, language)
    _, page = admitted(window)
    number = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}\b", page.text)
    assert number
    said = verify_typed(text=number[0], now=now)
    days = [say_day(on=on, language=language) for on in (said.valid_from, said.valid_until)]
    assert [day for day in days if day not in page.text] == []
    address = next(link for link in papers_on(page) if f"/{language}/a4" in link)
    assert [day for day in days if day not in words_of(window, address)] == []
    person = window.open(re.search(r"/people/[^/\"]+/", window.open(page.address.replace("decided/", "")).html)[0])
    assert [day for day in days if day not in person.text] == []


def test_a_family_that_says_no_is_handed_the_routes_from_the_page_they_are_shown(world, at):
    window = at(world.desk)
    page, reference = hand_in(window, requests_admission="no")
    links = papers_on(page)
    assert len(links) == 4
    assert all(f"/papers/{reference}/routes/" in link for link in links)
    assert "no es un rechazo" in words_of(window, links[0])
    request = window.open(f"/requests/{reference}/")
    assert papers_on(request) == links
    assert "no puso condiciones" not in request.text
    assert "Aún no se consultan" not in request.text


def test_the_private_part_is_offered_to_whoever_makes_no_request_and_may_be_passed_by(world, at):
    window = at(world.desk)
    checked = hear(window, requests_admission="no")
    begin = next(link for link in re.findall(r'href="([^"]+/private/1/begin/)"', checked.html))
    shown = window.open(begin)
    assert "Dejar pasar las preguntas privadas" in shown.text
    assert "se avisa a la COMAR" in shown.text


def test_the_asylum_question_says_that_comar_is_told_and_the_others_that_only_the_body_reads(world, at):
    window = at(world.desk)
    checked = hear(window)
    reference = checked.address.split("/")[2]
    asylum = window.open(f"/intake/{reference}/private/1/asks_asylum/")
    fear = window.open(f"/intake/{reference}/private/1/fear_of_mexico/")
    assert "si usted dice que sí, también" in asylum.text
    assert "si usted dice que sí, también" not in fear.text


def test_another_look_is_asked_from_the_request_itself(world, at):
    window = at(world.desk)
    _, reference = hand_in(window, members=None)
    window.send(f"/requests/{reference}/decide/", {"decision": "hold", "reason_hold": "Falta un dato."})
    page = window.open(f"/requests/{reference}/")
    assert f'action="/requests/{reference}/review/"' in page.html
    window.send(f"/requests/{reference}/review/", {})
    assert f'action="/requests/{reference}/review/"' not in window.open(f"/requests/{reference}/").html


def test_a_card_that_is_not_there_has_no_form_to_take_it_back(world, at):
    window = at(world.desk)
    assert window.open("/cards/7K3M-9QTX-2FD/take-back/").status == 404
    _, page = admitted(window)
    number = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}\b", page.text)[0]
    assert window.open(f"/cards/{number}/take-back/").status == 200


def test_spanish_staff_pages_hold_no_english_sentence(world, at):
    window = at(world.desk)
    reference, decided = admitted(window)
    request = window.open(f"/requests/{reference}/")
    person = re.search(r"/people/[^/\"]+/", request.html)[0]
    family = re.search(r"/families/[^/\"]+/", request.html)
    pages = [decided, request, window.open(person), window.open(f"{person}why/"), window.open("/my-work/")]
    pages += [window.open("/holds/"), window.open("/reviews/"), window.open("/places/02004/")]
    pages += [window.open(family[0])] if family else []
    found = {page.address: sorted(set(ENGLISH.findall(_spanish_part(page)))) for page in pages}
    assert {address: words for address, words in found.items() if words} == {}


def test_the_scan_for_english_notices_a_sentence_left_in_english():
    assert ENGLISH.search("as shown or told by the person at the desk")
    assert not ENGLISH.search("Como lo mostró o lo dijo la persona en la ventanilla")


def _spanish_part(page: Shown) -> str:
    """The page's words, without what says of itself that it is in English or is a provision's own code."""
    html = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', " ", page.html, flags=re.DOTALL)
    html = re.sub(r'<details class="[^"]*estancia-provision.*?</details>', " ", html, flags=re.DOTALL)
    html = re.sub(r'<br><span class="estancia-source">[^<]* · [^<]*</span></span></li>', " ", html)
    html = re.sub(r'<form[^>]*action="/language/".*?</form>', " ", html, flags=re.DOTALL)
    return Shown(status=200, address=page.address, html=html).text
