"""Two mothers with a hearing: one leaves today before the browser's eyes, the other left three days ago."""

from datetime import date, datetime, timedelta
from typing import Any

BACK_WHEN_DUSK, NOT_BACK = "Nohemí Prueba Rivas", "Delmi Prueba Antúnez"


def make(*, desk: Any, paper: dict[str, str], now: datetime) -> dict[str, str]:
    """Admit both ten days ago; the second leaves for her hearing, with a contact, and does not come back."""
    from estancia.casework import contacts, crossing_desk, crossings, places

    then, left = now - timedelta(days=10), now - timedelta(days=3, hours=4)
    places.set_places(key=desk.location, on=then.date(), places=25, by=desk, now=then)
    places.report_security(key=desk.location, state="ok", source="Guardia municipal", by=desk, now=then)
    mother = _admitted(BACK_WHEN_DUSK, children=2, heard_on=now.date(), paper=paper, desk=desk, now=then)
    away = _admitted(NOT_BACK, children=1, heard_on=left.date(), paper=paper, desk=desk, now=then)
    contacts.choose_contact(
        person_reference=away,
        wants_call=True,
        name="mi prima Iris",
        telephone="656 555 0134",
        language="español",
        terms="a cualquier hora; solo pregúntele si sabe de mí",
        by=desk,
        now=then,
    )
    found = crossing_desk.find_at_gate(text="", person=away, by=desk, now=left)
    crossings.record_crossings(
        people=[one.person for one in found.members],  # type: ignore[union-attr]
        direction="out",
        card="",
        identified_by="name",
        press="left-at-dawn",
        by=desk,
        now=left,
    )
    return {"mother": mother, "away": away, **_cards(mother=mother)}


def _admitted(name: str, *, children: int, heard_on: date, paper: dict[str, str], desk: Any, now: datetime) -> str:
    from estancia.casework.admission import decide_request
    from tests.integration.casework.world import adult, child, hand_in

    heard = {"hearing_day": str(heard_on.day), "hearing_month": str(heard_on.month)}
    served = {"served_day": "1", "served_month": "6", "printed": f"{heard_on:%m/%d/%Y} 8:30 AM"}
    surname = name.split(" ", 1)[1]
    members = [adult(name, **paper | heard | served)]
    members += [child(f"{given} {surname}", **paper | heard | served) for given in ("Abril", "Beto")[:children]]
    request = hand_in(by=desk, now=now, members=members)
    decide_request(reference=request.reference, decision="admit", reason="", by=desk, now=now)
    return str(request.members[0].reference)


def _cards(*, mother: str) -> dict[str, str]:
    from estancia.documents import qr_text
    from estancia.records.models import StayDocument

    card = StayDocument.objects.get(stay__person__reference=mother)
    return {"mother_card": card.number, "mother_code": qr_text(bytes(card.token))}
