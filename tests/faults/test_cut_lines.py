"""A retry after a cut line does the deed once: 10,000 retries through a proxy that loses, halves, delays and resets.

Ten thousand in all, half on each database, so that the whole suite keeps its hour; ESTANCIA_RETRIES asks for more.
"""

import os
from typing import Any

import numpy as np
import pytest
from django.test import Client, override_settings

from estancia.casework.complaint_ticket import draw_ticket, show_step
from estancia.casework.ledger import verify_audit
from estancia.documents import KeyRing
from estancia.records.models import (
    AuditEntry,
    Complaint,
    Crossing,
    Decision,
    Hold,
    HoldEvent,
    IntakeDraft,
    OnceKey,
    Request,
    SecurityReport,
    StayDocument,
)
from estancia.web import once
from tests.faults.cutting import WAYS, cut_line
from tests.faults.desks import Desk, Write, at_once, served_here
from tests.integration.casework import world as worlds
from tests.integration.casework.deeds import WHY, family_of, signing
from tests.integration.casework.world import TIJUANA, adult, fill

RETRIES = int(os.environ.get("ESTANCIA_RETRIES", "5000"))
DESKS, FAMILIES, READY, HELD, COMPLAINTS = 4, 16, 8, 8, 8
REPORT = f"/places/{TIJUANA}/security/"
COMPLAIN = "/complain/"
ONCE_EACH = {"intake_submit": FAMILIES + READY + HELD, "answer_hold": HELD, "cross": FAMILIES}
TOLD = {"kind": "blocked_visit", "accused": "police", "place": TIJUANA, "words": "El canario cantó", "pass_on": "no"}


def session_of(actor: Any) -> str:
    """Sign an actor in, and give the session's key."""
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    session = client.session
    session["purpose"], session["reference"] = actor.purpose.value, actor.session
    session.save()
    return str(session.session_key)


def key(rng: np.random.Generator) -> str:
    return rng.bytes(16).hex()


def reports(desk: Desk, number: int, rng: np.random.Generator, share: int) -> None:
    """Report on the place, and begin an intake now and then, until this desk has had its share of cut lines."""
    place = 0
    while desk.again < share:
        place += 1
        said = {"state": "ok", "source": f"desk {number} report {place}"}
        desk.send(Write(REPORT, said, key(rng)) if place % 4 else Write("/intake/", {}, key(rng)))


def in_order(desk: Desk, *, family: tuple[str, str], rng: np.random.Generator) -> None:
    """Admit a family, and let it leave."""
    request, person = family
    desk.send(Write(f"/requests/{request}/decide/", {"decision": "admit"}, key(rng)))
    leaves = {"people": person, "direction": "out", "identified_by": "name", "press": key(rng)[:16]}
    desk.send(Write("/crossings/write/", leaves, key(rng)))


def at_the_shelter(desk: Desk, *, holds: list[str], by: Any, now: Any, rng: np.random.Generator) -> None:
    """Answer the holds, and complain for others, each with a ticket as its first page draws it."""
    for hold in holds:
        desk.send(Write(f"/holds/{hold}/answer/", {"answer": "lift", "reason": WHY}, key(rng)))
    for _ in range(COMPLAINTS):
        desk.send(Write(COMPLAIN, TOLD | {"page": "check"} | first_page(by=by, now=now), key(rng)))


def first_page(*, by: Any, now: Any) -> dict[str, str]:
    """Give what the first page of a complaint would: its ticket and its step."""
    ticket = draw_ticket(session=by.session, now=now)
    return {"ticket": ticket, "step": show_step(ticket=ticket, session=by.session, now=now)}


