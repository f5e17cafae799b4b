"""What only a browser shows: passkeys, leaving by three presses, pages without scripts, looks that catch a fault."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from tests.journeys.conftest import sign_in
from tests.journeys.house import House
from tests.journeys.looking import Witness, faults_seen


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A stranger's tab of its own."""
    context = browser.new_context()
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def with_authenticator(tab: Tab) -> None:
    """Give the tab a device that holds passkeys and says yes."""
    devices = tab.context.new_cdp_session(tab)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def fill_in(tab: Tab, house: House, role: str) -> None:
    username, password = house.logins[role]
    tab.fill("input[name=login]", username)
    tab.fill("input[name=password]", password)
    press(tab)


def press(tab: Tab) -> None:
    """Press the page's main button."""
    tab.locator("main form button[type=submit]:visible").first.click()


def test_a_passkey_is_added_and_signs_in_without_a_password(tab: Tab, house: House) -> None:
    named = house.address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    with_authenticator(tab)
    tab.goto(f"{named}/sign-in/")
    fill_in(tab, house, "SA")
    tab.goto(f"{named}/sign-in/second-factor/passkeys/add/")
    tab.fill("input[name=password]", house.logins["SA"][1])
    press(tab)
    press(tab)
    tab.wait_for_url("**/spare-codes/")
    assert tab.locator("li.estancia-code").count() == 10
    tab.context.clear_cookies()
    tab.goto(f"{named}/sign-in/")
    tab.locator("[data-passkey] button").click()
    tab.wait_for_url(lambda address: "/sign-in/" not in address)
    tab.goto(f"{named}/privacy/")
    assert tab.locator(".estancia-bar__out").count() == 1


def test_on_a_telephone_each_demonstration_login_shows_its_user_name(tab: Tab, house: House) -> None:
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.goto(f"{house.address}/sign-in/")
    box = tab.locator("td", has_text=house.logins["IO"][0]).last.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 360


def test_three_presses_of_shift_leave_at_once(browser: Browser, house: House) -> None:
    context = browser.new_context()
    sign_in(context, house, "DP")
    tab = context.new_page()
    tab.goto(f"{house.address}/privacy/")
    tab.wait_for_function("document.body.classList.contains('js-enabled')")
    for _ in range(3):
        tab.keyboard.press("Shift")
    tab.wait_for_url("**/exit/")
    assert "Estancia" not in tab.title()
    tab.goto(f"{house.address}/purpose/")
    assert "/sign-in/" in tab.url
    context.close()


def test_signing_in_choosing_a_purpose_and_checking_a_paper_need_no_scripts(browser: Browser, house: House) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{house.address}/sign-in/")
    assert not tab.locator("[data-passkey]").is_visible()
    fill_in(tab, house, "DP")
    tab.locator("input[name=purpose]").first.check()
    press(tab)
    tab.goto(f"{house.address}/verify/")
    tab.fill("textarea[name=code]", "0000-0000")
    press(tab)
    assert tab.locator("h1.estancia-verdict").count() == 1
    tab.goto(f"{house.address}/privacy/")
    tab.locator(".estancia-bar__exit").click()
    assert tab.url.endswith("/exit/")
    context.close()


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("<p style='width:900px'>wide</p>", "scrolls sideways"),
        ("<h1>again</h1>", "2 h1"),
        ("<p style='font-size:12px'>small</p>", "under 16 px"),
        ("<button style='height:20px'>low</button>", "under 44 px"),
        ("<p style='color:#ccc;background:#fff'>pale</p>", "color-contrast"),
    ],
)
def test_a_planted_fault_of_a_page_is_seen(planted: str, said: str, tab: Tab, house: House) -> None:
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.goto(f"{house.address}/privacy/")
    before = faults_seen(tab, width=360)
    tab.evaluate(  # rule by rule, for the page's own policy allows no style written into it
        """(html) => {
          const made = new DOMParser().parseFromString(html, 'text/html').body.firstChild
          const part = document.createElement(made.tagName)
          part.textContent = made.textContent
          for (const rule of (made.getAttribute('style') || '').split(';')) {
            const [key, value] = rule.split(':')
            if (value) part.style.setProperty(key, value)
          }
          document.querySelector('main').append(part)
        }""",
        planted,
    )
    after = faults_seen(tab, width=360)
    assert before == []
    assert [fault for fault in after if said in fault]


def test_a_planted_request_outside_is_seen(tab: Tab, house: House) -> None:
    witness = Witness(house=house)
    witness.watch(tab)
    tab.goto(f"{house.address}/privacy/")
    tab.evaluate("fetch('https://elsewhere.example/').catch(() => 0)")
    assert witness.faults


def test_a_language_chosen_keeps_the_answer_of_a_check(tab: Tab, house: House) -> None:
    tab.goto(f"{house.address}/verify/")
    tab.fill("textarea[name=code]", "0000-0000")
    press(tab)
    spanish = tab.locator("h1.estancia-verdict").inner_text()
    tab.get_by_role("button", name="English").click()
    english = tab.locator("h1.estancia-verdict").inner_text()
    assert (spanish, english) in {("NO ES NUESTRO", "NOT OURS"), ("NO SE PUEDE SABER", "CANNOT TELL")}
