"""Names folded as they are heard and written in Spanish, Indigenous languages of the region, Haitian and Portuguese.

Three foldings of a word, each looser than the one before: its letters, its sound, its skeleton of consonants. Two
spellings of one name ought to meet in one of them; two names that meet there need not be one, so that a person looks.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from importlib.resources import files
from operator import or_
from types import MappingProxyType

_KEPT = 6  # parts of a name that are looked at: more are written by nobody twice alike
_REMEMBERED = 1 << 16
_SHORTEST_HALF = 3
_LONG_HALF = 5
_SHORTEST_GLUED = 4
_APOSTROPHES = dict.fromkeys(map(ord, "'’`´ʼ‘ꞌ"), None)
_ACCENTS = dict(zip(map(ord, "áàâäãéèêëíìîïóòôöõúùûüñç"), "aaaaaeeeeiiiiooooouuuunc", strict=True))
_MARKS = {sign: " " for sign in range(128) if not chr(sign).isalnum()}
_PLAIN = _MARKS | _ACCENTS | _APOSTROPHES  # most names need no more

# What a name says by how common it is: the natural logarithm of one in so many.
_SAYS = {"fifty": 3.9, "hundred": 5.0, "five_hundred": 6.2}
_UNCOMMON = 7.8

# Spelling to sound, in order: what a word must hold somewhere for the rule to be tried, since most words hold little of
# it and trying costs more; then the rule. The sounds: x for ch and sh, j for every g, j, ll, x and y that a clerk may
# swap.
_SOUNDS = tuple(
    (holding, re.compile(pattern), sound)
    for holding, pattern, sound in (
        (("ph",), r"ph", "f"),
        (("ch", "sh", "tx"), r"(?:sch|ch|sh|tx)", "X"),
        (("th",), r"th", "t"),
        (("tz", "ts", "zz"), r"(?:tz|ts|zz)", "s"),
        (("au",), r"(?:eaux?|aux?(?=$|[^aeiou]))", "o"),
        (("oi",), r"oi", "ua"),
        (("ck", "cc", "q"), r"ck|cc(?=[aou])|qu|q|k", "k"),
        (("c", "z", "ss"), r"c(?=[eiy])|z|ss", "s"),
        (("c",), r"c", "k"),
        (
            ("u", "w"),
            r"gu(?=[ei])|^(?:hu|gw|w|gu|u)(?=[aeio])|(?<=[aeio])(?:h?u|w)(?=[aeio])",
            "G",
        ),
        (("w",), r"(?<=[bcdfgklmnprst])w(?=[ae])", "u"),
        (
            ("g", "l", "x", "y", "h"),
            r"g(?=[eiy])|ll|lh|^x|(?<=[aeiou])x(?=[aeiou])|^y(?=[aeiou])|(?<=[aeiou])y(?=[aeiou])|^hi(?=e)",
            "j",
        ),
        (("x",), r"x", "s"),
        (("h",), r"h", ""),
        (("v", "w"), r"[vw](?=[aeiouy])", "b"),
        (("v", "w"), r"[vw]", "u"),
        (("n",), r"nh|gn|nj(?=[aeiou])|ny|ni(?=[aeou])", "n"),
        (("y",), r"y", "i"),
        (("m",), r"m(?=$|[bp])", "n"),
        (("",), r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"[aeiou]+")
_ENDING = re.compile(r"(?<=.)[std]$")


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity: words are remembered, and compared often
class Part:
    """One word of a name: as folded, in full, its sound, its skeleton, and how much sharing it says (natural log).

    `letters` has a bit for each letter of the sound, so that words that cannot be close are passed over.
    """

    written: str
    full: str
    sound: str
    skeleton: str
    says: float
    letters: int


@dataclass(frozen=True, slots=True)
class Tables:
    """The house's own tables of names."""

    particles: frozenset[str]
    glued_particles: tuple[str, ...]
    short: Mapping[str, str]
    given: frozenset[str]
    known: frozenset[str]
    says: Mapping[str, float]


