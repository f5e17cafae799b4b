"""Statements that PostgreSQL plans once a connection: planning one takes it as long as carrying it out.

Django writes the values into each statement, so that each is a new one to the database. Here they travel apart, and
psycopg keeps what was planned until something is rolled back; the settings let it (`prepare_threshold`, which Django
turns off). SQLite's driver keeps its statements by itself; there Django would put its own signs for values into each
anew, and look each time for who listens, which costs more than a row found by its key.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

_TOLD = (int, date)
_KEPT = 1024  # lists of keys make a statement for each length


class _Direct(CursorWrapper):
    """SQLite's own cursor, watched as Django's is: none in a broken transaction, and errors are Django's."""

    def execute(self, sql: Any, params: Any = None) -> Any:
        self.db.validate_no_broken_transaction()
        with self.db.wrap_database_errors:
            return self.cursor.execute(_marked(sql), params)

    def executemany(self, sql: Any, param_list: Any) -> Any:
        self.db.validate_no_broken_transaction()
        with self.db.wrap_database_errors:
            return self.cursor.executemany(_marked(sql), param_list)


def planned(*, binary: bool = False) -> CursorWrapper:
    """Give a cursor as Django does, but whose statements are planned once; `binary` for rows that are read quicker so.

    Numbers, dates and truths are said through `told`. Whoever listens to statements on SQLite, or keeps a log of them
    on either, gets Django's own cursor.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    sqlite = _vendor() == "sqlite"
    if connection.queries_logged or (sqlite and connection.execute_wrappers):
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        if sqlite:
            return _Direct(connection.connection.cursor(), connection)
        return connection.make_cursor(_kind(binary)(connection.connection))


def told(values: Iterable[Any]) -> list[Any]:
    """Say numbers, dates and truths as text, whose kind the column knows; each kind told would be a plan of its own."""
    if _vendor() != "postgresql":
        return list(values)
    return [str(value) if isinstance(value, _TOLD) else value for value in values]


@cache
def _vendor() -> str:
    """Name the database, which is one for as long as a process lives."""
    return connections[DEFAULT_DB_ALIAS].vendor


@lru_cache(maxsize=_KEPT)
def _marked(sql: str) -> str:
    """Put SQLite's sign for a value where Django writes its own."""
    from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX

    return FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")


@cache
def _kind(binary: bool) -> Callable[..., Any]:
    """Give psycopg's cursor that asks for its plan to be kept. Made late: on SQLite the driver is never loaded."""
    from psycopg import Cursor

    class Planned(Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **_: Any) -> Any:
            return super().execute(query, params, prepare=True, binary=binary)

    return Planned
