"""The pages of the rooms, and the ways to those that only a few clicks lead to."""

from collections.abc import Callable

from playwright.sync_api import Page as Tab

from tests.journeys.founding import PHRASE
from tests.journeys.house import House
from tests.journeys.looking import Page, Way


def at(address: str) -> Way:
    """Open an address that holds a family's reference by its name in `families`."""

    def way(tab: Tab, house: House) -> None:
        tab.goto(house.address + address.format(**house.families))

    return way


def press(tab: Tab) -> None:
    """Press the page's main button."""
    tab.locator("main form button[type=submit]").first.click()


def begun(slug: str, member: bool = False) -> Callable[[Tab, House], None]:
    """Begin an intake and stand at one of its family pages, or a page of the finished draft's first person."""

    def way(tab: Tab, house: House) -> None:
        if member:
            tab.goto(f"{house.address}/intake/{house.families['draft']}/{slug}/1/")
            return
        tab.goto(f"{house.address}/intake/{house.families['draft']}/{slug}/")

    return way


def nothing_chosen(tab: Tab, house: House) -> None:
    """Continue from the first question with nothing chosen."""
    tab.goto(f"{house.address}/intake/")
    press(tab)
    press(tab)


def no_reason(tab: Tab, house: House) -> None:
    """Decide against the rules without saying why."""
    tab.goto(f"{house.address}/requests/{house.families['plain']}/")
    tab.locator("form:has(input[value=hold]) button").click()


def searched(tab: Tab, house: House) -> None:
    """Look for a family by part of a name."""
    tab.goto(f"{house.address}/search/")
    tab.fill("input[name=text]", "prueba")
    press(tab)


def opened(tab: Tab, house: House) -> None:
    """Open the sealed answers with the key phrase, as often as asked for it."""
    tab.goto(f"{house.address}/people/{house.families['aunt']}/sealed/")
    if "/unlock/" in tab.url:
        tab.fill("input[name=phrase]", PHRASE)
        press(tab)


def notices(tab: Tab, house: House) -> None:
    """Open the notices sealed to the organisation."""
    tab.goto(f"{house.address}/notices/")
    if "/unlock/" in tab.url:
        tab.fill("input[name=phrase]", PHRASE)
        press(tab)


def card_back(tab: Tab, house: House) -> None:
    """Begin to take back the admitted person's card."""
    tab.goto(f"{house.address}/requests/{house.families['admitted']}/")
    tab.locator("main .estancia-member a").first.click()
    tab.locator("a[href*=take-back]").first.click()


def handed_in(tab: Tab, house: House) -> None:
    """Hand in a finished draft; the second time it is handed in already."""
    tab.goto(f"{house.address}/intake/{house.families['ready']}/check/")
    if "/check/" in tab.url:
        press(tab)


def at_the_gate(tab: Tab, house: House) -> None:
    """Show the mother's family at the gate, by her card."""
    tab.goto(f"{house.address}/crossings/")
    tab.fill("input[name=text]", house.families["mother_card"])
    tab.keyboard.press("Enter")
    tab.wait_for_selector("button[name=direction]")


def paper_to_mend(tab: Tab, house: House) -> None:
    """Type in a paper list with an hour that does not exist."""
    tab.goto(f"{house.address}/crossings/paper/type/")
    tab.fill("input[name=card_0]", house.families["mother_card"])
    tab.fill("input[name=left_0]", "26:00")
    press(tab)


def nothing_sent(tab: Tab, house: House) -> None:
    """Upload with no file chosen."""
    tab.goto(f"{house.address}/rosters/")
    press(tab)


