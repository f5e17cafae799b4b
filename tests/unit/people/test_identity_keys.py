"""Under which keys a person is stored, and which are looked under."""

from dataclasses import replace
from datetime import date

import pytest

from estancia.people.identity import Identity, key_number, keys_of, probes_of

ELENA = Identity(
    name="María Elena López García", born_on=date(1988, 3, 5), nationality="HND", numbers=frozenset({"A208-123-456"})
)


def meets(one: Identity, other: Identity) -> bool:
    """Whether somebody stored as `one` is found when written as `other`, and the other way."""
    return bool(keys_of(person=one) & probes_of(person=other)) and bool(keys_of(person=other) & probes_of(person=one))


@pytest.mark.parametrize(
    "written",
    [
        replace(ELENA, born_on=date(1988, 5, 3), numbers=frozenset()),
        replace(ELENA, name="Maria Helena Lopes Garsia", born_on=None, numbers=frozenset()),
        replace(ELENA, name="GARCÍA LÓPEZ, Ma. Elena", numbers=frozenset()),
        replace(ELENA, name="Elena García", numbers=frozenset()),
        replace(ELENA, name="Elena García", born_on=date(1989, 1, 1), born_approximately=True, numbers=frozenset()),
        replace(ELENA, name="Mirta Elenor Lobos Garza", born_on=date(1968, 3, 5), numbers=frozenset()),
        replace(ELENA, name="Nadia Zurita", born_on=date(1970, 1, 1)),
        replace(ELENA, name="Nadia Zurita", born_on=None, numbers=frozenset({"209 123 456"})),
    ],
    ids=[
        "day and month",
        "by ear",
        "other order",
        "two of four",
        "an age told",
        "initials in another year",
        "the number",
        "the number's tail",
    ],
)
def test_a_person_is_found_under_another_spelling(written):
    assert meets(ELENA, written)


def test_a_stranger_shares_no_key():
    stranger = Identity(name="Wilmer Zepeda Chub", born_on=date(1979, 11, 2), numbers=frozenset({"A201-555-111"}))
    assert not meets(ELENA, stranger)


def test_a_guessed_day_is_no_key_for_too_many_share_it():
    guessed = Identity(name="Ana Paz Ruiz", born_on=date(1990, 1, 1))
    assert not [key for key in keys_of(person=guessed) if key.startswith("d")]


@pytest.mark.parametrize("name", ["", "Ana", "李", "Ana Paz", "Ana Paz Ruiz", "Ana Luz Paz Ruiz", "A B C D E F G H"])
def test_whatever_the_name_there_are_at_most_thirty_keys(name):
    keys = keys_of(person=replace(ELENA, name=name))
    assert 1 <= len(keys) <= 30


def test_keys_hold_no_whole_name():
    assert not [key for key in keys_of(person=ELENA) if "garcia" in key or "elena" in key]


def test_a_key_is_the_same_number_everywhere_and_fits_the_column():
    assert key_number("d1988-03-05m") == key_number("d1988-03-05m") == 7786072997944799159
    assert all(-(2**63) <= key_number(key) < 2**63 for key in probes_of(person=ELENA))
