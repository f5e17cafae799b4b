"""A retry after a cut line does the deed once: 10,000 retries through a proxy that loses, halves, delays and resets.

Ten thousand in all, half on each database, so that the whole suite keeps its hour; ESTANCIA_RETRIES asks for more.
"""

import os
from typing import Any

import numpy as np
import pytest
from django.test import Client, override_settings

from estancia.casework.ledger import verify_audit
from estancia.documents import KeyRing
from estancia.records.models import (
    AuditEntry,
    Decision,
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
from tests.integration.casework.deeds import family_of, signing
from tests.integration.casework.world import TIJUANA

RETRIES = int(os.environ.get("ESTANCIA_RETRIES", "5000"))
DESKS, FAMILIES = 4, 24
REPORT = f"/places/{TIJUANA}/security/"


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


@pytest.fixture
def cut(transactional_db: None, now: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The world behind a line that is cut; give the world, the line and its desks."""
    with override_settings(CLOCK=lambda: now, ALLOWED_HOSTS=["127.0.0.1"]):
        world = worlds.found(now=now)
        signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
        session = session_of(world.desk)
        with served_here() as port, cut_line(to=port, rng=np.random.default_rng(20181220)) as line:
            yield world, line, [Desk(port=lambda: line.port, session=session) for _ in range(DESKS)]


def test_thousands_of_retries_over_a_cut_line_do_each_deed_once(cut: Any, now: Any) -> None:
    world, line, desks = cut
    families = [family_of("Berta Luna", by=world.desk, now=now, key=f"k{n}").reference for n in range(FAMILIES)]
    rngs = np.random.default_rng(3).spawn(DESKS)

    def work(desk: Desk, number: int) -> None:
        for reference in families[number::DESKS]:
            desk.send(Write(f"/requests/{reference}/decide/", {"decision": "admit"}, key(rngs[number])))
        reports(desk, number, rngs[number], RETRIES // DESKS)

    at_once(desks, work)
    sent = [answer for desk in desks for answer in desk.answers]
    assert sum(desk.again for desk in desks) >= RETRIES
    assert {status for _, status, _ in sent} == {302}
    assert min(line.taken[way] for way in WAYS) > RETRIES // 50
    _once_each(sent)
    assert (Decision.objects.count(), StayDocument.objects.count()) == (FAMILIES, FAMILIES)
    assert Request.objects.filter(state="admitted").count() == FAMILIES
    assert verify_audit(ring=KeyRing()).first_bad_seq is None


def _once_each(sent: list[tuple[Write, int, str]]) -> None:
    """Every report stands once and whole; every intake begun is one, and led its desk to itself."""
    told = sorted(write.said["source"] for write, _, _ in sent if write.path == REPORT)
    assert sorted(SecurityReport.objects.exclude(source="a test").values_list("source", flat=True)) == told
    begun = [leads for write, _, leads in sent if write.path == "/intake/"]
    assert len(set(begun)) == len(begun) == IntakeDraft.objects.filter(submitted_at__isnull=True).count()
    assert OnceKey.objects.count() == len(sent)
    assert AuditEntry.objects.filter(act="report_security").count() == len(told)


def test_a_planted_house_that_keeps_no_key_is_caught_by_the_same_line(
    cut: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, desks = cut
    monkeypatch.setattr(once, "NOT_ONCE", {"report_security": "planted", "intake_start": "planted"})
    reports(desks[0], 0, np.random.default_rng(5), 40)
    told = {write.said.get("source") for write, _, _ in desks[0].answers}
    assert SecurityReport.objects.exclude(source="a test").count() > len(told)
