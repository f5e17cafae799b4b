"""A page read aloud by the device itself: only with a voice that lives on it, and only when pressed."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House
from tests.journeys.looking import faults_seen, picture

A_DEVICE = """(voices) => {
  const spoken = []
  const speech = {
    spoken,
    getVoices: () => voices,
    addEventListener: () => {},
    speak: (said) => { spoken.push([said.voice?.name ?? '', said.text]); said.onstart?.() },
    cancel: () => spoken.push(['', 'silence']),
  }
  Object.defineProperty(window, 'speechSynthesis', { value: speech })
  window.SpeechSynthesisUtterance = class { constructor (text) { this.text = text } }
}"""
HERE = {"name": "Paulina", "lang": "es-MX", "localService": True}
ELSEWHERE = {"name": "Nube", "lang": "es-MX", "localService": False}
FOREIGN = {"name": "Ann", "lang": "en-US", "localService": True}


def heard(
    browser: Browser, address: str, *voices: dict[str, object], press: bool = True, photo: Path | None = None
) -> list[list[str]]:
    """Open a page on a device with these voices, press the button if it shows, and give what was spoken."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="es-MX")
    context.add_init_script(f"({A_DEVICE})({json.dumps(voices)})")
    tab = context.new_page()
    tab.goto(address)
    tab.wait_for_load_state("networkidle")
    button = tab.locator("[data-aloud]")
    if press and button.is_visible():
        button.click()
        assert button.inner_text() == "Dejar de leer"
    if photo:
        picture(tab, folder=photo, name=f"aloud-{address.strip('/').rpartition('/')[2]}-es-360")
        assert faults_seen(tab, width=360) == []
    spoken = tab.evaluate("() => speechSynthesis.spoken")
    context.close()
    return spoken


@pytest.mark.parametrize("page", ["/", "/rights/", "/complain/"])
def test_a_public_page_is_read_by_a_voice_of_the_device_each_sentence_once(
    browser: Browser, house: House, pictures_folder: Path, page: str
) -> None:
    *said, end = heard(browser, house.address + page, ELSEWHERE, HERE, FOREIGN, photo=pictures_folder)
    texts = [text for _, text in said]
    assert end == ["", ""]
    assert {voice for voice, _ in said} == {"Paulina"}
    assert len(texts) == len(set(texts)) or page == "/rights/"  # two rights may be answered for by one office
    assert any("911" in text for text in texts)


@pytest.mark.parametrize("voices", [(), (ELSEWHERE, FOREIGN)])
def test_without_a_voice_of_its_own_nothing_shows_and_nothing_is_said(
    browser: Browser, house: House, voices: tuple[dict[str, object], ...]
) -> None:
    assert heard(browser, f"{house.address}/rights/", *voices) == []


def test_nothing_is_said_before_somebody_presses(browser: Browser, house: House) -> None:
    assert heard(browser, f"{house.address}/rights/", HERE, press=False) == []
