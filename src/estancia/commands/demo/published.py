"""The published figures the demo's people are calibrated to, and how far a population is from each."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from estancia.commands.demo.people import Family, Member


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the record: of those who arrived from month to month, `value` of `of` were `what`."""

    topic: str  # month, place, nationality, age, company, sex, fear
    what: str
    from_month: str  # "2019-01"
    until_month: str  # included
    value: float
    of: float
    grade: str  # published, rounded, proxy, ours
    drives: bool
    as_of: date
    source: str
    note: str

    @property
    def share(self) -> float:
        """Say the figure as a share, 0 to 1."""
        return self.value / self.of

    @property
    def held_to(self) -> bool:
        """Say whether people are held to it: not what we chose ourselves, nor a single month's places.

        A month can have three people; its places steer the making and are held to over their whole run of months.
        """
        return self.grade != "ours" and not (self.topic == "place" and self.drives)

    def speaks_of(self, *, month: str) -> bool:
        """Say whether people who arrived in this month are meant."""
        return self.from_month <= month <= self.until_month


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure beside what a population shows; `people` is how many the share was taken over."""

    figure: Figure
    people: int
    measured: float

    @property
    def points(self) -> float:
        """Say the distance in percentage points."""
        return 100 * (self.measured - self.figure.share)


@cache
def published_figures() -> tuple[Figure, ...]:
    """Read every figure; the months of arrival are weighed against the sum of all months."""
    text = files("estancia.commands.demo").joinpath("published.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(text)["group"]
    everyone = sum(row[3] for group in groups if group["topic"] == "month" for row in group["rows"])
    return tuple(_figure(group=group, row=row, everyone=everyone) for group in groups for row in group["rows"])


@cache
def driving_shares(*, topic: str, month: str) -> Mapping[str, float]:
    """Give the shares people of one month are made to, by what is counted."""
    return {
        figure.what: figure.share
        for figure in published_figures()
        if figure.topic == topic and figure.drives and figure.speaks_of(month=month)
    }


def arrival_months() -> Mapping[str, float]:
    """Give each month's share of all arrivals, in order."""
    return {figure.what: figure.share for figure in published_figures() if figure.topic == "month"}


def compare(*, families: Sequence[Family]) -> tuple[Compared, ...]:
    """Put every figure beside what these families show; people made as edge cases are counted like all others."""
    people = [(family, member) for family in families for member in family.members]
    return tuple(_compared(figure=figure, people=people) for figure in published_figures())


def _figure(*, group: dict, row: list, everyone: float) -> Figure:
    what, from_month, until_month, value, of = row
    return Figure(
        topic=group["topic"],
        what=what,
        from_month=from_month,
        until_month=until_month,
        value=value,
        of=of or everyone,
        grade=group["grade"],
        drives=group["drives"],
        as_of=group["as_of"],
        source=group["source"],
        note=group.get("note", ""),
    )


def _compared(*, figure: Figure, people: Sequence[tuple[Family, Member]]) -> Compared:
    if figure.topic != "month":
        people = [pair for pair in people if figure.speaks_of(month=pair[0].month)]
    shown = sum(1 for family, member in people if _counts(figure=figure, family=family, member=member))
    return Compared(figure=figure, people=len(people), measured=shown / len(people) if people else figure.share)


def _counts(*, figure: Figure, family: Family, member: Member) -> bool:
    match figure.topic:
        case "month":
            return family.month == figure.what
        case "place":
            return family.location == figure.what
        case "nationality":
            return member.nationality == figure.what
        case "age":
            return member.age < int(figure.what.removeprefix("under_"))
        case "company":
            return len(family.members) == 1 and member.age >= 18
        case "sex":
            return member.woman
        case _:
            return member.private.get("person.fear_of_mexico") == "yes"
