"""Writing one row by a statement prepared once, or many by the way each database is quickest.

One row is what nearly every deed writes, its entry first of all: Django builds its INSERT anew each time, which costs
more than the database does. What is no plain text or number still passes through the model's own fields, so that both
databases are given what they expect. Many rows are a list of strangers' proposals: given as both databases take them,
and not looked at again.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from types import NoneType
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import (
    AutoField,
    BooleanField,
    CharField,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    TextField,
)

from estancia.records.planned import planned, told

Row = TypeVar("Row", bound=Model)
Fields = tuple[tuple["Field[Any, Any]", type], ...]
"""What is written, each with the type whose values either database takes as they are."""


def write_row(*, row: Row) -> Row:
    """Insert the row, give it its key, and give it back; what `objects.create` does, but for signals."""
    statement, fields = _prepared(type(row))
    with planned() as cursor:
        cursor.execute(statement, _values(row=row, fields=fields))
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001
    return row


def write_rows(*, rows: Sequence[Model], unique: tuple[str, ...] = (), instead: tuple[str, ...] = ()) -> None:
    """Insert a few rows of one table by one statement prepared once; their keys are not given back.

    `unique` names the columns of a unique key: where one like it stands it is left as it is, or is given the columns of
    `instead`.
    """
    if not rows:
        return
    statement, fields = _inserting(type(rows[0]), unique, instead)
    with planned() as cursor:
        cursor.executemany(statement, [_values(row=row, fields=fields) for row in rows])


def delete_rows(model: type[Model], **equal: object) -> None:
    """Delete the rows whose columns equal these values; what hangs on them is the database's to refuse."""
    statement, fields = _deleting(model, tuple(equal))
    values = told(_value(value, *field, connection) for field, value in zip(fields, equal.values(), strict=True))
    with planned() as cursor:
        cursor.execute(statement, values)


def update_row(*, row: Model, columns: tuple[str, ...]) -> None:
    """Write these columns of a row that stands; what `save(update_fields=…)` does, but for signals.

    Raises `DatabaseError` where the row is gone.
    """
    statement, fields = _updating(type(row), columns)
    with planned() as cursor:
        cursor.execute(statement, [*_values(row=row, fields=fields), *told([row.pk])])
        if cursor.rowcount != 1:
            raise DatabaseError("the row to be written is gone")


def write_many(*, model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values in the order of `columns`, JSON as text: by COPY, or on SQLite by one statement."""
    table, named = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        cursor.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({places})', list(rows))  # noqa: S608


def write_row_once(*, row: Model) -> bool:
    """Insert the row unless one with its unique key stands, and say whether it was written.

    Who finds the same key being written by someone else waits until they have finished or given up.
    """
    statement, fields = _prepared(type(row))
    with planned() as cursor:
        cursor.execute(
            statement.replace(" RETURNING ", " ON CONFLICT DO NOTHING RETURNING "), _values(row=row, fields=fields)
        )
        return cursor.fetchone() is not None


@cache
def _prepared(model: type[Model]) -> tuple[str, Fields]:
    options = model._meta  # noqa: SLF001  (the name Django gives to what it documents)
    fields = tuple(field for field in options.concrete_fields if not field.primary_key)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    key, table = options.pk.column, options.db_table
    return f'INSERT INTO "{table}" ({columns}) VALUES ({places}) RETURNING "{key}"', _typed(fields)  # noqa: S608


@cache
def _inserting(model: type[Model], unique: tuple[str, ...], instead: tuple[str, ...]) -> tuple[str, Fields]:
    options = model._meta  # noqa: SLF001
    fields = tuple(field for field in options.concrete_fields if field.column and not isinstance(field, AutoField))
    columns, places = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    statement = f'INSERT INTO "{options.db_table}" ({columns}) VALUES ({places})'  # noqa: S608
    if not unique:
        return statement, _typed(fields)
    column = {field.name: f'"{field.column}"' for field in fields}
    said = ", ".join(f"{column[name]} = EXCLUDED.{column[name]}" for name in instead)
    key = ", ".join(column[name] for name in unique)
    return f"{statement} ON CONFLICT ({key}) DO {f'UPDATE SET {said}' if instead else 'NOTHING'}", _typed(fields)


@cache
def _deleting(model: type[Model], equal: tuple[str, ...]) -> tuple[str, Fields]:
    options = model._meta  # noqa: SLF001
    named = {field.attname: field for field in options.concrete_fields}
    fields = tuple(named[name] for name in equal)
    where = " AND ".join(f'"{field.column}" = %s' for field in fields)
    return f'DELETE FROM "{options.db_table}" WHERE {where}', _typed(fields)  # noqa: S608


@cache
def _updating(model: type[Model], columns: tuple[str, ...]) -> tuple[str, Fields]:
    options = model._meta  # noqa: SLF001
    named = {field.name: field for field in options.concrete_fields}
    fields = tuple(named[name] for name in columns)
    said = ", ".join(f'"{field.column}" = %s' for field in fields)
    return f'UPDATE "{options.db_table}" SET {said} WHERE "{options.pk.column}" = %s', _typed(fields)  # noqa: S608


def _values(*, row: Model, fields: Fields) -> list[Any]:
    into = connections[DEFAULT_DB_ALIAS]
    return told(_value(getattr(row, field.attname), field, plain, into) for field, plain in fields)


def _value(value: object, field: "Field[Any, Any]", plain: type, into: Any) -> Any:
    as_it_is = value is None or type(value) is plain
    return value if as_it_is else field.get_db_prep_save(value, connection=into)


def _typed(fields: Iterable["Field[Any, Any]"]) -> Fields:
    return tuple((field, plain_type(field)) for field in fields)


def plain_type(field: "Field[Any, Any]") -> type:
    """Give the type whose values Django would hand on unchanged, after asking at length."""
    if isinstance(field, CharField | TextField):
        return str
    if isinstance(field, IntegerField | ForeignKey):
        return int
    return bool if isinstance(field, BooleanField) else NoneType
