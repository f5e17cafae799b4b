"""In a browser: a lawyer complains of a blocked visit; those who answer read and answer it; the receipt opens that."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page as Tab

from tests.journeys.conftest import PATIENCE
from tests.journeys.founding import PASSWORD, PHRASE
from tests.journeys.house import House
from tests.journeys.looking import faults_seen, picture

WORDS = "Me detuvieron en la puerta y la visita a mi clienta no se hizo."


@pytest.fixture
def as_(browser: Browser, house: House) -> Callable[[str], BrowserContext]:
    """Sign in as one login by its name."""
    opened: list[BrowserContext] = []

    def context(username: str) -> BrowserContext:
        made = browser.new_context(viewport={"width": 360, "height": 740})
        made.set_default_timeout(PATIENCE)
        opened.append(made)
        if username:
            tab = made.new_page()
            tab.goto(f"{house.address}/sign-in/")
            tab.fill("input[name=login]", username)
            tab.fill("input[name=password]", PASSWORD)
            tab.locator("main form button[type=submit]").first.click()
            tab.wait_for_url(lambda address: "/sign-in/" not in address, wait_until="domcontentloaded")
            if "/purpose/" in tab.url:
                tab.check("input[name=purpose][value=care]")
                tab.locator("main form button[type=submit]").first.click()
            tab.close()
        return made

    return context


def onward(tab: Tab) -> None:
    """Press the page's main button."""
    tab.locator("main form button.govuk-button:not(.govuk-button--secondary)").first.click()


def seen_by_the_next_one_at_this_browser(tab: Tab, *, secrets: tuple[str, ...]) -> list[str]:
    """Reload, then go back as far as it goes, loading each page anew as a browser offers; give what is seen."""
    seen, spent = [], 0
    for turn in (tab.reload, *(tab.go_back, tab.reload) * 8):
        with suppress(PlaywrightError):  # a page that was sent is not brought back by itself
            turn(timeout=3_000)
        tab.wait_for_timeout(300)
        tab.wait_for_load_state()
        page = tab.locator("html").inner_html()
        seen += [f"{tab.url}: {secret}" for secret in secrets if secret in page]
        spent += "se envió, se dejó o pasó su tiempo" in page
    assert spent > 5  # the steps were indeed sent anew
    return seen


def test_a_lawyer_complains_of_a_blocked_visit(
    as_: Callable[[str], BrowserContext], house: House, pictures_folder: Path
) -> None:
    tab = as_("abogada").new_page()
    tab.goto(f"{house.address}/rights/")
    tab.locator("a[href*='kind=blocked_visit']").first.click()
    onward(tab)
    tab.check("input[type=radio][value=intake_desk]")
    onward(tab)
    tab.check("input[type=radio][value='08037']")
    onward(tab)
    assert "Solo Comisión de prueba leerá esto" in tab.locator("main").inner_text()
    tab.fill("textarea[name=words]", WORDS)
    tab.locator("button[value=back]").click()
    assert tab.locator("input[type=radio][value='08037']").is_checked()
    onward(tab)
    assert tab.input_value("textarea[name=words]") == WORDS
    onward(tab)
    tab.fill("input#who", "A2RT7K9C")
    onward(tab)
    picture(tab, folder=pictures_folder, name="journey-complaint-check")
    assert faults_seen(tab, width=360) == []
    onward(tab)
    receipt = tab.locator(".estancia-reference").inner_text()
    picture(tab, folder=pictures_folder, name="journey-complaint-receipt")
    assert faults_seen(tab, width=360) == []
    assert receipt not in tab.url + tab.title()
    assert seen_by_the_next_one_at_this_browser(tab, secrets=(WORDS, "A2RT7K9C", receipt)) == []

    answering = as_("comision").new_page()
    answering.goto(f"{house.address}/complaints/")
    answering.locator("tbody a").last.click()
    assert WORDS not in answering.locator("html").inner_html()
    answering.locator("a[href*='/unlock/']").first.click()
    answering.fill("input[name=phrase]", PHRASE)
    answering.locator("main form button[type=submit]").first.click()
    assert WORDS in answering.locator("main").inner_text()
    answering.fill("textarea[name=answer]", "Se habló con la puerta: la visita es mañana a las diez.")
    answering.locator("form[action$='/answer/'] button").click()
    answering.wait_for_load_state()
    picture(answering, folder=pictures_folder, name="journey-complaint-answered")
    assert faults_seen(answering, width=360) == []

    reading = as_("").new_page()
    reading.goto(f"{house.address}/complain/answer/")
    reading.fill("input[name=receipt]", receipt.lower())
    onward(reading)
    assert "mañana a las diez" in reading.locator("main").inner_text()
    assert faults_seen(reading, width=360) == []
