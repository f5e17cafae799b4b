"""Names in letters that can be printed: as written when the fonts have them, and in Latin letters when they have not.

Cyrillic and Arabic follow the tables of ICAO Doc 9303 part 3, section 6, without the choices left to each state.
Chinese characters common in names have their reading in pinyin without tones. Syllables and letters of other scripts
take the sound that their Unicode name gives. What remains is shown by its Unicode number, so that nothing is invented.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk"}
_SYLLABIC = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
_LATIN = ("LATIN", "FEMININE", "MASCULINE", "MODIFIER")
_MARKS = {"Mn", "Mc", "Me"}
_PLAIN_BELOW = 0x180  # Latin with its usual accents: in every font we print with
_LONGEST_SOUND = 5

Prints = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as it will stand on paper; `marked` when it had to be given in other letters."""

    text: str
    marked: bool


def printed_text(*, text: str, prints: Prints) -> Printed:
    """Give a text in letters that print, changing only those that do not. `prints` answers for one sign."""
    signs = list(_signs(text))
    shown = [sign if _is_plain(sign) or prints(sign) else in_latin(sign) for sign in signs]
    return Printed(text=_tidy("".join(shown)), marked=shown != signs)


def printed_name(*, name: str, prints: Prints) -> Printed:
    """Give a name for an official to read: as its bearer writes it, and in Latin letters too when it is in others.

    The text is empty when nothing of the name can be printed.
    """
    shown = printed_text(text=name, prints=prints)
    if shown.marked or all(_is_latin(letter) for letter in shown.text):
        return shown if not shown.marked else Printed(text=_tidy(_in_latin_whole(name)), marked=True)
    return Printed(text=f"{shown.text} ({_tidy(_in_latin_whole(name))})", marked=True)


def in_latin(sign: str) -> str:
    """Give one sign, with the marks upon it, in plain Latin letters; empty for a sign that has no sound."""
    whole = _sounds().get(sign)
    if whole is not None:
        return whole
    if unicodedata.name(sign[0], "").startswith("HANGUL"):
        return _sound_by_name(sign[0])
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", sign) if not _is_mark(letter))
    return _with_vowels("".join(_sound(letter) for letter in bare), marks=filter(_is_mark, sign))


def _signs(text: str) -> Iterator[str]:
    """Give each letter together with the marks upon it; line ends are spaces, and what has no shape is left out."""
    sign = ""
    for letter in unicodedata.normalize("NFC", " ".join(text.split())):
        if _is_mark(letter):
            sign += letter
        elif letter.isprintable() and (letter.isascii() or unicodedata.category(letter) not in _DROPPED):
            if sign:
                yield sign
            sign = letter
    if sign:
        yield sign


def _in_latin_whole(name: str) -> str:
    latin = "".join(sign if _is_plain(sign) else in_latin(sign) for sign in _signs(name))
    return latin if any(letter.upper() != letter.lower() for letter in name) else latin.title()


def _is_plain(sign: str) -> bool:
    return len(sign) == 1 and ord(sign) < _PLAIN_BELOW


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in _MARKS


def _is_latin(letter: str) -> bool:
    return not letter.isalpha() or unicodedata.name(letter, "").startswith(
        ("LATIN", "FEMININE", "MASCULINE", "MODIFIER")
    )


def _sound(letter: str) -> str:
    if letter.isascii():
        return letter
    known = _sounds().get(letter.lower())
    if known is None:
        known = _sound_by_name(letter)
    return known.title() if letter.isupper() else known


def _with_vowels(sound: str, *, marks: Iterable[str]) -> str:
    """Give a consonant of an Indic script the vowel written upon it instead of the "a" it has alone."""
    for mark in marks:
        name = unicodedata.name(mark, "")
        if sound.endswith("a") and ("VOWEL SIGN" in name or "VIRAMA" in name):
            sound = sound[:-1] + ("" if "VIRAMA" in name else name.split()[-1].lower())
    return sound


def _sound_by_name(letter: str) -> str:
    """Read the sound from the Unicode name: HANGUL SYLLABLE GIM is gim, CYRILLIC KA WITH DESCENDER is as KA."""
    if not letter.isalpha():
        return ""
    name, _, addition = unicodedata.name(letter, "").partition(" WITH ")
    if addition and (base := _named(name)):
        return _sound(base)
    words = name.split() or [""]
    sound = words[-1].lower()
    if not sound.isalpha() or len(sound) > _LONGEST_SOUND:
        return f" U+{ord(letter):04X} "
    return f" {sound.title()} " if words[0] in _SYLLABIC else sound


def _named(name: str) -> str:
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return ""


@cache
def _sounds() -> dict[str, str]:
    """Read the table: a sound and the letters that have it, a line each; Chinese characters stand as words apart."""
    table: dict[str, str] = {}
    for line in files("estancia.documents").joinpath("letters.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sound, letters = line.split("=")
            spoken = sound.strip()
            for letter in letters.split():
                table[letter] = f" {spoken.title()} " if unicodedata.name(letter[0]).startswith("CJK") else spoken
    return table


def _tidy(text: str) -> str:
    words = " ".join(text.split())
    return words.replace("( ", "(").replace(" )", ")")
