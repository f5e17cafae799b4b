"""Asking in Django's own words, put into SQL once: for the joins and lists that nearly every deed reads.

Building a SELECT costs Django several times what the database takes to answer it. Here a question is a function that
gives a query set of its values; it is called once for each shape of them, and its SQL is kept. What it reads and how
rows are made of it is Django's own, so both databases are asked in their terms. `records.read` is the same for plain
equality on one table.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
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
_MARK = re.compile("%%|%s")


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
    return _Statement(*_said(sql, params), converters, _maker(rows, compiler), rows.query.select_for_update)


def _said(sql: str, params: Iterable[Any]) -> tuple[str, tuple[Any, ...]]:
    """Write what is the same each time, words and numbers, into the statement; give it with what still stands beside.

    PostgreSQL keeps a plan for any value: it would take no index that holds one state alone, were the state a value.
    """
    left: list[Any] = []
    beside = iter(params)

    def put(mark: re.Match[str]) -> str:
        if mark.group() == "%%":
            return "%%"
        one = next(beside)
        word = _word(one.value if isinstance(one, Enum) else one)
        if not word:
            left.append(one)
        return word.replace("%", "%%") or "%s"

    written = _MARK.sub(put, sql)
    return written, tuple(left)


def _word(constant: object) -> str:
    """Write a constant as both databases read it; "" for what is better given beside."""
    if isinstance(constant, bool):
        return str(constant).upper()
    if type(constant) is str:
        return "'" + constant.replace("'", "''") + "'"
    return str(int(constant)) if isinstance(constant, int) else ""


def _maker(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[list[Any]], Any]:
    """Say what becomes of a row's values: a model with its neighbours, a tuple, or one value."""
    kind = rows._iterable_class  # noqa: SLF001  (no public name)
    if kind is FlatValuesListIterable:
        return lambda values: values[0]
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable or rows.query.group_by is not None:
        raise NotPreparable
    info, alias = compiler.klass_info, connection.alias
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in compiler.select[first:last]]
    neighbours = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]
    beside = tuple(compiler.annotation_col_map.items())

    def made(values: list[Any]) -> Any:
        row = info["model"].from_db(alias, names, values[first:last])
        for name, place in beside:
            setattr(row, name, values[place])
        for neighbour in neighbours:
            neighbour.populate(values, row)
        return row

    return made


def counted(question: Callable[Said, Sequence[Sequence[QuerySet[Any]]]]) -> Callable[..., list[int]]:
    """Let several counts be asked by one statement kept from the first time, as `prepared` keeps that of some rows.

    The question gives for each count the query sets that are counted together, which share no row. A count stops at
    `most`, which whoever asks names beside the values.
    """
    kept: dict[tuple[Any, ...], tuple[str, tuple[Any, ...]]] = {}

    @wraps(question)
    def asked(*, most: int, **said: Any) -> list[int]:
        shape = (connection.vendor, most, *(_shape(value) for value in said.values()))
        if shape not in kept:
            places = {name: _places(name, value) for name, value in said.items()}
            kept[shape] = _counting(question(**places), most=most)  # type: ignore[call-arg]
        sql, params = kept[shape]
        with planned() as cursor:
            cursor.execute(sql, told(_value(one, said) for one in params))
            return [min(count, most) for count in cursor.fetchone()]

    return asked


def _counting(groups: Sequence[Sequence[QuerySet[Any]]], *, most: int) -> tuple[str, tuple[Any, ...]]:
    counts, params = [], []
    for group in groups:
        written = [_one_count(rows, most=most) for rows in group]
        counts.append(" + ".join(sql for sql, _ in written) or "0")
        params += [one for _, given in written for one in given]
    return f"SELECT {', '.join(counts)}", tuple(params)


def _one_count(rows: QuerySet[Any], *, most: int) -> tuple[str, tuple[Any, ...]]:
    try:
        found = rows.order_by().values("pk")[:most].query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "0", ()
    sql, params = _said(*found)
    return f"(SELECT COUNT(*) FROM ({sql}) AS found)", params  # noqa: S608


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
