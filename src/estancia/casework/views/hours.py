"""What the doors are shown of a list whose lines each have an hour to be answered by."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class HourList(Generic[Line]):
    """One page of what is open: past its hour, then still in time; and, beside the whole list, what was closed lately.

    `closed` is empty on a later page and where the list is narrowed. `before` and `after` lead to the neighbouring
    pages, "" where there is none.
    """

    overdue: tuple[Line, ...]
    waiting: tuple[Line, ...]
    closed: tuple[Line, ...]
    before: str
    after: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """All that is shown."""
        return (*self.overdue, *self.waiting, *self.closed)
