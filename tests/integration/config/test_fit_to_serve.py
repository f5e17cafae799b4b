"""An installation that breaks a promise does not start: durable writes, a second factor, names and a secret given."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from estancia.config import checks

GIVEN = {
    "ESTANCIA_MODE": "production",
    "ESTANCIA_HOSTS": "estancia.example",
    "ESTANCIA_SECRET_KEY": "a-secret-of-fifty-characters-made-up-for-this-test-only",
}


def settings_say(expression: str, *, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ESTANCIA_")}
    program = f"from estancia.config import settings as s; print({expression})"
    return subprocess.run(
        [sys.executable, "-c", program],
        env={**kept, "PYTHONPATH": "src", "ESTANCIA_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_refuses_to_start_without_a_second_factor(tmp_path: Path) -> None:
    said = settings_say("1", home=tmp_path, **GIVEN, ESTANCIA_REQUIRE_SECOND_FACTOR="no")
    assert said.returncode != 0
    assert "production always asks for a second factor" in said.stderr


@pytest.mark.parametrize("missing", ["ESTANCIA_HOSTS", "ESTANCIA_SECRET_KEY"])
def test_production_refuses_to_start_without_its_names_and_secret(missing: str, tmp_path: Path) -> None:
    given = {name: value for name, value in GIVEN.items() if name != missing}
    said = settings_say("1", home=tmp_path, **given)
    assert said.returncode != 0
    assert f"{missing} is missing" in said.stderr


def test_production_asks_for_a_second_factor_and_keeps_its_cookies_to_itself(tmp_path: Path) -> None:
    asked = "s.REQUIRE_SECOND_FACTOR, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.DEBUG"
    said = settings_say(asked, home=tmp_path, **GIVEN)
    assert said.stdout.split() == ["True", "__Host-session", "__Host-csrf", "True", "False"]


def test_the_demo_signs_in_with_one_step(tmp_path: Path) -> None:
    assert settings_say("s.REQUIRE_SECOND_FACTOR", home=tmp_path, ESTANCIA_MODE="demo").stdout.strip() == "False"


@pytest.mark.django_db
@override_settings(MODE="production", REQUIRE_SECOND_FACTOR=False)
def test_a_production_that_got_past_the_settings_is_still_refused() -> None:
    assert [found.id for found in checks.second_factor_is_required()] == ["estancia.E001"]
    with pytest.raises(checks.NotFitToServe, match="second factor"):
        checks.stop_unless_fit()


@pytest.mark.django_db(transaction=True)
def test_this_database_keeps_what_it_acknowledges() -> None:
    assert checks.writes_are_durable(databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_a_planted_forgetful_database_is_refused() -> None:
    weaken, mend = (
        ("PRAGMA synchronous=NORMAL", "PRAGMA synchronous=FULL")
        if connection.vendor == "sqlite"
        else ("SET synchronous_commit=off", "SET synchronous_commit=on")
    )
    with connection.cursor() as cursor:
        cursor.execute(weaken)
        try:
            with pytest.raises(checks.NotFitToServe, match="synchronous"):
                checks.stop_unless_fit()
        finally:
            cursor.execute(mend)
