"""The rows are the ones the reference table holds, with the same days and grade; and the other tables are sound."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from estancia.law import Strength, current_law, house_parameters, parameter
from estancia.law.languages import lists, standing
from estancia.law.nationalities import nationals
from estancia.law.parameters import NoSuchParameter
from estancia.law.postponements import announcements

LAW = current_law()
BY_ID = {rule.id: rule for rule in LAW.rules}
TOP = Path(__file__).parents[3]
# Typed for tests from the table of rules by date: rows on who, when, where and by what standard, with days and grade.
EXPECTED = """
US1-AMEN.unaccompanied_child                              2019-01-28 2021-01-21 primary
US1-AMEN.citizen_or_national_of_mexico                    2019-01-28 2021-01-21 primary
US1-AMEN.processed_for_expedited_removal                  2019-01-28 2021-01-21 primary
US1-AMEN.returning_lawful_permanent_resident              2019-01-28 2021-01-21 primary
US1-AMEN.advance_parole_or_parole_status                  2019-01-28 2021-01-21 primary
US1-AMEN.known_physical_or_mental_health_issue            2019-01-28 2021-01-21 primary
US1-AMEN.criminal_or_history_of_violence                  2019-01-28 2021-01-21 primary
US1-AMEN.other_at_port_director_discretion                2019-01-28 2021-01-21 primary
US1-FEAR.standard                                         2019-01-28 2021-01-21 secondary
US1-FEAR.who_is_interviewed                               2019-01-28 2021-01-21 secondary
US1-FEAR.counsel_at_interview                             2019-01-28 2021-01-21 secondary
US1-NAT.spanish_speaking                                  2019-01-28 2021-01-21 practice
US1-NAT.brazil_added                                      2020-01-29 2021-01-21 practice
US1-INJ.injunction_2019                                   2019-04-08 2019-04-12 secondary
US1-INJ.ninth_circuit_2020                                2020-02-28 2020-03-11 secondary
US1-INJ-MX.none_received                                  2019-04-08 2019-04-16 secondary
US1-EXP.declaration_2019                                  2019-06-07 -          secondary
US1-SUP.supplement_2020                                   2020-12-07 2021-01-21 secondary
US1-PREG.pregnancy_not_named                              2019-01-28 2021-01-21 secondary
US1-RESP.hearings_postponed                               2020-03-23 2021-02-19 secondary
US1-END.enrolment_suspended                               2021-01-21 2021-12-06 secondary
WD-P1.eligible                                            2021-02-19 2021-08-24 secondary
WD-P2.eligible                                            2021-06-23 2021-08-24 primary
WD-TERM.memo_2021                                         2021-06-01 2021-08-13 secondary
WD-STOP.portal_closed                                     2021-08-24 -          secondary
US2-AMEN.western_hemisphere                               2021-12-06 2022-08-08 secondary
US2-AMEN.lawful_permanent_resident                        2021-12-06 2022-08-08 secondary
US2-VUL.particularly_vulnerable                           2021-12-06 2022-08-08 secondary
MX2-VUL.unaccompanied_minors                              2021-11-26 -          primary
MX2-VUL.pregnant_women                                    2021-11-26 -          primary
MX2-VUL.physical_or_mental_illness                        2021-11-26 -          primary
MX2-VUL.the_elderly                                       2021-11-26 -          primary
MX2-VUL.lgbt                                              2021-11-26 -          primary
MX2-VUL.monolingual_indigenous                            2021-11-26 -          primary
MX2-VUL.and_others                                        2021-11-26 -          primary
MX2-WAIT.answer_awaited                                   2021-11-01 2021-12-02 primary
MX2-ANSWER.answer_received                                2021-12-02 -          secondary
MX2-ENTRY.hearing_citation                                2021-12-07 2022-08-08 secondary
MX2-NONRETURN.no_return_to_origin                         2021-12-02 2022-08-08 secondary
US2-FEAR.standard                                         2021-12-06 2022-08-08 secondary
US2-FEAR.everyone_is_asked                                2021-12-06 2022-08-08 secondary
US2-FAM.families_not_separated                            2021-12-06 2022-08-08 secondary
US2-CASEREQ.case_request                                  2022-04-27 2022-08-08 primary
US2-END.disenrolled_at_next_date                          2022-08-08 2025-01-20 secondary
US-STAY.memoranda_stayed                                  2022-12-15 -          secondary
MX3.third_start_rejected                                  2023-02-01 -          secondary
MX3.nothing_accepted_2025                                 2025-01-22 -          secondary
US3.executive_order                                       2025-01-20 -          secondary
US3.policy_of_2019_restarted                              2025-01-21 -          primary
US3.reopening                                             2025-01-27 -          secondary
US3-LIT.stay_nationwide                                   2025-04-01 2025-07-18 secondary
US3-LIT.stay_for_clients                                  2025-07-18 -          secondary
MX1.who                                                   2018-12-20 -          primary
MX1.stay                                                  2018-12-20 -          primary
MX1.work                                                  2018-12-20 -          primary
MX1-DATE.future_court_date                                2019-11-01 -          secondary
MX-LM52V.humanitarian_visitor                             2011-11-01 -          secondary
MX-LM37.entry_for_humanitarian_reasons                    2011-11-01 -          secondary
MX-REF6.nobody_who_asks_is_rejected                       2011-01-28 -          verify
MX-LM54.parent_of_child_born_in_mexico                    2011-11-01 -          verify
MX-NNA5.presumption_of_minority                           2014-12-05 -          verify
MX-CHILD.no_detention                                     2021-01-11 -          secondary
MX-CHILD.protection_authority_told                        2021-01-11 -          secondary
MX-COURT.us_order_does_not_bind                           2021-08-26 -          secondary
MX-ELDER.sixty_years                                      2002-06-25 -          verify
US-INA.235b2C                                             1996-09-30 -          primary
US-UAC.age_when_processed                                 2008-12-23 -          verify
US-T42.expulsion                                          2020-03-20 2023-05-12 secondary
"""
ROWS = [line.split() for line in EXPECTED.split("\n") if line.strip()]
REFERENCE = TOP.parent / "shared" / "reference" / "rules_effective_dated.csv"


@pytest.mark.parametrize(("row", "begins", "ends", "grade"), ROWS)
def test_a_row_has_the_days_and_grade_of_its_source(row: str, begins: str, ends: str, grade: str) -> None:
    rule = BY_ID[row]
    assert (str(rule.from_), str(rule.until or "-"), rule.grade) == (begins, ends, grade)


def days_by_set() -> Mapping[str, set[tuple[str, str]]]:
    """The periods of each rule set, as the reference table writes them."""
    found: dict[str, set[tuple[str, str]]] = {}
    for rule in LAW.rules:
        begins = f"{rule.from_:%Y-%m}" if rule.month_only else str(rule.from_)
        found.setdefault(rule.rule_set, set()).add((begins, str(rule.until or "")))
    return found


def not_typed(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Rows of the reference whose set, first and last day stand nowhere among ours; undated ones need only the set."""
    ours = days_by_set()
    return [
        f"{row['rule_set']} {row['from']} {row['until']}"
        for row in rows
        if row["rule_set"] not in ours or (row["from"] and (row["from"], row["until"]) not in ours[row["rule_set"]])
    ]


