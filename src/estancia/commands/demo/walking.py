"""Walking the path of one family over HTTP, as the people at the desks would: pages, forms, buttons."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from estancia.commands.demo.people import Family
from estancia.commands.demo.typing_in import page_answers, private_answer
from estancia.commands.demo.visitor import Form, NoSuchForm, Page, Visitor

MOST_PAGES = 400
_PRIVATE = re.compile(r"/private/(?P<member>\d+)/(?P<slug>[\w-]+)/")
_CLEAR = re.compile(r"/intake/[^/]+/(?P<slug>[\w-]+)/(?:(?P<member>\d+)/)?$")
# Pages whose step goes by another name; every other slug belongs to the step of the same questions.
_STEPS = {
    "language": "language",
    "languages": "language",
    "interpreter": "language",
    "family": "family",
    "relation": "family",
    "citizen-child": "family",
    "name": "identity",
    "born": "identity",
    "nationality": "identity",
    "speaks": "identity",
    "accompanied": "accompanied",
    "entry": "entry_status",
    "us-status": "entry_status",
    "interviewed": "entry_status",
    "notice": "notice",
    "notice-kind": "notice",
    "notice-paper": "notice",
    "notice-hearing": "notice",
    "court-record": "court_record",
    "court-hearing": "court_record",
    "request": "request",
}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A request as the desk knows it after handing in."""

    reference: str
    page: Page  # the decision page


class WayLost(RuntimeError):
    """A page did not lead where the path goes on."""


def sign_in(visitor: Visitor, *, username: str, password: str, purpose: str) -> Page:
    """Sign in and say what for; give the page of one's work."""
    page = visitor.get("/sign-in/")
    page = visitor.hand_in(page, page.form_with("login", "password"), {"login": username, "password": password})
    if "/purpose/" in page.address:
        page = visitor.hand_in(page, page.form_with("purpose"), {"purpose": purpose})
    if page.status != 200 or "/sign-in/" in page.address:
        raise WayLost(f"{username}: {page.status} {page.address}")
    return page


def hear(visitor: Visitor, *, family: Family) -> HandedIn:
    """Open an intake, answer every page as this family would, hand it in, and open the decision page."""
    page = visitor.get("/intake/")
    page = visitor.hand_in(page, _only_form(page, to=""), {})
    for _ in range(MOST_PAGES):
        if page.status != 200:
            raise WayLost(f"{page.status} {page.address}: {page.text[:200]}")
        if page.address.split("?")[0].endswith("/done/"):
            break
        page = _next(visitor, page=page, family=family)
    decision = visitor.get(page.link_to("/requests/"))
    return HandedIn(reference=decision.address.strip("/").split("/")[1], page=decision)


def decide(visitor: Visitor, *, page: Page, decision: str, reason: str = "") -> Page:
    """Press the button of one decision; give the page after it."""
    for form in page.forms:
        if ("decision", decision) in form.fields:
            said = {f"reason_{decision}": reason} if f"reason_{decision}" in form.offered else {}
            return visitor.hand_in(page, form, said)
    raise NoSuchForm(f"{page.address}: no button for {decision}")


def decisions_open(page: Page) -> Sequence[str]:
    """Name the decisions the page offers."""
    return [value for form in page.forms for name, value in form.fields if name == "decision"]


def _next(visitor: Visitor, *, page: Page, family: Family) -> Page:
    private = _PRIVATE.search(page.address)
    if private:
        return _in_private(visitor, page=page, family=family, member=int(private["member"]), slug=private["slug"])
    clear = _CLEAR.search(page.address.split("?")[0])
    if clear is None:
        raise WayLost(page.address)
    if clear["slug"] == "check":
        return visitor.hand_in(page, page.form_with("idempotency_key"), {})
    member = int(clear["member"]) if clear["member"] else None
    return _in_clear(visitor, page=page, family=family, member=member, slug=clear["slug"])


def _in_private(visitor: Visitor, *, page: Page, family: Family, member: int, slug: str) -> Page:
    if slug in ("begin", "end"):
        return visitor.get(_onward(page))
    answer = private_answer(family=family, step=slug, member=member)
    return visitor.hand_in(page, page.form_with("answer"), {"answer": answer})


def _in_clear(visitor: Visitor, *, page: Page, family: Family, member: int | None, slug: str) -> Page:
    known = page_answers(family=family, step=_STEPS[slug], member=member)
    form = _only_form(page, to="")
    answers = _offered(form=form, answers=known)
    if any(answers.values()):
        return visitor.hand_in(page, form, answers)
    return visitor.hand_in(page, form, {}, button="not_known")


def _offered(*, form: Form, answers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Keep what this page asks; languages are ticked one by one."""
    asked: dict[str, str | Sequence[str]] = {}
    for name in form.offered:
        if answers.get(name):
            asked[name] = answers[name].split() if name == "languages" else answers[name]
    return asked


def _only_form(page: Page, *, to: str) -> Form:
    """Give the page's own form: not the language's, not the one that signs out."""
    for form in page.forms:
        if form.method == "post" and to in form.action and not _of_the_frame(form):
            return form
    raise NoSuchForm(page.address)


def _of_the_frame(form: Form) -> bool:
    return form.action in ("/sign-out/", "/language/")


def _onward(page: Page) -> str:
    """Give the main button's address on a page that asks nothing: the next private page, person, or the check."""
    here = page.address.split("?")[0]
    intake = "/".join(here.split("/")[:3]) + "/"
    onward = [link for link in page.links if link.startswith(intake) and link != here]
    if not onward:
        raise WayLost(here)
    return onward[-1]  # the back link stands before it
