"""The verifier on a phone: camera or typed code, the network really gone, and nothing kept of what was asked."""

import random
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, BrowserContext, Error
from playwright.sync_api import Page as Tab

from estancia.documents import qr_text
from tests.generative.forgeries import RANDOM_FORGERIES, THOUGHT_FORGERIES, some_stay
from tests.generative.verifiers import Asked, for_browser, from_browser, python_says
from tests.journeys.house import House
from tests.journeys.looking import LANGUAGES, WIDTHS, Witness, faults_seen, picture

A_NUMBER = "7K3M-9QTX-2FD"  # its check symbol agrees; nobody was issued it


class Line:
    """A telephone line to the house that carries bytes to the server until it is cut or falls silent."""

    def __init__(self, port: int) -> None:
        self.to = port
        self.ends: list[socket.socket] = []
        self.dead = False
        self.ear = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.ear.getsockname()[1]}"
        threading.Thread(target=self._answer, daemon=True).start()

    def cut(self) -> None:
        """End every connection and answer no more."""
        for end in (self.ear, *self.ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def fall_silent(self) -> None:
        """Stay connected and carry nothing more, as at the edge of a signal."""
        self.dead = True

    def _answer(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.ear.accept()
                self.ends.append(near)
                threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        with suppress(OSError):
            far = socket.create_connection(("127.0.0.1", self.to))
            self.ends.append(far)
            threading.Thread(target=self._carry, args=(far, near), daemon=True).start()
            self._carry(near, far)

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while octets := one.recv(65536):
                if not self.dead:
                    other.sendall(octets)
            if not self.dead:
                other.shutdown(socket.SHUT_WR)


@pytest.fixture
def line(house: House) -> Iterator[Line]:
    line = Line(int(house.address.rsplit(":", 1)[1]))
    yield line
    line.cut()


@contextmanager
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="es-MX")
    context.set_default_timeout(60_000)
    yield context
    context.close()


def ready(tab: Tab) -> None:
    """Wait until the page has its list and its worker holds all it needs."""
    tab.wait_for_selector("[data-verifier][data-ready]")
    tab.wait_for_function("() => navigator.serviceWorker.controller !== null")


def check(tab: Tab, code: str) -> str:
    """Type a code and give the word in the largest type."""
    tab.fill("textarea[name=code]", code)
    tab.locator("[data-part=ask] button[type=submit]").click()
    return tab.locator("h1.estancia-verdict").inner_text()


def kept(tab: Tab) -> dict[str, list[str]]:
    """Everything the browser keeps of this origin: names of caches and the addresses in them, stores and databases."""
    return tab.evaluate(
        """async () => {
          const caches_ = {}
          for (const name of await caches.keys()) {
            const keys = await (await caches.open(name)).keys()
            caches_[name] = keys.map((request) => new URL(request.url).pathname).sort()
          }
          const bases = (await indexedDB.databases()).map((one) => one.name)
          return { ...caches_, stores: [...Object.keys(localStorage), ...Object.keys(sessionStorage)], bases }
        }"""
    )


def test_with_the_line_cut_a_paper_is_checked_and_nothing_of_it_is_kept(
    browser: Browser, house: House, line: Line
) -> None:
    code = house.families["card_code"]
    with phone(browser) as context:
        tab = context.new_page()
        tab.goto(f"{line.address}/verify/")
        ready(tab)
        before = kept(tab)
        line.cut()
        tab.goto(f"{line.address}/verify/")
        tab.wait_for_selector("[data-verifier][data-ready]")
        assert check(tab, code) == "VÁLIDO"
        assert re.fullmatch(
            r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}", tab.locator("[data-part=said] [data-number]").inner_text()
        )
        assert "se firmó" in tab.locator("[data-part=age]").inner_text()
        tab.locator("[data-part=another]").click()
        assert tab.locator("textarea[name=code]").input_value() == ""
        assert check(tab, code[:-3] + "000") == "NO ES NUESTRO"
        assert kept(tab) == before
        tab.goto(f"{line.address}/verify/phone/en/")
        tab.wait_for_selector("[data-verifier][data-ready]")
        assert check(tab, code) == "VALID"


def test_with_a_line_that_carries_nothing_a_paper_is_checked(browser: Browser, house: House, line: Line) -> None:
    with phone(browser) as context:
        tab = context.new_page()
        tab.goto(f"{line.address}/verify/")
        ready(tab)
        line.fall_silent()
        tab.goto(f"{line.address}/verify/", timeout=15_000)
        tab.wait_for_selector("[data-verifier][data-ready]", timeout=15_000)
        assert check(tab, house.families["card_code"]) == "VÁLIDO"


def test_with_the_line_cut_the_page_speaks_the_language_it_was_last_read_in(
    browser: Browser, house: House, line: Line
) -> None:
    with phone(browser) as context:
        tab = context.new_page()
        tab.goto(f"{line.address}/verify/phone/en/")
        ready(tab)
        line.cut()
        for language in ("en", "es"):
            tab.goto(f"{line.address}/verify/phone/{language}/")
            tab.wait_for_selector("[data-verifier][data-ready]")
            tab.goto(f"{line.address}/verify/")
            assert tab.locator("html").get_attribute("lang") == language


