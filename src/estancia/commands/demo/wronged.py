"""The check's way through rights and complaints: a lawyer's visit was blocked, and what follows."""

import re

from estancia.commands.demo.five_families import JUAREZ
from estancia.commands.demo.path import Trail
from estancia.commands.demo.serving import HOST
from estancia.commands.demo.visitor import Visitor

RECEIPT = re.compile(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}")
WORDS = "The visit to my client was stopped at the gate"
ANSWERS = {
    "kind": "blocked_visit",
    "accused": "intake_desk",
    "place": JUAREZ,
    "words": WORDS,
    "who": "A2RT7K9C",
}


def complaint(trail: Trail) -> None:
    """A lawyer complains, the desk finds nothing, those who answer read it and answer, the receipt opens the answer."""
    before = _listed(trail)
    receipt = _filed(trail)
    desk = trail.as_("io-juarez").get("/complaints/")
    trail.see("io-juarez", "may not list complaints", ok=desk.status == 403, seen=str(desk.status))
    followed = trail.as_("lw").get("/complaints/")
    trail.see("lw", "follows it, sealed", ok=followed.status == 200 and WORDS not in followed.text, seen=followed.text)
    _answered(trail, link=next(iter(_listed(trail) - before)))
    stranger = Visitor(host=HOST, port=trail.port)
    asked = stranger.get("/complain/answer/")
    read = stranger.hand_in(asked, asked.form_with("receipt"), {"receipt": receipt})
    trail.see("anybody", "the receipt opens the answer", ok="It was looked into." in read.text, seen=read.text)


def _filed(trail: Trail) -> str:
    lawyer = trail.as_("lw")
    page = lawyer.get("/complain/")
    for _ in range(6):
        form = page.form_with("ticket", "page")
        page = lawyer.hand_in(page, form, {name: said for name, said in ANSWERS.items() if name in form.offered})
    found = RECEIPT.findall(page.text)
    trail.see("lw", "complains that a visit was blocked", ok=bool(found), seen=page.text)
    return found[0]


def _listed(trail: Trail) -> set[str]:
    """Give the addresses of the complaints that the human rights body is shown."""
    links = trail.as_("pw-derechos").get("/complaints/").links
    return {link for link in links if re.fullmatch(r"/complaints/[0-9A-Z]+/", link)}


def _answered(trail: Trail, *, link: str) -> None:
    commission = trail.as_("pw-derechos")
    asked = commission.get(f"/unlock/?next={link}")
    opened = commission.hand_in(asked, asked.form_with("phrase"), {"phrase": trail.phrase("pw-derechos")})
    trail.see("pw-derechos", "reads what was told", ok=WORDS in opened.text, seen=opened.text)
    commission.hand_in(opened, opened.form_with("answer"), {"answer": "It was looked into."})
