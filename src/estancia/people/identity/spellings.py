"""The other ways one word of a name may have been written: by its sound, or with one letter wrong.

They are spelt out, to be looked up one by one among the words that stand: nothing is stored beside a word for it, and
a word that nobody bears costs one look-up and shows nobody.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from string import ascii_lowercase

from estancia.people.identity.folding import sound_of

_SHORTEST, _LONGEST = 4, 16  # a shorter word is near to too many; a longer one is no word of a name
_REMEMBERED = 1 << 10
_CHANGES = 3
_BY_SOUND = 96
_WORD = re.compile(r"[a-z]+")

# What is heard alike, each written for any other; what comes of it counts only where the whole word sounds the same.
_ALIKE = (
    ("b", "v", "w"),
    ("s", "z", "c", "x", "tz", "ts"),
    ("i", "y"),
    ("y", "ll", "j", "g", "x"),
    ("k", "c", "qu"),
    ("n", "m"),
    ("ni", "ny", "gn", "n"),
    ("f", "ph"),
    ("t", "th"),
    ("hu", "gu", "w"),
)
_WRITTEN_FOR = {
    one: tuple(other for group in _ALIKE if one in group for other in group if other != one)
    for one in {one for group in _ALIKE for one in group}
}


@lru_cache(maxsize=_REMEMBERED)
def spellings_of(word: str) -> tuple[str, ...]:
    """Give other spellings of a folded word, those of the same sound first; none for what is too short or no word."""
    if not (_SHORTEST <= len(word) <= _LONGEST and _WORD.fullmatch(word)):
        return ()
    return tuple(one for one in dict.fromkeys([*_by_sound(word), *_one_letter_wrong(word)]) if one != word)


def _by_sound(word: str) -> Iterable[str]:
    """Give so many that sound the same, the fewest changes first."""
    sound = sound_of(word)
    found, latest = {word: True}, [word]
    for _ in range(_CHANGES):
        latest = [one for one in dict.fromkeys(_rewritten(latest)) if one not in found and sound_of(one) == sound]
        found.update(dict.fromkeys(latest[: _BY_SOUND - len(found)], True))
    return found


def _rewritten(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield word[1:] if word.startswith("h") else f"h{word}"
        for at, length in product(range(len(word)), (1, 2)):
            for other in _WRITTEN_FOR.get(word[at : at + length], ()):
                yield word[:at] + other + word[at + length :]


def _one_letter_wrong(word: str) -> Iterator[str]:
    """Two neighbours swapped, a letter too many, one changed, one left out: the end of a word first, where most go."""
    for at in range(len(word), -1, -1):
        before, after = word[:at], word[at:]
        yield before + after[1:2] + after[:1] + after[2:]
        yield before + after[1:]
        yield from (before + letter + after[1:] for letter in ascii_lowercase)
        yield from (before + letter + after for letter in ascii_lowercase)
