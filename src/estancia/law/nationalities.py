"""Groups of nationalities that dated rules speak of."""

import tomllib
from functools import cache
from importlib.resources import files


def nationals(group: str) -> frozenset[str]:
    """Give the ISO 3166-1 alpha-3 codes of a named group."""
    return _groups()[group]


@cache
def _groups() -> dict[str, frozenset[str]]:
    text = files("estancia.law").joinpath("data/nationalities.toml").read_text(encoding="utf-8")
    return {name: frozenset(group["codes"].split()) for name, group in tomllib.loads(text).items()}
