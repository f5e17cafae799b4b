"""What happens when: deeds in the order of their hours, each of which may bring others after it."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import count

Deed = Callable[[datetime], Iterable["Planned"] | None]
Planned = tuple[datetime, Deed]


class Agenda:
    """Deeds by their hour; of two at one hour the one planned first goes first."""

    def __init__(self, planned: Iterable[Planned] = ()) -> None:
        self._order = count()
        self._heap: list[tuple[datetime, int, Deed]] = []
        self.plan(planned)

    def plan(self, planned: Iterable[Planned]) -> None:
        """Add deeds to be done at their hours."""
        for at, deed in planned:
            heapq.heappush(self._heap, (at, next(self._order), deed))

    def until(self, end: datetime) -> Iterator[datetime]:
        """Do every deed before `end`, and those they bring; give the hour of each as it is done."""
        while self._heap and self._heap[0][0] < end:
            at, _, deed = heapq.heappop(self._heap)
            self.plan(deed(at) or ())
            yield at
