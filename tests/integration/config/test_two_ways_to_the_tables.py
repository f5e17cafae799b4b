"""An empty database is given its tables at once; one that stands halfway goes on by the old steps. Both end alike."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState

from estancia.records.at_once import CreateModels

HALFWAY = "0019_lists_by_place"
THE_LONG_WAY = f"""
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
executor = MigrationExecutor(connection)
executor.loader = MigrationLoader(connection, replace_migrations=False)
others = [node for node in executor.loader.graph.leaf_nodes() if node[0] != "records"]
executor.migrate([("records", "{HALFWAY}"), *others])  # as an installation stands that goes on from there
call_command("migrate", verbosity=0, interactive=False)
"""
OF_POSTGRESQL = {
    "columns": "SELECT table_name || '.' || column_name, data_type || ' ' || is_nullable || ' ' || "
    "COALESCE(column_default, '') || ' ' || COALESCE(character_maximum_length, 0) || ' ' || is_identity "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "constraints": "SELECT conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger "
    "WHERE NOT tgisinternal",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}
ROWS = {
    "tail": "SELECT seq, digest FROM records_audittail",
    "steps": "SELECT app, name FROM django_migrations",
    "rights": "SELECT app_label, model, codename FROM auth_permission p "
    "JOIN django_content_type t ON t.id = p.content_type_id",
}


def test_both_ways_end_with_the_same_tables(database: str, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        at_once = shape(cursor, vendor=database)
    with long_way(vendor=database, folder=tmp_path) as cursor:
        by_steps = shape(cursor, vendor=database)
    assert at_once["steps"] > {f"records {HALFWAY}", "records 0001_initial_as_of_0029"}
    for what, found in at_once.items():
        assert found ^ by_steps[what] == set(), what


def test_a_trigger_forgotten_on_one_way_would_be_seen(database: str) -> None:
    """The planted fault: one trigger fewer."""
    with connection.cursor() as cursor:
        before = shape(cursor, vendor=database)
        on = " ON records_stay" if database == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER records_stay_joining_insert{on}")
        after = shape(cursor, vendor=database)
    assert [what for what in before if before[what] != after[what]] == ["triggers"]


def test_no_model_is_rendered_while_the_others_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the planted fault: the same models added one by one, as Django would."""
    rendered: list[str] = []
    render = ModelState.render
    monkeypatch.setattr(ModelState, "render", lambda self, apps: rendered.append(self.name) or render(self, apps))
    loader = MigrationLoader(None)
    added = loader.get_migration("records", "0001_initial_as_of_0029").operations[0]
    assert isinstance(added, CreateModels)
    counts = []
    for steps in ([added], added.operations):
        state = loader.project_state(("auth", "0012_alter_user_first_name_max_length"))
        assert state.apps
        rendered.clear()
        for step in steps:
            step.state_forwards("records", state)
        counts.append(len(rendered))
    assert counts[0] == 0
    assert counts[1] > len(added.operations)


@contextmanager
def long_way(*, vendor: str, folder: Path) -> Iterator[Any]:
    """Give a cursor on a database that was at `HALFWAY` by the old steps, and was then migrated as any other is."""
    with beside(folder=folder) if vendor == "sqlite" else another_database() as (url, opened):
        told = {"ESTANCIA_MODE": "demo", "ESTANCIA_HOME": str(folder), "ESTANCIA_DATABASE_URL": url}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ESTANCIA_")}
        subprocess.run([sys.executable, "-c", THE_LONG_WAY], check=True, env={**kept, **told})
        with closing(opened()) as made:
            yield made.cursor()


@contextmanager
def beside(*, folder: Path) -> Iterator[tuple[str, Any]]:
    path = folder / "steps.sqlite3"
    yield f"sqlite:///{path}", lambda: sqlite3.connect(path)


@contextmanager
def another_database() -> Iterator[tuple[str, Any]]:
    import psycopg

    name = f"{connection.settings_dict['NAME']}_by_steps"
    held = connection.get_connection_params()
    told = {key: held[key] for key in ("host", "port", "user", "password") if held.get(key)}
    with closing(psycopg.connect(**told, dbname="postgres", autocommit=True)) as keeper:
        keeper.execute(f'CREATE DATABASE "{name}"')
        try:
            url = os.environ["ESTANCIA_DATABASE_URL"]
            ours = re.sub(r"(://[^/]*/)[^?]*", lambda found: f"{found[1]}{name}", url)
            yield ours, lambda: psycopg.connect(**told, dbname=name)
        finally:
            keeper.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def shape(cursor: Any, *, vendor: str) -> dict[str, set[str]]:
    """Give what stands in the database, as sets of lines: the order of columns is nobody's business."""
    listed = (
        sqlite_shape(cursor)
        if vendor == "sqlite"
        else {what: rows(cursor, said) for what, said in OF_POSTGRESQL.items()}
    )
    return listed | {what: rows(cursor, said) for what, said in ROWS.items()}


def rows(cursor: Any, said: str) -> set[str]:
    cursor.execute(said)
    return {" ".join(map(plain, row)) for row in cursor.fetchall()}


def plain(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def sqlite_shape(cursor: Any) -> dict[str, set[str]]:
    cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    found: dict[str, set[str]] = {"columns": set(), "indexes": set(), "triggers": set()}
    for kind, name, table, said in cursor.fetchall():
        if kind == "table":
            found["columns"] |= {f"{table} {part}" for part in parts_of(said)}
        else:
            found[{"index": "indexes", "trigger": "triggers"}[kind]].add(f"{name} {said}")
    return found


def parts_of(said: str) -> Iterator[str]:
    """Give the columns and the constraints of a table as SQLite keeps its words."""
    depth, part = 0, ""
    for letter in said[said.index("(") + 1 : said.rindex(")")]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            yield part.strip()
            part = ""
        else:
            part += letter
    yield part.strip()
