"""Each rule is one page of the manual: what it says, and situations in sentences that must come out as written."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from estancia.admission import determine, facts_from_json
from tests.people import PLAIN_DAY, marisol

PAGES = sorted(Path(__file__).parent.glob("*.toml"))
Page = Mapping[str, Any]


def page_of(path: Path) -> Page:
    return tomllib.loads(path.read_text("utf-8"))


def situations() -> list[Any]:
    return [
        pytest.param(situation, id=f"{path.stem}-{number}")
        for path in PAGES
        for number, situation in enumerate(page_of(path)["situation"], start=1)
    ]


def came_out(situation: Page) -> dict[str, Any]:
    facts = marisol(on=situation.get("on", PLAIN_DAY), changes=situation.get("with", {}))
    found = determine(facts=facts_from_json(facts))
    return {
        "outcome": str(found.outcome),
        "reasons": {reason.code: str(reason.effect) for reason in found.reasons},
        "not_known": sorted(one.path for one in found.not_known),
    }


def written(situation: Page) -> dict[str, Any]:
    return {
        "outcome": situation["outcome"],
        "reasons": situation.get("reasons", {}),
        "not_known": sorted(situation.get("not_known", [])),
    }


@pytest.mark.parametrize("situation", situations())
def test_a_situation_comes_out_as_its_page_says(situation: Page) -> None:
    assert came_out(situation) == written(situation), situation["says"]


def test_a_planted_situation_that_says_otherwise_is_caught() -> None:
    planted = {"says": "A pregnant woman is admitted.", "with": {"person.pregnant": True}, "outcome": "admissible"}
    assert came_out(planted) != written(planted)
