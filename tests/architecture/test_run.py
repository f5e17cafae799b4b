"""The one script: short, plain sh, and whoever lacks something is told what in one sentence of each language."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import everything
from tests.architecture.tree import TOP

OLD = "#!/bin/sh\nexit 1\n"
WITHOUT_VENV = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; esac\nexit 0\n'
CANNOT_INSTALL = """#!/bin/sh
case "$*" in
*"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
*"pip config"*) exit 0 ;;
*" install "*) echo "a long story about the network"; exit 1 ;;
esac
"""

WRITES_DOWN = """#!/bin/sh
echo "$*" >> words
case "$*" in
*"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
*"pip config"*) exit 0 ;;
*"--python"*install*) {machine} ;;
*"-m pip install"*) printf '#!/bin/sh\nexit 1\n' > .venv/bin/uv; chmod +x .venv/bin/uv ;;
esac
"""
HAS_PIP = WRITES_DOWN.format(machine=r"printf '#!/bin/sh\nexit 1\n' > .venv/bin/uv; chmod +x .venv/bin/uv")
WITHOUT_PIP = WRITES_DOWN.format(machine='echo "no module named pip"; exit 1')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clone with the script and the requirements, and a place for a Python of our making."""
    shutil.copy(TOP / "run", tmp_path)
    shutil.copytree(TOP / "requirements", tmp_path / "requirements")
    (tmp_path / "pythons").mkdir()
    return tmp_path


def run_with(folder: Path, python: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the script where every Python on the path is the one given."""
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (folder / "pythons" / name).write_text(python, encoding="utf-8")
        (folder / "pythons" / name).chmod(0o755)
    path = f"{folder / 'pythons'}:/usr/bin:/bin"
    environment = {**os.environ, "PATH": path}
    return subprocess.run(
        ["sh", str(folder / "run"), *words], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("python", "spanish", "english"),
    [
        (OLD, "necesita Python 3.11", "needs Python 3.11"),
        (WITHOUT_VENV, "le falta el módulo venv", "lacks its venv module"),
        (CANNOT_INSTALL, "compruebe la red", "check the network"),
    ],
)
def test_whoever_lacks_something_is_told_in_one_sentence(folder: Path, python: str, spanish: str, english: str) -> None:
    ran = run_with(folder, python, "demo")
    *_, in_spanish, in_english = ran.stderr.splitlines()
    assert ran.returncode == 1
    assert spanish in in_spanish
    assert english in in_english
    assert "long story" not in ran.stderr


@pytest.mark.parametrize(("python", "given_one"), [(HAS_PIP, False), (WITHOUT_PIP, True)])
def test_a_venv_is_given_its_own_pip_only_where_the_machine_has_none(
    folder: Path, python: str, given_one: bool
) -> None:
    ran = run_with(folder, python, "demo")
    asked = (folder / "words").read_text(encoding="utf-8").splitlines()
    assert ("-m ensurepip" in asked) is given_one
    assert any(words.startswith("-m pip install") for words in asked) is given_one
    assert (folder / ".venv" / "bin" / "uv").exists()
    assert "Python (base)" in ran.stderr  # uv was there, and was asked for the rest


def test_a_read_only_folder_is_told_in_one_sentence(folder: Path) -> None:
    (folder / "run").write_text((folder / "run").read_text("utf-8").replace("[ -w . ]", "false"), encoding="utf-8")
    ran = run_with(folder, OLD, "demo")
    assert ran.returncode == 1
    assert "read-only" in ran.stderr.splitlines()[-1]


def test_a_verb_that_does_not_exist_shows_those_that_do(folder: Path) -> None:
    ran = run_with(folder, OLD, "dance")
    assert ran.returncode == 2
    assert "./run demo" in ran.stderr


def test_the_script_is_short() -> None:
    assert len((TOP / "run").read_text("utf-8").splitlines()) < 150


def test_ci_says_nothing_the_readme_does_not() -> None:
    assert (TOP / ".ci" / "run").read_text("utf-8").splitlines()[1:] == [
        "set -eu",
        'cd "$(dirname "$0")/.."',
        "./run test",
    ]


def test_the_last_line_sums_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    code = everything.closing(everything.Tally(passed=7, failed=0))
    assert (code, capsys.readouterr().out) == (0, "7 passed, 0 failed\n")


def test_a_failed_test_or_a_broken_step_fails_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert everything.closing(everything.Tally(passed=7, failed=1)) == 1
    assert everything.closing(everything.Tally(passed=7, broken=["mypy"])) == 1
    assert "FAILED: mypy" in capsys.readouterr().out


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_skip_is_said_and_under_ci_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, code: int
) -> None:
    monkeypatch.setenv("CI", ci)
    assert everything.closing(everything.Tally(passed=7, skipped=2, remarks=["browser journeys SKIPPED"])) == code
    assert capsys.readouterr().out.splitlines()[-1] == "7 passed, 0 failed, 2 skipped; browser journeys SKIPPED"


def test_without_chromium_the_journeys_are_loudly_skipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "journeys").mkdir()
    monkeypatch.setattr(everything, "TESTS", tmp_path)
    monkeypatch.setattr(everything, "find_chromium", lambda: None)
    monkeypatch.setattr(everything, "installed", lambda _: False)
    monkeypatch.setenv("CI", "true")
    tally = everything.Tally()
    everything.journeys(tally)
    assert "SKIPPED" in tally.remarks[0]
    assert tally.broken == ["journeys skipped under CI"]


LEAVES_ANOTHER = """
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid, flush=True)
time.sleep(600 if "hang" in sys.argv else 0)
"""


@pytest.mark.parametrize(("how", "seconds", "code"), [("hang", 6, 1), ("end", 60, 0)])
def test_whatever_a_step_started_ends_with_it(
    how: str, seconds: int, code: int, capfd: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-c", LEAVES_ANOTHER, how]
    assert everything.run_as_a_group(command, env=os.environ, seconds=seconds) == code
    started = int(capfd.readouterr().out.split()[0])
    until = time.monotonic() + 10
    while Path(f"/proc/{started}").exists() and "Z" not in _state(started):
        assert time.monotonic() < until
        time.sleep(0.05)


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except OSError:
        return "Z"


HANGS = """
import time
from pathlib import Path

