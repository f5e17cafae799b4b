"""A small world at two ports, and families who come to them: made through the deeds, as a desk would.

Each family's facts are canaries: strings found nowhere else, so that one of them in the wrong view is seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from estancia.casework import intake, setting_up
from estancia.casework.access import Actor, Purpose, Role
from estancia.casework.intake_steps import Step
from estancia.casework.request_shown import show_request
from estancia.casework.setting_up import SETTER_UP
from estancia.casework.views.intake import DraftView
from estancia.casework.views.people import RequestView
from estancia.records.models import LocationDay, Request, SecurityReport, User
from estancia.sealing import Strength

TIJUANA, MEXICALI = "02004", "02002"
PHRASE = "mesa lluvia papel naranja camino puerta"
OTHER_PHRASE = "vela nube barco semilla ventana arena"
BODIES = {
    "protecting_body": "shelter-{}",
    "child_protection": "children-{}",
    "comar": "comar",
    "oversight": "dp-office",
    "review": "review-office",
    "human_rights": "commission",
}
PORTS = {TIJUANA: "tijuana", MEXICALI: "mexicali"}


@dataclass(frozen=True, slots=True)
class World:
    """Who acts: one of each role, and a stranger of another port and another organisation."""

    desk: Actor
    other_desk: Actor
    protector: Actor
    other_protector: Actor
    children: Actor
    comar: Actor
    coordinator: Actor
    observer: Actor
    data_protection: Actor
    administrator: Actor
    lawyer: Actor
    commission: Actor

    def strangers(self) -> tuple[Actor, ...]:
        """Those who may hold nothing of a family at Tijuana."""
        return (self.other_desk, self.other_protector, self.observer, self.administrator, self.lawyer)


def found(*, now: datetime) -> World:
    """Found the organisations, name the bodies, add the staff, set places and security at both ports."""
    since = now.date() - timedelta(days=400)
    _organisations(now=now)
    for location, port in PORTS.items():
        for kind, key in BODIES.items():
            setting_up.name_body(
                kind=kind, location=location, organisation=key.format(port), from_on=since, by=SETTER_UP, now=now
            )
        LocationDay.objects.create(location_key=location, on=now.date(), places=100, free=100, set_at=now)
        SecurityReport.objects.create(location_key=location, state="ok", source="a test", reported_at=now)
    return World(
        desk=staff("IO", "inm-tijuana", TIJUANA, "intake", now=now),
        other_desk=staff("IO", "inm-mexicali", MEXICALI, "intake", now=now),
        protector=staff("PW", "shelter-tijuana", "", "care", now=now),
        other_protector=staff("PW", "shelter-mexicali", "", "care", now=now),
        children=staff("PW", "children-tijuana", "", "care", now=now),
        comar=staff("PW", "comar", "", "care", now=now),
        coordinator=staff("CO", "sre", "", "coordination", now=now),
        observer=staff("OB", "observers", "", "oversight", now=now),
        data_protection=staff("DP", "dp-office", "", "oversight", now=now),
        administrator=staff("SA", "operator", "", "maintenance", now=now),
        lawyer=staff("LW", "lawyers", "", "defence", now=now),
        commission=staff("PW", "commission", "", "care", now=now),
    )


def _organisations(*, now: datetime) -> None:
    kinds = {
        "inm-tijuana": ("migration_authority", None),
        "inm-mexicali": ("migration_authority", None),
        "shelter-tijuana": ("protection", PHRASE),
        "shelter-mexicali": ("protection", OTHER_PHRASE),
        "children-tijuana": ("child_protection", PHRASE),
        "children-mexicali": ("child_protection", OTHER_PHRASE),
        "comar": ("asylum_authority", PHRASE),
        "sre": ("foreign_ministry", None),
        "observers": ("observer", None),
        "dp-office": ("oversight", None),
        "review-office": ("migration_authority", None),
        "operator": ("operator", None),
        "lawyers": ("legal", OTHER_PHRASE),
        "commission": ("human_rights", PHRASE),
    }
    for key, (kind, phrase) in kinds.items():
        setting_up.found_organisation(
            key=key, name=key, kind=kind, phrase=phrase, strength=Strength.TEST, by=SETTER_UP, now=now
        )


def staff(role: str, organisation: str, location: str, purpose: str, *, now: datetime) -> Actor:
    """Add a member of staff and give the actor a door would build for them."""
    username = f"{role}-{organisation}-{User.objects.count()}".lower()
    setting_up.add_staff(
        username=username,
        password="a long enough pass phrase",
        role=role,
        organisation=organisation,
        location=location,
        by=SETTER_UP,
        now=now,
    )
    return Actor(
        user_id=User.objects.get(username=username).pk,
        role=Role(role),
        purpose=Purpose(purpose),
        organisation=organisation,
        location=location,
        session=username,
    )


def adult(name: str, **changed: str) -> dict[str, str]:
    """The clear answers of someone whom nothing keeps from being admitted in October 2019."""
    return {
        "name": name,
        "born_day": "14",
        "born_month": "3",
        "born_year": "1988",
        "nationality": "HND",
        "entry": "between_ports",
        "us_status": "none",
        "interviewed_by_us": "yes",
        "state": "held",
        "kind": "notice",
        "number": f"A{crc32(name.encode()):010d}",
        "served_day": "1",
        "served_month": "9",
        "served_year": "2019",
        "hearing_day": "20",
        "hearing_month": "11",
        "hearing_year": "2019",
        "hearing_location": "San Diego",
        "address": f"calle de {name}, 12, Tijuana",
        "printed": "2019-11-20 08:30",
        "status": "pending",
        "source": "court hotline",
        "accompanied_by": "parent",
    } | changed


def child(name: str, **changed: str) -> dict[str, str]:
    """A child of nine who came with a parent."""
    return adult(name, born_year="2010", **changed)


def fill(
    *,
    by: Actor,
    now: datetime,
    members: list[Mapping[str, str]],
    private: Mapping[tuple[int, str], str] | None = None,
    asks: str = "yes",
) -> DraftView:
    """Answer every page of an intake; `private` says what differs from "no" (made freely: "yes")."""
    draft = intake.start_intake(location=by.location, by=by, now=now)
    family = {
        "best_language": "spa",
        "languages": "spa",
        "interpreter_needed": "no",
        "members": str(len(members)),
        "relation": "relatives",
        "includes_citizen_child": "no",
        "requests_admission": asks,
    }
    while draft.next_step is not None:
        step = Step(draft.next_step.key, draft.next_step.member, draft.next_step.private)
        if step.private:
            usual = "yes" if step.key == "made_freely" else "no"
            answer = (private or {}).get((step.member or 1, step.key), usual)
            draft = intake.answer_private(
                reference=draft.reference, member=step.member or 1, step=step.key, answer=answer, by=by, now=now
            )
        else:
            said = family | (members[step.member - 1] if step.member else {})
            if step.key != "language":
                said = {key: value for key, value in said.items() if key != "languages"}
            draft = intake.answer_step(
                reference=draft.reference, step=step.key, member=step.member, answers=said, by=by, now=now
            )
    return draft


def hand_in(*, by: Actor, now: datetime, key: str = "", **said) -> RequestView:
    """Fill an intake, hand it in, and show the request it became as its page would."""
    draft = fill(by=by, now=now, **said)
    became = intake.submit_intake(reference=draft.reference, idempotency_key=key or draft.reference, by=by, now=now)
    return show_request(request=Request.objects.get(reference=became.reference), by=by, now=now)
