"""Every page of the rooms, without scripts, in both languages: opened by the right role, shut to the stranger."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import estancia.web
from tests.integration.web.window import ADULT, hand_in

pytestmark = pytest.mark.django_db

GIRL = ADULT | {
    "name": "Ximena Canario Azul",
    "born_year": "2011",
    "accompanied_by": "other_adult",
    "number": "A208123457",
}
AFRAID = {(1, "fear_of_mexico"): "yes"}
REFERENCE = re.compile(r"\b(?=[A-Z]*\d)[0-9A-Z]{8}\b")
TITLE = re.compile(r"\{% block title %\}(.*?)\{% endblock %\}", re.DOTALL)
SAID_IN_TITLES = {"place.name", "title", "heading|default:questions.0.label"}  # a place's name, and words of ours


@dataclass(frozen=True, slots=True)
class Case:
    """A family at the window: their request, family, first person and protection hold."""

    request: str
    family: str
    person: str
    hold: str

    def at(self, address: str) -> str:
        """Put this family into an address."""
        return address.format(request=self.request, family=self.family, person=self.person, hold=self.hold)


@pytest.fixture
def case(world, at) -> Case:
    """An aunt and a child, who fears Mexico: held for protection."""
    _, request = hand_in(at(world.desk), members=[ADULT, GIRL], private=AFRAID, relation="relatives")
    page = at(world.desk).open(f"/requests/{request}/")
    holds = at(world.protector).open("/holds/").html
    return Case(
        request=request,
        family=_one(r'/families/([\w-]+)/"', page.html),
        person=_one(r'/people/([\w-]+)/"', page.html),
        hold=_one(r'/holds/([\w-]+)/"', holds),
    )


def _one(pattern: str, html: str) -> str:
    found = re.search(pattern, html)
    assert found, f"{pattern} is not on the page"
    return found.group(1)


# address, who opens it, who is refused
PAGES = (
    ("/my-work/", "desk", ""),
    ("/search/", "desk", "observer"),
    ("/intake/", "desk", "protector"),
    ("/requests/{request}/", "desk", "other_desk"),
    ("/requests/{request}/", "coordinator", "lawyer"),
    ("/people/{person}/", "desk", "other_desk"),
    ("/people/{person}/", "protector", "other_protector"),
    ("/people/{person}/", "data_protection", "administrator"),
    ("/people/{person}/why/?on=2021-12-15", "desk", "other_desk"),
    ("/people/{person}/looked/", "data_protection", "desk"),
    ("/families/{family}/", "desk", "other_desk"),
    ("/holds/", "desk", "observer"),
    ("/holds/{hold}/", "protector", "other_protector"),
    ("/reviews/", "coordinator", "lawyer"),
    ("/places/02004/", "desk", "other_desk"),
    ("/places/02004/", "coordinator", "protector"),
    ("/unlock/", "protector", "desk"),
    ("/people/{person}/sealed/", "protector", "desk"),
    ("/notices/", "protector", "desk"),
    ("/integrity/", "observer", "desk"),
    ("/keys/", "administrator", "data_protection"),
)


def titles_that_tell(titles: Iterable[str]) -> list[str]:
    """The titles that put in more than words of ours: tabs are read over the shoulder and kept in the history."""
    return [title for title in titles if set(re.findall(r"\{\{ (.*?) \}\}", title)) - SAID_IN_TITLES]


def test_the_title_of_no_page_carries_a_reference() -> None:
    templates = Path(estancia.web.__file__).parent.joinpath("templates").rglob("*.html")
    titles = [title for template in templates for title in TITLE.findall(template.read_text(encoding="utf-8"))]
    assert len(titles) > len(PAGES)
    assert titles_that_tell(titles) == []
    planted = '{% translate "Person" %} {{ person.reference }}'
    assert titles_that_tell([planted]) == [planted]


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_opens_to_its_reader_in_their_language(world: Any, at: Any, case: Case, language: str) -> None:
    faults = []
    for address, role, _ in PAGES:
        page = at(getattr(world, role), language).open(case.at(address))
        whole = page.status == 200 and f'lang="{language}"' in page.html and page.heading
        named = ADULT["name"] in page.title + page.address or REFERENCE.search(page.title)
        faults += [f"{address} for {role}: {page.status} {page.title}"] if named or not whole else []
    assert faults == []


def test_every_page_is_shut_to_the_stranger_and_to_whoever_is_not_signed_in(world: Any, at: Any, case: Case) -> None:
    faults = []
    for address, _, stranger in PAGES:
        refused = at(getattr(world, stranger)).open(case.at(address)) if stranger else None
        if refused and (refused.status not in (403, 404) or ADULT["name"] in refused.text):
            faults.append(f"{address} opened to {stranger}: {refused.status}")
        outside = at(None).open(case.at(address))
        faults += [] if outside.address.startswith("/sign-in/") else [f"{address} opened to anyone"]
    assert faults == []


def test_what_is_not_ones_own_reads_like_what_does_not_exist(world: Any, at: Any, case: Case) -> None:
    other = at(world.other_desk)
    assert other.open(f"/people/{case.person}/").text == other.open("/people/NONE0000/").text


PRIVATE_WORDS = (
    "miedo de estar en México",
    "fear_expressed",
    "fear_of_mexico",
    "person.fear",
    "child_alone",
    "pregnan",
)


def test_no_authority_page_says_what_the_protection_question_is(world: Any, at: Any, case: Case) -> None:
    seen = []
    for address, role, _ in PAGES:
        if role in ("desk", "coordinator"):
            page = at(getattr(world, role)).open(case.at(address))
            seen += [f"{address} for {role}: {words}" for words in PRIVATE_WORDS if words in page.html]
    assert seen == []


def test_the_desk_reads_that_a_protection_question_is_open_and_nothing_more(world: Any, at: Any, case: Case) -> None:
    page = at(world.desk).open(f"/requests/{case.request}/")
    assert "Hay una pregunta de protección abierta. Reservado." in page.text
    assert page.heading == "Lo que dicen las reglas hasta ahora. Decide una persona."


def test_the_coordinator_sees_no_name(world: Any, at: Any, case: Case) -> None:
    page = at(world.coordinator).open(f"/requests/{case.request}/")
    assert page.status == 200
    assert "Canario" not in page.html


def test_the_protecting_body_reads_the_answers_with_its_phrase_and_only_then(world: Any, at: Any, case: Case) -> None:
    from tests.integration.casework.world import OTHER_PHRASE, PHRASE

    window = at(world.protector)
    asked = window.open(f"/people/{case.person}/sealed/")
    assert asked.address.startswith("/unlock/")
    wrong = window.fill(asked, {"phrase": OTHER_PHRASE}, holding="phrase")
    assert wrong.status == 422
    assert OTHER_PHRASE not in wrong.html
    opened = window.fill(wrong, {"phrase": PHRASE}, holding="phrase")
    assert opened.address == f"/people/{case.person}/sealed/"
    assert "¿Tiene miedo de estar en México" in opened.text
    locked = window.fill(opened, {}, holding="")
    assert locked.address == "/my-work/"
    assert window.open(f"/people/{case.person}/sealed/").address.startswith("/unlock/")


def test_a_search_puts_no_name_in_an_address(world: Any, at: Any, case: Case) -> None:
    window = at(world.desk)
    found = window.fill(window.open("/search/"), {"text": "canario amarillo"}, holding="text")
    assert found.address == "/search/"
    assert f"/people/{case.person}/" in found.html


def test_nobody_found_says_that_lists_are_not_searched_and_leads_to_them_whoever_may_open_them(
    world: Any, at: Any, case: Case
) -> None:
    for actor, leads in ((world.desk, True), (world.protector, False)):
        window = at(actor)
        none = window.fill(window.open("/search/"), {"text": "zutanito quetzal"}, holding="text")
        assert "Las listas de personas propuestas no se buscan aquí." in none.text
        assert ('href="/rosters/not-admitted/"' in none.html) is leads


def test_the_date_slider_shows_the_law_of_other_days_and_keeps_what_was_typed(world: Any, at: Any, case: Case) -> None:
    window = at(world.desk)
    then = window.open(f"/people/{case.person}/why/?on=2021-03-15")
    moved = window.open(f"/people/{case.person}/why/?month=26")
    typed = window.open(f"/people/{case.person}/why/?day_day=15&day_month=marzo&day_year=2021")
    wrong = window.open(f"/people/{case.person}/why/?day_day=31&day_month=2&day_year=2021")
    assert "15 mar 2021" in then.heading
    assert [page.heading for page in (moved, typed)] == [then.heading, then.heading]
    assert wrong.status == 422
    assert 'value="31"' in wrong.html
