"""The check's walk with a date in alarm, a sheet with defects and a kept passport."""

from estancia.commands.demo.path import Trail

SHEET = {
    "kind": "tear_sheet",
    "printed": "8:30 AM",
    "hearing_at": "8:30 AM",
    "hearing_location": "ENP",
    "check_in_at": "4:30 AM",
    "port": "El Paso",
    "address": "Facebook",
    "stayed_there": "no",
    "language": "eng",
}
KEPT = {"what": "passport", "keeper_kind": "us_authority", "keeper": "CBP (demostración)"}
FOUND = "Línea telefónica de la corte (demostración)"


def walk_papers(trail: Trail) -> None:
    """Answer a date in alarm, write down a sheet with defects, and give a receipt for a kept passport."""
    with trail.family("papers"):
        liaison, desk = trail.as_("co"), trail.as_("io-juarez")
        listed = liaison.get("/alarms/?mine=yes")
        alarm = [link for link in listed.links if link.startswith("/alarms/") and link.count("/") == 3][-1]
        page = liaison.get(alarm)
        person = page.link_to("/people/")
        trail.see("co", "papers: a date in alarm, without a name", ok="Prueba" not in page.text, seen=page.text)
        said = {"found": "date_is_false", "source": FOUND}
        done = liaison.hand_in(page, page.form_with("found", "source"), said)
        trail.see("co", "papers: answered, with what was found", ok=FOUND in done.text, seen=done.text)
        form = desk.get(f"{person}notice/write/")
        checked = desk.hand_in(form, form.form_with("check_in_at"), SHEET)
        shown = "Facebook" in checked.text and "EOIR-33" in checked.text
        trail.see("io-juarez", "papers: each defect as two values, what to do", ok=shown, seen=checked.text)
        form = desk.get(f"{person}kept-papers/write/")
        kept = desk.hand_in(form, form.form_with("keeper_kind"), KEPT | {"since_month": "5", "since_year": "2022"})
        receipt = desk.get(kept.link_to("/receipt/"))
        trail.see("io-juarez", "papers: a receipt", ok=receipt.body.startswith(b"%PDF"), seen=receipt.kind)
