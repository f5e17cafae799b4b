"""What the doors are shown as a person's own work: counts that open their lists."""

from collections.abc import Mapping
from dataclasses import dataclass

from estancia.casework.views.stay import RevocationLine
from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class WorkCount:
    """A number and the list it opens: the Django url name, its path arguments, and the query that filters it."""

    code: str
    label: Sentence
    count: int
    route: str
    kwargs: Mapping[str, str]
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WorkView:
    """What is overdue, due today, due tomorrow, and waiting for this person. Counts of zero are left out.

    `revocations` are the cards this person may confirm, as the second one, are taken back.
    """

    burning: tuple[WorkCount, ...]
    today: tuple[WorkCount, ...]
    tomorrow: tuple[WorkCount, ...]
    waiting: tuple[WorkCount, ...]
    revocations: tuple[RevocationLine, ...] = ()
