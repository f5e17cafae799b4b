"""Every setting that is wrong is refused at start: what, why, what to do, in both languages, and never a secret."""

import shlex
import subprocess
from pathlib import Path

import pytest

from estancia.config import readers
from estancia.config.readers import REFUSALS, SettingRefused

SECRET = "kW3vX9-tQz7Lr2Nf8bYc5GdHs1JmPq4Ru6TaVe0ZxKiOjMhLwEyB"
URL = "postgresql://estancia:{password}@{where}"


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    """An environment in which nothing of ours is set."""
    for name in readers.KNOWN:
        monkeypatch.delenv(name, raising=False)


def refused(ask):
    with pytest.raises(SettingRefused) as said:
        ask()
    es, en = str(said.value.code).split("\n")
    assert es != en
    return es, en


def database(url, monkeypatch, tmp_path, mode="production"):
    monkeypatch.setenv("ESTANCIA_DATABASE_URL", url)
    return readers.database("ESTANCIA_DATABASE_URL", home=tmp_path, mode=mode)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://x/y", "starts with 'mysql'"),
        ("estancia.sqlite3", "starts with ''"),
        ("sqlite:///", "does not say which database"),
        (URL.format(password="kept-quiet", where="localhost:5432/"), "does not say which database"),
        (URL.format(password="kept-quiet", where="localhost:port/estancia"), "is not understood"),
        (URL.format(password="kept-quiet", where="[::1/estancia"), "is not understood"),
        (URL.format(password="kept-quiet", where="localhost/estancia?sslmod=require"), "carries the option 'sslmod'"),
        (URL.format(password="kept-quiet", where="db.example.org/estancia"), "in sight"),
        (URL.format(password="kept-quiet", where="db.example.org/estancia?sslmode=require"), "in sight"),
        (URL.format(password="kept-quiet", where="x/estancia?host=10.0.0.7"), "in sight"),
    ],
)
def test_an_address_of_a_database_that_cannot_be_used_is_refused_without_its_password(url, says, monkeypatch, tmp_path):
    es, en = refused(lambda: database(url, monkeypatch, tmp_path))
    assert says in en
    assert "kept-quiet" not in es + en


@pytest.mark.parametrize(
    "where",
    [
        "localhost/estancia",
        "127.0.0.1:5433/estancia",
        "/estancia?host=/run/postgresql",
        "db.example.org/estancia?sslmode=verify-full&sslrootcert=/etc/ssl/ca.pem",
    ],
)
def test_an_address_near_by_or_proved_is_taken(where, monkeypatch, tmp_path):
    read = database(URL.format(password="a%40b", where=where), monkeypatch, tmp_path)
    assert (read["NAME"], read["PASSWORD"]) == ("estancia", "a@b")


def test_the_proof_asked_of_a_database_far_away_reaches_the_driver(monkeypatch, tmp_path):
    where = "db.example.org/estancia?sslmode=verify-full&sslrootcert=/etc/ssl/ca.pem"
    read = database(URL.format(password="x", where=where), monkeypatch, tmp_path)
    proof = {"sslmode": "verify-full", "sslrootcert": "/etc/ssl/ca.pem"}
    assert {name: value for name, value in read["OPTIONS"].items() if name != "prepare_threshold"} == proof


@pytest.mark.parametrize("secret", ["brief-7", "x" * 60, "abcdefgh" * 8])
def test_a_secret_that_could_be_guessed_is_refused_and_not_repeated(secret, monkeypatch, tmp_path):
    monkeypatch.setenv("ESTANCIA_SECRET_KEY", secret)
    es, en = refused(lambda: readers.secret_key(mode="production", home=tmp_path))
    assert "too short or too regular" in en
    assert secret not in es + en


PRINTS = "what python3 -c 'import secrets; print(secrets.token_urlsafe(48))' prints"
HOW_TO = Path(__file__).parents[3] / "docs/how-to/run-with-postgresql.md"


def lines_of_the_how_to():
    """The settings of the manual, as the shell of its step 5 reads them."""
    block = next(one for one in HOW_TO.read_text("utf-8").split("```") if "ESTANCIA_MODE=" in one)
    return dict(shlex.split(line)[0].split("=", 1) for line in block.split("\n") if line)


