"""Typing somebody who is already on file, and joining two files by two people, in a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from playwright.sync_api import Page as Tab

from tests.journeys.conftest import PATIENCE, sign_in
from tests.journeys.founding import PASSWORD
from tests.journeys.house import House
from tests.journeys.looking import LANGUAGES, WIDTHS, Witness, faults_seen, picture, speak
from tests.journeys.rooms import press

ONCE, AGAIN = "Berenice Prueba Lagunas", "Verenice Prueba Lagunes"
Signed = Callable[[str], BrowserContext]


def look(tab: Tab, *, name: str, language: str, pictures: Path) -> list[str]:
    """Look at the page that stands, at both widths."""
    found = []
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        picture(tab, folder=pictures, name=f"{name}-{language}-{width}")
        found += [f"{width} px: {fault}" for fault in faults_seen(tab, width=width)]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_while_a_name_is_typed_who_may_be_the_same_appears_and_nothing_typed_is_lost(
    language: str, house: House, signed_in: Signed, pictures: Path
) -> None:
    tab = signed_in("IO").new_page()
    witness = Witness(house=house)
    witness.watch(tab)
    speak(tab, house, language)
    tab.goto(f"{house.address}/intake/")
    press(tab)
    draft = tab.url.split("/intake/")[1].split("/")[0]
    tab.goto(f"{house.address}/intake/{draft}/name/1/")
    tab.locator("input[name=name]").press_sequentially("Berenise Prueba Lagunas")
    beside = tab.locator("#doubles aside")
    expect(beside).to_contain_text(ONCE, timeout=PATIENCE)
    assert "Berenise" not in tab.url
    found = look(tab, name="doubles-typed", language=language, pictures=pictures)
    before = beside.locator("li h3").count()
    beside.locator("button[name=other]").first.click()
    expect(beside.locator("li h3")).to_have_count(before - 1, timeout=PATIENCE)
    assert tab.input_value("input[name=name]") == "Berenise Prueba Lagunas"
    beside.locator("button[name=look]").first.click()
    tab.wait_for_url(lambda address: "/doubles/1/" in address, wait_until="domcontentloaded")
    found += look(tab, name="doubles-compared", language=language, pictures=pictures)
    assert found + witness.faults == []
    tab.close()


def test_two_officers_join_two_files_and_part_them_again(
    house: House, browser: Browser, signed_in: Signed, pictures: Path
) -> None:
    first = signed_in("IO").new_page()
    speak(first, house, "es")
    once, again = house.families["once"], house.families["again"]
    first.goto(f"{house.address}/people/{once}/doubles/")
    first.locator(f"a[href='/people/{once}/doubles/{again}/']").click()
    first.locator("a[href$='/join/']").click()
    found = look(first, name="merge-ask", language="es", pictures=pictures)
    first.locator(f"input[name=kept][value='{once}']").check()
    first.locator(f"input[name=name][value='{again}']").check()
    first.locator("input[name=families_seen]").check()
    first.fill("textarea[name=reason]", "El mismo número de aviso; ella lo dice.")
    press(first)
    expect(first.locator("h1")).to_have_text("Debe confirmar una segunda persona", timeout=PATIENCE)
    assert first.locator("form[action$='/confirm/']").count() == 0

    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    sign_in(context, House(house.address, {"IO": ("ventanilla-2", PASSWORD)}, house.families), "IO")
    second = context.new_page()
    speak(second, house, "en")
    second.goto(first.url)
    found += look(second, name="merge-confirm", language="en", pictures=pictures)
    second.locator("form[action$='/confirm/'] button").click()
    expect(second.locator("h1")).to_have_text("The two files are joined", timeout=PATIENCE)
    second.goto(f"{house.address}/people/{again}/")
    assert second.url.endswith(f"/people/{once}/")
    expect(second.locator("h1")).to_have_text(AGAIN)
    found += look(second, name="merge-joined", language="en", pictures=pictures)

    second.goto(first.url)
    second.locator("summary", has_text="Undo").click()
    second.fill("textarea[name=reason]", "They are sisters.")
    second.locator("form[action$='/undo/'] button").click()
    expect(second.locator("h1")).to_have_text("The two files are parted again", timeout=PATIENCE)
    second.goto(f"{house.address}/people/{again}/")
    assert second.url.endswith(f"/people/{again}/")
    assert found == []
    context.close()
