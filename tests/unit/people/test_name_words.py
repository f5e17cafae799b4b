"""Words as numbers: those that begin alike stand together, and a search names words in any order, each once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estancia.people import begin_words, word_number, words_beginning

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
