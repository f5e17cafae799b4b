"""Other spellings of a word: what sounds the same, and one letter wrong; a word quite different is none of them."""

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estancia.people.identity import spellings_of

WORDS = st.text(alphabet=ascii_lowercase, min_size=4, max_size=16)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("medyna", "medina"),
        ("bargas", "vargas"),
        ("sepeda", "zepeda"),
        ("ernandes", "hernandez"),
        ("gimenes", "jimenez"),
        ("velasques", "velazquez"),
        ("kispe", "quispe"),
        ("yanes", "llanez"),
        ("guisar", "huizar"),
    ],
)
def test_a_word_written_as_it_sounds_is_near_and_comes_before_a_letter_wrong(written: str, meant: str) -> None:
    spelt = spellings_of(written)
    assert spelt.index(meant) < spelt.index(written[:-1])


@given(WORDS, st.data())
def test_one_letter_changed_left_out_put_in_or_two_swapped_is_near(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(ascii_lowercase))
    swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    for other in (
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        swapped,
    ):
        assert other == word or other in spellings_of(word)


@given(WORDS)
def test_a_word_is_no_other_spelling_of_itself_and_none_is_given_twice(word: str) -> None:
    spelt = spellings_of(word)
    assert word not in spelt
    assert len(set(spelt)) == len(spelt) < 1000


@pytest.mark.parametrize(
    ("written", "other"), [("medina", "molina"), ("hernandez", "fernando"), ("lopez", "gomez"), ("rosaura", "rosalba")]
)
def test_a_word_with_two_letters_wrong_is_none(written: str, other: str) -> None:
    assert other not in spellings_of(written)


@pytest.mark.parametrize("word", ["", "ana", "a208555123", "x" * 17, "жанна"])
def test_what_is_too_short_or_no_word_has_no_other_spelling(word: str) -> None:
    assert spellings_of(word) == ()
