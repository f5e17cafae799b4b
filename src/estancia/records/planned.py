"""Statements that PostgreSQL plans once a connection: planning one takes it as long as carrying it out.

Django writes the values into each statement, so that each is a new one to the database. Here they travel apart, and
psycopg keeps what was planned until something is rolled back; the settings let it (`prepare_threshold`, which Django
turns off). SQLite's driver keeps its statements by itself.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

_TOLD = (int, date)


def planned(*, binary: bool = False) -> CursorWrapper:
    """Give a cursor as Django does, but whose statements are planned once; `binary` for rows that are read quicker so.

    Numbers, dates and truths are said through `told`. A log of statements gets Django's own, which can say them.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        return connection.make_cursor(_kind(binary)(connection.connection))


def told(values: Iterable[Any]) -> list[Any]:
    """Say numbers, dates and truths as text, whose kind the column knows; each kind told would be a plan of its own."""
    if connections[DEFAULT_DB_ALIAS].vendor != "postgresql":
        return list(values)
    return [str(value) if isinstance(value, _TOLD) else value for value in values]


@cache
def _kind(binary: bool) -> Callable[..., Any]:
    """Give psycopg's cursor that asks for its plan to be kept. Made late: on SQLite the driver is never loaded."""
    from psycopg import Cursor

    class Planned(Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **_: Any) -> Any:
            return super().execute(query, params, prepare=True, binary=binary)

    return Planned
