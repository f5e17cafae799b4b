"""How a page is looked at: a picture at both widths in both languages, axe, no sideways scroll, nothing from outside.

`PAGES` in `test_pages.py` lists pages as (name, role, way): `way` is an address, or a function that walks there
with the browser and returns once the page stands.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import Request

from tests.journeys.house import House

WIDTHS = (360, 1280)
LANGUAGES = ("es", "en")
Way = str | Callable[[Tab, House], None]


@dataclass(frozen=True, slots=True)
class Page:
    """A page to look at: a name for its pictures, the role that opens it (empty: anyone), and the way there."""

    name: str
    role: str
    way: Way


@dataclass(slots=True)
class Witness:
    """What a browser complained of while it was watched."""

    house: House
    faults: list[str] = field(default_factory=list)

    def watch(self, tab: Tab) -> None:
        """Note every error in the console and every request to another host."""
        tab.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: self.faults.append(str(error)))
        tab.on("request", lambda request: self._asked(request))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.house.address, "data:")):
            self.faults.append(f"asks outside: {request.url}")


def go(tab: Tab, house: House, way: Way) -> None:
    """Walk to a page."""
    if callable(way):
        way(tab, house)
    else:
        tab.goto(house.address + way)


def speak(tab: Tab, house: House, language: str) -> None:
    """Choose the language as a reader does: a cookie that names it."""
    tab.context.add_cookies([{"name": "language", "value": language, "url": house.address}])


def faults_seen(tab: Tab, *, width: int) -> list[str]:
    """What is wrong with the page that stands: axe's findings, sideways scroll, more or less than one h1."""
    return [*_axe(tab), *_sideways(tab, width=width), *_headings(tab), *_small(tab)]


def picture(tab: Tab, *, folder: Path, name: str) -> None:
    """Save the whole page."""
    tab.screenshot(path=folder / f"{name}.png", full_page=True)


def _axe(tab: Tab) -> list[str]:
    found = Axe().run(tab)
    return [
        f"axe: {fault['id']} at {[node['target'] for node in fault['nodes']][:3]}"
        for fault in found.response["violations"]
    ]


def _sideways(tab: Tab, *, width: int) -> list[str]:
    needs = tab.evaluate("document.documentElement.scrollWidth")
    return [f"scrolls sideways: needs {needs} px of {width}"] if needs > width else []


def _headings(tab: Tab) -> list[str]:
    count = tab.locator("h1").count()
    return [] if count == 1 else [f"{count} h1"]


def _small(tab: Tab) -> list[str]:
    """Text under 16 px, and buttons or fields under 44 px high."""
    return tab.evaluate(
        """() => {
          const seen = (e) => e.getClientRects().length > 0 && !e.closest('.govuk-visually-hidden, .govuk-skip-link')
          const press = 'button, .govuk-button, input:not([type=hidden]), select, textarea'
          const texts = [...document.querySelectorAll('body *')].filter((e) => seen(e) &&
            [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) &&
            parseFloat(getComputedStyle(e).fontSize) < 16)
            .map((e) => 'under 16 px: ' + e.textContent.trim().slice(0, 40))
          const targets = [...document.querySelectorAll(press)]
            .filter((e) => seen(e) && e.getBoundingClientRect().height < 43.5)
            .map((e) => 'under 44 px: ' + (e.name || e.textContent.trim()).slice(0, 40))
          return [...texts, ...targets]
        }"""
    )


def title_of(tab: Tab) -> str:
    """The title without the house's name and the mark of an error."""
    return re.sub(r"^Error: | · Estancia$", "", tab.title())
