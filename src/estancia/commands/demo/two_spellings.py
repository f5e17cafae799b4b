"""The check's walk with one woman under two spellings, by two officers."""

from estancia.commands.demo.path import Trail
from estancia.commands.demo.visitor import Visitor
from estancia.commands.demo.walking import hear

WHY = "Misma fecha de nacimiento y mismo apellido; ella dice que la registraron dos veces."
DESK, COLLEAGUE = "io-juarez", "io-juarez-2"


def walk_two_spellings(trail: Trail) -> None:
    """Write somebody down again under another spelling; nobody is stopped, two officers join the files."""
    with trail.family("two spellings"):
        desk = trail.as_(DESK)
        heard = hear(desk, family=trail.families["two spellings"])
        trail.see(DESK, "two spellings: a double stops nobody", ok=heard.page.status == 200, seen=heard.page.heading)
        person = heard.page.link_to("/people/")
        listed = desk.get(f"{person}doubles/")
        alike = "Prueba Rivera Solís" in listed.text and "sounds the same" in listed.text
        trail.see(DESK, "two spellings: the other file is shown, and why", ok=alike, seen=listed.text)
        _joined(trail, desk=desk, person=person, compared=listed.link_to("/doubles/"))


def _joined(trail: Trail, *, desk: Visitor, person: str, compared: str) -> None:
    other, kept = compared.strip("/").split("/")[1::2][:2]
    page = desk.get(desk.get(compared).link_to("/join/"))
    said = {"kept": kept, "reason": WHY, "families_seen": "yes", "name": kept}
    waits = desk.hand_in(page, page.form_with("kept", "reason"), said)
    alone = not any(form.action.endswith("/confirm/") for form in waits.forms)
    trail.see(DESK, "two spellings: whoever asks may not confirm", ok=alone, seen=waits.heading)
    colleague = trail.as_(COLLEAGUE)
    asked = colleague.get(waits.address)
    done = colleague.hand_in(asked, asked.form_to("/confirm/"), {})
    trail.see(COLLEAGUE, "two spellings: a second officer joins them", ok="joined" in done.heading, seen=done.heading)
    led = desk.get(person)
    ok = led.address == f"/people/{kept}/" and other in led.text
    trail.see(DESK, "two spellings: both references lead to one file", ok=ok, seen=led.address)
