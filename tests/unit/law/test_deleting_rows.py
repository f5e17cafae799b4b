"""A row is law only if deleting it changes what somebody is told."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from estancia.admission import determine, facts_from_json
from estancia.admission.grounds import GROUNDS
from estancia.law import Law, Rule, current_law
from tests.people import NOT_KNOWN, marisol
from tests.spec.admission.test_pages import PAGES, page_of

LAW = current_law()
BY_ID = {rule.id: rule for rule in LAW.rules}
BEARING = [rule for rule in LAW.rules if rule.grounds]
CODE_OF = {ground.key: ground.code for ground in GROUNDS} | {
    "programme": "programme_not_in_force",
    "pause": "programme_not_in_force",
    "agreement": "admission_not_agreed",
    "refusal": "admission_not_agreed",
}
BY_CODE = {page["code"]: page["situation"] for page in map(page_of, PAGES) if "code" in page}
OPENING = {"location_not_open": ({"location": "26043"},), "location_not_designated": ({"location": "20067"},)}


def changes_of(ground: str) -> Iterator[Mapping[str, Any]]:
    """The changes that the page of a ground makes to Marisol, dates of her notice and hearing aside."""
    code = CODE_OF[ground]
    yield from OPENING.get(code, ())
    for each in BY_CODE[code]:
        yield {
            path: value
            for path, value in each.get("with", {}).items()
            if path != "location" and not (isinstance(value, date) and not path.startswith("person."))
        }
        yield {path: value for path, value in each.get("with", {}).items() if path != "location"}


def days_of(rule: Rule) -> list[date]:
    """Days on which the row speaks, the firm ones of a month among them."""
    first = max(rule.from_, date(2018, 12, 20))
    last = rule.until - timedelta(days=1) if rule.until else date(2026, 11, 21)
    chosen = {first, last, first + (last - first) / 2, min(first + timedelta(days=31), last), date(2019, 7, 10)}
    return sorted(day for day in {*chosen, date(2020, 5, 12), date(2022, 3, 2)} if rule.strength_on(day))


def told(*, law: Law, on: date, changes: Mapping[str, Any]) -> Any:
    """What somebody is told; the row behind it only where the day itself is the reason."""
    found = determine(facts=facts_from_json(marisol(on=on, changes=changes)), law=law)
    reasons = {(each.code, each.effect, each.provision if each.fact == "on" else "") for each in found.reasons}
    return found.outcome, reasons, {each.path for each in found.not_known}


def changes_something(*, law: Law, ids: tuple[str, ...]) -> bool:
    """Whether this law without these rows tells anybody anything else."""
    without = law.without(*ids)
    return any(
        told(law=law, on=on, changes=each) != told(law=without, on=on, changes=each)
        for rule in map(BY_ID.__getitem__, ids)
        for ground in rule.grounds
        for on in days_of(rule)
        for each in changes_of(ground)
        if not any(isinstance(value, date) and path == "person.born_on" and value > on for path, value in each.items())
    )


def alone_on(ground: str, kept: str) -> Law:
    """The law in which one row alone supports a ground."""
    return LAW.without(*(rule.id for rule in LAW.by_ground[ground] if rule.id != kept))


@pytest.mark.parametrize(
    ("row", "ground"), [(rule.id, ground) for rule in BEARING for ground in rule.grounds], ids=lambda text: text
)
def test_where_a_row_alone_carries_a_ground_deleting_it_changes_what_somebody_is_told(row: str, ground: str) -> None:
    assert changes_something(law=alone_on(ground, row), ids=(row,))


DECISIVE = [
    ("MX2-VUL.pregnant_women",),
    ("MX2-VUL.the_elderly",),
    ("MX2-VUL.lgbt",),
    ("MX2-VUL.monolingual_indigenous",),
    ("MX2-VUL.and_others",),
    ("MX2-VUL.physical_or_mental_illness",),
    ("MX2-WAIT.answer_awaited",),
    ("US1-AMEN.enrolment",),
    ("US1-AMEN.known_physical_or_mental_health_issue",),
    ("US2-AMEN.enrolment",),
    ("US2-AMEN.western_hemisphere",),
    ("US1-RESP.hearings_postponed",),
    ("US1-NAT.spanish_speaking",),
    ("MX1-INM.first_nationalities",),
    ("US1-INJ-MX.none_received",),
    ("US1-INJ.injunction_2019", "US1-INJ-MX.none_received"),
    ("MX3.third_start_rejected",),
    ("MX3.third_start_rejected", "MX3.nothing_accepted_2025"),
    ("US3-LIT.stay_nationwide",),
    ("US3-LIT.stay_for_clients",),
    ("US3.executive_order", "US3.policy_of_2019_restarted"),
    ("EST.first_notice_on_its_way",),
]


@pytest.mark.parametrize("ids", DECISIVE, ids="+".join)
def test_deleting_a_decisive_row_changes_outcome_or_codes(ids: tuple[str, ...]) -> None:
    assert changes_something(law=LAW, ids=ids)


def test_a_pregnant_woman_is_admitted_where_the_row_that_protects_her_is_gone() -> None:
    facts = facts_from_json(marisol(changes={"person.pregnant": True}))
    without = LAW.without("MX2-VUL.pregnant_women")
    assert determine(facts=facts).outcome == "hold"
    assert determine(facts=facts, law=without).outcome == "admissible"


def test_a_fact_not_known_is_no_longer_asked_where_the_row_is_gone() -> None:
    facts = facts_from_json(marisol(changes={"person.pregnant": NOT_KNOWN}))
    assert [each.path for each in determine(facts=facts).not_known] == ["person.pregnant"]
    assert determine(facts=facts, law=LAW.without("MX2-VUL.pregnant_women")).not_known == ()


def test_mexico_has_not_agreed_in_2025_for_as_long_as_one_of_its_answers_stands() -> None:
    facts = facts_from_json(marisol(on=date(2025, 2, 1)))
    said = [
        "admission_not_agreed" in determine(facts=facts, law=LAW.without(*ids)).codes
        for ids in (
            (),
            ("MX3.nothing_accepted_2025",),
            ("MX3.third_start_rejected",),
            ("MX3.nothing_accepted_2025", "MX3.third_start_rejected"),
        )
    ]
    assert said == [True, True, True, False]


def test_a_planted_ground_nobody_hears_is_caught() -> None:
    silent = LAW.without(*(rule.id for rule in LAW.by_ground["exempt_pregnancy"]))
    assert not changes_something(law=silent, ids=("MX2-VUL.pregnant_women",))
