"""The rows of every table as both databases tell them: read from one instant, written back exactly, compared by digest.

One way for SQLite and PostgreSQL, so a backup of either is restored into either. A table's digest is the sum of the
SHA-256 of its rows, each in canonical CBOR: the two databases sort text differently, and a sum has no order.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from typing import Any

import cbor2
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from estancia.records.append_only import allow_changes, refuse_changes
from estancia.records.models import AuditEntry, User

AT_ONCE = 500
LEFT_OUT = frozenset({"django_session"})
"""Whoever was signed in signs in again: a session must not come back from the past."""

_MODULUS = 1 << 256
_SNAPSHOT = {"sqlite": "BEGIN", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


@dataclass(frozen=True, slots=True)
class TableSum:
    """How many rows a table has, and a digest that any changed, missing or added row changes."""

    rows: int
    digest: str

    @staticmethod
    def of(*, rows: int, total: int) -> "TableSum":
        """Write a sum of `row_sum` as a digest."""
        return TableSum(rows=rows, digest=f"{total % _MODULUS:064x}")


def tables() -> dict[str, type[models.Model]]:
    """Every table of the house by name, without those left out."""
    found = {table_of(model).db_table: model for model in apps.get_models(include_auto_created=True) if _is_ours(model)}
    return dict(sorted(found.items()))


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside from one instant, while others go on writing: no lock is taken on either database."""
    with connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def rows_of(model: type[models.Model]) -> Iterator[list[list[Any]]]:
    """Give the rows of a table by their key, some at a time, each a list of values in the order of `columns_of`."""
    names = [field.attname for field in fields_of(model)]
    places = [names.index(field.attname) for field in table_of(model).pk_fields]
    rows = every(model).order_by("pk").values_list(*names)
    batch = [_plain(row) for row in rows[:AT_ONCE]]
    while batch:
        yield batch
        last = tuple(batch[-1][place] for place in places)
        batch = [_plain(row) for row in rows.filter(pk__gt=last if len(last) > 1 else last[0])[:AT_ONCE]]


def table_of(model: type[models.Model]) -> Any:
    """What Django knows of a table; its documented name begins with an underscore."""
    return model._meta  # noqa: SLF001


def every(model: type[models.Model]) -> "models.QuerySet[Any]":
    """All rows of a table, none hidden by a manager of its own."""
    return model._base_manager.all()  # noqa: SLF001


def fields_of(model: type[models.Model]) -> list[Any]:
    """The fields of a table that are columns of their own."""
    return [field for field in table_of(model).concrete_fields if not field.generated]


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns of a table, in the order its rows are told."""
    return [field.column for field in fields_of(model)]


def summed(batches: Iterator[list[list[Any]]]) -> TableSum:
    """Count rows and sum their digests."""
    rows, total = 0, 0
    for batch in batches:
        rows += len(batch)
        total += sum(row_sum(row) for row in batch)
    return TableSum.of(rows=rows, total=total)


def row_sum(row: list[Any]) -> int:
    """The digest of one row, as a number to be added."""
    return int.from_bytes(hashlib.sha256(cbor2.dumps(row, canonical=True, date_as_datetime=False)).digest(), "big")


def is_untouched() -> bool:
    """Say whether nobody has done anything here yet: no deed without its entry, so no entry, no deed; nor any table."""
    if table_of(AuditEntry).db_table not in connection.introspection.table_names():
        return True
    return not AuditEntry.objects.exists() and not User.objects.exists()


def empty_all() -> None:
    """Empty every table, those that only grow too; in the transaction that fills them again with `all_filled` last."""
    allow_changes(connection=connection)
    with connection.cursor() as cursor:
        for name in (*tables(), *LEFT_OUT):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a name of our own


def all_filled() -> None:
    """Hold every reference to account, close the tables that only grow, and let new rows count on from the last."""
    connection.check_constraints()
    refuse_changes(connection=connection)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables().values())):
            cursor.execute(statement)


def put_rows(model: type[models.Model], rows: list[list[Any]]) -> None:
    """Write rows back as they were told; nothing is filled in, stamped or rounded on the way."""
    fields = fields_of(model)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(table_of(model).db_table)
    told = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", told)  # noqa: S608 - names of our own


def packed(said: Mapping[str, Any]) -> bytes:
    """Write one message of a backup."""
    return cbor2.dumps(said, date_as_datetime=False)


def unpacked(message: bytes) -> dict[str, Any]:
    """Read one message of a backup."""
    said: dict[str, Any] = cbor2.loads(message)
    return said


def _is_ours(model: type[models.Model]) -> bool:
    said = table_of(model)
    return said.managed and not said.proxy and said.db_table not in LEFT_OUT


def _plain(row: tuple[Any, ...]) -> list[Any]:
    return [_told(value) for value in row]


def _told(value: object) -> object:
    """Give a value as a backup tells it: an hour has no sign of its own in CBOR, and its field reads it from text."""
    if isinstance(value, memoryview):
        return bytes(value)
    return value.isoformat() if isinstance(value, time) else value
