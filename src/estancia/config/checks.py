"""Asks at start whether this installation keeps what it promises: durable writes, closed keys, a true clock."""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from estancia.config.readers import REFUSALS
from estancia.wording import Sentence

SQLITE_SYNCHRONOUS_FULL = 2
CLOCKS_DIFFER_BY = timedelta(minutes=10)


class NotFitToServe(SystemExit):
    """The installation breaks a promise; it does not start."""


@register(Tags.security)
def production_is_closed(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Say no when a production installation takes a password alone, tells its errors or leaves its keys open."""
    return [] if settings.MODE != "production" else [_said(wrong) for wrong in _left_open()]


@register(Tags.database)
def writes_are_durable(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Say no when the database may forget what it acknowledged: asks the connection itself."""
    asked: dict[str, Callable[[Any], Iterator[Sentence]]] = {"sqlite": sqlite_wrongs, "postgresql": postgresql_wrongs}
    return [_said(wrong) for alias in databases or () for wrong in asked[connections[alias].vendor](connections[alias])]


def sqlite_wrongs(connection: Any) -> Iterator[Sentence]:
    """Say what a SQLite connection does less than WAL with FULL sync, in a place it may write."""
    folder = Path(connection.settings_dict["NAME"]).parent
    if not connection.is_in_memory_db() and not _writable(folder):
        yield REFUSALS["database_folder"].filled(where=folder)
        return
    if _says(connection, "PRAGMA synchronous") != SQLITE_SYNCHRONOUS_FULL:
        yield REFUSALS["not_full"]
    if not connection.is_in_memory_db() and str(_says(connection, "PRAGMA journal_mode")).lower() != "wal":
        yield REFUSALS["not_wal"]


def postgresql_wrongs(connection: Any) -> Iterator[Sentence]:
    """Say which of PostgreSQL's durability settings are off, and whether every name fits."""
    for name in ("synchronous_commit", "fsync", "full_page_writes"):
        if _says(connection, f"SHOW {name}") == "off":
            yield REFUSALS["durability_off"].filled(name=name)
    encoding = _says(connection, "SHOW server_encoding")
    if encoding != "UTF8":
        yield REFUSALS["not_utf8"].filled(encoding=encoding)


def the_past_is_ours(*, now: datetime) -> list[CheckMessage]:
    """Say no when the tables are of a newer version, or the last deed was recorded after `now`."""
    return [_said(wrong) for wrong in (*_newer_tables(), *_clock_behind(now=now))]


def stop_unless_fit() -> None:
    """Refuse to serve, in sentences, when any check above says no. Opens the database."""
    wrongs = [*production_is_closed(), *writes_are_durable(databases=["default"])]
    if not wrongs:
        wrongs = the_past_is_ours(now=settings.CLOCK())
    if wrongs:
        raise NotFitToServe("\n".join(wrong.msg for wrong in wrongs))


def _left_open() -> Iterator[Sentence]:
    if not settings.REQUIRE_SECOND_FACTOR:
        yield REFUSALS["second_factor"].filled(name="ESTANCIA_REQUIRE_SECOND_FACTOR")
    if settings.DEBUG:
        yield REFUSALS["debug_on"]
    folder = Path(settings.KEYS_FOLDER)
    if folder.is_dir() and any(path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())):
        yield REFUSALS["keys_open"].filled(where=folder)


def _newer_tables() -> Iterator[Sentence]:
    from estancia.records.at_once import is_shortcut

    loader = MigrationLoader(connections["default"])
    ahead = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if (app, name) not in loader.disk_migrations and not is_shortcut(name)
    )
    ours = [name for name in ahead if name.startswith("records.")]
    if ours:
        yield REFUSALS["newer_tables"].filled(migration=ours[-1])


def _clock_behind(*, now: datetime) -> Iterator[Sentence]:
    from estancia.records.models import AuditEntry

    if "records_auditentry" not in connections["default"].introspection.table_names():
        return
    last = AuditEntry.objects.order_by("-seq").values_list("at", flat=True).first()
    if last is not None and last > now + CLOCKS_DIFFER_BY:
        yield REFUSALS["clock_behind"].filled(last=_utc(last), now=_utc(now))


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _said(wrong: Sentence) -> CheckMessage:
    return Error(f"{wrong.es}\n{wrong.en}", id="estancia.E001")


def _says(connection: Any, question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
