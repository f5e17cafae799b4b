"""Words as numbers: those that begin alike stand together, and a search names words in any order, each once."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estancia.people import begin_words, name_numbers, pair_numbers, word_number, words_beginning

WORDS = st.text(alphabet="abmñz7Ж", max_size=16)


@given(WORDS, WORDS)
def test_a_number_lies_in_the_range_of_a_beginning_just_where_the_word_begins_so(word: str, prefix: str) -> None:
    least, beyond = words_beginning(prefix)
    alike = [word_number(one) for one in (word, prefix)]
    as_stored = word_number(word[: len(prefix)]) == word_number(prefix) and len(word[:12]) >= len(prefix[:12])
    assert (least <= alike[0] < beyond) == as_stored
    assert least <= alike[1] < beyond


@given(WORDS)
def test_a_number_fits_where_both_databases_keep_it(word: str) -> None:
    assert 0 <= word_number(word) < 1 << 62


@given(st.lists(WORDS.filter(bool), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_whoever_has_two_words_stands_under_the_pair_of_how_they_begin(words: list[str], chance: Random) -> None:
    first, second = chance.sample(words, 2)
    typed = [first[: chance.randint(3, 16)], second[: chance.randint(3, 16)]]
    long = min(map(len, typed)) >= 3
    assert len(pair_numbers(typed)) == long
    assert set(pair_numbers(typed)) <= name_numbers(" ".join(words))
    assert pair_numbers(typed) == pair_numbers(typed[::-1])


@given(WORDS, WORDS, WORDS)
def test_no_pair_has_the_number_of_a_word(one: str, other: str, word: str) -> None:
    assert all(word_number(word) < pair < 1 << 63 for pair in pair_numbers([one, other]))


def test_a_pair_is_no_other_pair() -> None:
    assert len(set(pair_numbers(["maria", "marta", "lopez", "quispe"]))) == 4  # mar with mar, lop and qui; lop with qui


@pytest.mark.parametrize(
    ("prefixes", "folded", "found"),
    [
        (["lop", "mar"], "maria lopez garcia", True),
        (["gar", "lop"], "maria lopez garcia", True),
        (["maria", "mar"], "maria marta", True),
        (["mar", "mar"], "maria lopez", False),  # two words were asked for
        (["opez"], "maria lopez", False),
        ([], "maria lopez", True),
    ],
)
def test_each_beginning_needs_a_word_of_its_own(prefixes: list[str], folded: str, found: bool) -> None:
    assert begin_words(prefixes=prefixes, folded=folded) is found
