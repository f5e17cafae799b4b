"""The private questions: in both languages, in words for a child where a child is asked, and only when they matter."""

from datetime import date

import pytest

from estancia.admission.facts import PRIVATE_PATHS
from estancia.protection.questions import ANSWERS, QUESTIONS, Question, questions_for, value_of

NEVER_A_QUESTION = {"person.fear_asked", "person.fear_finding"}


def test_every_private_answer_has_its_question_but_those_nobody_is_asked() -> None:
    assert {each.path for each in QUESTIONS} == PRIVATE_PATHS - NEVER_A_QUESTION


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.step)
def test_a_question_says_what_why_and_how_in_both_languages(question: Question) -> None:
    said = [question.asks, question.why, question.hint, *([question.child] if question.child else [])]
    assert all(each.es.strip() and each.en.strip() and each.es != each.en for each in said)
    assert question.asks.es.startswith("¿")
    assert question.asks.en.endswith("?")


def test_a_child_is_spoken_to_as_tu_and_not_asked_about_sexuality_or_courts() -> None:
    asked = questions_for(on=date(2025, 8, 1), child=True)
    assert {"person.lgbt", "person.covered_by_order"}.isdisjoint(each.path for each in asked)
    assert all(each.child and "usted" not in each.child.es.lower() for each in asked)
    assert {"person.fear_of_mexico", "person.asks_asylum_in_mexico"} <= {each.path for each in asked}


def test_a_grown_person_is_spoken_to_as_usted() -> None:
    assert all(" tu " not in f" {each.asks.es.lower()} " and "tienes" not in each.asks.es for each in QUESTIONS)


@pytest.mark.parametrize(
    ("on", "asked"), [(date(2025, 3, 31), False), (date(2025, 4, 1), True), (date(2026, 11, 21), True)]
)
def test_the_court_order_is_asked_about_only_since_there_is_one(on: date, asked: bool) -> None:
    assert ("person.covered_by_order" in {each.path for each in questions_for(on=on, child=False)}) is asked


def test_each_step_and_path_is_asked_once() -> None:
    assert len({each.step for each in QUESTIONS}) == len(QUESTIONS) == len({each.path for each in QUESTIONS})


def test_the_four_answers_mean_what_they_say() -> None:
    assert [value_of(answer) for answer in ANSWERS] == [True, False, None, "declined"]
    with pytest.raises(KeyError):
        value_of("maybe")
