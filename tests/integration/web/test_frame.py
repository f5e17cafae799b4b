"""The frame of every page: languages, headers, nothing from outside, errors in sentences."""

import re
from http import HTTPStatus

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from estancia.web.door import StaffRequest, door
from estancia.wording import ForPeople, Sentence

PUBLIC = ("/", "/clauses/", "/clauses/?kept=not_yet", "/verify/", "/sign-in/", "/privacy/", "/accessibility/")
pytestmark = pytest.mark.django_db


class Full(ForPeople):
    """Planted: something people are told."""

    sentence = Sentence(es="Hoy no quedan lugares.", en="No places are left today.")


def without_door(request: HttpRequest) -> HttpResponse:
    """Planted: a view nobody hung on a door."""
    return HttpResponse("open")


@door("home")
def says_full(request: StaffRequest) -> HttpResponse:
    """Planted: a view whose deed was refused."""
    raise Full


@door("no_such_route")
def unlisted(request: StaffRequest) -> HttpResponse:
    """Planted: a door the matrix does not name."""
    return HttpResponse("open")


@door("home")
def breaks(request: StaffRequest) -> HttpResponse:
    """Planted: a fault of ours."""
    raise ZeroDivisionError


urlpatterns = [
    path("", include("estancia.config.urls")),
    path("without-door/", without_door, name="without_door"),
    path("full/", says_full, name="full"),
    path("unlisted/", unlisted, name="unlisted"),
    path("breaks/", breaks, name="breaks"),
]
handler404 = "estancia.web.errors.not_here"
handler500 = "estancia.web.errors.our_fault"


def page(address: str, *, language: str = "es") -> HttpResponse:
    client = Client(raise_request_exception=False)
    client.cookies["language"] = language
    return client.get(address)


def title(text: str) -> str:
    return re.search(r"<title>(.*?)</title>", text, re.DOTALL).group(1).strip()  # type: ignore[union-attr]


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_public_page_opens_to_anyone_in_the_readers_language(address: str, language: str) -> None:
    answer = page(address, language=language)
    assert (answer.status_code, answer["Content-Language"]) == (HTTPStatus.OK, language)
    assert f'<html lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("address", PUBLIC)
def test_the_two_languages_of_a_page_differ(address: str) -> None:
    assert title(page(address).content.decode()) != title(page(address, language="en").content.decode())


def test_spanish_is_spoken_to_whoever_chose_nothing() -> None:
    answer = Client(headers={"accept-language": "en"}).get("/")
    assert answer["Content-Language"] == "es"


def inline_parts(text: str) -> list[str]:
    """Scripts and styles written into a page, and addresses outside of it."""
    scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\son\w+=|\sstyle=|javascript:", text)
    return [*scripts, *re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', text)]


@pytest.mark.parametrize("address", [*PUBLIC, "/exit/", "/nothing/"])
def test_a_page_holds_no_inline_script_and_asks_nothing_outside(address: str) -> None:
    assert inline_parts(page(address).content.decode()) == []


@pytest.mark.parametrize(
    "planted", ["<script>1</script>", '<p onclick="x()">', '<p style="x">', '<img src="https://elsewhere.example/x">']
)
def test_a_planted_inline_part_is_seen(planted: str) -> None:
    assert len(inline_parts(planted)) == 1


@pytest.mark.parametrize("address", [*PUBLIC, "/nothing/", "/exit/"])
def test_no_answer_is_stored_framed_or_told_to_others(address: str) -> None:
    answer = page(address)
    policy = answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@override_settings(ROOT_URLCONF=__name__)
def test_a_view_without_a_door_is_not_there() -> None:
    assert page("/without-door/").status_code == HTTPStatus.NOT_FOUND


@override_settings(ROOT_URLCONF=__name__)
def test_a_door_the_matrix_does_not_name_opens_to_nobody() -> None:
    assert page("/unlisted/").status_code == HTTPStatus.FORBIDDEN


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("language", "said"), [("es", Full.sentence.es), ("en", Full.sentence.en)])
def test_an_error_for_people_becomes_a_page_with_its_sentence(language: str, said: str) -> None:
    answer = page("/full/", language=language)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert said in answer.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_of_ours_is_said_without_its_inside(caplog: pytest.LogCaptureFixture) -> None:
    answer = page("/breaks/")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "ZeroDivisionError" not in answer.content.decode()
    assert "No es culpa suya" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_a_sentence() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "x", "password": "y"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Envíelo una vez más" in answer.content.decode()


def test_changing_the_language_keeps_the_page() -> None:
    client = Client()
    answer = client.post("/language/", {"language": "en", "next": "/clauses/?kept=begun"})
    assert answer["Location"] == "/clauses/?kept=begun"
    assert client.get("/clauses/")["Content-Language"] == "en"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x"])
def test_changing_the_language_never_leads_outside(elsewhere: str) -> None:
    assert Client().post("/language/", {"language": "en", "next": elsewhere})["Location"] == "/"


def test_a_language_we_do_not_speak_changes_nothing() -> None:
    client = Client()
    client.post("/language/", {"language": "xx", "next": "/"})
    assert client.get("/")["Content-Language"] == "es"


def test_the_clause_page_counts_what_it_shows() -> None:
    text = page("/clauses/?kept=not_yet").content.decode()
    count = re.search(r"<strong>(\d+)</strong>\s*Aún no", text)
    assert count
    assert text.count('<article class="estancia-clause"') == int(count.group(1))


def test_the_front_page_links_to_the_clauses_to_checking_and_to_signing_in() -> None:
    text = page("/").content.decode()
    assert all(f'href="{address}"' in text for address in ("/clauses/", "/verify/", "/sign-in/"))
