"""Why two files may be of one person: said in reasons, weighed by how common a name is, the same both ways."""

from dataclasses import fields, replace
from datetime import date

import pytest

from estancia.people.identity import Identity, Likeness, likeness, score_of

ELENA = Identity(
    name="María Elena López García", born_on=date(1988, 3, 5), nationality="HND", numbers=frozenset({"A208-123-456"})
)


def codes(one: Identity, other: Identity) -> set[str]:
    return {reason.code for reason in likeness(one=one, other=other).reasons}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, "name_same"),
        ({"name": "García López, María Elena"}, "name_order"),
        ({"name": "María Helena Lopes Garsia"}, "name_sound"),
        ({"name": "María Elena Lóper García"}, "name_letter"),
        ({"name": "Mary Elena López García"}, "name_short"),
        ({"name": "María Elenita López García"}, "name_alike"),
        ({"name": "María Elena López"}, "name_missing"),
        ({"name": "Nadia Elena López García"}, "name_differs"),
        ({"born_on": date(1988, 5, 3)}, "born_swapped"),
        ({"born_on": date(1988, 3, 6)}, "born_digit"),
        ({"born_on": date(1988, 7, 21)}, "born_year"),
        ({"born_on": date(1989, 1, 1)}, "born_near"),
        ({"born_on": date(1961, 8, 17)}, "born_differs"),
        ({"numbers": frozenset({"a 208 123 456"})}, "number_same"),
        ({"numbers": frozenset({"A208-123-465"})}, "number_digit"),
        ({"nationality": "GTM"}, "nationality_differs"),
    ],
)
def test_each_way_of_being_alike_has_its_reason(changed, code):
    assert code in codes(ELENA, replace(ELENA, **changed))


def test_what_is_not_known_weighs_nothing():
    nameless = Identity(name="", born_on=None)
    assert likeness(one=ELENA, other=nameless) == Likeness(score=0, reasons=())


def test_numbers_that_differ_say_nothing_for_many_hold_several():
    other = replace(ELENA, numbers=frozenset({"A555-000-111"}))
    assert not {code for code in codes(ELENA, other) if code.startswith("number")}


def test_a_rare_surname_shared_says_more_than_garcia():
    common = score_of(one=Identity(name="Ana García"), other=Identity(name="Rosa García"))
    rare = score_of(one=Identity(name="Ana Xicotencatl"), other=Identity(name="Rosa Xicotencatl"))
    assert rare > common
    assert "name_rare" in codes(Identity(name="Ana Xicotencatl"), Identity(name="Ana Xicotencatl"))


def test_the_first_of_january_shared_says_less_than_another_day():
    def shared(day: date) -> float:
        return score_of(one=replace(ELENA, born_on=day), other=replace(ELENA, born_on=day))

    assert shared(date(1988, 1, 1)) < shared(date(1988, 3, 5))


@pytest.mark.parametrize(
    "name", ["Elena García", "Garsia López Ma. Helena", "María María García García", "Marielena", "Ana"]
)
def test_the_likeness_is_the_same_in_either_order(name):
    other = replace(ELENA, name=name, born_on=date(1989, 1, 1))
    assert likeness(one=ELENA, other=other) == likeness(one=other, other=ELENA)


def test_the_score_is_the_sum_of_the_reasons_and_each_has_two_sentences():
    said = likeness(one=ELENA, other=replace(ELENA, name="Helena Garsia", born_on=date(1988, 5, 3)))
    assert said.score == pytest.approx(sum(reason.weight for reason in said.reasons), abs=0.01)
    assert all(reason.sentence.es and reason.sentence.en for reason in said.reasons)


def test_no_sentence_holds_a_fact_of_either_person():
    said = likeness(one=ELENA, other=ELENA)
    assert not [one for one in said.reasons if "1988" in one.sentence.es or "garc" in one.sentence.es.lower()]


def test_a_likeness_says_nothing_a_machine_could_take_for_a_decision():
    assert {field.name for field in fields(Likeness)} == {"score", "reasons"}
