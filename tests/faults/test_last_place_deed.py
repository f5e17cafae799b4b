"""The whole deed raced for the last place: audit, keys, cards and all, with the database's own waiting."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from estancia.casework.access import Actor
from estancia.casework.deciding import LocationFull
from estancia.casework.ledger import verify_audit
from estancia.documents import KeyRing
from estancia.records.models import (
    AuditEntry,
    CourtRecordSeen,
    Decision,
    FamilyGroup,
    LocationDay,
    Notice,
    Person,
    Request,
    Stay,
    StayDocument,
)
from tests.integration.casework import world as worlds
from tests.integration.casework.deeds import WHY, decide, family_of, signing
from tests.integration.casework.world import TIJUANA

TRIALS = int(os.environ.get("ESTANCIA_DEED_TRIALS", "50"))
DESKS = 8
ALPHABET = "23456789ABCDEFGH"


@pytest.mark.django_db(transaction=True)
def test_of_eight_desks_that_decide_at_once_one_takes_the_last_place(now, tmp_path, monkeypatch):
    world = worlds.found(now=now)
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    requests = _families(like=family_of("Berta Luna", by=world.desk, now=now).reference, count=TRIALS * DESKS)
    for trial in range(TRIALS):
        LocationDay.objects.filter(location_key=TIJUANA).update(places=1, free=1)
        said = _at_once(requests[trial * DESKS : (trial + 1) * DESKS], by=world.desk, now=now)
        assert sorted(said) == ["admitted"] + ["full"] * (DESKS - 1)
        assert LocationDay.objects.get(location_key=TIJUANA).free == 0
    admitted = Request.objects.filter(state="admitted").count()
    counted = (admitted, Stay.objects.count(), StayDocument.objects.count(), Decision.objects.count())
    assert counted == (TRIALS, TRIALS, TRIALS, TRIALS)
    assert AuditEntry.objects.filter(act="decide_request").count() == TRIALS
    assert verify_audit(ring=KeyRing()).first_bad_seq is None


@pytest.mark.django_db(transaction=True)
def test_sixty_four_clicks_on_one_decision_decide_once(now, tmp_path, monkeypatch):
    world = worlds.found(now=now)
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    reference = family_of("Berta Luna", by=world.desk, now=now).reference
    said = _at_once([reference] * 64, by=world.desk, now=now)
    assert set(said) == {"admitted"}
    assert (Decision.objects.count(), StayDocument.objects.count()) == (1, 1)
    assert LocationDay.objects.get(location_key=TIJUANA).free == 99


def _at_once(references: list[str], *, by: Actor, now) -> list[str]:
    start = threading.Barrier(len(references))

    def desk(reference: str) -> str:
        try:
            start.wait(60)
            return decide(reference, "admit", by=by, now=now, reason=WHY).state
        except LocationFull:
            return "full"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(references)) as desks:
        return list(desks.map(desk, references))


def _families(*, like: str, count: int) -> list[str]:
    """Copy one family's rows, so that four hundred families need no four hundred intakes."""
    original = Request.objects.select_related("family").get(reference=like)
    person = original.family.members.get()
    return [_copy(original=original, person=person, number=number) for number in range(count)]


def _copy(*, original: Request, person: Person, number: int) -> str:
    mark = "".join(ALPHABET[number >> 4 * place & 15] for place in range(4))
    family = FamilyGroup.objects.create(
        reference=f"F{mark}", location_key=TIJUANA, includes_citizen_child=False, created_at=original.made_at
    )
    notice, seen = person.notices.get(), person.court_records.get()
    copy = _again(Person.objects.get(pk=person.pk), reference=f"P{mark}", family=family)
    _again(Notice.objects.get(pk=notice.pk), person=copy)
    _again(CourtRecordSeen.objects.get(pk=seen.pk), person=copy)
    request = Request.objects.get(pk=original.pk)
    return _again(request, reference=f"R{mark}", family=family, idempotency_key=f"copy-{mark}").reference


def _again(row, **changed):
    row.pk = None
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row
