"""Public announcements that moved hearings, and what each told people to do."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Announcement:
    """Hearings from `announced` to `through`, both included, were postponed; no `through`: until further notice.

    From `until` on it no longer answers for any hearing: one that has gone by is then in the past like any other.
    """

    announced: date
    through: date | None
    until: date
    do: str
    source: str


@cache
def announcements() -> tuple[Announcement, ...]:
    """List the announcements, earliest first."""
    text = files("estancia.law").joinpath("data/postponements.toml").read_text(encoding="utf-8")
    return tuple(
        Announcement(row["announced"], row.get("through"), row["until"], row["do"], row["source"])
        for row in tomllib.loads(text)["announcement"]
    )
