"""The demo's people through the deeds: every situation, outcome, hold and reason that can occur does."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from estancia.admission.sentences import reason_sentences
from estancia.casework import protection, worker
from estancia.commands.demo import cast, command, making
from estancia.commands.demo.agenda import Agenda
from estancia.commands.demo.lived import LIVED, stays_lived
from estancia.commands.demo.living import Scene, arrivals, open_today
from estancia.commands.demo.people import Family
from estancia.commands.demo.population import make_population
from estancia.records.models import (
    AuditEntry,
    ChosenContact,
    Crossing,
    Determination,
    ExpectedReturn,
    Hold,
    PermitApplication,
    Request,
    Stay,
    StayRenewal,
)

CANNOT_OCCUR = {
    "location_not_designated": "a desk stands only at a designated place",
    "protected_by_order": "no such order ran before 2025, and the demo's clock stands in 2022",
    "fear_not_asked": "at the window an unasked question opens the hold without a code; only `determine` names it",
}


def settled(*, folder: Path, settings, families: tuple[Family, ...]) -> Scene:
    """Found the house in the database under test, and give a scene with these families."""
    settings.HOME, settings.KEYS_FOLDER = folder, folder / "keys"
    rng = np.random.default_rng(1)
    making.found_house(rng=rng)
    return Scene(actors=making.actors(), families=families, rng=rng, ends_at=command.OPENS_AT)


def families() -> tuple[Family, ...]:
    """Take one family of each situation, and some plain ones of each year, out of the whole population."""
    everyone = make_population(people=2000, rng=np.random.default_rng(1))
    one_of_each = {family.situation: family for family in everyone if family.situation != "plain"}
    plain = [family for family in everyone if family.situation == "plain"]
    brazilian = [family for family in plain if family.members[0].nationality == "BRA"][:1]
    chosen = {family.number: family for family in [*one_of_each.values(), *plain[::70], *brazilian, *plain[-6:]]}
    return tuple(chosen[number] for number in sorted(chosen))


@pytest.fixture
def lived(db: None, tmp_path: Path, settings) -> Iterator[Scene]:
    """Live through these families' days in the database under test."""
    scene = settled(folder=tmp_path, settings=settings, families=families())
    for _ in Agenda(arrivals(scene=scene)).until(command.OPENS_AT):
        pass
    open_today(command.OPENS_AT - timedelta(hours=1), scene=scene, days=3)
    yield scene
    protection.HELD.__init__()  # no key of this test outlives it


def codes_opened(scene: Scene) -> set[str]:
    """Open every sealed answer with the printed phrases, as the protecting bodies would."""
    logins = json.loads((Path(settings.HOME) / "demo-logins.json").read_text())
    phrases = {login["username"]: login["phrase"] for login in logins}
    codes: set[str] = set()
    for keeper in sorted(set(cast.KEEPERS.values())):
        username = cast.member_of(organisation=keeper).username
        actor = scene.actors[username]
        protection.unlock(phrase=phrases[username], by=actor, now=command.OPENS_AT)
        for hold in Hold.objects.filter(kind="protection", person__sealed_answers__organisation__key=keeper).distinct():
            seen = protection.open_answers(person_reference=hold.person.reference, by=actor, now=command.OPENS_AT)
            codes |= {reason.code for answer in seen.answers for reason in answer.reasons}
            codes |= {reason.code for reason in seen.clear_reasons}
    return codes


def test_every_outcome_hold_and_reason_that_can_occur_does(lived: Scene) -> None:
    open_codes = {reason["code"] for row in Determination.objects.all() for reason in row.open_reasons}
    every_code = {code.split(".")[0] for code in reason_sentences()}
    assert every_code - open_codes - codes_opened(lived) == set(CANNOT_OCCUR)
    assert set(Determination.objects.values_list("outcome", flat=True)) == {"admissible", "hold", "not_covered"}
    assert set(Hold.objects.values_list("kind", flat=True)) == {"protection", "wait"}
    assert {"lifted", "upheld"} <= set(Hold.objects.values_list("state", flat=True))
    states = set(Request.objects.values_list("state", flat=True))
    assert {"admitted", "on_hold", "not_covered", "no_request"} <= states
    waits = set(Hold.objects.filter(kind="wait").values_list("code", flat=True))
    assert {
        "case_closed",
        "hearing_date_disputed",
        "location_full",
        "location_unsafe",
        "family_would_be_split",
    } <= waits


def test_everybody_came_through_the_deeds_and_the_record_holds(lived: Scene) -> None:
    handed_in = AuditEntry.objects.filter(act="intake_submit").count()
    assert handed_in == len(lived.families) == Request.objects.count()
    assert lived.heard == sum(len(family.members) for family in lived.families)
    decided = AuditEntry.objects.filter(act="decide_request").count()
    assert decided >= Request.objects.exclude(state__in=["awaiting_decision", "no_request", "withdrawn"]).count()
    assert set(AuditEntry.objects.values_list("at__year", flat=True)) == {2019, 2020, 2021, 2022}
    late = ExpectedReturn.objects.filter(state="waiting", call_by__lt=command.OPENS_AT)  # somebody is not back
    assert ChosenContact.objects.filter(person__stays__expected_returns__in=late).exists()


def test_nobody_protected_was_refused(lived: Scene) -> None:
    protected = Request.objects.filter(holds__kind="protection", holds__state__in=["open", "escalated", "upheld"])
    assert protected.exists()
    assert not protected.filter(state="not_covered").exists()


def test_the_smallest_demo_shows_stays_as_they_are_lived(db: None, tmp_path: Path, settings) -> None:
    scene = settled(folder=tmp_path, settings=settings, families=())
    before = scene.rng.bit_generator.state
    for _ in Agenda(stays_lived(scene=scene)).until(command.OPENS_AT):
        pass
    worker.run_once(now=command.OPENS_AT)
    today = command.OPENS_AT.date()
    assert Stay.objects.filter(state="valid", valid_until__lte=today).count() == 1
    assert Stay.objects.filter(state="ended").count() == 1
    assert Stay.objects.count() == len(LIVED)
    assert StayRenewal.objects.filter(state="open").count() == 2
    assert set(ExpectedReturn.objects.filter(hearing_on=today).values_list("state", flat=True)) == {"waiting"}
    late = ExpectedReturn.objects.filter(state="waiting", call_by__lt=command.OPENS_AT)
    assert ChosenContact.objects.filter(wants_call=True, person__stays__expected_returns__in=late).exists()
    assert Crossing.objects.filter(happened_at__date=today).exists()
    assert PermitApplication.objects.get().due_on > today
    assert scene.rng.bit_generator.state == before  # nobody else's fortune turns on it
