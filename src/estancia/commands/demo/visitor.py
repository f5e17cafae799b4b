"""A visitor without a browser: asks for pages, reads their real forms, fills them in and hands them in."""

import http.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

_VOID_TYPES = frozenset({"submit", "button", "image", "reset"})
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 8


class NoSuchForm(LookupError):
    """The page has no form with the fields asked for."""


@dataclass(slots=True)
class Form:
    """One form of a page: where it goes, what it already says, and what may be chosen."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)  # as a browser would send it untouched
    offered: dict[str, list[str]] = field(default_factory=dict)  # every name, with the values offered for it
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, values: Mapping[str, str | Sequence[str]]) -> list[tuple[str, str]]:
        """Give what a browser would send after these values were typed or chosen.

        Raises `NoSuchForm` for a field the form does not have or a value it does not offer.
        """
        for name, value in values.items():
            self._check(name=name, value=value)
        kept = [(name, value) for name, value in self.fields if name not in values]
        typed = [
            (name, one) for name, value in values.items() for one in ([value] if isinstance(value, str) else value)
        ]
        return kept + typed

    def _check(self, *, name: str, value: str | Sequence[str]) -> None:
        if name not in self.offered:
            raise NoSuchForm(f"no field {name} among {', '.join(self.offered)}")
        choices = self.offered[name]
        if choices and not set(_each(value)) <= set(choices):
            raise NoSuchForm(f"{name} does not offer {value} but {choices}")


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it was received after redirects."""

    status: int
    address: str  # path with query
    body: bytes
    kind: str
    forms: tuple[Form, ...]
    links: tuple[str, ...]
    text: str
    heading: str

    def form_with(self, *names: str) -> Form:
        """Give the first form that has all these fields or leads to an address that ends like one of them."""
        for form in self.forms:
            if set(names) <= set(form.offered) | {name for name, _ in form.buttons}:
                return form
        raise NoSuchForm(f"{self.address}: no form with {', '.join(names)}")

    def form_to(self, ending: str) -> Form:
        """Give the first form whose address contains this."""
        for form in self.forms:
            if ending in form.action:
                return form
        raise NoSuchForm(f"{self.address}: no form to {ending}")

    def link_to(self, part: str) -> str:
        """Give the first link whose address contains this."""
        for link in self.links:
            if part in link:
                return link
        raise NoSuchForm(f"{self.address}: no link to {part}")


class Visitor:
    """One browser's worth of cookies, at one server of this machine."""

    def __init__(self, *, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._cookies: dict[str, str] = {}

    def get(self, address: str) -> Page:
        """Ask for a page, following redirects."""
        return self._ask(method="GET", address=address, sent=None)

    def hand_in(self, page: Page, form: Form, values: Mapping[str, str | Sequence[str]], button: str = "") -> Page:
        """Send a form of a page, its hidden fields and token with it."""
        sent = form.filled(values)
        if button:
            sent += [(name, value) for name, value in form.buttons if value == button or name == button][:1]
        target = urljoin(page.address, form.action or page.address)
        if form.method == "get":
            return self.get(f"{urlsplit(target).path}?{urlencode(sent)}")
        return self._ask(method="POST", address=target, sent=sent)

    def _ask(self, *, method: str, address: str, sent: list[tuple[str, str]] | None) -> Page:
        for _ in range(_MOST_REDIRECTS):
            status, headers, body = self._once(method=method, address=address, sent=sent)
            if status not in _REDIRECTS:
                return read_page(status=status, address=address, kind=headers.get("Content-Type", ""), body=body)
            address = _path(urljoin(address, headers["Location"]))
            method, sent = "GET", None
        raise NoSuchForm(f"{address}: redirected too often")

    def _once(
        self, *, method: str, address: str, sent: list[tuple[str, str]] | None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=30)
        try:
            body = urlencode(sent).encode() if sent is not None else None
            connection.request(method, address, body=body, headers=self._headers(posting=sent is not None))
            response = connection.getresponse()
            self._keep(response.headers.get_all("Set-Cookie") or [])
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def _headers(self, *, posting: bool) -> dict[str, str]:
        headers = {"Accept": "text/html", "Accept-Language": "en", "Host": f"{self._host}:{self._port}"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return headers | (_FORM | {"Origin": f"http://{self._host}:{self._port}"} if posting else {})

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self._cookies.pop(name, None)
                else:
                    self._cookies[name] = morsel.value


def read_page(*, status: int, address: str, kind: str, body: bytes) -> Page:
    """Read the forms, links and words of an answer; a paper has none."""
    reader = _Reader()
    if "html" in kind:
        reader.feed(body.decode())
        reader.close()
    return Page(
        status=status,
        address=address,
        body=body,
        kind=kind,
        forms=tuple(reader.forms),
        links=tuple(reader.links),
        text=" ".join("".join(reader.words).split()),
        heading=" ".join("".join(reader.heading).split()),
    )


def _each(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


class _Reader(HTMLParser):
    """Collects what a visitor can use of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.heading: list[str] = []
        self._form: Form | None = None
        self._inside: list[str] = []
        self._select = ""
        self._chosen = False
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        elif tag == "form":
            self._form = Form(action=said.get("action", ""), method=said.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag in ("script", "style", "h1"):
            self._inside.append(tag)
        elif self._form is not None:
            self._field(tag=tag, said=said, form=self._form)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._area and self._form:
            self._form.fields.append((self._area[0], "".join(self._area[1]).lstrip("\n")))
            self._area = None
        elif tag == "select":
            self._end_select()
        elif self._inside and self._inside[-1] == tag:
            self._inside.pop()
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)
        if "script" in self._inside or "style" in self._inside:
            return
        self.words.append(data)
        if "h1" in self._inside:
            self.heading.append(data)

    def _field(self, *, tag: str, said: dict[str, str], form: Form) -> None:
        name = said.get("name", "")
        if tag == "input" and name:
            self._input(said=said, name=name, form=form)
        elif tag == "button" and said.get("type", "submit") == "submit":
            form.buttons.append((name, said.get("value", "")))
        elif tag == "select" and name:
            self._select, self._chosen = name, False
            form.offered.setdefault(name, [])
        elif tag == "option" and self._select:
            self._option(said=said, form=form)
        elif tag == "textarea" and name:
            form.offered.setdefault(name, [])
            self._area = (name, [])

    def _input(self, *, said: dict[str, str], name: str, form: Form) -> None:
        kind, value = said.get("type", "text"), said.get("value", "")
        if kind in _VOID_TYPES:
            form.buttons.append((name, value))
            return
        choices = form.offered.setdefault(name, [])
        if kind in ("radio", "checkbox"):
            choices.append(value or "on")
        if kind not in ("radio", "checkbox") or "checked" in said:
            form.fields.append((name, value or ("on" if kind == "checkbox" else "")))

    def _option(self, *, said: dict[str, str], form: Form) -> None:
        value = said.get("value", "")
        form.offered[self._select].append(value)
        if "selected" in said or (not self._chosen and len(form.offered[self._select]) == 1):
            form.fields[:] = [pair for pair in form.fields if pair[0] != self._select]
            form.fields.append((self._select, value))
            self._chosen = "selected" in said

    def _end_select(self) -> None:
        self._select = ""
