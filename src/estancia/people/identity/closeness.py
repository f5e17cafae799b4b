"""How close two words of a name are: one letter apart, the same sound, the same bones, or one cut short."""

from functools import lru_cache

from estancia.people.identity.folding import Part, part_of

_REMEMBERED = 1 << 16
SAME, SOUND, SHORT, LETTER, BONES = 1.0, 0.9, 0.85, 0.8, 0.7
CUT = 0.6
_SHORTEST_CUT = 3
_SHORTEST_LETTER = 4
_MOSTLY = 0.6


@lru_cache(maxsize=_REMEMBERED)
def closeness(one: str, other: str) -> float:
    """Say how close two words in plain small letters are, from 0 to 1; the same in either order."""
    first, second = part_of(one), part_of(other)
    if first.full == second.full:
        return SAME if one == other else SHORT
    if first.sound == second.sound:
        return SOUND
    if one_letter_apart(first.full, second.full) or one_letter_apart(first.sound, second.sound):
        return LETTER if min(len(first.full), len(second.full)) >= _SHORTEST_LETTER else CUT
    if first.skeleton == second.skeleton and len(first.skeleton) > 1:
        return BONES
    return _loosely(first, second)


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter was changed, left out, put in, or two neighbours swapped."""
    if len(one) < len(other):
        one, other = other, one
    if len(one) - len(other) > 1 or one == other:
        return False
    at = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        at += 1
    if len(one) > len(other):
        return one[at + 1 :] == other[at:]
    changed = one[at + 1 :] == other[at + 1 :]
    return changed or (one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :])


def _loosely(first: Part, second: Part) -> float:
    """A name cut short, or one that shares most of its pairs of letters."""
    one, other = first.sound, second.sound
    if min(len(one), len(other)) >= _SHORTEST_CUT and (one.startswith(other) or other.startswith(one)):
        return CUT
    left, right = _letter_pairs(one), _letter_pairs(other)
    share = 2 * len(left & right) / (len(left) + len(right))
    return share if share >= _MOSTLY else 0.0


@lru_cache(maxsize=_REMEMBERED)
def _letter_pairs(sound: str) -> frozenset[str]:
    framed = f"^{sound}$"
    return frozenset(framed[at : at + 2] for at in range(len(framed) - 1))
