"""What the doors are shown as a person's own work: counts that open their lists."""

from collections.abc import Mapping
from dataclasses import dataclass

from estancia.casework.views.saved import SavedLine
from estancia.casework.views.stay import RevocationLine
from estancia.wording import Sentence

MOST = 1000  # what is more is not counted on: a page says "more than 1,000"


@dataclass(frozen=True, slots=True)
class WorkCount:
    """A number and the list it opens: the Django url name, its path arguments, and the query that filters it.

    A `count` above MOST means that there are more than MOST, and not how many.
    """

    code: str
    label: Sentence
    count: int
    route: str
    kwargs: Mapping[str, str]
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WorkView:
    """What is overdue, due today, due tomorrow, waiting for this person, and waiting for another.

    Counts of zero are left out, and nothing that burns is counted again among the others.
    `saved` are this person's own filters, each with the list it opens.
    `expected` is how many people those who care expect back, due or not.
    `revocations` are the cards this person may confirm, as the second one, are taken back.
    """

    burning: tuple[WorkCount, ...]
    today: tuple[WorkCount, ...]
    tomorrow: tuple[WorkCount, ...]
    waiting: tuple[WorkCount, ...]
    others: tuple[WorkCount, ...]
    revocations: tuple[RevocationLine, ...] = ()
    expected: int = 0
    saved: tuple[tuple[str, SavedLine], ...] = ()
