"""EOIR's codes of the places where these hearings are held, and the port beside each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from estancia.people import fold_name


@dataclass(frozen=True, slots=True)
class HearingPlace:
    """A hearing location; `port` is empty for a court reached from several, `zone` where its clock is not known."""

    code: str
    name: str
    port: str
    court: str
    zone: str


@cache
def hearing_places() -> Mapping[str, HearingPlace]:
    """Give every known hearing location by its code."""
    rows = tomllib.loads(files("estancia.notices").joinpath("data/hearing_places.toml").read_text(encoding="utf-8"))
    return MappingProxyType({row["code"]: HearingPlace(**row) for row in rows["place"]})


def hearing_place(*, printed: str) -> HearingPlace | None:
    """Find the place by code in either case, or by its name as EOIR writes it; None when it is none of ours."""
    return hearing_places().get(printed.strip().upper()) or _by_name().get(fold_name(printed))


def place_or_city(*, printed: str) -> HearingPlace | None:
    """Find the place as `hearing_place` does, or the court of a city that is written alone ("San Diego").

    Enough to know a clock; not enough to say that two papers name the same room.
    """
    return hearing_place(printed=printed) or _by_city().get(fold_name(printed))


@cache
def _by_city() -> Mapping[str, HearingPlace]:
    return {fold_name(place.name.split(",")[0]): place for place in hearing_places().values() if "," in place.name}


@cache
def _by_name() -> Mapping[str, HearingPlace]:
    return {fold_name(place.name): place for place in hearing_places().values()}