def held(world: Any, *, count: int, now: Any) -> list[str]:
    """Hand in families who are afraid, and give the holds that those who protect answer."""
    for number in range(count):
        family_of(f"Rosa Mar {number}", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    own = Hold.objects.filter(organisation__key=world.protector.organisation)
    return list(own.values_list("reference", flat=True))


@pytest.fixture
def cut(transactional_db: None, now: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The world behind a line that is cut; give the world, the line and its desks."""
    with override_settings(CLOCK=lambda: now, ALLOWED_HOSTS=["127.0.0.1"]):
        world = worlds.found(now=now)
        signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
        session, shelter = session_of(world.desk), session_of(world.protector)
        with served_here() as port, cut_line(to=port, rng=np.random.default_rng(20181220)) as line:
            desks = [Desk(port=lambda: line.port, session=session) for _ in range(DESKS)]
            yield world, line, [*desks, Desk(port=lambda: line.port, session=shelter)]


def test_thousands_of_retries_over_a_cut_line_do_each_deed_once(cut: Any, now: Any) -> None:
    world, line, desks = cut
    named = [family_of("Berta Luna", by=world.desk, now=now, key=f"k{n}") for n in range(FAMILIES)]
    families = [(one.reference, one.members[0].reference) for one in named]
    ready = [fill(by=world.desk, now=now, members=[adult(f"Eva Sol {n}")]).reference for n in range(READY)]
    holds = held(world, count=HELD, now=now)
    rngs = np.random.default_rng(3).spawn(len(desks))

    def work(desk: Desk, number: int) -> None:
        if number == DESKS:
            at_the_shelter(desk, holds=holds, by=world.protector, now=now, rng=rngs[number])
            return
        for family in families[number::DESKS]:
            in_order(desk, family=family, rng=rngs[number])
        for draft in ready[number::DESKS]:
            desk.send(Write(f"/intake/{draft}/check/", {}, key(rngs[number])))
        reports(desk, number, rngs[number], RETRIES // DESKS)

    at_once(desks, work)
    sent = [answer for desk in desks for answer in desk.answers]
    assert sum(desk.again for desk in desks) >= RETRIES
    assert {status for _, status, _ in sent} == {302}
    assert min(line.taken[way] for way in WAYS) > RETRIES // 50
    _once_each(sent)
    assert (Decision.objects.count(), StayDocument.objects.count()) == (FAMILIES, FAMILIES)
    assert Request.objects.filter(state="admitted").count() == FAMILIES == Crossing.objects.count()
    assert (HoldEvent.objects.filter(event="lifted").count(), Complaint.objects.count()) == (HELD, COMPLAINTS)
    assert {act: AuditEntry.objects.filter(act=act).count() for act in ONCE_EACH} == ONCE_EACH
    assert verify_audit(ring=KeyRing()).first_bad_seq is None


def _once_each(sent: list[tuple[Write, int, str]]) -> None:
    """Every report stands once and whole; every intake begun is one, and led its desk to itself."""
    told = sorted(write.said["source"] for write, _, _ in sent if write.path == REPORT)
    assert sorted(SecurityReport.objects.exclude(source="a test").values_list("source", flat=True)) == told
    begun = [leads for write, _, leads in sent if write.path == "/intake/"]
    assert len(set(begun)) == len(begun) == IntakeDraft.objects.filter(submitted_at__isnull=True).count()
    assert OnceKey.objects.count() == len([write for write, _, _ in sent if write.path != COMPLAIN])
    assert AuditEntry.objects.filter(act="report_security").count() == len(told)


def test_a_planted_house_that_keeps_no_key_is_caught_by_the_same_line(
    cut: Any, now: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, _, desks = cut
    holds = held(world, count=4, now=now)
    monkeypatch.setattr(once, "NOT_ONCE", dict.fromkeys(("report_security", "intake_start", "answer_hold"), "planted"))
    reports(desks[0], 0, np.random.default_rng(5), 40)
    at_the_shelter(desks[-1], holds=holds, by=world.protector, now=now, rng=np.random.default_rng(6))
    told = {write.said.get("source") for write, _, _ in desks[0].answers}
    assert SecurityReport.objects.exclude(source="a test").count() > len(told)
    assert AuditEntry.objects.filter(act="answer_hold").count() > len(holds)
