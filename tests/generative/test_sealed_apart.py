"""Sealing the private part changes no outcome and shows the desk no private thing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, find, given, settings

from estancia.admission import (
    PRIVATE_CODES,
    PRIVATE_PATHS,
    Facts,
    OpenView,
    determine,
    determine_open,
    judge_private,
    open_view,
    private,
)
from tests.generative.facts import read, st_tables

Table = Mapping[str, Any]
many = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200)
NAMES = [path.removeprefix("person.") for path in PRIVATE_PATHS]


def in_clear(facts: Facts) -> Facts:
    """The facts as the records keep them: every private answer sealed away."""
    return replace(facts, person=replace(facts.person, **dict.fromkeys(NAMES)))


def apart(facts: Facts) -> tuple[str, bool]:
    """The outcome and the one bit, with the private part judged and sealed before the rest is asked."""
    judged = judge_private(facts=facts)
    said, hold = determine_open(facts=in_clear(facts), protection_open=judged.protection_open)
    return said.outcome, hold


def asked_of_fear(table: Table) -> Facts:
    """Facts of somebody who went through the private questions: fear was asked about."""
    facts = read(table)
    return replace(facts, person=replace(facts.person, fear_asked=True))


@many
@given(st_tables())
def test_the_outcome_is_the_same_with_the_private_part_sealed_apart(table: Table) -> None:
    facts = asked_of_fear(table)
    assert apart(facts)[0] == determine(facts=facts).outcome


def shown(view: OpenView) -> list[str]:
    """What of the private part a view shows."""
    return [
        *(each.code for each in view.reasons if each.code in PRIVATE_CODES or each.effect == "protect"),
        *(each.path for each in view.not_known if each.path in PRIVATE_PATHS),
    ]


@many
@given(st_tables())
def test_the_desk_is_shown_no_private_code_and_no_private_fact(table: Table) -> None:
    assert shown(open_view(determination=determine(facts=read(table)))) == []


@many
@given(st_tables())
def test_the_one_bit_in_clear_holds_whoever_a_rule_protects(table: Table) -> None:
    found = determine(facts=read(table))
    view = open_view(determination=found)
    if any(each.effect == "protect" for each in found.reasons):
        assert view.protection_hold
        assert view.outcome == "hold"


def test_a_planted_code_left_out_of_the_private_ones_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "PRIVATE_CODES", frozenset({"exempt_pregnancy"}))
    assert find(st_tables(), lambda table: bool(shown(open_view(determination=determine(facts=read(table))))))
