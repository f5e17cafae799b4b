"""Durations the house sets for itself (EST-n), dated and marked as ours."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from estancia.wording import Sentence


class NoSuchParameter(LookupError):
    """No row of that code is in force on that day."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number an authority can change: value, unit, half-open `[from_, until)`, source."""

    code: str
    value: int
    unit: str
    from_: date
    until: date | None
    source: str
    title: Sentence

    def as_timedelta(self) -> timedelta:
        """Give the duration of a parameter in hours, minutes or days (not working days)."""
        return timedelta(**{self.unit: self.value})

    def in_force(self, on: date) -> bool:
        """Say whether this row applies on a day."""
        return self.from_ <= on and (self.until is None or on < self.until)


def parameter(code: str, *, on: date) -> Parameter:
    """Give the row of that code in force on a day; before the first row, the first row."""
    rows = [row for row in house_parameters() if row.code == code]
    if not rows:
        raise NoSuchParameter(code)
    return next((row for row in rows if row.in_force(on)), rows[0])


@cache
def house_parameters() -> tuple[Parameter, ...]:
    """List every house parameter."""
    text = files("estancia.law").joinpath("data/parameters.toml").read_text(encoding="utf-8")
    return tuple(
        Parameter(
            code=row["code"],
            value=row["value"],
            unit=row["unit"],
            from_=row["from"],
            until=row.get("until"),
            source=row["source"],
            title=Sentence(es=row["es"], en=row["en"]),
        )
        for row in tomllib.loads(text)["parameter"]
    )
