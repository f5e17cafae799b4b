"""Asks at start whether this installation keeps what it promises: durable writes, a second factor."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

SQLITE_SYNCHRONOUS_FULL = 2


class NotFitToServe(SystemExit):
    """The installation breaks a promise; it does not start."""


@register(Tags.security)
def second_factor_is_required(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Say no when a production installation would let staff in with a password alone."""
    if settings.MODE != "production" or settings.REQUIRE_SECOND_FACTOR:
        return []
    return [
        Error(
            "Production must ask for a second factor.",
            hint="Remove ESTANCIA_REQUIRE_SECOND_FACTOR or set it to yes.",
            id="estancia.E001",
        )
    ]


@register(Tags.database)
def writes_are_durable(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Say no when the database may forget what it acknowledged: asks the connection itself."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        ask = sqlite_wrongs if connection.vendor == "sqlite" else postgresql_wrongs
        found += [Error(f"Database '{alias}': {wrong}.", id="estancia.E002") for wrong in ask(connection)]
    return found


def sqlite_wrongs(connection: Any) -> list[str]:
    """List what a SQLite connection does less than WAL with FULL sync."""
    wrongs = []
    if _says(connection, "PRAGMA synchronous") != SQLITE_SYNCHRONOUS_FULL:
        wrongs.append("synchronous is not FULL; NORMAL loses acknowledged commits when power fails")
    if not connection.is_in_memory_db() and str(_says(connection, "PRAGMA journal_mode")).lower() != "wal":
        wrongs.append("the journal is not WAL; readers would wait for writers")
    return wrongs


def postgresql_wrongs(connection: Any) -> list[str]:
    """List which of PostgreSQL's durability settings are off."""
    return [f"{name} is off" for name in ("synchronous_commit", "fsync") if _says(connection, f"SHOW {name}") == "off"]


def stop_unless_fit() -> None:
    """Refuse to serve, in sentences, when any check above says no. Opens the database."""
    wrongs = [*second_factor_is_required(), *writes_are_durable(databases=["default"])]
    if wrongs:
        raise NotFitToServe("\n".join(f"{wrong.msg} {wrong.hint or ''}".strip() for wrong in wrongs))


def _says(connection: Any, question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