@cache
def tables() -> Tables:
    """Read the tables; a name that stands in both lists says what the commoner of the two says."""
    read = tomllib.loads(files("estancia.people.identity").joinpath("tables.toml").read_text(encoding="utf-8"))
    says: dict[str, float] = {}
    for kind in ("surname", "given"):
        for grade, names in read[kind].items():
            for name in names:
                sound = sound_of(name)
                says[sound] = min(_SAYS[grade], says.get(sound, _UNCOMMON))
    given = frozenset(name for names in read["given"].values() for name in names)
    return Tables(
        particles=frozenset(read["particles"]),
        glued_particles=tuple(read["glued_particles"]),
        short=MappingProxyType(read["short"]),
        given=given,
        known=given | frozenset(name for names in read["surname"].values() for name in names),
        says=MappingProxyType(says),
    )


@lru_cache(maxsize=_REMEMBERED)
def parts_of(name: str) -> tuple[Part, ...]:
    """Take a name apart: surnames before a comma go last, particles drop out, what was glued is parted.

    At most six parts. A name of particles only keeps them; an empty one has no parts.
    """
    surnames, comma, given = name.partition(",")
    written = f"{given} {surnames}" if comma else name
    words = [word for run in written.split() for word in _words_of(run)]
    bearing = [parts for bears, parts in words if bears] or [parts for _, parts in words]
    return tuple(part for parts in bearing for part in parts)[:_KEPT]


@lru_cache(maxsize=_REMEMBERED)
def _words_of(run: str) -> tuple[tuple[bool, tuple[Part, ...]], ...]:
    """Take apart what was written between two spaces: each word of it, whether it bears a name, and its parts."""
    particles = tables().particles
    return tuple(
        (word not in particles and not _is_initial(word), tuple(part_of(half) for half in _halves(word)))
        for word in _words(run)
    )


@lru_cache(maxsize=_REMEMBERED)
def part_of(word: str) -> Part:
    """Fold one word, already in plain small letters."""
    known = tables()
    full = known.short.get(word, word)
    sound = sound_of(full)
    return Part(
        written=word,
        full=full,
        sound=sound,
        skeleton=skeleton_of(sound),
        says=known.says.get(sound, _UNCOMMON),
        letters=reduce(or_, (1 << (ord(letter) & 63) for letter in sound), 0),
    )


def sound_of(word: str) -> str:
    """Give the sound of a word: mute h, z as s, v as b, y and ll and g and x as j, qu and c as k, no letter twice."""
    for holding, pattern, sound in _SOUNDS:
        for part in holding:
            if part in word:
                word = pattern.sub(sound, word)
                break
    return word.lower()


def skeleton_of(sound: str) -> str:
    """Give the consonants of a sound, m as n, without an ending often not heard; a vowel first is written 0."""
    heard = _bones(_ENDING.sub("", sound))
    return heard if len(heard) > 1 else _bones(sound)


def _bones(sound: str) -> str:
    return ("0" if sound[:1] in tuple("aeiou") else "") + _VOWELS.sub("", sound).replace("m", "n")


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isascii()


def _words(name: str) -> list[str]:
    quick = name.casefold().translate(_PLAIN)
    if quick.isascii():
        return quick.split()
    plain = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES).casefold())
    return "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign)).split()


def _halves(word: str) -> tuple[str, ...]:
    """Part what was written in one: Delacruz, Juancarlos, Lopezgarcia. A word known whole stays whole."""
    known = tables()
    if word in known.known or word in known.short:
        return (word,)
    for particle in known.glued_particles:
        if word.startswith(particle) and len(word) >= len(particle) + _SHORTEST_GLUED:
            return (word[len(particle) :],)
    for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1):
        if _two_names(word[:at], word[at:], known):
            return (word[:at], word[at:])
    return (word,)


def _two_names(first: str, second: str, known: Tables) -> bool:
    """Both halves are known, or one is a known given name and the other long enough to be a name."""
    if first in known.known and second in known.known:
        return True
    lone = (first in known.given and len(second) >= _LONG_HALF) or (second in known.given and len(first) >= _LONG_HALF)
    return lone and min(len(first), len(second)) > _SHORTEST_HALF
