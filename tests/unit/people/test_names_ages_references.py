"""Names folded the same everywhere, ages that turn on the birthday, references that survive a bad line."""

from datetime import date

import numpy as np
import pytest

from estancia.law.criteria import full_years
from estancia.people import age_on, fold_name, new_reference, read_reference
from estancia.people.references import ALPHABET


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("María  José Núñez", "maria jose nunez"),
        ("O’Higgins-Peña", "o higgins pena"),
        ("MARÍA JOSÉ NÚÑEZ", "maria jose nunez"),
        ("  López, Ana ", "lopez ana"),
        ("Marı\u0301a", "marıa"),
        ("", ""),
    ],
)
def test_a_name_is_folded(written: str, folded: str) -> None:
    assert fold_name(written) == folded


def test_folding_twice_changes_nothing() -> None:
    names = ["Ñusta Quispe", "Jean-Bäptiste", "ÅNGSTRÖM", "Xóchitl"]
    assert [fold_name(fold_name(name)) for name in names] == [fold_name(name) for name in names]


def test_composed_and_decomposed_letters_fold_alike() -> None:
    assert fold_name("Mun\u0303oz") == fold_name("Muñoz") == "munoz"


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2004, 3, 3), date(2022, 3, 2), 17),
        (date(2004, 3, 2), date(2022, 3, 2), 18),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2022, 3, 2), date(2022, 3, 2), 0),
        (None, date(2022, 3, 2), None),
    ],
)
def test_an_age_turns_on_the_birthday(born: date | None, on: date, age: int | None) -> None:
    assert age_on(born_on=born, on=on) == age
    assert born is None or full_years(born, on) == age


def references(count: int) -> list[str]:
    rng = np.random.default_rng(7)
    draws = iter(rng.integers(0, len(ALPHABET), size=count * 7).tolist())

    class Drawing:
        def randrange(self, stop: int, /) -> int:
            return next(draws) % stop

    return [new_reference(rng=Drawing()) for _ in range(count)]


def test_a_reference_reads_back_however_it_is_typed() -> None:
    for drawn in references(200):
        assert read_reference(drawn) == drawn
        assert read_reference(f" {drawn[:4].lower()}-{drawn[4:]} ") == drawn


def test_the_check_symbol_counts_in_a_prime() -> None:
    assert all(len(ALPHABET) % by for by in range(2, len(ALPHABET)))
    assert not set("0O1ILSU") & set(ALPHABET)


def test_one_wrong_symbol_is_always_seen() -> None:
    wrong = [
        drawn[:place] + symbol + drawn[place + 1 :]
        for drawn in references(25)
        for place in range(len(drawn))
        for symbol in ALPHABET
        if symbol != drawn[place]
    ]
    assert [typed for typed in wrong if read_reference(typed) is not None] == []


def test_two_neighbours_swapped_are_always_seen() -> None:
    swapped = [
        drawn[:place] + drawn[place + 1] + drawn[place] + drawn[place + 2 :]
        for drawn in references(400)
        for place in range(len(drawn) - 1)
        if drawn[place] != drawn[place + 1]
    ]
    assert [typed for typed in swapped if read_reference(typed) is not None] == []


@pytest.mark.parametrize("typed", ["", "2345678", "234567890", "O0I1LSZ2", "ñññññññó", "2345 678é"])
def test_what_is_no_reference_is_not_read(typed: str) -> None:
    assert read_reference(typed) is None