def test_well():
    pass

def test_hangs():
    been = Path(__file__).with_suffix(".been")
    if been.exists() and {once}:
        return
    been.touch()
    time.sleep(600)

def test_after():
    assert {after}
"""


@pytest.mark.parametrize(
    ("once", "after", "passed", "failed", "again"),
    [(True, True, 3, 0, True), (False, True, 2, 1, True), (True, False, 1, 2, False)],
)
def test_a_journey_that_hangs_ends_and_is_walked_once_more_and_said(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    once: bool,
    after: bool,
    passed: int,
    failed: int,
    again: bool,
) -> None:
    (tmp_path / "tests" / "journeys").mkdir(parents=True)
    (tmp_path / "tests" / "journeys" / "test_one.py").write_text(HANGS.format(once=once, after=after), "utf-8")
    monkeypatch.setattr(everything, "TESTS", tmp_path / "tests")
    monkeypatch.setattr(everything, "TOP", tmp_path)
    monkeypatch.setattr(everything, "JOURNEY_SECONDS", 4)
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    tally = everything.Tally()
    everything.walk(tally, env={"DJANGO_SETTINGS_MODULE": ""})
    assert (tally.passed, tally.failed, bool(tally.broken)) == (passed, failed, failed > 0)
    assert [said for said in tally.remarks if "test_hangs" in said] == tally.remarks
    assert bool(tally.remarks) is again
    assert "in test_hangs" in capfd.readouterr()[1]