def test_a_list_older_than_a_day_says_so_and_calls_nothing_valid(browser: Browser, house: House, line: Line) -> None:
    with phone(browser) as context:
        tab = context.new_page()
        tab.goto(f"{line.address}/verify/phone/es/")
        ready(tab)
        line.cut()
        tab.clock.set_fixed_time(tab.evaluate("new Date(Date.now() + 25 * 3600 * 1000).toISOString()"))
        tab.reload()
        tab.wait_for_selector("[data-verifier][data-ready]")
        assert "más de un día" in tab.locator("[data-part=age]").inner_text()
        assert check(tab, house.families["card_code"]) == "NO SE PUEDE SABER"


def test_a_number_alone_without_a_connection_says_what_to_do(browser: Browser, line: Line) -> None:
    with phone(browser) as context:
        tab = context.new_page()
        tab.goto(f"{line.address}/verify/phone/es/")
        ready(tab)
        line.cut()
        assert check(tab, A_NUMBER) == "NO SE PUEDE SABER"
        assert tab.locator("[data-part=only-number]").is_visible()


def test_a_number_with_a_connection_is_asked_of_the_server(browser: Browser, house: House) -> None:
    with phone(browser) as context:
        tab = context.new_page()
        tab.goto(f"{house.address}/verify/phone/es/")
        ready(tab)
        assert check(tab, A_NUMBER) == "NO ES NUESTRO"
        assert tab.url == f"{house.address}/verify/"


def test_no_other_page_is_ever_kept(browser: Browser, house: House, line: Line) -> None:
    with phone(browser) as context:
        tab = context.new_page()
        tab.goto(f"{line.address}/verify/")
        ready(tab)
        for address in ("/", "/privacy/", "/sign-in/", "/verify/"):
            tab.goto(line.address + address)
        found = kept(tab)
        addresses = {address for name, held in found.items() if name.startswith("estancia-") for address in held}
        pages = {address for address in addresses if not address.startswith("/static/")}
        phone_pages = {f"/verify/phone/{code}/{name}" for code in LANGUAGES for name in ("", "manifest.json")}
        assert pages == {"/verify/bundle.json", "/verify/language", *phone_pages}
        assert (found["stores"], found["bases"]) == ([], [])
        line.cut()
        with pytest.raises(Error, match="ERR_"):
            tab.goto(f"{line.address}/privacy/")


def test_a_browser_says_of_forgeries_what_the_command_line_says(browser: Browser, house: House) -> None:
    rng = random.Random(9)
    forge = [*RANDOM_FORGERIES, *THOUGHT_FORGERIES]
    asked = [Asked("forged", forge[trial % len(forge)](some_stay(rng), rng)) for trial in range(10 * len(forge))]
    asked += [Asked("good", qr_text(some_stay(rng))) for _ in range(20)]
    with phone(browser) as context:
        tab = context.new_page()
        tab.goto(f"{house.address}/verify/")
        said = tab.evaluate(
            """async (cases) => {
              const { verify } = await import('/static/estancia/verify/verifier.js')
              return Promise.all(cases.map((one) => verify(one)))
            }""",
            [for_browser(one) for one in asked],
        )
    assert [from_browser(one) for one in said] == [python_says(one) for one in asked]


# ── the camera ───────────────────────────────────────────────────────────────────────────────────────────


def filmed(code: str, *, path: Path) -> Path:
    """A film of one still picture for Chromium's false camera: the code, black on white, 640 by 480."""
    width, height = 640, 480
    rows = list(segno.make(code, error="m", micro=False).matrix_iter(border=4))
    scale = height // len(rows)
    luma = bytearray(b"\xeb" * width * height)
    for y, row in enumerate(rows):
        dark = bytes(16 if module else 235 for module in row for _ in range(scale))
        for line in range(scale):
            at = (y * scale + line) * width + (width - len(dark)) // 2
            luma[at : at + len(dark)] = dark
    frame = b"FRAME\n" + bytes(luma) + b"\x80" * (width * height // 2)
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + frame * 4)
    return path


def test_the_camera_reads_a_card(browser: Browser, chromium_path: str, house: House, tmp_path: Path) -> None:
    film = filmed(house.families["card_code"], path=tmp_path / "card.y4m")
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    args = ["--no-sandbox", *camera, f"--use-file-for-fake-video-capture={film}"]
    seeing = browser.browser_type.launch(executable_path=chromium_path, args=args)
    with phone(seeing) as context:
        tab = context.new_page()
        watch = Witness(house)
        watch.watch(tab)
        tab.goto(f"{house.address}/verify/phone/es/")
        tab.locator("[data-part=open-camera]").click()
        assert tab.locator("h1.estancia-verdict").inner_text(timeout=60_000) == "VÁLIDO"
        assert watch.faults == []
    seeing.close()


def test_a_refused_camera_leads_to_typing(browser: Browser, house: House) -> None:
    with phone(browser) as context:
        tab = context.new_page()
        tab.goto(f"{house.address}/verify/")
        tab.locator("[data-part=open-camera]").click()
        tab.wait_for_selector("[data-part=camera-refused]:visible")
        assert tab.evaluate("document.activeElement.name") == "code"
        assert tab.locator("[data-part=open-camera]").is_visible()


# ── how it looks ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_one_word_and_well_made(
    browser: Browser, house: House, pictures_folder: Path, language: str, scheme: str
) -> None:
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
        tab = context.new_page()
        tab.goto(f"{house.address}/verify/phone/{language}/")
        ready(tab)
        picture(tab, folder=pictures_folder, name=f"verify-phone-{language}-{scheme}-{width}")
        assert faults_seen(tab, width=width) == []
        check(tab, house.families["card_code"])
        picture(tab, folder=pictures_folder, name=f"verify-phone-answer-{language}-{scheme}-{width}")
        assert faults_seen(tab, width=width) == []
        context.close()
