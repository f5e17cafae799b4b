"""Names and languages for people who do not exist."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from numpy.random import Generator

# Spoken at home by one in so many, beside Spanish: ISO 639-3. The shares are ours.
SECOND_TONGUES = {"GTM": (("quc", "mam", "kek"), 0.22), "HND": (("cab", "miq"), 0.04), "ECU": (("qug",), 0.15)}
FIRST_TONGUES = {"BRA": "por", "HTI": "hat"}


@cache
def name_lists() -> Mapping[str, Mapping]:
    """Read the lists of names, by custom."""
    return tomllib.loads(files("estancia.commands.demo").joinpath("names.toml").read_text(encoding="utf-8"))


def custom_of(*, nationality: str, best_language: str) -> str:
    """Say from which list someone is named."""
    if nationality == "GTM" and best_language != "spa":
        return "mayan"
    return {"BRA": "portuguese", "HTI": "haitian"}.get(nationality, "spanish")


def surnames(*, custom: str, rng: Generator) -> tuple[str, ...]:
    """Draw the surnames a person or the children of a couple bear."""
    lists = name_lists()[custom]
    return tuple(str(name) for name in rng.choice(lists["surnames"], size=2 if lists["two"] else 1, replace=False))


def given_name(*, custom: str, woman: bool, rng: Generator) -> str:
    """Draw one given name, now and then two."""
    lists = name_lists()[custom]["women" if woman else "men"]
    drawn = rng.choice(lists, size=1 if rng.random() < 0.6 else 2, replace=False)
    return " ".join(str(name) for name in drawn)


def tongues(*, nationality: str, rng: Generator) -> tuple[str, ...]:
    """Name the languages a family understands, the best first."""
    if nationality in FIRST_TONGUES:
        return (FIRST_TONGUES[nationality],)
    among, share = SECOND_TONGUES.get(nationality, ((), 0.0))
    if rng.random() >= share:
        return ("spa",)
    return (str(rng.choice(among)), "spa")
