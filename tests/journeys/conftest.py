"""One browser and one running house for all journeys; a signed-in context a role."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.journeys.house import House, standing

# Playwright's loop runs in this thread; nothing here asks the database but the house, in its own process.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


PATIENCE = 60_000  # milliseconds: a busy machine hashes a password slowly


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that runs until the last journey ends."""
    with standing(home=tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def signed_in(browser: Browser, house: House) -> Iterator[Callable[[str], BrowserContext]]:
    """Give the browser context of a role, signed in once; an empty role is a stranger's."""
    kept: dict[str, BrowserContext] = {}

    def context_of(role: str) -> BrowserContext:
        if role not in kept:
            context = browser.new_context()
            context.set_default_timeout(PATIENCE)
            if role:
                sign_in(context, house, role)
            kept[role] = context
        return kept[role]

    context_of("SA")  # before a journey gives the operator a passkey, which every later sign-in would ask for
    yield context_of
    for context in kept.values():
        context.close()


def sign_in(context: BrowserContext, house: House, role: str) -> None:
    """Sign in as a role does; a desk hears families, every other role takes the first purpose offered."""
    username, password = house.logins[role]
    tab = context.new_page()
    tab.goto(f"{house.address}/sign-in/")
    tab.fill("input[name=login]", username)
    tab.fill("input[name=password]", password)
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_url(lambda address: "/sign-in/" not in address, wait_until="domcontentloaded")
    if "/purpose/" in tab.url:
        hears = tab.locator("input[name=purpose][value=intake]")
        (hears if hears.count() else tab.locator("input[name=purpose]")).first.check()
        tab.locator("main form button[type=submit]").first.click()
        tab.wait_for_url(lambda address: "/purpose/" not in address, wait_until="domcontentloaded")
    tab.close()


@pytest.fixture(scope="session")
def pictures_folder(pictures: Path) -> Path:
    """Where pictures go."""
    return pictures
