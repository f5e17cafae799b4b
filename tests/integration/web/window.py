"""A browser without scripts: it reads pages, fills the one form it finds, and follows where it is sent."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

FAMILY = {
    "best_language": "spa",
    "languages": ["spa"],
    "interpreter_needed": "no",
    "members": "1",
    "relation": "alone",
    "includes_citizen_child": "no",
    "requests_admission": "yes",
}
ADULT = {
    "name": "Jacinta Canario Amarillo",
    "born_day": "14",
    "born_month": "marzo",
    "born_year": "1988",
    "nationality": "HND",
    "accompanied_by": "parent",
    "entry": "between_ports",
    "us_status": "none",
    "interviewed_by_us": "yes",
    "state": "held",
    "kind": "notice",
    "number": "A208123456",
    "served_day": "1",
    "served_month": "9",
    "served_year": "2019",
    "address": "calle del Canario 12, Tijuana",
    "hearing_day": "20",
    "hearing_month": "11",
    "hearing_year": "2019",
    "hearing_location": "San Diego",
    "printed": "11/20/2019 8:30 AM",
    "status": "pending",
    "source": "court hotline",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it came: its status, address and text."""

    status: int
    address: str
    html: str

    @property
    def text(self) -> str:
        """Everything a reader reads, on one line."""
        body = re.sub(r"<(script|style)\b.*?</\1>", " ", self.html, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())

    @property
    def title(self) -> str:
        """The title."""
        found = re.search(r"<title>(.*?)</title>", self.html, re.DOTALL)
        return unescape(found.group(1)).strip() if found else ""

    @property
    def heading(self) -> str:
        """The h1."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.html, re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", found.group(1))).split()) if found else ""

    def forms(self) -> list["Form"]:
        """Every form of the page."""
        reader = _Forms()
        reader.feed(self.html)
        return reader.found


@dataclass(slots=True)
class Form:
    """A form: where it goes, what its inputs are called, what they hold."""

    action: str
    method: str
    names: set[str] = field(default_factory=set)
    values: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(action=given.get("action", ""), method=given.get("method", "get").lower())
            self.found.append(self._open)
        elif self._open and tag in ("input", "select", "textarea") and given.get("name"):
            self._note(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def _note(self, given: dict[str, str]) -> None:
        assert self._open is not None
        self._open.names.add(given["name"])
        chosen = given.get("type") not in ("radio", "checkbox") or "checked" in given
        if chosen and given.get("value"):
            self._open.values.setdefault(given["name"], []).append(given["value"])


@dataclass(slots=True)
class Window:
    """One reader's browser, and the language every page it is given must be in."""

    client: Client
    language: str = "es"

    def open(self, address: str) -> Shown:
        """Open an address and follow where it sends."""
        return self._shown(self.client.get(address, follow=True), address)

    def send(self, address: str, answers: dict[str, Any]) -> Shown:
        """Post answers and follow where that sends."""
        return self._shown(self.client.post(address, answers, follow=True), address)

    def fill(self, page: Shown, answers: dict[str, Any], *, holding: str = "") -> Shown:
        """Fill the page's own form (the one with an input named `holding`) with those answers it asks for."""
        form = next(
            each
            for each in page.forms()
            if each.method == "post" and "/language" not in each.action and holding in (each.names | {""})
            and (each.names - {"csrfmiddlewaretoken"} or not holding)
            and not each.action.startswith(("/sign-out", "/exit", "/purpose"))
        )  # fmt: skip
        kept = {name: values for name, values in form.values.items() if name not in ("csrfmiddlewaretoken",)}
        asked = {name: value for name, value in answers.items() if name in form.names}
        return self.send(form.action or page.address, {**kept, **asked})

    def _shown(self, response: Any, address: str) -> Shown:
        chain = getattr(response, "redirect_chain", [])
        last = chain[-1][0] if chain else address
        there = urlsplit(last)
        html = response.content.decode() if "text" in response["Content-Type"] else ""
        assert not html or f'<html lang="{self.language}"' in html, f"not in {self.language}: {last}"
        return Shown(
            status=response.status_code, address=there.path + (f"?{there.query}" if there.query else ""), html=html
        )


def hear(
    window: Window, *, members: list[dict[str, str]] | None = None, private: dict | None = None, **family: Any
) -> Shown:
    """Walk an intake page by page to check-answers, as a desk would; `private` says what differs from "no"."""
    people = members or [ADULT]
    said = FAMILY | {"members": str(len(people))} | family
    page = window.send("/intake/", {})
    for _ in range(400):
        if page.address.endswith("/check/"):
            return page
        page = _one(window, page, people, said, private or {})
        assert page.status == 200, page.text
    raise AssertionError(f"the intake never ends: {page.address}")


def _one(window: Window, page: Shown, people: list[dict[str, str]], said: dict[str, Any], private: dict) -> Shown:
    parts = page.address.split("?")[0].strip("/").split("/")
    if "private" in parts:
        member, slug = int(parts[3]), parts[4]
        if slug in ("begin", "end"):
            return window.open(_ahead(page))
        usual = "yes" if slug == "made_freely" else "no"
        return window.fill(page, {"answer": private.get((member, slug), usual)}, holding="answer")
    number = int(parts[3]) if len(parts) > 3 else None
    mine = people[number - 1] if number else {}
    form = next(form for form in page.forms() if form.action.split("?")[0] == page.address.split("?")[0])
    answers = {name: value for name, value in {**said, **mine}.items() if name in form.names}
    if parts[2] == "speaks":
        answers = {"not_known": "yes"}
    return window.send(page.address, answers)


def _ahead(page: Shown) -> str:
    found = re.findall(
        r'href="(/intake/[^"]+)"[^>]*class="govuk-button|class="govuk-button[^"]*"[^>]*href="(/intake/[^"]+)"',
        page.html,
    )
    return next(one or two for one, two in found)


def hand_in(window: Window, **said: Any) -> tuple[Shown, str]:
    """Hear a family and hand the request in; give the page and the request's reference."""
    checked = hear(window, **said)
    done = window.fill(checked, {}, holding="idempotency_key")
    found = re.search(r'estancia-reference">([^<]+)<', done.html)
    assert found, done.text
    return done, found.group(1)
