"""Locations of return, by the five-digit INEGI key of the municipality: names are not keys (there are two Nogales)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

Standing = Literal["open", "perhaps_open", "not_open", "not_designated"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A period in which returns were received, half-open `[from_, until)`; surely open from `sure_from`."""

    from_: date
    sure_from: date
    until: date
    source: str


@dataclass(frozen=True, slots=True)
class Location:
    """A location of return: its municipality, its clock, the port across from it and that port's clock."""

    key: str
    name: str
    crossing: str
    state: str
    zone: str
    us_port: str
    us_zone: str
    openings: tuple[Opening, ...]


def location(key: str) -> Location | None:
    """Give the location of an INEGI key; None where it is no location of return."""
    return _by_key().get(key)


def locations() -> tuple[Location, ...]:
    """List the locations, west to east."""
    return tuple(_by_key().values())


def place_name(key: str) -> str:
    """Name the place for a reader; the key itself where it is not one of ours."""
    found = location(key)
    return f"{found.name}, {found.state}" if found else key


def standing(key: str, *, on: date) -> Standing:
    """Say how a place stood on a day."""
    found = location(key)
    if found is None:
        return "not_designated"
    opening = next((each for each in found.openings if each.from_ <= on < each.until), None)
    if opening is None:
        return "not_open"
    return "open" if on >= opening.sure_from else "perhaps_open"


@cache
def _by_key() -> dict[str, Location]:
    text = files("estancia.places").joinpath("data/locations.toml").read_text(encoding="utf-8")
    return {
        row["key"]: Location(
            **{name: row[name] for name in ("key", "name", "crossing", "state", "zone", "us_port", "us_zone")},
            openings=tuple(
                Opening(each["from"], each["sure_from"], each["until"], each["source"]) for each in row["openings"]
            ),
        )
        for row in tomllib.loads(text)["location"]
    }
