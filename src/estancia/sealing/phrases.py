"""Key phrases a person can remember: six ordinary Spanish words.

The list is ours: common nouns of four to eight letters, without accents or ñ so that any keyboard can type them, none
that names a place, a faith, a hurt or the journey.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

WORDS_IN_A_PHRASE = 6


class Chooser(Protocol):
    """What draws at random: `secrets.SystemRandom()` for a real phrase, a seeded generator for the demo."""

    def choice(self, seq: Any, /) -> Any:
        """Draw one of a sequence, each as likely as the others."""


def phrase_from_words(*, rng: Chooser, words: int = WORDS_IN_A_PHRASE) -> str:
    """Draw a key phrase: words of our list with one space between. Six words are about 50 bits.

    Raises `ValueError` for fewer than six words.
    """
    if words < WORDS_IN_A_PHRASE:
        raise ValueError("a key phrase has six words or more")
    return " ".join(str(rng.choice(word_list())) for _ in range(words))


@cache
def word_list() -> Sequence[str]:
    """Give the words a phrase is drawn from, in alphabetical order, each once."""
    return tuple(files("estancia.sealing").joinpath("words_es.txt").read_text(encoding="utf-8").split())
