"""Keys under which a person is stored so that another spelling of them is found again, at a million as at a hundred.

A person has about eleven: the day of birth by initial, month and day by all initials, pairs of name skeletons with
the year, three names without a year, the number of the notice and its tail. They are kept in a btree on either
database and looked up one by one; no index of letters, no scan. A spelling once written keeps its keys after it is
corrected: it was a way to find the person.
"""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from itertools import combinations

from estancia.people.identity.folding import parts_of
from estancia.people.identity.person import Identity, figures_of, is_guess

_NAMES = 5
_FEW = 2
_TAIL = 5
_SHORTEST_NUMBER = 6
_YEARS_AROUND = 2
_SPAN = 3
_MONTHS = 12
_UNKNOWN_YEAR = 0


def keys_of(*, person: Identity) -> frozenset[str]:
    """Give the keys to store: about ten, fewer where little is known."""
    bones = _bones(person)
    born = person.born_on
    keys = {*_by_year(bones, born.year if born else _UNKNOWN_YEAR), *_without_year(bones), *_numbers(person)}
    if born is not None:
        keys |= _by_day(bones, born.isoformat()) | _in_another_year(bones, born) if not is_guess(born) else set()
        keys |= _about(bones, _around(born.year)) if person.born_guessed else set()
    return frozenset(keys)


def probes_of(*, person: Identity) -> frozenset[str]:
    """Give the keys to look under: the stored ones, day and month swapped, the years around an approximate one.

    Whoever was stored without a year, or with a guessed one about this, is looked for too.
    """
    bones = _bones(person)
    born = person.born_on
    probes = set(keys_of(person=person)) | _by_year(bones, _UNKNOWN_YEAR)
    if born is None:
        return frozenset(probes)
    if born.day <= _MONTHS and born.day != born.month:
        probes |= _by_day(bones, f"{born.year:04d}-{born.day:02d}-{born.month:02d}")
    if person.born_guessed:
        probes.update(key for year in _around(born.year) for key in _by_year(bones, year))
    return frozenset(probes | _about(bones, (born.year,)))


def key_number(key: str) -> int:
    """Give the whole number a key is stored as: 64 bits with sign, the same on every machine and database."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _bones(person: Identity) -> list[str]:
    return [part.skeleton for part in parts_of(person.name)][:_NAMES]


def _by_year(bones: list[str], year: int) -> set[str]:
    """Pairs of names with the year of birth; two given names alone say too little where surnames follow."""
    pairs = combinations(bones, 2)
    skipped = tuple(bones[:2]) if len(bones) > _FEW + 1 else ()
    return {f"y{year}{min(pair)}.{max(pair)}" for pair in pairs if pair != skipped}


def _about(bones: list[str], years: Iterable[int]) -> set[str]:
    """Pairs of names with a span of years: those whose date is a guess stand under each span it may fall in."""
    return {f"g{key}" for span in {year // _SPAN for year in years} for key in _by_year(bones, span)}


def _around(year: int) -> range:
    return range(year - _YEARS_AROUND, year + _YEARS_AROUND + 1)


def _without_year(bones: list[str]) -> set[str]:
    """Names without a year, for a date that is not known or is wrong: three of them, or the two there are."""
    if len(bones) <= _FEW:
        return {"n" + ".".join(sorted(bones))} if len(bones) == _FEW else set()
    skipped = (*bones[:2], bones[3]) if len(bones) > _FEW + 1 else ()
    return {"n" + ".".join(sorted(some)) for some in combinations(bones[:4], 3) if some != skipped}


def _by_day(bones: list[str], day: str) -> set[str]:
    """The day of birth beside each initial; a day that many are given by guess is no key."""
    return {f"d{day}{bone[:1]}" for bone in bones}


def _in_another_year(bones: list[str], born: date) -> set[str]:
    """Month and day beside all the initials, for a year that was misheard or mistyped."""
    return {f"m{born:%m%d}{''.join(sorted(bone[:1] for bone in bones))}"}


def _numbers(person: Identity) -> set[str]:
    figures = {figures_of(number) for number in person.numbers}
    whole = {one for one in figures if len(one) >= _SHORTEST_NUMBER}
    return {f"a{one}" for one in whole} | {f"t{one[-_TAIL:]}" for one in whole}
