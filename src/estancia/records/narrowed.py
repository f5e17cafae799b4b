"""Rows of a prepared question that are narrowed, put in order and cut before they are asked for, as a query set is.

For lists that are read a stretch at a time: each kind of stretch is a statement of its own, and is kept from the first
time. What narrows is plain comparison, and travels as a value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from estancia.records.prepared import prepared

Row = TypeVar("Row", bound=Model)
Question = Callable[..., QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Asked(Generic[Row]):
    """A question and its values, and what of its rows is wanted; nothing is asked until they are read.

    `question` is a function of a module, or one that is made once and kept: its statements are kept with it.
    """

    question: Callable[..., QuerySet[Row]]
    said: Mapping[str, Any]
    narrows: tuple[tuple[str, Any], ...] = ()
    order: tuple[str, ...] = ()
    size: int | None = None

    def filter(self, **narrows: Any) -> "Asked[Row]":
        """Give those for which each of these holds too."""
        return replace(self, narrows=(*self.narrows, *narrows.items()))

    def order_by(self, *names: str) -> "Asked[Row]":
        """Give them in this order."""
        return replace(self, order=names)

    def __getitem__(self, cut: slice) -> "Asked[Row]":
        return replace(self, size=cut.stop)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._read(_rows))

    def keys(self) -> list[int]:
        """Give their keys alone, in no order."""
        return self._read(_keys)

    def exists(self) -> bool:
        """Say whether there is any."""
        return bool(self[:1].keys())

    def _read(self, kind: Callable[..., Callable[..., list[Any]]]) -> list[Any]:
        asked = kind(self.question, tuple(name for name, _ in self.narrows), self.order, self.size)
        return asked(**self.said, **{f"narrow_{at}": value for at, (_, value) in enumerate(self.narrows)})


@cache
def _rows(
    question: Callable[..., QuerySet[Any]], names: tuple[str, ...], order: tuple[str, ...], size: int | None
) -> Any:
    @prepared
    def rows(**said: Any) -> QuerySet[Any]:
        return _narrowed(question, names, said).order_by(*order)[:size]

    return rows


@cache
def _keys(question: Question, names: tuple[str, ...], _: tuple[str, ...], size: int | None) -> Any:
    @prepared
    def rows(**said: Any) -> QuerySet[Any]:
        return _narrowed(question, names, said).order_by().values_list("pk", flat=True)[:size]

    return rows


def _narrowed(question: Question, names: tuple[str, ...], said: dict[str, Any]) -> QuerySet[Any]:
    values = [said.pop(f"narrow_{at}") for at in range(len(names))]
    rows = question(**said)
    for name, value in zip(names, values, strict=True):
        rows = rows.filter(**{name: value})
    return rows
