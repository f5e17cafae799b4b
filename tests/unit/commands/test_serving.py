"""Serving says at its start which database it opened, and never the password."""

import pytest

from estancia.commands.serving import database_used


@pytest.mark.parametrize(
    ("used", "says"),
    [
        ({"ENGINE": "django.db.backends.sqlite3", "NAME": "/srv/e.sqlite3"}, "SQLite, /srv/e.sqlite3."),
        (
            {"ENGINE": "django.db.backends.postgresql", "NAME": "estancia", "HOST": "db", "PASSWORD": "kept-quiet"},
            "PostgreSQL, estancia (db).",
        ),
    ],
)
def test_the_database_in_use_is_named_without_its_password(used, says):
    said = database_used(used)
    assert f"Base de datos: {says}" in said.es
    assert f"Database: {says}" in said.en
    assert "kept-quiet" not in said.es + said.en
