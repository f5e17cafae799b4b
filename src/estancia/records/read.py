"""Reading the rows of one table by a statement prepared once: for what nearly every deed asks.

Django builds a SELECT anew each time, which costs several times what the database does. Only plain equality is asked
here; whatever joins, compares or counts is asked in Django's own words. The values pass through the model's own fields
both ways, so that both databases are asked in their terms and give what `objects` gives.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, Model
from django.db.transaction import TransactionManagementError

from estancia.records.planned import planned, told

Row = TypeVar("Row", bound=Model)
Converter = Callable[..., Any]


def rows_of(
    model: type[Row], *, order: tuple[str, ...] = (), first: bool = False, lock: bool = False, **equal: object
) -> list[Row]:
    """Give the rows whose columns equal these values; `order` names columns, "-" before one that falls.

    Columns go by the names Django gives them (`person_id`). `first` gives one row at most. `lock` holds the rows until
    the commit, where the database locks rows; outside a transaction it is refused, as Django refuses it.
    """
    if lock and not connection.in_atomic_block:
        raise TransactionManagementError("rows are locked inside a transaction only")
    statement, fields, converters = _prepared(model, tuple(equal), order, first, lock, connection.vendor)
    values = [field.get_db_prep_value(value, connection) for field, value in zip(fields, equal.values(), strict=True)]
    names = _names(model)
    with planned() as cursor:
        cursor.execute(statement, told(values))
        found = cursor.fetchall()
    return [model.from_db(connection.alias, names, _converted(row, converters)) for row in found]


def _converted(row: Iterable[Any], converters: tuple[tuple[int, Converter, Any], ...]) -> list[Any]:
    values = list(row)
    for place, convert, column in converters:
        values[place] = convert(values[place], column, connection)
    return values


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in _columns(model)]


def _columns(model: type[Model]) -> tuple["Field[Any, Any]", ...]:
    return tuple(model._meta.concrete_fields)  # noqa: SLF001  (the name Django gives to what it documents)


@cache
def _prepared(
    model: type[Model], equal: tuple[str, ...], order: tuple[str, ...], first: bool, lock: bool, vendor: str
) -> tuple[str, tuple["Field[Any, Any]", ...], tuple[tuple[int, Converter, Any], ...]]:
    """Write the statement of this question for this database, with what its values pass through."""
    named = {field.attname: field for field in _columns(model)}
    columns = [field.get_col(model._meta.db_table) for field in named.values()]  # noqa: SLF001
    converters = tuple(
        (place, convert, column)
        for place, column in enumerate(columns)
        for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
    )
    table = model._meta.db_table  # noqa: SLF001
    chosen = ", ".join(f'"{field.column}"' for field in named.values())
    where = " AND ".join(f'"{named[name].column}" = %s' for name in equal)
    statement = f'SELECT {chosen} FROM "{table}" WHERE {where}'  # noqa: S608
    if order:
        falls = [f'"{named[name.lstrip("-")].column}"{" DESC" if name.startswith("-") else ""}' for name in order]
        statement += f" ORDER BY {', '.join(falls)}"
    if first:
        statement += " LIMIT 1"
    if lock and vendor == "postgresql":
        statement += " FOR UPDATE"
    return statement, tuple(named[name] for name in equal), converters
