"""The rest of the check: a "no", a family not covered, a card taken back, a full place and an unsafe one."""

import re

from estancia.admission.sentences import reason_sentences
from estancia.commands.demo.five_families import JUAREZ
from estancia.commands.demo.path import REASON, Trail, card_number, hear_family, verified
from estancia.commands.demo.visitor import Page, Visitor
from estancia.commands.demo.walking import decide

_PLACE = f"/places/{JUAREZ}/"
_LIST = re.compile(r"/rosters/(?!not-admitted)[^/]+/")
_COLLEAGUE = "io-juarez-2"


def walk_other_answers(trail: Trail) -> None:
    """Walk the families that get another answer; the place is left as it was found."""
    for name, path in (
        ("says no", _says_no),
        ("not covered", _not_covered),
        ("revoked", _revoked),
        ("lists", _lists),
        ("place full", _place_full),
        ("place unsafe", _place_unsafe),
    ):
        with trail.family(name):
            path(trail)


def _says_no(trail: Trail) -> None:
    desk, heard = hear_family(trail, "says no", reserved=False, open_now=set())
    calm = "Not a refusal" in heard.page.text
    trail.see("io-juarez", "says no: recorded, and no refusal", ok=calm, seen=heard.page.text)
    _handed(trail, desk, page=heard.page, name="says no", kind="routes")


def _not_covered(trail: Trail) -> None:
    desk, heard = hear_family(trail, "not covered", reserved=False, open_now={"admit", "hold", "not_covered"})
    after = decide(desk, page=heard.page, decision="not_covered")
    trail.see("io-juarez", "not covered: said so", ok="does not apply" in after.heading, seen=after.heading)
    _handed(trail, desk, page=after, name="not covered", kind="not_covered")
    again = desk.get(f"/requests/{heard.reference}/")
    offered = any("/review/" in form.action for form in again.forms)
    trail.see("io-juarez", "not covered: another look can be asked", ok=offered, seen=again.text)


def _revoked(trail: Trail) -> None:
    desk, heard = hear_family(trail, "revoked", reserved=False, open_now={"admit", "hold"})
    number = card_number(decide(desk, page=heard.page, decision="admit"))
    asked = desk.get(f"/cards/{number}/take-back/")
    desk.hand_in(asked, asked.form_with("reason"), {"reason": REASON})
    verified(trail, text=number, word="VALID")
    colleague = trail.as_(_COLLEAGUE)
    waiting = colleague.get("/my-work/")
    trail.see(_COLLEAGUE, "revoked: finds the card in their work", ok=number in waiting.text, seen=waiting.text)
    page = colleague.get(waiting.link_to(f"/cards/{number}/"))
    after = colleague.hand_in(page, page.form_to("/confirm/"), {})
    verified(trail, text=number, word="REVOKED")
    _handed(trail, colleague, page=after, name="revoked", kind="revocation_notice")


def _lists(trail: Trail) -> None:
    """A list not kept yet shows what is wrong in it; whom a kept one proposes is heard, with the list as a claim."""
    desk = trail.as_("io-juarez")
    all_lists = desk.get("/rosters/")
    page = desk.get(next(link for link in all_lists.links if _LIST.fullmatch(link)))
    mended = "looks like a formula" in page.text
    trail.see("io-juarez", "lists: a wrong row has its sentence", ok=mended, seen=page.text)
    proposed = desk.get("/rosters/not-admitted/?heard=no")
    trail.see(
        "io-juarez", "lists: whom nobody has heard", ok="Reina Isabel Zelaya" in proposed.text, seen=proposed.text
    )
    heard = desk.hand_in(proposed, proposed.form_to("/hear/"), {})
    intake = "/".join(heard.address.split("/")[:3])
    name = desk.get(f"{intake}/name/1/")
    claim = "It is a claim" in name.text
    trail.see("io-juarez", "lists: the list is a claim to be asked", ok=claim, seen=name.text)


def _place_full(trail: Trail) -> None:
    desk = trail.as_("io-juarez")
    place = desk.get(_PLACE)
    figures = {name: re.search(rf"{name} (\d+)", place.text) for name in ("Taken", "In all")}
    taken, in_all = ((found[1] if found else "") for found in figures.values())
    _set_places(desk, places=taken)
    _, heard = hear_family(trail, "place full", reserved=False, open_now={"admit", "hold"})
    _waits(trail, page=heard.page, name="place full", code="location_full")
    refused = decide(desk, page=heard.page, decision="admit", reason=REASON)
    trail.see("io-juarez", "place full: nobody more is admitted", ok=refused.status >= 400, seen=refused.heading)
    _set_places(desk, places=in_all)


def _place_unsafe(trail: Trail) -> None:
    desk = trail.as_("io-juarez")
    _say_security(desk, state="unsafe")
    _, heard = hear_family(trail, "place unsafe", reserved=False, open_now={"admit", "hold"})
    _waits(trail, page=heard.page, name="place unsafe", code="location_unsafe")
    held = decide(desk, page=heard.page, decision="hold")
    _handed(trail, desk, page=held, name="place unsafe", kind="hold")
    _say_security(desk, state="ok")


def _waits(trail: Trail, *, page: Page, name: str, code: str) -> None:
    said = reason_sentences()[code].en[:30]
    trail.see("io-juarez", f"{name}: said, and waits", ok=said in page.text, seen=page.text)


def _handed(trail: Trail, desk: Visitor, *, page: Page, name: str, kind: str) -> None:
    """See that the page hands over the paper of this kind, and that it is one."""
    paper = desk.get(page.link_to(f"/{kind}/"))
    what = f"{name}: leaves with a paper ({kind})"
    trail.see("io-juarez", what, ok=paper.status == 200 and paper.body.startswith(b"%PDF"), seen=paper.kind)


def _set_places(desk: Visitor, *, places: str) -> None:
    page = desk.get(_PLACE)
    desk.hand_in(page, page.form_with("places"), {"places": places})


def _say_security(desk: Visitor, *, state: str) -> None:
    page = desk.get(_PLACE)
    desk.hand_in(page, page.form_with("state", "source"), {"state": state, "source": "Ronda de la mañana"})