@pytest.mark.parametrize("secret", [PRINTS, lines_of_the_how_to()["ESTANCIA_SECRET_KEY"]])
def test_a_line_of_the_manual_left_as_it_is_is_no_secret(secret, monkeypatch, tmp_path):
    monkeypatch.setenv("ESTANCIA_SECRET_KEY", secret)
    es, en = refused(lambda: readers.secret_key(mode="production", home=tmp_path))
    assert "sentence of the manual" in en
    assert secret not in es + en


def test_a_value_of_the_manual_passes_a_shell_whole():
    address = next(line for line in HOW_TO.read_text("utf-8").split("\n") if "sslmode" in line)
    sourced = subprocess.run(
        ["/bin/sh", "-c", f'{address}\nprintf %s "$ESTANCIA_DATABASE_URL"'], capture_output=True, text=True, check=True
    )
    assert sourced.stdout.endswith("?sslmode=verify-full&sslrootcert=/etc/estancia/ca.pem")


def test_a_secret_drawn_at_random_is_taken(monkeypatch, tmp_path):
    monkeypatch.setenv("ESTANCIA_SECRET_KEY", SECRET)
    assert readers.secret_key(mode="production", home=tmp_path) == SECRET


@pytest.mark.parametrize(
    "host", ["https://estancia.example.org", "*", "estancia.example.org/", "a b", "x.org:443", ".x.org"]
)
def test_what_is_no_host_name_is_refused(host, monkeypatch):
    monkeypatch.setenv("ESTANCIA_HOSTS", f"good.example.org,{host}")
    assert "no host name" in refused(lambda: readers.hosts("ESTANCIA_HOSTS", mode="production"))[1]


def test_host_names_are_taken(monkeypatch):
    monkeypatch.setenv("ESTANCIA_HOSTS", "estancia.example.org, 10.0.0.7, [::1]")
    assert readers.hosts("ESTANCIA_HOSTS", mode="production") == ["estancia.example.org", "10.0.0.7", "[::1]"]


def test_a_misspelt_setting_is_named_with_the_one_that_was_meant(monkeypatch):
    monkeypatch.setenv("ESTANCIA_DATABSE_URL", "postgresql://localhost/estancia")
    assert "ESTANCIA_DATABASE_URL?" in refused(lambda: readers.no_stray_settings(mode="production"))[1]
    readers.no_stray_settings(mode="test")


def test_another_clock_is_for_the_demo_alone(monkeypatch):
    monkeypatch.setenv("ESTANCIA_CLOCK", "2022-06-22T09:00-06:00")
    assert "machine's clock" in refused(lambda: readers.no_stray_settings(mode="production"))[1]


def test_a_word_that_is_not_understood_is_refused(monkeypatch):
    monkeypatch.setenv("ESTANCIA_BEHIND_PROXY", "true")
    assert "yes, no" in refused(lambda: readers.flag("ESTANCIA_BEHIND_PROXY", otherwise=False))[1]


def test_a_home_that_is_a_file_is_refused(monkeypatch, tmp_path):
    (tmp_path / "home").write_text("")
    monkeypatch.setenv("ESTANCIA_HOME", str(tmp_path / "home"))
    assert "must be a folder" in refused(lambda: readers.home("ESTANCIA_HOME", mode="demo"))[1]


def test_a_relative_home_is_refused_in_production_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("ESTANCIA_HOME", "var/house")
    assert "relative path" in refused(lambda: readers.home("ESTANCIA_HOME", mode="production"))[1]
    monkeypatch.chdir(tmp_path)
    assert readers.home("ESTANCIA_HOME", mode="demo") == tmp_path / "var/house"


def test_every_refusal_says_in_both_languages_what_to_do_next():
    does = (
        "use",
        "write",
        "give",
        "remove",
        "check",
        "run",
        "create",
        "move",
        "install",
        "switch",
        "add",
        "put",
        "needs",
    )
    for code, said in REFUSALS.items():
        assert said.es.count("{") == said.en.count("{"), code
        assert {*said.en.lower().translate(str.maketrans(".;:", "   ")).split()} & {*does, "knows", "set"}, code
