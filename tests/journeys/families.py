"""The families of the browser's house, made through the deeds a desk would do; their references by what they show."""

from datetime import datetime, timedelta
from typing import Any

from tests.journeys import mothers

PLACE = "08037"
PAPER = {
    "served_day": "10",
    "served_month": "6",
    "served_year": "2022",
    "hearing_day": "15",
    "hearing_month": "8",
    "hearing_year": "2022",
    "hearing_location": "El Paso",
    "printed": "08/15/2022 8:30 AM",
    "number": "A208555123",
    "address": "Calle Nogal 12, Ciudad Juárez",
}
UNKNOWN = "A-Number,Nombre completo,Cuándo\nA209420001,Imelda Prueba Sosa,05/09/2022".encode()
BODIES = {
    "protecting_body": "casa",
    "child_protection": "casa",
    "comar": "casa",
    "oversight": "autoridad",
    "review": "coordinacion",
    "human_rights": "comision",
}


def make(*, now: datetime) -> dict[str, str]:
    """Name the bodies, open the place, sign a key ring, and hear five families. Gives references by name."""
    from estancia.casework import places, setting_up
    from estancia.casework.keys import rotate_key

    since = now.date() - timedelta(days=400)
    for kind, organisation in BODIES.items():
        setting_up.name_body(
            kind=kind, location=PLACE, organisation=organisation, from_on=since, by=setting_up.SETTER_UP, now=now
        )
    desk = actor("ventanilla", "intake")
    rotate_key(by=actor("sistema", "maintenance"), now=now - timedelta(days=1))
    places.set_places(key=PLACE, on=now.astimezone().date(), places=25, by=desk, now=now)
    places.report_security(key=PLACE, state="ok", source="Guardia municipal", by=desk, now=now - timedelta(hours=2))
    return _families(desk=desk, now=now) | mothers.make(desk=desk, paper=PAPER, now=now)


def actor(username: str, purpose: str) -> Any:
    """Give the actor a door would build for this login."""
    from estancia.casework.access import Actor, Purpose, Role
    from estancia.records.models import User

    user = User.objects.select_related("organisation").get(username=username)
    return Actor(
        user_id=user.pk,
        role=Role(user.role),
        purpose=Purpose(purpose),
        organisation=user.organisation.key,
        location=user.location_key,
        session=username,
    )


def _families(*, desk: Any, now: datetime) -> dict[str, str]:
    from estancia.casework.admission import decide_request
    from estancia.casework.holds import hold_list
    from estancia.casework.people import request_file
    from estancia.casework.reviews import ask_review
    from estancia.casework.rosters import receive_roster
    from estancia.commands.demo.rosters import leave_rosters
    from tests.integration.casework.world import adult, child, fill, hand_in

    later, lone, closed = {"hearing_day": "22"}, {"accompanied_by": "other_adult"}, {"status": "closed"}
    plain = hand_in(by=desk, now=now, members=[adult("Marisol Prueba Reyes", **PAPER)])
    admitted = hand_in(by=desk, now=now, members=[adult("Óscar Prueba Lagos", **PAPER)])
    aunt = adult("Dominga Prueba Pérez", **PAPER)
    girl = child("Lucía Prueba Pérez", **PAPER | later | lone)
    held = hand_in(by=desk, now=now, members=[aunt, girl], private={(1, "fear_of_mexico"): "yes"})
    false_date = hand_in(by=desk, now=now, members=[adult("Wilmer Prueba Soto", **PAPER | closed)])
    decide_request(reference=admitted.reference, decision="admit", reason="", by=desk, now=now)
    decide_request(reference=held.reference, decision="hold", reason="", by=desk, now=now)
    decide_request(reference=false_date.reference, decision="hold", reason="", by=desk, now=now)
    review = ask_review(request_reference=false_date.reference, by=desk, now=now)
    full = fill(by=desk, now=now, members=[adult("Berta Prueba Cruz", **PAPER)])
    ready = fill(by=desk, now=now, members=[adult("Nahúm Prueba Cruz", **PAPER)])
    young = fill(by=desk, now=now, members=[child("Ángel Prueba Cruz", **PAPER)])
    protector = actor("proteccion", "care")
    waiting = hold_list(by=protector, now=now)
    lines = (*waiting.overdue, *waiting.today, *waiting.tomorrow, *waiting.waiting)
    kept, staged = leave_rosters(desk=desk, now=now)
    file = request_file(reference=held.reference, by=desk, now=now)
    twice = [
        hand_in(by=desk, now=now, members=[adult(name, **PAPER | {"number": "A208777001"})], asks="no", key=name)
        for name in ("Berenice Prueba Lagunas", "Verenice Prueba Lagunes")
    ]
    alarm, receipt = _paper_and_word(person=file.members[0].reference, desk=desk, now=now)
    return {
        "once": twice[0].members[0].reference,
        "again": twice[1].members[0].reference,
        "plain": plain.reference,
        "admitted": admitted.reference,
        "held": held.reference,
        "false_date": false_date.reference,
        "family": file.family,
        "aunt": file.members[0].reference,
        "girl": file.members[1].reference,
        "hold": next(line.reference for line in lines if line.kind == "protection"),
        "review": review.reference,
        "alarm": alarm,
        "receipt": receipt,
        "draft": full.reference,
        "ready": ready.reference,
        "child_draft": young.reference,
        "roster_kept": kept,
        "roster_staged": staged,
        "roster_received": receive_roster(content=UNKNOWN, suffix="csv", by=desk, now=now).reference,
        "card_code": _code_of_the_card(),
    }


def _paper_and_word(*, person: str, desk: Any, now: datetime) -> tuple[str, str]:
    """Write down a sheet with defects, a lawyer's other date and a kept passport; give the alarm and the receipt."""
    from estancia.casework.alarms import alarm_list
    from estancia.casework.kept_papers import record_kept_paper
    from estancia.casework.notices import record_claim, record_notice

    day = {"hearing_day": "14", "hearing_month": "8", "hearing_year": "2022", "hearing_at": "8:30 AM"}
    sheet = {"kind": "tear_sheet", "number": "A208555123", "printed": "08/14/2022 8:30 AM", "hearing_location": "ENP"}
    check_in = {"check_in_day": "14", "check_in_month": "8", "check_in_year": "2022", "check_in_at": "4:30"}
    where = {"port": "El Paso", "address": "Facebook", "stayed_there": "no", "box": "none_ticked", "language": "eng"}
    record_notice(reference=person, answers=sheet | day | check_in | where, by=desk, now=now)
    other = {"on_day": "22", "on_month": "11", "on_year": "2022", "at": "13:00", "place": "ENP"}
    record_claim(reference=person, answers={"about": "hearing", "source": "lawyer"} | other, by=desk, now=now)
    passport = {"what": "passport", "number": "E123456", "keeper_kind": "employer", "keeper": "Maquila del Norte"}
    since = {"since_month": "5", "since_year": "2022"}
    kept = record_kept_paper(reference=person, answers=passport | since, by=desk, now=now)
    waiting = alarm_list(by=desk, now=now).waiting
    return next(line.reference for line in waiting if line.person == person), kept.paper.reference


def _code_of_the_card() -> str:
    """The text of the square code on the one card that was issued."""
    from estancia.documents import qr_text
    from estancia.records.models import StayDocument

    return qr_text(bytes(StayDocument.objects.get().token))
