"""The laws of the determination, on facts nobody thought of; each with a planted fault it catches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from estancia.admission import Determination, Facts, determine, speaking
from estancia.admission.bulk import OUTCOMES, columns_of, determine_many
from estancia.admission.grounds import GROUNDS, Ground
from estancia.admission.speaking import RANK, LawOfDay, law_of_day
from estancia.law import Law, current_law
from estancia.law.criteria import Before, Not, OneOf, Surely, is_
from estancia.law.rules import Strength
from tests.generative.facts import (
    ANSWERED,
    FIRST_DAY,
    LANGUAGES,
    LAST_DAY,
    NATIONALITIES,
    PATHS,
    PLEAS,
    read,
    st_tables,
    value_at,
)
from tests.people import NOT_KNOWN

Table = Mapping[str, Any]
many = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=200)
# Facts whose absence has a code of its own, and the telling of child protection, for age unknown is presumed a child.
SPOKEN_WHEN_NOT_KNOWN = {"fear_not_asked", "hearing_not_verified", "child_alone", "child_protection_to_be_told"}


def said(table: Table) -> Determination:
    return determine(facts=read(table))


def with_changes(table: Table, changes: Mapping[str, Any]) -> Determination:
    return determine(facts=read(table, changes))


@pytest.fixture
def fresh_law() -> Iterator[None]:
    """Forget the laws worked out before and after a planted fault."""
    law_of_day.cache_clear()
    yield
    law_of_day.cache_clear()


# ── one definition serves one person and many
def disagreeing(facts: Sequence[Facts]) -> list[Facts]:
    found = determine_many(columns=columns_of(facts))
    return [one for number, one in enumerate(facts) if _in_arrays(found, number) != _alone(one)]


def _in_arrays(found: Any, number: int) -> tuple[str, dict[str, int], bool]:
    return OUTCOMES[found.outcome[number]], found.codes_of(number), bool(found.asks[number])


def _alone(facts: Facts) -> tuple[str, dict[str, int], bool]:
    one = determine(facts=facts)
    return one.outcome, {each.code: RANK[each.effect] for each in one.reasons}, bool(one.not_known)


@many
@given(st.lists(st_tables(most=12), min_size=10, max_size=30))
def test_many_in_arrays_are_told_what_each_is_told_alone(tables: list[Table]) -> None:
    assert disagreeing([read(table) for table in tables]) == []


def test_a_planted_array_that_counts_a_day_differently_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def lenient(self: Before, columns: Any) -> Any:
        first, second = columns[self.first], columns[self.second]
        known, found = first.known & second.known, second.values - first.values >= self.days
        return known & found, known & ~found

    monkeypatch.setattr(Before, "over", lenient)
    assert find(st_tables(), lambda table: bool(disagreeing([read(table)])))


# ── the same facts, whatever nationality or language
CITED = {
    rule.id
    for rule in current_law().rules
    if any(ground == "mexican_national" or ground.startswith("nationality.") for ground in rule.grounds)
}
CITED_LANGUAGE = {rule.id for rule in current_law().rules if "exempt_indigenous_monolingual" in rule.grounds}


def treated_apart(table: Table, path: str, one: Any, other: Any, cited: set[str], codes: set[str]) -> bool:
    """Whether two people who differ in one fact are told different things without a cited rule on that fact."""
    first, second = with_changes(table, {path: one}), with_changes(table, {path: other})
    reasons = [{(r.code, r.effect) for r in each.reasons if not _rests_on(r, cited, codes)} for each in (first, second)]
    ruled = [r for each in (first, second) for r in each.reasons if _rests_on(r, cited, codes) and r.effect != "warn"]
    return reasons[0] != reasons[1] or (
        not ruled and not asked(first, second, path) and first.outcome != second.outcome
    )


def _rests_on(reason: Any, cited: set[str], codes: set[str]) -> bool:
    return reason.code in codes and reason.provision in cited


def asked(first: Determination, second: Determination, path: str) -> bool:
    return any(each.path == path for one in (first, second) for each in one.not_known)


BY_NATIONALITY = {"mexican_national", "nationality_not_covered"}
pairs_of_nations = st.tuples(st.sampled_from(NATIONALITIES), st.sampled_from(NATIONALITIES))


@many
@given(st_tables(), pairs_of_nations)
def test_another_nationality_changes_nothing_that_no_rule_on_nationality_says(
    table: Table, nations: tuple[str, str]
) -> None:
    assert not treated_apart(table, "person.nationality", *nations, CITED, BY_NATIONALITY)


@many
@given(st_tables(), st.tuples(st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES)))
def test_another_language_changes_nothing_that_no_rule_on_language_says(
    table: Table, spoken: tuple[list[str], list[str]]
) -> None:
    codes = {"exempt_indigenous_monolingual"}
    assert not treated_apart(table, "person.languages", *spoken, CITED_LANGUAGE, codes)


def test_sex_is_not_a_fact_the_rules_can_read() -> None:
    assert not {path for path in PATHS if "sex" in path or "gender" in path}


@pytest.mark.usefixtures("fresh_law")
def test_a_planted_ground_that_reads_nationality_without_a_rule_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = Ground(
        "location_full", "location_full", "wait", is_("person.nationality", "HTI"), "location", "intake_desk", "EST-2"
    )
    monkeypatch.setattr(speaking, "GROUNDS", (*GROUNDS, planted))
    law_of_day.cache_clear()
    nations = ("HND", "HTI")
    assert find(st_tables(), lambda table: treated_apart(table, "person.nationality", *nations, CITED, BY_NATIONALITY))


# ── not knowing never counts against anyone
def moot(table: Table, path: str) -> bool:
    """Where forgetting one fact may end a hold: another answer had already closed its question, or a stay softened."""
    closed = {
        "person.holds_valid_stay": True,
        "person.fear_finding": True,
        "person.fear_of_mexico": value_at(table, "person.fear_asked") == "declined",
        "person.request_made_freely": value_at(table, "person.requests_admission") in (False, "declined"),
    }
    return closed.get(path, False)


def counted_against(table: Table, path: str) -> bool:
    """Whether forgetting one fact brings a code not meant for it, or turns another answer into *not covered*."""
    before, after = with_changes(table, {}), with_changes(table, {path: NOT_KNOWN})
    brought = after.codes - before.codes - SPOKEN_WHEN_NOT_KNOWN
    if path == "court_record.hearing_on":
        # The notice's own date is read where the court has none.
        brought -= {"hearing_in_the_past", "hearing_postponed"}
    worse = before.outcome != "not_covered" and after.outcome == "not_covered" and not moot(table, path)
    return bool(brought) or worse


@many
@given(st_tables(), st.sampled_from(PATHS))
def test_forgetting_a_fact_never_counts_against_the_person(table: Table, path: str) -> None:
    assert not counted_against(table, path)


@many
@given(st_tables(), st.sampled_from(PATHS))
def test_a_hold_for_what_is_not_known_names_it_with_an_owner_and_a_day(table: Table, path: str) -> None:
    found = with_changes(table, {path: NOT_KNOWN})
    if found.outcome == "hold" and not any(each.effect in ("protect", "wait") for each in found.reasons):
        assert found.not_known
    assert all(each.owner and each.answer_by > read(table).on for each in found.not_known)
    assert all(
        value_at(table, each.path) in (None, [], "pending") or each.path in (path, "person.languages")
        for each in found.not_known
    )


@pytest.mark.usefixtures("fresh_law")
def test_a_planted_ground_that_takes_silence_for_yes_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = Not(Surely(is_("person.interviewed_by_us", True)))
    planted = tuple(
        Ground(g.key, g.code, g.effect, silent, g.fact, g.owner, g.clock) if g.code == "not_interviewed" else g
        for g in GROUNDS
    )
    monkeypatch.setattr(speaking, "GROUNDS", planted)
    law_of_day.cache_clear()
    assert find(st_tables(), lambda table: counted_against(table, "person.interviewed_by_us"))


# ── the order: protect, then outside, then wait, then admissible
def out_of_order(found: Determination) -> bool:
    """Whether an outcome is not the one its own reasons and questions lead to."""
    effects = {each.effect for each in found.reasons}
    waiting = "wait" in effects or bool(found.not_known)
    if "protect" in effects or ("outside" in effects and found.not_known):
        return found.outcome != "hold"
    if "outside" in effects:
        return found.outcome != "not_covered"
    return found.outcome != ("hold" if waiting else "admissible")


@many
@given(st_tables())
def test_the_outcome_is_the_one_its_reasons_lead_to(table: Table) -> None:
    assert not out_of_order(said(table))


@many
@given(st_tables())
def test_reasons_come_strongest_first_once_each_and_every_hold_has_an_owner_and_a_day(table: Table) -> None:
    found = said(table)
    ranks = [RANK[each.effect] for each in found.reasons]
    assert ranks == sorted(ranks, reverse=True)
    assert len(found.codes) == len(found.reasons)
    assert all((each.owner is not None) == (each.effect in ("protect", "wait")) for each in found.reasons)
    assert all((each.answer_by is not None) == (each.effect in ("protect", "wait")) for each in found.reasons)
    assert all(each.sentence.es and each.sentence.en and each.source and each.provision for each in found.reasons)


def test_a_planted_order_that_puts_outside_first_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("estancia.admission.determine")

    def outside_first(reasons: Any, questions: Any, protection_open: bool) -> str:
        effects = {each.effect for each in reasons}
        return "not_covered" if "outside" in effects else "hold" if effects - {"warn"} or questions else "admissible"

    monkeypatch.setattr(module, "_outcome", outside_first)
    assert find(st_tables(), lambda table: out_of_order(said(table)))


# ── declined is an answer
def held_for_declining(table: Table, path: str) -> bool:
    found = with_changes(table, {path: "declined"})
    return any(each.fact == path and each.effect == "protect" and _plea_of(each) for each in found.reasons) or any(
        each.path == path for each in found.not_known
    )


def _plea_of(reason: Any) -> bool:
    return reason.code not in {"fear_expressed"}  # a positive finding speaks for itself


@many
@given(st_tables(), st.sampled_from([f"person.{name}" for name in ANSWERED]))
def test_declining_to_answer_neither_protects_nor_holds(table: Table, path: str) -> None:
    assert not held_for_declining(table, path)


@pytest.mark.usefixtures("fresh_law")
def test_a_planted_ground_that_reads_declined_as_yes_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    eager = OneOf("person.pregnant", frozenset({True, "declined"}))
    planted = tuple(
        Ground(g.key, g.code, g.effect, eager, g.fact, g.owner, g.clock) if g.code == "exempt_pregnancy" else g
        for g in GROUNDS
    )
    monkeypatch.setattr(speaking, "GROUNDS", planted)
    law_of_day.cache_clear()
    assert find(st_tables(), lambda table: held_for_declining(table, "person.pregnant"))


# ── a protection added never refuses
def refused_for_asking(table: Table, path: str) -> bool:
    before, after = with_changes(table, {path: False}), with_changes(table, {path: True})
    if before.outcome != "not_covered" and after.outcome == "not_covered":
        return True
    return after.outcome != "hold" and any(each.effect == "protect" for each in after.reasons)


@many
@given(st_tables(), st.sampled_from([f"person.{name}" for name in PLEAS]))
def test_a_protection_added_never_ends_in_not_covered(table: Table, path: str) -> None:
    assert not refused_for_asking(table, path)


@pytest.mark.usefixtures("fresh_law")
def test_a_planted_protection_that_puts_outside_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tuple(
        Ground(g.key, g.code, "outside", g.criterion, g.fact, g.owner, g.clock) if g.code == "exempt_pregnancy" else g
        for g in GROUNDS
    )
    monkeypatch.setattr(speaking, "GROUNDS", planted)
    law_of_day.cache_clear()
    assert find(st_tables(), lambda table: refused_for_asking(table, "person.pregnant"))


# ── coming home
def stranded(table: Table) -> bool:
    found = with_changes(table, {"person.holds_valid_stay": True})
    return any(
        each.effect == "outside" or (each.effect == "wait" and each.code != "case_closed") for each in found.reasons
    )


@many
@given(st_tables(most=12))
def test_the_holder_of_a_valid_stay_is_never_stranded(table: Table) -> None:
    assert not stranded(table)


def test_a_planted_softening_that_forgets_the_full_place_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("estancia.admission.determine")
    monkeypatch.setattr(module, "STILL_WAITS_FOR_HOLDER", frozenset({"case_closed", "location_full"}))
    assert find(st_tables(), stranded)


# ── rows graded verify or practice, and months, on every day
def hard_voices(law: Law, first: date, last: date) -> list[tuple[date, str]]:
    """Days on which a soft row would refuse or make wait."""
    days = (first + timedelta(days=by) for by in range((last - first).days + 1))
    return [(day, code) for day in days for code in _hard(law_of_day(law, day), day)]


def _hard(then: LawOfDay, on: date) -> Iterator[str]:
    voices = [(each.ground.code, each.effect, each.rule) for each in then.speaking]
    voices += [(each.code, each.effect, each.rule) for each in then.day_reasons]
    for code, effect, rule in voices:
        if effect in ("outside", "wait") and rule.strength_on(on) is Strength.SOFT:
            yield code


def test_no_soft_row_refuses_or_makes_wait_on_any_day() -> None:
    assert hard_voices(current_law(), FIRST_DAY, LAST_DAY) == []


DAY_GROUNDS = {"programme", "pause", "agreement", "refusal"}
# Every row but those the day itself rests on, as if nobody had seen its text.
UNSEEN = Law.of(
    rule if DAY_GROUNDS & {*rule.grounds} else replace(rule, grade="verify") for rule in current_law().rules
)


def test_a_law_nobody_has_seen_refuses_nobody_and_makes_nobody_wait() -> None:
    assert hard_voices(UNSEEN, date(2019, 1, 1), date(2022, 12, 31)) == []


@pytest.mark.usefixtures("fresh_law")
def test_a_planted_soft_row_with_a_hard_voice_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaking, "_effect", lambda wanted, rule, _on: rule.effect or wanted)
    law_of_day.cache_clear()
    assert hard_voices(UNSEEN, date(2019, 7, 1), date(2019, 7, 2))


def test_a_law_that_holds_finds_no_example() -> None:
    with pytest.raises(NoSuchExample):
        find(st_tables(), stranded, settings=settings(max_examples=50, database=None))
