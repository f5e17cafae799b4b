"""A complaint never goes to the body complained of, to one of its house or its kind, or to one that might be it."""

import itertools
from collections.abc import Callable

import pytest

from estancia.services import ACCUSED, KINDS, Body, answers_for, may_answer
from estancia.services.complaints import APART

COMMISSION = Body(key="comision", kind="human_rights", house="comision")
SHELTER = Body(key="casa", kind="protection", house="casa")
CHILDREN = Body(key="procuraduria", kind="child_protection", house="procuraduria")
DESK = Body(key="ventanilla", kind="migration_authority", house="instituto")
REVIEW = Body(key="revision", kind="migration_authority", house="instituto")
OTHER_SHELTER = Body(key="otra-casa", kind="protection", house="casa")
BODIES = (COMMISSION, SHELTER, CHILDREN, DESK, REVIEW, OTHER_SHELTER)
NAMED = {"human_rights": COMMISSION, "protecting_body": SHELTER, "child_protection": CHILDREN}
Rule = Callable[..., bool]


def led_astray(rule: Rule) -> list[tuple[str, str, str]]:
    """Every case in which a rule lets a body answer about itself, its house or its kind, or about nobody known."""
    cases = itertools.product(BODIES, ACCUSED, (None, *BODIES))
    return [
        (body.key, accused, complained.key if complained else "")
        for body, accused, complained in cases
        if rule(body=body, accused=accused, accused_body=complained) and astray(body, accused, complained)
    ]


def astray(body: Body, accused: str, complained: Body | None) -> bool:
    itself = complained is not None and body.house == complained.house
    of_its_kind = body.kind == ACCUSED[accused].organisation
    perhaps_itself = complained is None and body.kind not in APART
    return itself or of_its_kind or perhaps_itself


def test_no_body_ever_answers_about_itself() -> None:
    assert led_astray(may_answer) == []


def forgets_the_house(*, body: Body, accused: str, accused_body: Body | None) -> bool:
    return accused_body is None or body.key != accused_body.key


def asks_nothing(*, body: Body, accused: str, accused_body: Body | None) -> bool:
    return True


@pytest.mark.parametrize("planted", [forgets_the_house, asks_nothing])
def test_a_planted_rule_that_sends_it_to_the_accused_is_caught(planted: Rule) -> None:
    assert led_astray(planted)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("accused", [code for code in ACCUSED if code != "human_rights"])
def test_every_complaint_goes_to_the_human_rights_body_where_there_is_one(kind: str, accused: str) -> None:
    assert answers_for(kind=kind, accused=accused, accused_body=None, named=NAMED) == "human_rights"


@pytest.mark.parametrize("kind", KINDS)
def test_a_complaint_of_the_human_rights_body_is_answered_outside_it(kind: str) -> None:
    wanted = answers_for(kind=kind, accused="human_rights", accused_body=COMMISSION, named=NAMED)
    assert wanted in ("protecting_body", "child_protection")


def test_without_one_those_who_protect_answer_about_a_known_desk() -> None:
    named = {"protecting_body": SHELTER}
    assert answers_for(kind="papers_kept", accused="intake_desk", accused_body=DESK, named=named) == "protecting_body"


def test_a_complaint_of_the_shelter_has_nobody_where_only_the_shelter_is_named() -> None:
    named = {"protecting_body": SHELTER}
    assert answers_for(kind="violence", accused="protecting_body", accused_body=SHELTER, named=named) is None


def test_where_nobody_knows_who_did_it_only_a_body_that_stands_apart_answers() -> None:
    named = {"protecting_body": SHELTER, "child_protection": CHILDREN}
    assert answers_for(kind="family_split", accused="not_known", accused_body=None, named=named) is None
