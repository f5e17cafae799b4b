"""Writing one row by a statement prepared once, or many by the way each database is quickest.

One row is what nearly every deed writes, its entry first of all: Django builds its INSERT anew each time, which costs
more than the database does. The values still pass through the model's own fields, so that both databases are given what
they expect. Many rows are a list of strangers' proposals: given as both databases take them, and not looked at again.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import Field, Model

from estancia.records.planned import planned, told

Row = TypeVar("Row", bound=Model)


def write_row(*, row: Row) -> Row:
    """Insert the row, give it its key, and give it back; what `objects.create` does, but for signals."""
    statement, fields = _prepared(type(row))
    with planned() as cursor:
        cursor.execute(statement, _values(row=row, fields=fields))
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001
    return row


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
def _prepared(model: type[Model]) -> tuple[str, tuple["Field[Any, Any]", ...]]:
    options = model._meta  # noqa: SLF001  (the name Django gives to what it documents)
    fields = tuple(field for field in options.concrete_fields if not field.primary_key)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    key, table = options.pk.column, options.db_table
    return f'INSERT INTO "{table}" ({columns}) VALUES ({places}) RETURNING "{key}"', fields  # noqa: S608


@cache
def _updating(model: type[Model], columns: tuple[str, ...]) -> tuple[str, tuple["Field[Any, Any]", ...]]:
    options = model._meta  # noqa: SLF001
    named = {field.name: field for field in options.concrete_fields}
    fields = tuple(named[name] for name in columns)
    said = ", ".join(f'"{field.column}" = %s' for field in fields)
    return f'UPDATE "{options.db_table}" SET {said} WHERE "{options.pk.column}" = %s', fields  # noqa: S608


def _values(*, row: Model, fields: tuple["Field[Any, Any]", ...]) -> list[Any]:
    into = connections[DEFAULT_DB_ALIAS]
    return told(field.get_db_prep_save(getattr(row, field.attname), connection=into) for field in fields)
