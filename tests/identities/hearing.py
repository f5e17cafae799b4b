"""A listener's errors: nothing is mistyped, but the name is heard and spelled by ear, and the date is told as an age.

Letters change by sound; a vowel is heard as its neighbour; an ending is swallowed; a name is said in its short form or
written in one with the next; a paper number is not at hand. It knows nothing of keyboards.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from numpy.random import Generator

from tests.identities.population import Written

BY_EAR = (
    ("ll", "y"), ("y", "ll"), ("z", "s"), ("s", "z"), ("ce", "se"), ("ci", "si"), ("se", "ce"), ("v", "b"), ("b", "v"),
    ("qu", "k"), ("ca", "ka"), ("co", "ko"), ("h", ""), ("hu", "w"), ("gu", "hu"), ("ge", "je"), ("gi", "ji"),
    ("j", "x"), ("x", "j"), ("ñ", "ni"), ("ñ", "ny"), ("ch", "sh"), ("tz", "s"), ("ph", "f"), ("rr", "r"), ("nn", "n"),
    ("n", "m"), ("th", "t"), ("ks", "x"), ("w", "gu"), ("yo", "io"), ("ie", "ye"),
)  # fmt: skip
VOWELS = {"e": "i", "i": "e", "o": "u", "u": "o", "a": "e"}
SAID_SHORT: Mapping[str, str] = {
    "José": "Pepe", "Jesús": "Chuy", "María": "Mari", "Francisco": "Paco", "Guadalupe": "Lupe", "Manuel": "Meme",
    "Isabel": "Chabela", "Antonio": "Toño", "Luis": "Lucho", "Jorge": "Coque", "Yesenia": "Yesi", "Yolanda": "Yoli",
    "Ramón": "Moncho", "Juan": "Juancho", "Rosa": "Rosi", "Miguel": "Migue", "Daniel": "Dani", "Wilmer": "Wil",
}  # fmt: skip
WITHOUT_ACCENTS = str.maketrans("áéíóúüÁÉÍÓÚ", "aeiouuAEIOU")
ASKED_ON = date(2019, 10, 2)


def heard(*, person: Written, rng: Generator) -> Written:
    """Write a person down by ear: each name may change, the date may be told as an age, the number is seldom there."""
    told = replace(
        person,
        given=tuple(_heard(name, rng) for name in person.given),
        surnames=tuple(_heard(name, rng) for name in person.surnames),
        number=person.number if rng.random() < 0.35 else "",
    )
    return _born_as_told(_names_as_told(told, rng), rng)


def _heard(name: str, rng: Generator) -> str:
    if name in SAID_SHORT and rng.random() < 0.12:
        return SAID_SHORT[name]
    word = name.lower().translate(WITHOUT_ACCENTS)
    if rng.random() < 0.45:
        word = _by_ear(word, rng)
    if rng.random() < 0.12:
        word = _vowel(word, rng)
    if rng.random() < 0.06 and len(word) > 4 and word[-1] in "sdzn":
        word = word[:-1]
    return word.capitalize()


def _by_ear(word: str, rng: Generator) -> str:
    fitting = [(said, heard_as) for said, heard_as in BY_EAR if said in word]
    if not fitting:
        return word
    said, heard_as = fitting[int(rng.integers(len(fitting)))]
    return word.replace(said, heard_as, 1)


def _vowel(word: str, rng: Generator) -> str:
    places = [at for at, sign in enumerate(word) if sign in VOWELS]
    if not places:
        return word
    at = places[int(rng.integers(len(places)))]
    return word[:at] + VOWELS[word[at]] + word[at + 1 :]


def _names_as_told(person: Written, rng: Generator) -> Written:
    """Many give one given name and one surname; some go by the second; some are written in one."""
    drawn = rng.random()
    if drawn < 0.12 and len(person.given) > 1:
        return replace(person, given=person.given[1:])
    if drawn < 0.24 and len(person.given) > 1:
        return replace(person, given=person.given[:1])
    if drawn < 0.36 and len(person.surnames) > 1:
        return replace(person, surnames=person.surnames[:1])
    if drawn < 0.4 and len(person.given) > 1:
        return replace(person, given=(f"{person.given[0]}{person.given[1].lower()}",))
    return person


def _born_as_told(person: Written, rng: Generator) -> Written:
    """Most know the day; some tell an age, and somebody writes the first of January of a year about right."""
    drawn, born = rng.random(), person.born_on
    if born is None or drawn < 0.82:
        return person
    if drawn < 0.97:
        age = ASKED_ON.year - born.year - ((ASKED_ON.month, ASKED_ON.day) < (born.month, born.day))
        year = ASKED_ON.year - age - int(rng.integers(0, 2))
        return replace(person, born_on=date(year, 1, 1), born_approximately=True)
    return replace(person, born_on=None)