ROOMS = (
    Page("rights", "", "/rights/"),
    Page("complain", "", "/complain/?kind=blocked_visit"),
    Page("complaints", "LW", "/complaints/"),
    Page("permits", "IO", at("/people/{aunt}/permits/")),
    Page("permit-file", "IO", at("/people/{aunt}/permits/work_permit/")),
    Page("work", "IO", "/my-work/"),
    Page("work-protection", "PW", "/my-work/"),
    Page("search", "IO", searched),
    Page("intake-start", "IO", "/intake/"),
    Page("intake-language", "IO", begun("language")),
    Page("intake-language-mend", "IO", nothing_chosen),
    Page("intake-languages", "IO", begun("languages")),
    Page("intake-family", "IO", begun("family")),
    Page("intake-name", "IO", begun("name", member=True)),
    Page("intake-born", "IO", begun("born", member=True)),
    Page("intake-nationality", "IO", begun("nationality", member=True)),
    Page("intake-notice", "IO", begun("notice", member=True)),
    Page("intake-notice-paper", "IO", begun("notice-paper", member=True)),
    Page("intake-court", "IO", begun("court-record", member=True)),
    Page("intake-request", "IO", begun("request")),
    Page("intake-private-begin", "IO", at("/intake/{draft}/private/1/begin/")),
    Page("intake-card", "IO", at("/intake/{draft}/private/1/card/")),
    Page("intake-card-child", "IO", at("/intake/{child_draft}/private/1/card/")),
    Page("intake-private", "IO", at("/intake/{draft}/private/1/fear_of_mexico/")),
    Page("intake-private-end", "IO", at("/intake/{draft}/private/1/end/")),
    Page("intake-check", "IO", at("/intake/{draft}/check/")),
    Page("decision", "IO", at("/requests/{plain}/")),
    Page("decision-mend", "IO", no_reason),
    Page("decision-protection", "IO", at("/requests/{held}/")),
    Page("decision-withheld", "DP", at("/requests/{held}/")),
    Page("requests-withheld", "DP", "/requests/?state=on_hold&location=08037"),
    Page("decided-admitted", "IO", at("/requests/{admitted}/decided/")),
    Page("decided-held", "IO", at("/requests/{held}/decided/")),
    Page("person", "IO", at("/people/{girl}/")),
    Page("person-data-protection", "DP", at("/people/{aunt}/")),
    Page("notice-write", "IO", at("/people/{aunt}/notice/write/")),
    Page("notice-check", "IO", at("/people/{aunt}/notice/")),
    Page("hearing-write", "IO", at("/people/{aunt}/hearing/write/")),
    Page("alarm", "IO", at("/alarms/{alarm}/")),
    Page("kept-write", "IO", at("/people/{aunt}/kept-papers/write/")),
    Page("kept-paper", "IO", at("/kept-papers/{receipt}/")),
    Page("why", "IO", at("/people/{aunt}/why/?on=2021-12-15")),
    Page("why-2019", "IO", at("/people/{aunt}/why/?on=2019-03-15")),
    Page("family", "IO", at("/families/{family}/")),
    Page("audit", "DP", at("/people/{aunt}/looked/")),
    Page("location", "IO", "/places/08037/"),
    Page("holds", "PW", "/holds/"),
    Page("hold", "PW", at("/holds/{hold}/")),
    Page("reviews", "IO", "/reviews/"),
    Page("review", "IO", at("/reviews/{review}/")),
    Page("unlock", "PW", "/unlock/"),
    Page("sealed", "PW", opened),
    Page("sealed-notices", "PW", notices),
    Page("card-back", "IO", card_back),
    Page("crossings-found", "IO", at_the_gate),
    Page("crossings-paper-mend", "IO", paper_to_mend),
    Page("person-stay-lived", "IO", at("/people/{away}/")),
    Page("renewal", "IO", at("/people/{mother}/renewal/")),
    Page("end-of-stay", "IO", at("/people/{mother}/end-of-stay/")),
    Page("expected-back", "PW", "/expected-back/"),
    Page("stay-asks", "", "/what-the-stay-asks/"),
    Page("rosters", "IO", "/rosters/"),
    Page("rosters-mend", "IO", nothing_sent),
    Page("roster-columns", "IO", at("/rosters/{roster_received}/columns/")),
    Page("roster-to-mend", "IO", at("/rosters/{roster_staged}/?rows=to_mend")),
    Page("roster-doubtful", "IO", at("/rosters/{roster_staged}/?rows=doubtful")),
    Page("roster-changed", "IO", at("/rosters/{roster_staged}/?rows=changed")),
    Page("roster-told-twice", "IO", at("/rosters/{roster_staged}/?rows=repeated")),
    Page("roster-kept", "IO", at("/rosters/{roster_kept}/")),
    Page("roster-proposed", "IO", "/rosters/not-admitted/"),
    Page("integrity", "DP", "/integrity/"),
    Page("keys", "SA", "/keys/"),
    Page("intake-done", "IO", handed_in),
)
