"""Who comes with whom, from which country, to which place, in which month: people counted before they are named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from numpy.random import Generator

from estancia.commands.demo.published import arrival_months, driving_shares
from estancia.commands.demo.quota import Tally, apportion

# Adults and children of a family, and how readily it is chosen among those that keep the shares.
SHAPES = ((1, 0), (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (2, 3), (2, 0))


@dataclass(frozen=True, slots=True)
class Group:
    """A family not yet named: where from, where to, in which month, how many of each."""

    month: str
    place: str
    nationality: str
    adults: int
    children: int

    @property
    def size(self) -> int:
        """Count them."""
        return self.adults + self.children


def compose(*, people: int, rng: Generator) -> tuple[Group, ...]:
    """Make groups of `people` in all, month by month, keeping the published shares."""
    months = apportion(total=people, weights=arrival_months())
    nations = _nationalities(months=months)
    shapes, places = Tally(), Tally()
    groups: list[Group] = []
    for month, count in months.items():
        found = [
            (nationality, shape)
            for nationality, among in nations[month].items()
            for shape in _shapes(people=among, month=month, tally=shapes, rng=rng)
        ]
        groups.extend(_placed(found=found, month=month, people=count, tally=places))
    return tuple(groups)


def _nationalities(*, months: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Share each month among nationalities so that every run of months with one mix comes out right as a whole."""
    shared = {}
    for _, run in groupby(months, key=lambda month: tuple(sorted(_mix(month).items()))):
        tally = Tally()
        for month in run:
            tally.expect(shares=_mix(month), people=months[month])
            shared[month] = apportion(total=months[month], weights={what: tally.owed(what) for what in _mix(month)})
            for what, count in shared[month].items():
                tally.give(what, people=count)
    return shared


def _mix(month: str) -> Mapping[str, float]:
    return driving_shares(topic="nationality", month=month)


def _shapes(*, people: int, month: str, tally: Tally, rng: Generator) -> Iterator[tuple[int, int]]:
    """Split people of one country and month into families, keeping the shares of children and of adults alone."""
    shares = {
        "children": driving_shares(topic="age", month=month)["under_18"],
        "alone": driving_shares(topic="company", month=month)["adult_alone"],
    }
    tally.expect(shares=shares, people=people)
    while people:
        adults, children = min(
            (shape for shape in SHAPES if sum(shape) <= people),
            key=lambda shape: _strain(shape=shape, tally=tally, people=people) + 2 * rng.random(),
        )
        people -= adults + children
        tally.give("children", people=children)
        tally.give("alone", people=(adults, children) == (1, 0))
        yield adults, children


def _strain(*, shape: tuple[int, int], tally: Tally, people: int) -> float:
    """Measure how far the shares owed would be from what is left to give, were this shape taken."""
    adults, children = shape
    left = max(1, people)
    owed_children, owed_alone = tally.owed("children"), tally.owed("alone")
    of_children = abs(owed_children - children - owed_children * (left - adults - children) / left)
    of_alone = abs(owed_alone - (shape == (1, 0)) - owed_alone * (left - adults - children) / left)
    return of_children + of_alone


def _placed(*, found: list, month: str, people: int, tally: Tally) -> Iterator[Group]:
    """Give each family the open place owed most, the largest families first."""
    shares = driving_shares(topic="place", month=month)
    tally.expect(shares=shares, people=people)
    for nationality, (adults, children) in sorted(found, key=lambda pair: -sum(pair[1])):
        place = tally.neediest(among=shares)
        tally.give(place, people=adults + children)
        yield Group(month=month, place=place, nationality=nationality, adults=adults, children=children)
