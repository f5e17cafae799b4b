"""The command line over an installation: the record, the keys, the worker."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from typer.testing import CliRunner

from estancia.casework import worker
from estancia.commands.main import app
from estancia.records.append_only import changes_allowed
from estancia.records.models import AuditEntry, SigningKeyRow
from tests.integration.casework.deeds import signing


@pytest.fixture(autouse=True)
def _kept(world, tmp_path, now, monkeypatch):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    monkeypatch.setattr(settings, "CLOCK", lambda: now + timedelta(minutes=5))


def ask(*words: str):
    return CliRunner().invoke(app, list(words))


def test_the_record_is_whole_and_says_so_in_json_alone(now):
    worker.run_once(now=now + timedelta(minutes=2))
    said = ask("audit", "verify", "--json")
    assert said.exit_code == 0
    assert (json.loads(said.stdout)["ok"], said.stderr) == (True, "")


def test_an_edited_record_exits_1_and_names_the_place(now):
    from django.db import connection

    worker.run_once(now=now + timedelta(minutes=2))
    with changes_allowed(connection=connection):
        AuditEntry.objects.filter(seq=3).update(act="nothing")
    said = ask("audit", "verify", "--json")
    assert (said.exit_code, json.loads(said.stdout)["first_bad_seq"]) == (1, 3)


def test_keys_are_listed_rotated_and_revoked(now):
    first = SigningKeyRow.objects.get().kid
    rotated = json.loads(ask("key", "rotate", "--json").stdout)
    assert [one["state"] for one in rotated] == ["active"]
    assert ask("key", "revoke", first).exit_code == 0
    listed = {one["kid"]: one["state"] for one in json.loads(ask("key", "list", "--json").stdout)}
    assert listed == {first: "revoked", rotated[0]["kid"]: "active"}


def test_a_key_that_is_not_there_exits_3_with_a_sentence():
    said = ask("key", "revoke", "000000000000")
    assert (said.exit_code, said.stdout) == (3, "")
    assert "estancia key list" in said.stderr


def test_one_turn_of_the_worker_exits_0():
    assert ask("worker", "--once").exit_code == 0
    assert AuditEntry.objects.exists()


# ── the first organisation and the first person of an installation ───────────────────────────────────────


def test_an_organisation_is_founded_and_its_phrase_shown_once():
    said = ask("organisation", "found", "albergue", "--name", "Albergue", "--kind", "protection", "--sealed")
    assert (said.exit_code, len(said.stdout.split())) == (0, 6)
    assert "una sola vez" in said.stderr
    assert ask("organisation", "name", "protecting_body", "08037", "albergue", "--from", "2019-10-03").exit_code == 0


def test_the_first_person_is_added_with_a_password_that_is_no_argument():
    ask("organisation", "found", "operador", "--name", "Operador", "--kind", "operator")
    words = ["staff", "add", "primera", "--role", "SA", "--organisation", "operador"]
    weak = CliRunner().invoke(app, words, input="password1234\n")
    assert (weak.exit_code, weak.stdout) == (2, "")
    assert CliRunner().invoke(app, words, input="puente-de-papel-y-tinta\n").exit_code == 0
    again = CliRunner().invoke(app, words, input="puente-de-papel-y-tinta\n")
    assert again.exit_code == 2
    assert "ya está en uso" in again.stderr
