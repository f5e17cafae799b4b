"""Asking in Django's own words, put into SQL once: for the joins and lists that nearly every deed reads.

Building a SELECT costs Django several times what the database takes to answer it. Here a question is a function that
gives a query set of its values; it is called once for each shape of them, and its SQL is kept. What it reads and how
rows are made of it is Django's own, so both databases are asked in their terms. `records.read` is the same for plain
equality on one table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, Value
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.transaction import TransactionManagementError

from estancia.records.planned import planned, told

Said = ParamSpec("Said")
Out = TypeVar("Out")
Place = tuple[str, int | None]
"""The name of a value, and which of them where the value is a list."""


class NotPreparable(TypeError):
    """The question gives something other than rows, tuples of columns or one column."""


class _Given(Value):
    """Where a value will stand once it is known."""

    def __init__(self, *place: Any) -> None:
        super().__init__(None)
        self.place: Any = place

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    params: tuple[Any, ...]
    converters: Sequence[tuple[int, Callable[..., Any], Any]]
    made: Callable[[list[Any]], Any]
    locks: bool


def prepared(question: Callable[Said, QuerySet[Any, Out]]) -> Callable[Said, list[Out]]:
    """Let a question be asked by a statement kept from the first time; values are given by name, lists as lists.

    The question may only place its values in the query: it never sees them, and anything else it looks at is as it was
    the first time. A list of keys is asked as `request__id__in`, for Django reads `request__in` itself. Rows are read
    at once, in the order asked, each with what `select_related` names.
    """
    kept: dict[tuple[Any, ...], _Statement | None] = {}

    @wraps(question)
    def asked(*args: Said.args, **said: Said.kwargs) -> list[Out]:
        shape = (connection.vendor, *(_shape(value) for value in said.values()))
        if shape not in kept:
            kept[shape] = _prepare(question(*args, **{name: _places(name, value) for name, value in said.items()}))
        statement = kept[shape]
        return [] if statement is None else _rows(statement, said)

    return asked


def _shape(value: object) -> object:
    """Give what the SQL depends on: whether there is a value, or how many."""
    return len(value) if isinstance(value, list | tuple) else value is None


def _places(name: str, value: object) -> Any:
    if isinstance(value, list | tuple):
        return [_Given(name, place) for place in range(len(value))]
    return None if value is None else _Given(name, None)


def _prepare(rows: QuerySet[Any, Any]) -> _Statement | None:
    """Write the statement; None where nothing can match, as in an empty list."""
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    columns = [column for column, _, _ in compiler.select]
    converters = tuple(
        (place, convert, column)
        for place, (found, column) in compiler.get_converters(columns).items()
        for convert in found
    )
    return _Statement(sql, tuple(params), converters, _maker(rows, compiler), rows.query.select_for_update)


def _maker(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[list[Any]], Any]:
    """Say what becomes of a row's values: a model with its neighbours, a tuple, or one value."""
    kind = rows._iterable_class  # noqa: SLF001  (no public name)
    if kind is FlatValuesListIterable:
        return lambda values: values[0]
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable or compiler.annotation_col_map:
        raise NotPreparable
    info, alias = compiler.klass_info, connection.alias
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in compiler.select[first:last]]
    neighbours = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]

    def made(values: list[Any]) -> Any:
        row = info["model"].from_db(alias, names, values[first:last])
        for neighbour in neighbours:
            neighbour.populate(values, row)
        return row

    return made


def _rows(statement: _Statement, said: Any) -> list[Any]:
    if statement.locks and not connection.in_atomic_block:
        raise TransactionManagementError("rows are locked inside a transaction only")
    with planned() as cursor:
        cursor.execute(statement.sql, told(_value(one, said) for one in statement.params))
        found = cursor.fetchall()
    if not statement.converters:
        return [statement.made(list(row)) for row in found]
    return [statement.made(_converted(row, statement)) for row in found]


def _converted(row: Sequence[Any], statement: _Statement) -> list[Any]:
    values = list(row)
    for place, convert, column in statement.converters:
        values[place] = convert(values[place], column, connection)
    return values


def _value(one: Any, said: Any) -> Any:
    """Give a parameter as this database takes it: a constant of the question as it is, or what was said for it."""
    if not isinstance(one, _Given):
        return one
    name, which = one.place
    value = said[name] if which is None else said[name][which]
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
