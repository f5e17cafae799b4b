"""Which languages are Indigenous languages of the Americas, by dated lists from named sources."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

Standing = Literal["only_indigenous", "another_too", "not_known"]


@dataclass(frozen=True, slots=True)
class LanguageList:
    """One source's list of ISO 639-3 codes, from a date."""

    name: str
    indigenous: bool
    from_: date
    source: str
    codes: frozenset[str]


def standing(languages: Iterable[str] | None, *, on: date) -> Standing:
    """Say whether every language a person understands is Indigenous to the Americas.

    `not_known` when nothing is recorded, or when what is left beside listed Indigenous languages is in no list:
    such a language is asked about, never decided.
    """
    spoken = frozenset(languages or ())
    indigenous, others = _codes_on(on)
    if not spoken or (spoken & others):
        return "another_too" if spoken else "not_known"
    return "only_indigenous" if spoken <= indigenous else "not_known"


@cache
def lists() -> tuple[LanguageList, ...]:
    """List every list, as typed from its source."""
    text = files("estancia.law").joinpath("data/languages.toml").read_text(encoding="utf-8")
    return tuple(
        LanguageList(row["name"], row["indigenous"], row["from"], row["source"], frozenset(row["codes"].split()))
        for row in tomllib.loads(text)["list"]
    )


@cache
def _codes_on(on: date) -> tuple[frozenset[str], frozenset[str]]:
    in_force = [each for each in lists() if each.from_ <= on]
    indigenous = frozenset[str]().union(*(each.codes for each in in_force if each.indigenous))
    return indigenous, frozenset[str]().union(*(each.codes for each in in_force if not each.indigenous)) - indigenous
