"""How alike two files are, and why: reasons with their weights, for a person who then looks and chooses.

Weights are natural logarithms of likelihood ratios, set by hand: how much more often this is seen in one person's two
files than in two people's. A rare surname shared says more than García. What is not known weighs nothing. Nothing
here says that two files are of one person, and no caller may take a number for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from estancia.people.identity.closeness import BONES, LETTER, SAME, SHORT, SOUND, closeness, one_letter_apart
from estancia.people.identity.folding import Part, parts_of
from estancia.people.identity.person import Identity, figures_of
from estancia.wording import Sentence, load_sentences

NAME, BORN, NUMBER, NATIONALITY = "name", "born", "number", "nationality"

_RARE = 7.0
_NEAR_YEARS = 2
_SHORTEST_NUMBER = 6
_ONE_LACKS = -0.5  # a name one file has and the other lacks: a second surname is often dropped
_BOTH_DIFFER = -4.0  # a name in each that meets none in the other
_WORTH = {
    "born_same": 7.0,
    "born_same_guessed": 2.5,
    "born_swapped": 5.5,
    "born_digit": 3.5,
    "born_year": 1.5,
    "born_near": 1.0,
    "born_differs": -3.5,
    "number_same": 9.0,
    "number_digit": 5.0,
    "nationality_same": 0.5,
    "nationality_differs": -1.5,
}
_MEET_BY = {SOUND: "name_sound", SHORT: "name_short", LETTER: "name_letter", BONES: "name_alike"}

Weighed = tuple[str, str, float]
Met = list[tuple[Part, Part, float]]


@dataclass(frozen=True, slots=True)
class LikenessReason:
    """One reason for or against: what it is about (name, born, number, nationality), a sentence, its weight."""

    code: str
    about: str
    sentence: Sentence
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two files are. `score`, the sum of the weights, puts candidates in order; it decides nothing."""

    score: float
    reasons: tuple[LikenessReason, ...]


def likeness(*, one: Identity, other: Identity) -> Likeness:
    """Compare two files and say why they may, or may not, be of one person; the same in either order."""
    weighed, said = _weighed(one, other), _sentences()
    return Likeness(
        score=_sum(weighed),
        reasons=tuple(LikenessReason(code, about, said[code], round(weight, 3)) for code, about, weight in weighed),
    )


def score_of(*, one: Identity, other: Identity) -> float:
    """Give the score alone, to put many candidates in order before the best are explained."""
    return _sum(_weighed(one, other))


@cache
def _sentences() -> dict[str, Sentence]:
    return dict(load_sentences(package="estancia.people.identity"))


def _sum(weighed: list[Weighed]) -> float:
    return round(sum([weight for _, _, weight in weighed]), 3)


def _weighed(one: Identity, other: Identity) -> list[Weighed]:
    if other.name < one.name:  # so that equal choices fall alike, whoever stands first
        one, other = other, one
    found = _of_names(parts_of(one.name), parts_of(other.name))
    for about, code in (
        (BORN, _of_births(one, other)),
        (NUMBER, _of_numbers(one.numbers, other.numbers)),
        (NATIONALITY, _of_nationalities(one.nationality, other.nationality)),
    ):
        if code:
            found.append((code, about, _WORTH[code]))
    return found


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────
def _spelling(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(part.written for part in parts)


def _of_names(one: Sequence[Part], other: Sequence[Part]) -> list[Weighed]:
    """Pair the names of the two, closest first, and say how they meet and what is left over."""
    if not one or not other:
        return []
    met, left, right = _paired(one, other)
    found = _shared(met=met, code=_how(met=met, one=one, other=other)) if met else []
    if min(left, right):
        found.append(("name_differs", NAME, min(left, right) * _BOTH_DIFFER))
    if left != right:
        found.append(("name_missing", NAME, abs(left - right) * _ONE_LACKS))
    return found


def _shared(*, met: Met, code: str) -> list[Weighed]:
    """Weigh what is shared, and say apart what an uncommon name brings."""
    common = rare = 0.0
    for one, other, close in met:
        says = min(one.says, other.says)
        if says < _RARE:
            common += says * close
        else:
            rare += says * close
    return [(code, NAME, common), *([("name_rare", NAME, rare)] if rare else [])]


def _how(*, met: Met, one: Sequence[Part], other: Sequence[Part]) -> str:
    loosest = min([close for _, _, close in met])
    if loosest == SAME:
        return "name_same" if _in_order(one, other) else "name_order"
    return _MEET_BY.get(loosest, "name_alike")


def _in_order(one: Sequence[Part], other: Sequence[Part]) -> bool:
    """Whether the names both bear stand in the same order in both."""
    if one == other:
        return True
    first, second = _spelling(one), _spelling(other)
    return [word for word in first if word in second] == [word for word in second if word in first]


def _paired(one: Sequence[Part], other: Sequence[Part]) -> tuple[Met, int, int]:
    """Pair the words of two names, closest first; give the pairs and how many of each were left alone."""
    left, right, met = list(one), list(other), []
    for part in one:  # most of it is written alike
        if part in right:
            met.append((part, part, SAME))
            left.remove(part)
            right.remove(part)
    while left and right:
        close, first, second = _closest(left, right)
        if not close:
            break
        met.append((first, second, close))
        left.remove(first)
        right.remove(second)
    return met, len(left), len(right)


def _closest(left: Sequence[Part], right: Sequence[Part]) -> tuple[float, Part, Part]:
    best = (0.0, left[0], right[0])
    for first in left:
        letters, written = first.letters, first.written
        for second in right:
            others = second.letters
            if 3 * (letters & others).bit_count() < (letters | others).bit_count():
                continue
            close = closeness(written, second.written)
            if close > best[0]:
                best = (close, first, second)
    return best


# ── dates, numbers, nationality ──────────────────────────────────────────────────────────────────────────
def _of_births(one: Identity, other: Identity) -> str:
    """Say how two dates of birth stand to each other; nothing where one is not known."""
    if one.born_on is None or other.born_on is None:
        return ""
    guessed = one.born_guessed or other.born_guessed
    if one.born_on == other.born_on:
        return "born_same_guessed" if guessed else "born_same"
    if _swapped(one.born_on, other.born_on):
        return "born_swapped"
    if not guessed and _figure_apart(one.born_on, other.born_on):
        return "born_digit"
    return _by_years(apart=abs(one.born_on.year - other.born_on.year), guessed=guessed)


def _by_years(*, apart: int, guessed: bool) -> str:
    if apart == 0:
        return "born_year"
    return "born_near" if guessed and apart <= _NEAR_YEARS else "born_differs"


def _swapped(one: date, other: date) -> bool:
    return (one.year, one.month, one.day) == (other.year, other.day, other.month)


def _figure_apart(one: date, other: date) -> bool:
    same = (one.year == other.year, one.month == other.month, one.day == other.day)
    return sum(same) == 2 and sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True)) == 1


def _of_numbers(one: frozenset[str], other: frozenset[str]) -> str:
    """Say whether a number is shared, or nearly; numbers that differ say nothing, for many people hold several."""
    if not one or not other:
        return ""
    left, right = ({figures_of(number) for number in numbers} for numbers in (one, other))
    left, right = ({number for number in numbers if len(number) >= _SHORTEST_NUMBER} for numbers in (left, right))
    if left & right:
        return "number_same"
    near = any(one_letter_apart(first, second) for first in left for second in right)
    return "number_digit" if near else ""


def _of_nationalities(one: str, other: str) -> str:
    if not one or not other:
        return ""
    return "nationality_same" if one == other else "nationality_differs"
