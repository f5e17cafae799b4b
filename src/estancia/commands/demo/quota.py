"""Shares kept by counting rather than by chance, so that small populations keep them too."""

from collections.abc import Mapping

from numpy.random import Generator


def apportion(*, total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Share `total` by largest remainder; a negative weight counts as none.

    Sums to `total` when any weight is positive, else everyone gets nothing.
    """
    positive = {what: max(0.0, weight) for what, weight in weights.items()}
    everything = sum(positive.values())
    if not everything:
        return dict.fromkeys(weights, 0)
    exact = {what: total * weight / everything for what, weight in positive.items()}
    given = {what: int(value) for what, value in exact.items()}
    left = total - sum(given.values())
    for what in sorted(exact, key=lambda name: (given[name] - exact[name], name))[:left]:
        given[what] += 1
    return given


class Tally:
    """What has been given so far and what is owed; owing is remembered from one month to the next."""

    def __init__(self) -> None:
        self._owed: dict[str, float] = {}

    def expect(self, *, shares: Mapping[str, float], people: int) -> None:
        """Say that `people` more are coming, to be shared like this."""
        for what, share in shares.items():
            self._owed[what] = self._owed.get(what, 0.0) + share * people

    def give(self, what: str, *, people: int = 1) -> None:
        """Note that so many were given to `what`."""
        self._owed[what] = self._owed.get(what, 0.0) - people

    def owed(self, what: str) -> float:
        """Say how many are owed; negative when too many were given."""
        return self._owed.get(what, 0.0)

    def neediest(self, *, among: Mapping[str, float]) -> str:
        """Name the one owed most among those with a share this month."""
        return max(sorted(what for what, share in among.items() if share > 0), key=self.owed)

    def says_yes(self, what: str, *, share: float, people: int, rng: Generator) -> bool:
        """Decide for `people` at once whether they are `what`, near the share and never far from it."""
        self.expect(shares={what: share}, people=people)
        yes = self.owed(what) > people * (0.5 + 0.3 * rng.uniform(-1, 1))
        if yes:
            self.give(what, people=people)
        return yes
