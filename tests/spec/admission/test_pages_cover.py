"""No code of the rules is without its page, and every page shows both answers, and the third where it can be asked."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from estancia.admission.grounds import CODES, GROUNDS, Ground
from estancia.law import current_law
from tests.people import PLAIN_DAY
from tests.spec.admission.test_pages import PAGES, page_of

Page = Mapping[str, Any]
BY_CODE = {page["code"]: page for page in map(page_of, PAGES) if "code" in page}
LISTED_FROM = date(2021, 11, 26)
TURNING = {"programme", "pause", "agreement", "refusal"}
EDGES = sorted(
    {
        day
        for rule in current_law().rules
        if TURNING & {*rule.grounds} and not rule.month_only
        for day in (rule.from_, rule.until)
        if day
    }
)
# Held by a code of their own where they are not known; or known without asking.
NEVER_ASKED = {
    "programme_not_in_force",
    "admission_not_agreed",
    "case_closed",
    "hearing_not_verified",
    "hearing_postponed",
    "hearing_in_the_past",
    "fear_not_asked",
    "notice_defect",
    "fear_of_origin",
    "child_protection_to_be_told",
    "family_includes_citizen_child",
    "location_not_open",
}


def lacking(code: str, page: Page) -> list[str]:
    """What a page of a rule does not show."""
    situations = page["situation"]
    shown = {
        "yes": any(code in each.get("reasons", {}) for each in situations),
        "no": any(code not in each.get("reasons", {}) and not each.get("not_known") for each in situations),
        "not known": code in NEVER_ASKED or any(each.get("not_known") for each in situations),
    }
    return [answer for answer, found in shown.items() if not found]


def test_every_code_has_a_page() -> None:
    assert set(BY_CODE) == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_page_shows_yes_and_no_and_not_known(code: str) -> None:
    assert lacking(code, BY_CODE[code]) == []


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: f"{ground.code}-{ground.effect}-{ground.key}")
def test_every_ground_speaks_on_its_page_with_its_own_effect(ground: Ground) -> None:
    effects = {each["reasons"].get(ground.code) for each in BY_CODE[ground.code]["situation"] if "reasons" in each}
    assert ground.effect in effects


@pytest.mark.parametrize("code", sorted(code for code in CODES if code.startswith("exempt_")))
def test_a_page_of_an_exempt_group_stands_on_the_eve_and_the_first_day_of_the_list(code: str) -> None:
    days = {each.get("on", PLAIN_DAY) for each in BY_CODE[code]["situation"]}
    assert days >= {LISTED_FROM - timedelta(days=1), LISTED_FROM}


@pytest.mark.parametrize("edge", EDGES, ids=str)
def test_the_pages_stand_on_the_eve_and_the_first_day_of_every_turn_of_the_programme(edge: date) -> None:
    days = {each.get("on", PLAIN_DAY) for path in PAGES for each in page_of(path)["situation"]}
    assert days >= {edge - timedelta(days=1), edge}


def test_every_page_speaks_both_languages_and_names_its_provision() -> None:
    silent = [
        path.stem
        for path in PAGES
        for page in [page_of(path)]
        if not all(page[part][tongue].strip() for part in ("title", "says") for tongue in ("es", "en"))
        or not page["provision"].strip()
    ]
    assert silent == []


def test_no_sentence_stands_twice_on_a_page() -> None:
    twice = [
        (path.stem, says)
        for path in PAGES
        for said in [[each["says"] for each in page_of(path)["situation"]]]
        for says in {*said}
        if said.count(says) > 1
    ]
    assert twice == []


def test_a_planted_page_without_a_no_or_an_unknown_is_seen() -> None:
    planted = {"situation": [{"says": "Yes.", "outcome": "hold", "reasons": {"exempt_pregnancy": "protect"}}]}
    assert lacking("exempt_pregnancy", planted) == ["no", "not known"]
