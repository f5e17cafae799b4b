"""Opening an address that only takes a form: a page in the reader's language, a way on, and nothing done."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.decorators.http import require_POST

from estancia.casework.access import PURPOSES_OF, ROUTES
from estancia.web.door import door

pytestmark = pytest.mark.django_db
STANDS_FOR = {"slug": "x", "str": "x", "int": "1", "path": "x", "uuid": "00000000-0000-0000-0000-000000000000"}


def patterns(under: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every address the pages have, of those in the matrix."""
    for one in (under or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        elif one.name in ROUTES:
            yield one


def address(pattern: URLPattern) -> str:
    """An address of this pattern, of nothing that exists."""
    named = {name: STANDS_FOR[_kind(one)] for name, one in pattern.pattern.converters.items()}
    return reverse(str(pattern.name), kwargs=named)


def _kind(converter: Any) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


def who_may(world: Any, name: str) -> Any:
    """Somebody the matrix lets to this address, for a purpose it serves; None where nobody need be signed in."""
    from dataclasses import replace

    rule = ROUTES[name]
    if rule.public:
        return None
    staff = (world.desk, world.protector, world.lawyer, world.coordinator, world.data_protection, world.observer)
    for actor in (*staff, world.administrator):
        purposes = sorted(rule.purposes & PURPOSES_OF[actor.role]) if actor.role in rule.roles else []
        if purposes:
            return replace(actor, purpose=purposes[0])
    raise AssertionError(name)


def empty_refusals(world: Any, at: Any, *, addresses: list[tuple[str, str]]) -> list[str]:
    """Of addresses with their names, those that answer whoever may knock there with an empty "not allowed"."""
    found = []
    for name, there in addresses:
        answer = at(who_may(world, name)).client.get(there)
        if answer.status_code == 405 and b"<h1" not in answer.content:
            found.append(name)
    return found


def test_no_address_answers_a_look_with_an_empty_refusal(world: Any, at: Any) -> None:
    pages = [pattern for pattern in patterns() if not str(pattern.name).startswith("api_")]  # programs read the status
    every = [(str(pattern.name), address(pattern)) for pattern in pages if hasattr(pattern.callback, "route")]
    assert len(every) > 80
    assert empty_refusals(world, at, addresses=every) == []


@require_POST
@door("withdraw")
def bare(request: Any, reference: str) -> None:
    """Planted: an address that only takes a form, and says nothing to whoever opens it."""


def test_a_planted_empty_refusal_is_seen(world: Any, at: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (pattern,) = [one for one in patterns() if one.name == "withdraw"]
    monkeypatch.setattr(pattern, "callback", bare)
    assert empty_refusals(world, at, addresses=[("withdraw", address(pattern))]) == ["withdraw"]


def opens(window: Any, there: str) -> bool:
    """Whether an address is a page (the one of x says with its sentence that nothing has that name)."""
    answer = window.client.get(there)
    return answer.status_code == 302 or (answer.status_code in (200, 404, 409) and b"<h1" in answer.content)


def sent_only() -> list[URLPattern]:
    return [one for one in patterns() if hasattr(one.callback, "sent_only")]


@pytest.mark.parametrize(("language", "said"), [("es", "No se envió nada"), ("en", "Nothing was sent")])
def test_whoever_opens_one_is_told_in_their_language_and_led_to_a_page(
    world: Any, at: Any, language: str, said: str
) -> None:
    assert len(sent_only()) > 30
    for pattern in sent_only():
        window = at(who_may(world, str(pattern.name)), language=language)
        page = window.open(address(pattern))
        assert (page.status, page.heading) == (405, said), pattern.name
        assert window.client.get(address(pattern))["Allow"] == "POST"
        (onward,) = re.findall(r'href="([^"]+)"[^>]*class="govuk-button', page.html)
        assert opens(window, onward), (pattern.name, onward)
        switch = next(form for form in page.forms() if "/language" in form.action)
        assert opens(window, switch.values["next"][0]), pattern.name


def test_a_stranger_is_refused_as_at_the_page_itself(world: Any, at: Any) -> None:
    """Nobody signed in is sent to sign in; the wrong role is told that the page is not theirs; neither learns more."""
    for pattern in sent_only():
        name, rule = str(pattern.name), ROUTES[str(pattern.name)]
        if rule.public:
            continue
        answer = Client().get(address(pattern))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/"), name
        if not rule.without_purpose and world.observer.role not in rule.roles:
            assert at(world.observer).open(address(pattern)).status == 403, name


def test_what_exists_and_what_does_not_answer_alike(world: Any, at: Any, now: Any) -> None:
    from tests.integration.casework.deeds import family_of

    request = family_of("Rosa Mar", by=world.desk, now=now)
    there, nowhere = (
        at(world.other_desk).open(f"/requests/{one}/withdraw/") for one in (request.reference, "ABCDEFGH")
    )
    assert (there.status, there.text) == (nowhere.status, nowhere.text)


def test_the_language_switch_of_a_page_with_an_error_leads_to_its_form(world: Any, at: Any, now: Any) -> None:
    from estancia.records.models import Hold
    from tests.integration.casework.deeds import family_of

    family_of("Rosa Mar", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    hold = f"/holds/{Hold.objects.get().reference}/"
    window = at(world.protector)
    wrong = window.send(f"{hold}answer/", {"answer": "lift", "reason": ""})
    assert wrong.status == 422
    switch = next(form for form in wrong.forms() if "/language" in form.action)
    window.language = "en"
    led = window.send(switch.action, {"next": switch.values["next"][0], "language": "en"})
    assert (led.status, led.address) == (200, hold)


def test_a_form_sent_after_the_sign_in_ended_leads_back_to_its_page(world: Any, at: Any) -> None:
    answer = Client().post("/holds/ABCDEFGH/answer/", {"answer": "lift"})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=%2Fholds%2FABCDEFGH%2F")
