"""An installation that breaks a promise does not start: durable writes, a second factor, names and a secret given."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from estancia.config import checks

GIVEN = {
    "ESTANCIA_MODE": "production",
    "ESTANCIA_HOSTS": "estancia.example",
    "ESTANCIA_SECRET_KEY": "a-secret-of-fifty-characters-made-up-for-this-test-only-7Q",
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
    assert [found.id for found in checks.production_is_closed()] == ["estancia.E001"]
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


# ── asked of the installation itself ─────────────────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_keys_that_others_may_read_and_errors_told_to_all_are_refused_in_production(tmp_path: Path) -> None:
    (tmp_path / "one.pem").write_text("x")
    (tmp_path / "one.pem").chmod(0o640)
    tmp_path.chmod(0o700)
    with override_settings(MODE="production", REQUIRE_SECOND_FACTOR=True, KEYS_FOLDER=tmp_path):
        with pytest.raises(checks.NotFitToServe, match="chmod -R go="):
            checks.stop_unless_fit()
        (tmp_path / "one.pem").chmod(0o600)
        assert checks.production_is_closed() == []
        with override_settings(DEBUG=True):
            assert "DEBUG is on" in checks.production_is_closed()[0].msg


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_stands_before_the_last_deed_is_refused(now: datetime) -> None:
    from estancia.casework.setting_up import SETTER_UP, found_organisation

    found_organisation(key="casa", name="Casa", kind="protection", phrase=None, by=SETTER_UP, now=now)
    assert checks.the_past_is_ours(now=now - timedelta(minutes=9)) == []
    assert "clock is behind" in checks.the_past_is_ours(now=now - timedelta(minutes=11))[0].msg


@pytest.mark.django_db(transaction=True)
def test_tables_of_a_newer_version_are_refused(now: datetime) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    recorder.record_applied("records", "9999_from_tomorrow")
    try:
        assert "records.9999_from_tomorrow" in checks.the_past_is_ours(now=now)[0].msg
    finally:
        recorder.record_unapplied("records", "9999_from_tomorrow")
    assert checks.the_past_is_ours(now=now) == []


@pytest.mark.django_db(transaction=True)
def test_a_short_cut_that_another_replaced_is_no_newer_version(now: datetime) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    recorder.record_applied("records", "0001_as_of_0022")
    try:
        assert checks.the_past_is_ours(now=now) == []
    finally:
        recorder.record_unapplied("records", "0001_as_of_0022")


def test_a_database_folder_that_is_missing_is_said_before_it_is_opened(tmp_path: Path) -> None:
    class Nowhere:
        settings_dict = {"NAME": str(tmp_path / "missing" / "estancia.sqlite3")}

        def is_in_memory_db(self) -> bool:
            return False

    assert ["the folder is missing" in wrong.en for wrong in checks.sqlite_wrongs(Nowhere())] == [True]


@pytest.mark.parametrize("setting", ["fsync", "synchronous_commit", "full_page_writes"])
def test_a_postgresql_that_may_forget_is_refused_by_name(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_says", lambda _, question: {f"SHOW {setting}": "off"}.get(question, "UTF8"))
    assert [wrong.en.startswith(f"PostgreSQL has {setting} off") for wrong in checks.postgresql_wrongs(None)] == [True]


def test_a_postgresql_that_cannot_hold_every_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_says", lambda _, question: {"SHOW server_encoding": "LATIN1"}.get(question, "on"))
    assert ["LATIN1" in wrong.en for wrong in checks.postgresql_wrongs(None)] == [True]


def test_serve_says_why_it_does_not_start_in_both_languages_and_without_a_traceback(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ESTANCIA_")}
    env = {**kept, **GIVEN, "PYTHONPATH": "src", "ESTANCIA_HOME": str(tmp_path), "ESTANCIA_HOSTS": "https://x.org"}
    words = [sys.executable, "-m", "estancia.commands.main", "serve", "--port", "18991"]
    said = subprocess.run(words, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert said.returncode == 1
    assert "no es un nombre de equipo" in said.stderr
    assert "is no host name" in said.stderr
    assert "Traceback" not in said.stderr
