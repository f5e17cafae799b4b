"""The drill: a house is kept, damaged copies are refused, and another machine takes its place row by row.

It runs on whichever database the suite runs on; the copy is restored by the command line, in a process of its own, into
a database that never held anything.
"""

import contextlib
import http.client
import io
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import DatabaseError, connection, connections
from typer.testing import CliRunner

from estancia.casework import backups, notices, worker
from estancia.casework.backup_refusals import CannotBeWritten, OtherVersion
from estancia.casework.backup_rows import fields_of, rows_of, summed, tables
from estancia.casework.setting_up import SETTER_UP
from estancia.commands.main import app
from estancia.records.append_only import changes_allowed
from estancia.records.models import AuditEntry, Person
from estancia.sealing.archives import ArchiveDamaged, ArchiveOfAnother, make_archive_keys, read_keepers_key
from tests.integration.casework import world as worlds
from tests.integration.casework.deeds import decide, family_of, signing
from tests.integration.casework.test_notices import SHEET

pytestmark = pytest.mark.django_db(transaction=True)
TOP = Path(__file__).parents[2]


@pytest.fixture
def house(database, now, tmp_path, monkeypatch):
    """A house with two families, one admitted and with papers that name hours, one held with sealed answers.

    Its record is signed, and its backup key made.
    """
    world = worlds.found(now=now)
    home = tmp_path / "home"
    signing(folder=home, now=now - timedelta(days=1), monkeypatch=monkeypatch)
    admitted = family_of("Ñandú Ávila Peña", by=world.desk, now=now)
    family_of("Berta Luna", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    decide(admitted.reference, "admit", by=world.desk, now=now)
    hours_told(person=admitted.members[0].reference, by=world.desk, now=now)
    worker.run_once(now=now)
    backups.make_backup_key(to=tmp_path / "keeper.key", by=SETTER_UP, now=now)
    return world


def hours_told(*, person, by, now):
    """Write down each kind of word about a hearing, each with its hour."""
    pending = {"status": "pending", "hearing_at": "8:30", "source": "La línea de la corte"} | SHEET
    told = {"about": "hearing", "source": "person", "at": "8:30", "on_day": "20", "on_month": "11", "on_year": "2019"}
    notices.record_notice(reference=person, answers=SHEET, by=by, now=now)
    notices.record_court(reference=person, answers=pending, by=by, now=now)
    notices.record_claim(reference=person, answers=told, by=by, now=now)


@pytest.fixture
def kept(house, now, tmp_path):
    """A backup of it: the file and what it says of itself."""
    file = tmp_path / "house.backup"
    return file, backups.make_backup(to=file, by=SETTER_UP, now=now)


@pytest.fixture
def keeper(house, tmp_path):
    return read_keepers_key((tmp_path / "keeper.key").read_text())


def sums():
    return {name: summed(rows_of(model)) for name, model in tables().items()}


@pytest.fixture
def elsewhere(database, tmp_path):
    """The surroundings of another machine: its own folder and a database that never held anything."""
    home = tmp_path / "elsewhere"
    env = {name: value for name, value in os.environ.items() if not name.startswith("ESTANCIA_")}
    env |= {"ESTANCIA_MODE": "test", "ESTANCIA_HOME": str(home), "PYTHONPATH": str(TOP / "src")}
    if database == "sqlite":
        yield env
        return
    url = urlsplit(os.environ["ESTANCIA_DATABASE_URL"])
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE estancia_elsewhere")
    yield env | {"ESTANCIA_DATABASE_URL": urlunsplit(url._replace(path="/estancia_elsewhere"))}
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE estancia_elsewhere WITH (FORCE)")


def command(*words, env):
    return subprocess.run(
        [sys.executable, "-m", "estancia.commands.main", *map(str, words)],
        env=env, cwd=TOP, capture_output=True, text=True, timeout=120, check=False, umask=0o022,
    )  # fmt: skip


# ── there and back ───────────────────────────────────────────────────────────────────────────────────────


def test_another_machine_takes_its_place_row_by_row_and_serves(house, kept, keeper, elsewhere, tmp_path):
    file, view = kept
    assert sums() == view.tables
    told = command("backup", "restore", file, "--key", tmp_path / "keeper.key", "--json", env=elsewhere)
    assert told.returncode == 0, told.stderr
    said = json.loads(told.stdout)
    assert said["audit_ok"] is True
    assert {name: (one["rows"], one["digest"]) for name, one in said["tables"].items()} == {
        name: (one.rows, one.digest) for name, one in view.tables.items()
    }
    again = command("backup", "make", tmp_path / "again.backup", "--json", env=elsewhere)
    after = json.loads(again.stdout)["tables"]
    grown = {name for name, one in after.items() if one["digest"] != view.tables[name].digest}
    assert grown == {"records_auditentry", "records_audittail"}  # it noted its own restoring and this very backup
    home = Path(elsewhere["ESTANCIA_HOME"])
    pems = {path.name for path in (tmp_path / "home" / "keys").glob("*.pem")}
    assert pems == {path.name for path in (home / "keys").glob("*.pem")}
    assert (home / "ring.json").exists()
    assert serves(env=elsewhere)


def test_a_backup_of_either_database_is_restored_into_sqlite(kept, tmp_path):
    file, view = kept
    env = {name: value for name, value in os.environ.items() if not name.startswith("ESTANCIA_")}
    env |= {"ESTANCIA_MODE": "test", "ESTANCIA_HOME": str(tmp_path / "port"), "PYTHONPATH": str(TOP / "src")}
    told = command("backup", "restore", file, "--key", tmp_path / "keeper.key", "--json", env=env)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["audit_ok"] is True
    assert json.loads(told.stdout)["rows"] == view.rows
    assert readable_by_others(tmp_path / "port") == []


def readable_by_others(home):
    """Files a restored house keeps that others may read, its journals while they stand among them."""
    file = home / "estancia.sqlite3"
    kept = [file, *(home / "keys").glob("*")]
    with contextlib.closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("BEGIN IMMEDIATE")
        opened.execute("CREATE TABLE noted (at)")
        opened.execute("COMMIT")
        journals = [file.with_name(f"{file.name}-{ending}") for ending in ("wal", "shm")]
        return [path.name for path in (*kept, *journals) if path.stat().st_mode & 0o077]


def test_a_database_file_that_stood_open_is_closed_by_what_is_restored_into_it(kept, tmp_path):
    home = tmp_path / "port"
    home.mkdir()
    (home / "estancia.sqlite3").touch(mode=0o644)
    env = {name: value for name, value in os.environ.items() if not name.startswith("ESTANCIA_")}
    env |= {"ESTANCIA_MODE": "test", "ESTANCIA_HOME": str(home), "PYTHONPATH": str(TOP / "src")}
    told = command("backup", "restore", kept[0], "--key", tmp_path / "keeper.key", env=env)
    assert told.returncode == 0, told.stderr
    assert readable_by_others(home) == []


def test_every_kind_of_column_has_something_in_it_in_the_house_of_the_drill(house):
    """A kind that no row of the house holds would be kept and put back by luck."""
    kinds, held = set(), set()
    for model in tables().values():
        for field in fields_of(model):
            kinds.add(field.get_internal_type())
            if model.objects.exclude(**{field.attname: None}).exists():
                held.add(field.get_internal_type())
    assert kinds - held <= {"SlugField", "IntegerField"}  # text and numbers like the others


def serves(*, env):
    """Start the restored house and ask it whether it stands; end it by its own id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "estancia.commands.main", "serve", "--port", str(port)]
    with subprocess.Popen(words, env=env, cwd=TOP, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            return any(answers(port) for _ in range(300) if server.poll() is None)
        finally:
            server.terminate()


def answers(port):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/alive/")
        return line.getresponse().status == 200
    except OSError:
        time.sleep(0.2)
        return False
    finally:
        line.close()


def test_replacing_a_house_puts_back_what_was_and_new_rows_count_on(house, kept, keeper, now):
    file, view = kept
    family_of("Llegada Después", by=house.desk, now=now)
    with file.open("rb") as archive:
        restored = backups.restore_backup(file=archive, key=keeper, replace=True, by=SETTER_UP, now=now)
    assert restored.audit.ok
    assert not Person.objects.filter(name="Llegada Después").exists()
    assert {name for name, one in sums().items() if one != view.tables[name]} == {
        "records_auditentry",
        "records_audittail",
    }
    family_of("Otra Familia", by=house.desk, now=now)
    with connection.cursor() as cursor, pytest.raises(Exception, match="only grows"):
        cursor.execute("DELETE FROM records_auditentry")


# ── refused, and nothing touched ─────────────────────────────────────────────────────────────────────────


def damages(whole, other):
    """Byte flips in sixty places, cuts in twenty, and the tail of one backup on the head of another."""
    size = len(whole)
    for at in range(0, size, size // 60):
        yield f"byte {at}", whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :]
    for at in range(0, size, size // 20):
        yield f"cut at {at}", whole[:at]
    yield "one byte more", whole + b"\0"
    yield "last byte lost", whole[:-1]
    for at in (200, size // 3, size // 2, size - 64):
        yield f"swapped at {at}", whole[:at] + other[at:]


def test_a_damaged_backup_is_refused_wherever_it_is_damaged(house, kept, keeper, now, tmp_path):
    whole = kept[0].read_bytes()
    backups.make_backup(to=tmp_path / "other.backup", by=SETTER_UP, now=now)
    other = (tmp_path / "other.backup").read_bytes()
    before = sums()
    assert [where for where, octets in damages(whole, other) if not refused(octets, keeper, now)] == []
    assert sums() == before


def refused(octets, keeper, now):
    try:
        backups.restore_backup(file=io.BytesIO(octets), key=keeper, replace=True, by=SETTER_UP, now=now)
    except (ArchiveDamaged, ArchiveOfAnother):
        return True
    return False


def test_another_key_another_house_and_a_house_in_use_are_refused_with_a_sentence(house, kept, tmp_path):
    file, _ = kept
    (tmp_path / "stranger.key").write_text(str(make_archive_keys()[1]))
    (tmp_path / "no.key").write_text("{}")
    before = sums()
    asked = {
        ("stranger.key", "--replace"): (2, "no es la de este respaldo"),
        ("no.key", "--replace"): (2, "no es una clave de respaldo"),
        ("keeper.key", "--json"): (1, "--replace"),
    }
    for (key, word), (code, sentence) in asked.items():
        said = CliRunner().invoke(app, ["backup", "restore", str(file), "--key", str(tmp_path / key), word])
        assert (said.exit_code, said.stdout) == (code, "")
        assert sentence in said.stderr
    assert sums() == before


def test_a_house_in_use_is_refused_before_its_tables_are_brought_up_to_date(house, kept, tmp_path, monkeypatch):
    from django.core import management

    monkeypatch.setattr(management, "call_command", lambda *_, **__: pytest.fail("the tables were touched"))
    said = CliRunner().invoke(app, ["backup", "restore", str(kept[0]), "--key", str(tmp_path / "keeper.key")])
    assert said.exit_code == 1
    assert "--replace" in said.stderr


def test_a_restore_that_dies_half_way_leaves_what_was(house, kept, keeper, now, monkeypatch):
    before, put, calls = sums(), backups.put_rows, []

    def dying(model, rows):
        calls.append(model)
        if len(calls) == 12:
            raise KeyboardInterrupt
        put(model, rows)

    monkeypatch.setattr(backups, "put_rows", dying)
    with kept[0].open("rb") as archive, pytest.raises(KeyboardInterrupt):
        backups.restore_backup(file=archive, key=keeper, replace=True, by=SETTER_UP, now=now)
    assert sums() == before


def test_a_row_that_comes_back_otherwise_undoes_the_restore(house, kept, keeper, now, monkeypatch):
    """The planted fault: a restore that changes one letter is found by the sums before its transaction ends."""
    before, put = sums(), backups.put_rows

    def changing(model, rows):
        put(model, [["Berta Lina" if value == "Berta Luna" else value for value in row] for row in rows])

    monkeypatch.setattr(backups, "put_rows", changing)
    with kept[0].open("rb") as archive, pytest.raises(ArchiveDamaged):
        backups.restore_backup(file=archive, key=keeper, replace=True, by=SETTER_UP, now=now)
    assert sums() == before


def test_a_record_that_was_changed_before_the_backup_is_restored_and_said(house, keeper, now, tmp_path):
    with changes_allowed(connection=connection):
        AuditEntry.objects.filter(seq=3).update(act="nothing")
    file = tmp_path / "changed.backup"
    backups.make_backup(to=file, by=SETTER_UP, now=now)
    said = CliRunner().invoke(
        app, ["backup", "restore", str(file), "--key", str(tmp_path / "keeper.key"), "--replace", "--json"]
    )
    assert (said.exit_code, json.loads(said.stdout)["audit_ok"]) == (1, False)
    assert "audit verify" in said.stderr


def test_a_restore_says_in_a_sentence_that_the_record_agrees(house, kept, keeper, tmp_path):
    said = CliRunner().invoke(
        app, ["backup", "restore", str(kept[0]), "--key", str(tmp_path / "keeper.key"), "--replace"]
    )
    assert (said.exit_code, "audit_ok" in said.output) == (0, False)
    assert {"concuerda.", "agrees."} <= set(said.stderr.split())


def test_a_backup_from_other_tables_is_refused(house, kept, keeper, now, monkeypatch):
    monkeypatch.setattr(backups, "_migrations", lambda: ["records.0001_initial"])
    with kept[0].open("rb") as archive, pytest.raises(OtherVersion):
        backups.restore_backup(file=archive, key=keeper, replace=True, by=SETTER_UP, now=now)


def test_by_which_short_cut_the_tables_were_made_bars_no_restore(house, kept, keeper, now, monkeypatch):
    taken = [*backups._migrations(), "records.0001_as_of_0022"]
    monkeypatch.setattr(backups, "_migrations", lambda: taken)
    with kept[0].open("rb") as archive:
        restored = backups.restore_backup(file=archive, key=keeper, replace=True, by=SETTER_UP, now=now)
    assert restored.backup.rows == kept[1].rows


# ── while the house works ────────────────────────────────────────────────────────────────────────────────


def test_a_backup_is_of_one_instant_while_the_desk_goes_on(house, keeper, now, tmp_path, monkeypatch):
    """A family is heard while the tables are being read: it is in none of them, or the record would not agree."""
    heard = threading.Event()

    def hear():
        family_of("Llegada Durante", by=house.desk, now=now)
        connections.close_all()
        heard.set()

    def told(done, of):
        if not heard.is_set():
            threading.Thread(target=hear).start()
            assert heard.wait(20), "the desk waited for the backup"

    view = backups.make_backup(to=tmp_path / "during.backup", by=SETTER_UP, now=now, told=told)
    assert Person.objects.filter(name="Llegada Durante").exists()
    with (tmp_path / "during.backup").open("rb") as archive:
        restored = backups.restore_backup(file=archive, key=keeper, replace=True, by=SETTER_UP, now=now)
    assert restored.audit.ok
    assert restored.backup == view
    assert not Person.objects.filter(name="Llegada Durante").exists()


def test_copying_the_database_file_without_its_journal_loses_deeds_and_the_sums_show_it(house, database, now, tmp_path):
    """The planted fault, on SQLite: what `cp` would take. The backup holds the last deed, the copied file does not."""
    if database != "sqlite":
        assert connection.vendor == "postgresql"  # there is no single file to copy wrongly
        return
    place = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA wal_autocheckpoint=0")
    family_of("Última Llegada", by=house.desk, now=now)
    shutil.copy(place, tmp_path / "copied.sqlite3")
    view = backups.make_backup(to=tmp_path / "kept.backup", by=SETTER_UP, now=now)
    with contextlib.closing(sqlite3.connect(tmp_path / "copied.sqlite3")) as copied:
        found = copied.execute("SELECT count(*) FROM records_person").fetchone()[0]
    assert view.tables["records_person"].rows == Person.objects.count() == found + 1


# ── the commands ─────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_key_nothing_is_written_and_the_sentence_names_the_command(database, now, tmp_path, monkeypatch):
    worlds.found(now=now)
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    said = CliRunner().invoke(app, ["backup", "make", str(tmp_path / "x.backup")])
    assert (said.exit_code, (tmp_path / "x.backup").exists()) == (3, False)
    assert "estancia backup key" in said.stderr


def test_a_backup_never_overwrites_and_is_readable_by_its_owner_alone(kept):
    file, _ = kept
    assert file.stat().st_mode & 0o077 == 0
    said = CliRunner().invoke(app, ["backup", "make", str(file)])
    assert said.exit_code == 1
    assert "Ya hay un archivo" in said.stderr


def test_a_backup_shows_what_it_holds_and_no_name_stands_in_it(kept, tmp_path):
    file, view = kept
    said = CliRunner().invoke(app, ["backup", "show", str(file), "--key", str(tmp_path / "keeper.key"), "--json"])
    assert (said.exit_code, json.loads(said.stdout)["rows"]) == (0, view.rows)
    assert "Ávila".encode() not in file.read_bytes()


def test_a_key_that_cannot_be_recorded_leaves_the_one_before_and_no_file(house, now, tmp_path, monkeypatch):
    def full(**_):
        raise DatabaseError

    before = keys_kept()
    monkeypatch.setattr(backups.audit, "record", full)
    with pytest.raises(DatabaseError):
        backups.make_backup_key(to=tmp_path / "second.key", by=SETTER_UP, now=now)
    assert (keys_kept(), (tmp_path / "second.key").exists()) == (before, False)


def test_a_key_that_cannot_be_put_down_leaves_the_one_before_and_no_file(house, now, tmp_path, monkeypatch):
    def full(**_):
        raise OSError

    before = keys_kept()
    monkeypatch.setattr(backups, "write_whole", full)
    with pytest.raises(CannotBeWritten):
        backups.make_backup_key(to=tmp_path / "second.key", by=SETTER_UP, now=now)
    assert (keys_kept(), (tmp_path / "second.key").exists()) == (before, False)


def keys_kept():
    return {path.name: path.read_bytes() for path in backups._keys_folder().iterdir()}


def test_a_folder_that_is_not_there_is_not_taken_for_a_file(house, tmp_path):
    for _ in range(2):
        said = CliRunner().invoke(app, ["backup", "make", f"{tmp_path}/none/"])
        assert (said.exit_code != 0, "carpeta no existe" in said.stderr, (tmp_path / "none").exists()) == (1, 1, 0)
