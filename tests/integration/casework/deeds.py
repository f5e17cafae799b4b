"""Short ways to say what a desk and those around it do, for the tests of deciding, holding and reviewing."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from estancia.casework import admission, holds, keys
from estancia.casework.access import Actor
from estancia.casework.setting_up import SETTER_UP
from estancia.casework.views.admission import DecisionTaken
from estancia.casework.views.people import RequestView
from estancia.records.models import Hold, LocationDay
from tests.integration.casework.world import adult, hand_in

WHY = "A reason in a sentence."


def signing(*, folder: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this test a signing key of its own, in a folder of its own."""
    monkeypatch.setattr(settings, "KEYS_FOLDER", folder / "keys")
    monkeypatch.setattr(settings, "HOME", folder)
    keys.rotate_key(by=SETTER_UP, now=now)


def family_of(
    *names: str,
    by: Actor,
    now: datetime,
    private: Mapping[tuple[int, str], str] | None = None,
    key: str = "",
    **changed: str,
) -> RequestView:
    """Hand in a family of grown-ups whom nothing keeps from being admitted, but for what is changed."""
    return hand_in(by=by, now=now, members=[adult(name, **changed) for name in names], private=private, key=key)


def decide(reference: str, decision: str, *, by: Actor, now: datetime, reason: str = "") -> DecisionTaken:
    """Take a decision."""
    return admission.decide_request(reference=reference, decision=decision, reason=reason, by=by, now=now)


def answer_all(reference: str, answer: str, *, by: Actor, now: datetime) -> None:
    """Answer every open hold of a request that belongs to the actor's organisation."""
    held = Hold.objects.filter(
        request__reference=reference, state__in=("open", "escalated"), organisation__key=by.organisation
    )
    for hold in held.values_list("reference", flat=True):
        holds.answer_hold(reference=hold, answer=answer, reason=WHY, by=by, now=now)


def free(*, key: str, now: datetime) -> int:
    """Read the places free on the day the tests stand on."""
    return LocationDay.objects.get(location_key=key, on=now.date()).free
