"""The tables that only ever grow, and the triggers by which the database itself refuses to change them.

Whoever owns the database can drop a trigger; what they then change is found by the chain and the signed heads. The
triggers are against everyone else, and against ourselves. On SQLite a migration that alters one of these tables makes
it anew, and must put its triggers again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

GROWING_ONLY = (
    "records_auditentry",
    "records_auditmention",
    "records_merklehead",
    "records_holdevent",
    "records_crossing",
    "records_notice",
    "records_courtrecordseen",
    "records_hearingclaim",
    "records_alarmevent",
    "records_keptpaperevent",
    "records_complaintevent",
    "records_permitevent",
    "records_permituse",
    "records_expectedevent",
)

_FUNCTION = """
CREATE OR REPLACE FUNCTION estancia_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'this table only grows' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def refuse_changes(*, connection: BaseDatabaseWrapper) -> None:
    """Put the triggers that refuse UPDATE and DELETE (and TRUNCATE, on PostgreSQL)."""
    tables = _standing(connection=connection)
    with connection.cursor() as cursor:
        for statement in _putting(vendor=connection.vendor, tables=tables):
            cursor.execute(statement)


def allow_changes(*, connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for a migration of these tables, and for emptying a test database."""
    tables = _standing(connection=connection)
    with connection.cursor() as cursor:
        for statement in _taking(vendor=connection.vendor, tables=tables):
            cursor.execute(statement)


@contextmanager
def changes_allowed(*, connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the triggers away for a while."""
    allow_changes(connection=connection)
    try:
        yield
    finally:
        refuse_changes(connection=connection)


def _standing(*, connection: BaseDatabaseWrapper) -> list[str]:
    """Those of the tables that stand already: an earlier migration puts triggers before a later one adds its table."""
    present = set(connection.introspection.table_names())
    return [table for table in GROWING_ONLY if table in present]


def _putting(*, vendor: str, tables: list[str]) -> list[str]:
    if vendor == "postgresql":
        taken = _taking(vendor=vendor, tables=tables)
        return [_FUNCTION, *taken, *(text for table in tables for text in _postgresql(table))]
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{event} BEFORE {event} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'this table only grows'); END"
        for table in tables
        for event in ("update", "delete")
    ]


def _postgresql(table: str) -> tuple[str, str]:
    return (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION estancia_refuse_change()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION estancia_refuse_change()",
    )


def _taking(*, vendor: str, tables: list[str]) -> list[str]:
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {table}_{what} ON {table}"
            for table in tables
            for what in ("no_change", "no_truncate")
        ]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{event}" for table in tables for event in ("update", "delete")]
