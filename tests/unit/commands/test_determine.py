"""`estancia determine` from outside: one file in, one answer out, and a sentence for every mistake."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from estancia.admission.grounds import CODES
from tests.people import changed, marisol

TOP = Path(__file__).parents[3]
REASON = {"code", "effect", "provision", "source", "fact", "es", "en", "owner", "answer_by"}


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Ask the command about a text, in a folder with nothing in it and no database anywhere."""

    def asked(text: str, *words: str) -> subprocess.CompletedProcess[str]:
        file = tmp_path / "case.json"
        file.write_text(text, encoding="utf-8")
        return run(tmp_path, "determine", str(file), *words)

    return asked


def run(folder: Path, *words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ESTANCIA_", "DJANGO_"))}
    home = {"ESTANCIA_HOME": str(folder / "nowhere"), "PYTHONPATH": str(TOP / "src"), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "estancia.commands.main", *words]
    return subprocess.run(
        command, cwd=folder, env=kept | home, input=given, capture_output=True, text=True, encoding="utf-8", check=False
    )


def table(**parts: Any) -> str:
    return json.dumps(changed(facts=marisol(), changes={k.replace("__", "."): v for k, v in parts.items()}))


def whole(answer: dict[str, Any]) -> None:
    """Check that an answer has the shape of the contract."""
    assert set(answer) == {"outcome", "reasons", "not_known", "rule_sets"}
    assert all(
        set(each) == REASON and each["code"] in CODES and each["es"] and each["en"] for each in answer["reasons"]
    )
    for each in answer["reasons"]:
        assert bool(each["owner"] and each["answer_by"]) == (each["effect"] in ("protect", "wait"))
    assert all(set(each) == {"path", "owner", "answer_by"} and all(each.values()) for each in answer["not_known"])


@pytest.mark.parametrize(
    ("text", "outcome", "codes"),
    [
        (table(), "admissible", []),
        (table(person__pregnant=True), "hold", ["exempt_pregnancy"]),
        (table(person__nationality="MEX"), "not_covered", ["mexican_national"]),
    ],
)
def test_every_outcome_is_pure_json_and_exits_0(ask: Any, text: str, outcome: str, codes: list[str]) -> None:
    told = ask(text, "--json")
    answer = json.loads(told.stdout)
    whole(answer)
    assert (told.returncode, told.stderr) == (0, "")
    assert (answer["outcome"], [each["code"] for each in answer["reasons"]]) == (outcome, codes)


def test_a_day_alone_is_answered_with_everything_still_to_ask(ask: Any) -> None:
    answer = json.loads(ask('{"on": "2022-03-02"}', "--json").stdout)
    whole(answer)
    assert answer["outcome"] == "hold"
    asked = {each["path"] for each in answer["not_known"]}
    assert {"person.nationality", "person.pregnant", "person.languages", "location", "notice.state"} <= asked
    assert {"fear_not_asked", "hearing_not_verified", "child_alone"} <= {each["code"] for each in answer["reasons"]}


def test_stdin_is_read_for_a_dash(tmp_path: Path) -> None:
    told = run(tmp_path, "determine", "-", "--json", given=table())
    assert (told.returncode, json.loads(told.stdout)["outcome"]) == (0, "admissible")


def test_without_json_it_speaks_spanish_or_english(ask: Any) -> None:
    spanish, english = (ask(table(person__pregnant=True), "--language", language) for language in ("es", "en"))
    assert (spanish.returncode, english.returncode) == (0, 0)
    assert "en espera" in spanish.stdout
    assert "embarazo" in spanish.stdout.lower()
    assert "Pregnancy" in english.stdout
    assert not {"{", "}"} & {*spanish.stdout, *english.stdout}


MISTAKES = {
    "not JSON": "on: 2022-03-02",
    "empty": "",
    "a list": "[]",
    "a text": '"2022-03-02"',
    "a key twice": '{"on": "2022-03-02", "on": "2022-03-03"}',
    "a key twice inside": '{"on": "2022-03-02", "person": {"pregnant": true, "pregnant": false}}',
    "no day": "{}",
    "the day null": '{"on": null}',
    "30 February": '{"on": "2019-02-30"}',
    "a short date": '{"on": "2019-2-3"}',
    "a date as a number": '{"on": 20190203}',
    "an unknown key": '{"on": "2022-03-02", "sex": "f"}',
    "NaN": '{"on": "2022-03-02", "family": {"members": NaN}}',
    "Infinity": '{"on": "2022-03-02", "family": {"members": Infinity}}',
    "an endless number": '{"on": "2022-03-02", "family": {"members": ' + "9" * 5000 + "}}",
    "a large exponent": '{"on": "2022-03-02", "family": {"members": 1e400}}',
    "depth": "[" * 100_000,
    "a lone surrogate": '{"on": "\\ud800"}',
    "a wrong type": '{"on": "2022-03-02", "person": []}',
    **{
        f"unknown inside {part}": json.dumps({"on": "2022-03-02", part: {"colour": "red"}})
        for part in ("person", "notice", "court_record", "family", "location_state")
    },
}


@pytest.mark.parametrize("text", MISTAKES.values(), ids=MISTAKES.keys())
def test_bad_input_exits_2_with_a_sentence_and_nothing_on_stdout(ask: Any, text: str) -> None:
    told = ask(text, "--json")
    assert (told.returncode, told.stdout) == (2, "")
    assert one_sentence(told.stderr)


def one_sentence(stderr: str) -> bool:
    """Whether stderr is one thing said in Spanish and in English, and no traceback."""
    lines = stderr.strip().splitlines()
    return len(lines) == 2 and "Traceback" not in stderr and all(len(line) > 20 for line in lines)


def test_a_missing_file_a_folder_and_bytes_that_are_no_text_exit_2(tmp_path: Path) -> None:
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00{")
    for name in ("missing.json", ".", "bytes.json"):
        told = run(tmp_path, "determine", name, "--json")
        assert (told.returncode, told.stdout) == (2, "")
        assert one_sentence(told.stderr)


def test_a_word_too_few_or_an_unknown_option_exits_2(tmp_path: Path) -> None:
    assert run(tmp_path, "determine").returncode == 2
    assert run(tmp_path, "determine", "a.json", "--csv").returncode == 2


def test_no_fact_of_a_person_is_repeated_in_an_error(ask: Any) -> None:
    told = ask(table(person__nationality="Marisol Reyes"), "--json")
    assert told.returncode == 2
    assert "Marisol" not in told.stderr


def test_it_needs_no_django_and_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(table(), encoding="utf-8")
    program = (
        "import sys; sys.argv[1:] = ['determine', 'case.json', '--json']\n"
        "from estancia.commands.main import app\n"
        "try:\n    app()\nexcept SystemExit as left:\n    assert not left.code\n"
        "sys.stderr.write(' '.join(name for name in ('django', 'sqlite3', 'psycopg') if name in sys.modules))\n"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ESTANCIA_", "DJANGO_"))}
    told = subprocess.run(
        [sys.executable, "-B", "-c", program],
        cwd=tmp_path,
        env=kept | {"PYTHONPATH": str(TOP / "src"), "ESTANCIA_HOME": str(tmp_path / "nowhere")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["outcome"] == "admissible"
    assert [path.name for path in tmp_path.iterdir()] == ["case.json"]


def test_the_same_file_gives_the_same_bytes(ask: Any) -> None:
    text = table(person__pregnant=True, location_state__places_free=0)
    assert ask(text, "--json").stdout == ask(text, "--json").stdout


def test_a_planted_traceback_would_be_seen() -> None:
    assert not one_sentence("Traceback (most recent call last):\n  File ...\nValueError")