def test_every_row_of_the_reference_table_is_typed_where_the_table_is_at_hand() -> None:
    rows = list(csv.DictReader(REFERENCE.read_text("utf-8").splitlines())) if REFERENCE.exists() else []
    assert not_typed(rows) == []


def test_a_planted_row_of_the_reference_with_another_day_is_seen() -> None:
    planted = [{"rule_set": "MX2-VUL", "from": "2021-11-25", "until": ""}, {"rule_set": "NEW", "from": "", "until": ""}]
    assert not_typed(planted) == ["MX2-VUL 2021-11-25 ", "NEW  "]


def test_ids_are_not_repeated() -> None:
    assert len(BY_ID) == len(LAW.rules)


@pytest.mark.parametrize(
    ("on", "strength"),
    [
        (date(2025, 3, 31), Strength.ABSENT),
        (date(2025, 4, 1), Strength.SOFT),
        (date(2025, 4, 30), Strength.SOFT),
        (date(2025, 5, 1), Strength.BINDING),
        (date(2025, 7, 17), Strength.BINDING),
        (date(2025, 7, 18), Strength.ABSENT),
    ],
)
def test_a_month_is_soft_within_itself_and_firm_after(on: date, strength: Strength) -> None:
    assert BY_ID["US3-LIT.stay_nationwide"].strength_on(on) is strength


