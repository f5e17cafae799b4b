"""A person's work permit and CURP on one page: the days in plain words, what to do next, and the letter."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.test import override_settings

from tests.integration.web.window import Window, hand_in

At = Callable[..., Window]


def test_a_desk_writes_an_application_down_and_is_told_the_day_it_is_answered_by(world: Any, at: At) -> None:
    window = at(world.desk)
    hand_in(window)
    page = window.open(f"/people/{jacinta()}/")
    assert "/permits/" in page.html
    asked = window.open(f"/people/{jacinta()}/permits/work_permit/")
    shown = window.fill(asked, {}, holding="on_day")
    assert "mié 30 oct 2019" in shown.text
    assert "Espere la respuesta" in shown.text


def test_a_day_that_is_no_date_is_told_gently_and_kept(world: Any, at: At) -> None:
    window = at(world.desk)
    hand_in(window)
    asked = window.open(f"/people/{jacinta()}/permits/curp/")
    shown = window.fill(asked, {"on_day": "31", "on_month": "2"}, holding="on_day")
    assert (shown.status, "no encaja" in shown.text, 'value="31"' in shown.html) == (422, True, True)


def test_after_the_silence_the_letter_is_printed(world: Any, at: At, now: datetime) -> None:
    from estancia.casework.due import look_at_due
    from estancia.records.models import PermitApplication

    window = at(world.desk, "en")
    hand_in(window)
    window.fill(window.open(f"/people/{jacinta()}/permits/work_permit/"), {}, holding="on_day")
    later = now + timedelta(days=40)
    look_at_due(now=later)
    with override_settings(CLOCK=lambda: later):
        window = at(world.desk, "en")
        shown = window.open(f"/people/{jacinta()}/permits/")
        assert "the law counts it as a refusal" in shown.text
        letter = window.client.get(f"/permits/{PermitApplication.objects.get().reference}/letter/")
    assert letter.content.startswith(b"%PDF-")
    assert jacinta() not in letter["Content-Disposition"]


def test_strangers_find_nothing(world: Any, at: At) -> None:
    hand_in(at(world.desk))
    for stranger, status in ((world.other_desk, 404), (world.other_protector, 404), (world.lawyer, 403)):
        assert at(stranger).open(f"/people/{jacinta()}/permits/").status == status


def jacinta() -> str:
    from estancia.records.models import Person

    return Person.objects.get(name="Jacinta Canario Amarillo").reference
