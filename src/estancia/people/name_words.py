"""The words of a folded name as whole numbers, so that those which begin alike stand side by side on every database.

Two databases sort text each in its own way; numbers they sort alike. Twelve letters of five bits each: a word that
begins with another is a number in one range after it. Longer words that begin with the same twelve letters share a
number, so whoever looks one up reads the name itself before showing anybody.

Two words at once are looked for by how each begins: whoever stands under a pair of beginnings is few, where thousands
stand under either word. A pair is a number above all words'.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

_LETTERS = 12
_BITS = 5
_HEAD = 3
_PAIR = 1 << 61
_FIGURE, _OTHER = 27, 28  # beside a to z, which are 1 to 26; 0 is the end of a word


def word_number(word: str) -> int:
    """Give the number a folded word is stored as."""
    number = 0
    for letter in word[:_LETTERS].ljust(_LETTERS, "\0"):
        number = number << _BITS | _code(letter)
    return number


def words_beginning(prefix: str) -> tuple[int, int]:
    """Give the numbers of every word that begins so, as a half-open range."""
    begins = prefix[:_LETTERS]
    least = word_number(begins)
    return least, least + (1 << _BITS * (_LETTERS - len(begins)))


def name_numbers(folded: str) -> set[int]:
    """Give every number a folded name is stored as: its words, and each pair of their beginnings."""
    words = folded.split()
    return {*map(word_number, words), *pair_numbers(words)}


def pair_numbers(words: Sequence[str]) -> list[int]:
    """Give the number of each pair of words by how they begin, in either order; words too short to begin so are none.

    The same for the words of a name and for their beginnings, of three letters or more.
    """
    heads = [word_number(word) >> _BITS * (_LETTERS - _HEAD) for word in words if len(word) >= _HEAD]
    return [_PAIR | min(pair) << _BITS * _HEAD | max(pair) for pair in combinations(heads, 2)]


def begin_words(*, prefixes: Iterable[str], folded: str) -> bool:
    """Say whether each prefix begins a word of the folded name, in any order, each a word of its own.

    The longest are placed first: `mar maria` asks for two words, and finds `maria marta`.
    """
    words = folded.split()
    for prefix in sorted(prefixes, key=len, reverse=True):
        word = min((one for one in words if one.startswith(prefix)), key=len, default=None)
        if word is None:
            return False
        words.remove(word)
    return True


def _code(letter: str) -> int:
    if "a" <= letter <= "z":
        return ord(letter) - ord("a") + 1
    if letter == "\0":
        return 0
    return _FIGURE if letter.isdigit() else _OTHER