@pytest.mark.parametrize("grade", ["verify", "practice"])
def test_verify_and_practice_are_soft_on_every_day_they_speak(grade: str) -> None:
    graded = [rule for rule in LAW.rules if rule.grade == grade]
    assert graded
    assert {rule.strength_on(day) for rule in graded for day in LAW.boundaries()} <= {Strength.ABSENT, Strength.SOFT}


def test_what_is_deleted_is_gone_and_nothing_else() -> None:
    without = LAW.without("MX1.who")
    assert {rule.id for rule in LAW.rules} - {rule.id for rule in without.rules} == {"MX1.who"}
    assert "MX1.who" not in {rule.id for rule in without.by_ground["mexican_national"]}


# ── languages
def test_every_list_of_languages_names_its_source_and_day_and_well_formed_codes() -> None:
    assert all(each.source and each.from_ for each in lists())
    assert all(len(code) == 3 and code.isascii() and code.islower() for each in lists() for code in each.codes)


def test_no_language_is_both_indigenous_and_not() -> None:
    indigenous = frozenset[str]().union(*(each.codes for each in lists() if each.indigenous))
    others = frozenset[str]().union(*(each.codes for each in lists() if not each.indigenous))
    assert not indigenous & others
    assert {"spa", "eng", "por", "fra", "hat"} <= others


@pytest.mark.parametrize("code", ["quc", "kek", "mam", "kjb", "ixl", "cab", "miq", "quz", "ayr", "nch", "tzh", "yua"])
def test_languages_of_people_who_came_are_listed(code: str) -> None:
    assert standing([code], on=date(2022, 3, 2)) == "only_indigenous"


def test_before_its_list_a_language_is_asked_about() -> None:
    assert standing(["kun"], on=date(1990, 1, 1)) == "not_known"


# ── nationalities
def test_nationalities_are_three_letters_and_groups_hold_together() -> None:
    groups = ("us_national", "western_hemisphere", "spanish_speaking", "brazil", "first_criteria", "mexico")
    assert all(len(code) == 3 and code.isupper() for name in groups for code in nationals(name))
    assert nationals("first_criteria") < nationals("spanish_speaking")
    assert nationals("mexico") | nationals("brazil") < nationals("western_hemisphere")
    assert not {"ESP", "GNQ", "IND", "CMR", "CHN"} & nationals("western_hemisphere")


# ── announcements
def test_announcements_come_in_order_and_end_with_the_row_that_carries_them() -> None:
    days = [each.announced for each in announcements()]
    assert days == sorted(days)
    assert {each.until for each in announcements()} == {BY_ID["US1-RESP.hearings_postponed"].until}
    assert [each.through for each in announcements()].count(None) == 1
    assert announcements()[-1].through is None


# ── house parameters
def test_every_house_parameter_is_marked_as_ours_and_said_in_both_languages() -> None:
    assert all(each.source.startswith("Estancia, house parameter") for each in house_parameters())
    assert all(each.title.es and each.title.en and each.value > 0 for each in house_parameters())


def test_a_parameter_before_its_first_row_is_its_first_row_and_an_unknown_one_is_refused() -> None:
    assert parameter("EST-1", on=date(2000, 1, 1)) == parameter("EST-1", on=date(2022, 1, 1))
    with pytest.raises(NoSuchParameter):
        parameter("EST-999", on=date(2022, 1, 1))
