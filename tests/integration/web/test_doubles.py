"""Likely doubles beside the form: shown as names are typed and again at the end, never a bar, never in an address."""

import re
from datetime import datetime
from typing import Any

from tests.integration.casework.world import adult
from tests.integration.casework.world import hand_in as hand_in_by_deeds
from tests.integration.web.window import ADULT, hear

ELENA = "María Elena López García"


def elena(world: Any, now: datetime) -> str:
    members = [adult(ELENA, number="A208123456"), adult("Nadia López García")]
    return hand_in_by_deeds(by=world.desk, now=now, members=members).members[0].reference


def typed_again(**changed: str) -> dict[str, str]:
    return ADULT | {"name": "Helena Lopes Garsia"} | changed


def list_beside(window: Any, page: Any, **typed: str) -> str:
    """What a script asks for while somebody types."""
    address = page.address.split("/identity/")[0]
    found = re.search(r'hx-post="([^"]+/doubles/1/)"', page.html)
    assert found, address
    return window.client.post(found.group(1), typed).content.decode()


def name_page(window: Any) -> Any:
    page = window.send("/intake/", {})
    reference = page.address.split("/")[2]
    for slug, said in (("family", {"members": "1"}), ("relation", {"relation": "alone"})):
        window.send(f"/intake/{reference}/{slug}/", said)
    return window.open(f"/intake/{reference}/name/1/")


def test_as_a_name_is_typed_who_may_be_the_same_is_shown_why_and_beside_whom(
    world: Any, at: Any, now: datetime
) -> None:
    elena(world, now)
    window = at(world.desk)
    shown = list_beside(
        window, name_page(window), name="Helena Lopes Garsia", born_day="14", born_month="mar", born_year="1988"
    )
    for said in (ELENA, "Algún nombre suena igual", "La fecha de nacimiento es la misma", "Nadia López García"):
        assert said in shown


def test_no_score_is_shown(world: Any, at: Any, now: datetime) -> None:
    elena(world, now)
    window = at(world.desk)
    shown = list_beside(window, name_page(window), name=ELENA)
    assert ELENA in shown
    assert not re.search(r"\d+[.,]\d+|%", re.sub(r"<[^>]+>", " ", shown))


def test_half_a_word_and_no_date_show_nobody_and_break_nothing(world: Any, at: Any, now: datetime) -> None:
    elena(world, now)
    window = at(world.desk)
    page = name_page(window)
    for typed in (
        {"name": "M"},
        {},
        {"name": ELENA, "born_year": "mil", "born_month": "x", "born_day": "99"},
        {"name": "\x00'\"<"},
    ):
        assert "</html>" not in list_beside(window, page, **typed)


def test_what_is_typed_travels_in_no_address(world: Any, at: Any, now: datetime) -> None:
    elena(world, now)
    window = at(world.desk)
    page = name_page(window)
    assert window.client.get(re.search(r'hx-post="([^"]+)"', page.html).group(1)).status_code == 405


def test_without_scripts_the_list_stands_on_the_next_page_and_at_check_answers(
    world: Any, at: Any, now: datetime
) -> None:
    elena(world, now)
    window = at(world.desk)
    page = name_page(window)
    after = window.send(page.address, {"name": "Helena Lopes Garsia"})
    assert after.address.endswith("/born/1/")
    assert ELENA in after.text
    checked = hear(window, members=[typed_again()])
    assert ELENA in checked.text


def test_a_likely_double_bars_nothing(world: Any, at: Any, now: datetime) -> None:
    elena(world, now)
    window = at(world.desk)
    checked = hear(window, members=[ADULT | {"name": ELENA}])
    done = window.fill(checked, {}, holding="idempotency_key")
    assert "estancia-reference" in done.html


def test_not_the_same_is_remembered_and_follows_the_person(world: Any, at: Any, now: datetime) -> None:
    from estancia.records.models import NotTheSame, Person

    elena(world, now)
    window = at(world.desk)
    checked = hear(window, members=[typed_again()])
    found = re.search(r'formaction="([^"]+/apart/)"[^>]* value="([^"]+)"', checked.html)
    back = window.send(found.group(1), {"other": found.group(2), "back": checked.address})
    assert back.address.endswith("/check/")
    assert f">{ELENA}</h3>" in checked.html
    assert f">{ELENA}</h3>" not in back.html
    window.fill(back, {}, holding="idempotency_key")
    twin = Person.objects.get(name="Helena Lopes Garsia").reference
    assert twin in NotTheSame.objects.values_list("first", "second").get()
    assert f">{ELENA}</h3>" not in window.open(f"/people/{twin}/doubles/").html


def test_looking_keeps_the_page_and_sets_the_two_side_by_side(world: Any, at: Any, now: datetime) -> None:
    reference = elena(world, now)
    window = at(world.desk)
    page = name_page(window)
    looked = window.send(page.address, {"name": "Helena Lopes Garsia", "look": reference})
    assert f"/doubles/1/{reference}/" in looked.address
    for said in (ELENA, "Helena Lopes Garsia", "Nadia López García", "A208123456", "14 mar 1988"):
        assert said in looked.text
    assert "Helena Lopes Garsia" in window.open(page.address).html


def test_another_port_is_shown_nobody_and_told_whom_to_ask(world: Any, at: Any, now: datetime) -> None:
    reference = elena(world, now)
    window = at(world.other_desk)
    page = name_page(window)
    typed = {"name": ELENA, "born_day": "14", "born_month": "3", "born_year": "1988", "number": "A208123456"}
    shown = list_beside(window, page, **typed)
    assert "dp-office" in shown
    assert not [canary for canary in (ELENA, reference, "Nadia", "Tijuana") if canary in shown]
    assert window.open(f"/people/{reference}/doubles/").status == 404


def test_two_files_at_the_own_port_are_compared_and_parted(world: Any, at: Any, now: datetime) -> None:
    one = elena(world, now)
    other = hand_in_by_deeds(by=world.desk, now=now, members=[adult("Elena Lopez Garcia")]).members[0].reference
    window = at(world.desk, "en")
    listed = window.open(f"/people/{one}/doubles/")
    assert f"/people/{one}/doubles/{other}/" in listed.html
    compared = window.open(f"/people/{one}/doubles/{other}/")
    assert "Nadia López García" in compared.text
    parted = window.send(compared.address, {})
    assert "said that they are two people" in parted.text


def test_the_stranger_compares_nobody(world: Any, at: Any, now: datetime) -> None:
    one = elena(world, now)
    other = hand_in_by_deeds(by=world.desk, now=now, members=[adult("Elena Lopez Garcia")]).members[0].reference
    for stranger in world.strangers():
        for method in ("get", "post"):
            answer = getattr(at(stranger).client, method)(f"/people/{one}/doubles/{other}/")
            assert answer.status_code in (403, 404)


def test_the_script_that_asks_while_somebody_types_is_served_by_the_house(world: Any, at: Any) -> None:
    from django.contrib.staticfiles.finders import find

    found = re.search(r'<script defer src="/static/([^"]+)"', name_page(at(world.desk)).html)
    assert found
    assert find(found.group(1)), found.group(1)
