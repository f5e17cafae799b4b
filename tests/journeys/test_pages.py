"""Every page, looked at: pictures, axe, widths, both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab

from tests.journeys.house import House
from tests.journeys.looking import LANGUAGES, WIDTHS, Page, Witness, faults_seen, go, picture, speak
from tests.journeys.rooms import ROOMS


def typed_number(tab: Tab, house: House) -> None:
    """Check a number that nobody issued."""
    tab.goto(f"{house.address}/verify/")
    tab.fill("textarea[name=code]", "ABCD EFGH")
    with tab.expect_navigation():  # or the answer may take the page's place while it is looked at
        tab.locator("main button[type=submit]").click()


def nothing_typed(tab: Tab, house: House) -> None:
    """Press check with nothing typed."""
    tab.goto(f"{house.address}/verify/")
    with tab.expect_navigation():
        tab.locator("main button[type=submit]").click()


def wrong_password(tab: Tab, house: House) -> None:
    """Sign in with a password that is not theirs."""
    tab.goto(f"{house.address}/sign-in/")
    tab.fill("input[name=login]", "nadie")
    tab.fill("input[name=password]", "no es esta")
    tab.locator("main form button[type=submit]").first.click()


def proved_again(address: str) -> Callable[[Tab, House], None]:
    """Walk to a page that asks for the password once more."""

    def walk(tab: Tab, house: House) -> None:
        tab.goto(house.address + address)
        if "/again/" in tab.url:
            tab.fill("input[name=password]", house.logins["DP"][1])
            tab.locator("main form button[type=submit]").first.click()

    return walk


PUBLIC = (
    Page("home", "", "/"),
    Page("clauses", "", "/clauses/"),
    Page("clauses-not-yet", "", "/clauses/?kept=not_yet"),
    Page("verify", "", "/verify/"),
    Page("verify-mend", "", nothing_typed),
    Page("verify-answer", "", typed_number),
    Page("sign-in", "", "/sign-in/"),
    Page("sign-in-mend", "", wrong_password),
    Page("privacy", "", "/privacy/"),
    Page("accessibility", "", "/accessibility/"),
    Page("exit", "", "/exit/"),
    Page("not-here", "", "/nothing/of/the/kind/"),
)
STAFF = (
    Page("purpose", "DP", "/purpose/"),
    Page("second-factor", "DP", "/sign-in/second-factor/"),
    Page("second-factor-again", "DP", "/sign-in/again/"),
    Page("second-factor-application", "DP", proved_again("/sign-in/second-factor/application/")),
    Page("second-factor-passkey", "DP", proved_again("/sign-in/second-factor/passkeys/add/")),
)
PAGES = PUBLIC + STAFF + ROOMS
ROOM_NAMES = frozenset(room.name for room in ROOMS)
EXPECTED = ("status of 404", "status of 403", "status of 409", "status of 422")  # said of every page that says no


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_whole_at_both_widths(
    page: Page, language: str, house: House, signed_in: Callable[[str], BrowserContext], pictures: Path
) -> None:
    tab = signed_in(page.role).new_page()
    witness = Witness(house=house)
    witness.watch(tab)
    speak(tab, house, language)
    found: list[str] = []
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        go(tab, house, page.way)
        picture(tab, folder=pictures, name=f"{page.name}-{language}-{width}")
        found += [f"{width} px: {fault}" for fault in faults_seen(tab, width=width)]
        found += ["was sent to sign in"] if page.role and "/sign-in/" in tab.url and page.name in ROOM_NAMES else []
    spoken = tab.evaluate("document.documentElement.lang")
    tab.close()
    complaints = [fault for fault in witness.faults if not any(words in fault for words in EXPECTED)]
    assert (found + complaints, spoken) == ([], language)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_can_be_read_in_a_dark_room(
    page: Page, house: House, signed_in: Callable[[str], BrowserContext], pictures: Path
) -> None:
    tab = signed_in(page.role).new_page()
    tab.emulate_media(color_scheme="dark")
    tab.set_viewport_size({"width": WIDTHS[0], "height": 800})
    speak(tab, house, "es")
    go(tab, house, page.way)
    picture(tab, folder=pictures, name=f"{page.name}-es-dark")
    found = faults_seen(tab, width=WIDTHS[0])
    tab.close()
    assert found == []
