"""The demo as a stranger starts it: `./run demo` in a fresh clone until its address answers, and then a second time.

What is cloned is the last commit, into a temporary folder without `.venv`, `node_modules` or `var`; its people live on
SQLite, as everyone's do who says nothing else. Packages come from wherever this machine fetches them, by way of its
caches. Installing ends when the demo takes its folder; making is the rest: the people, what is installed for the
browser beside them, and the server's own start.
`ESTANCIA_BENCH_DEMO_PEOPLE` (2,000) says how many; goals are for so many.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench._line import line
from estancia.commands.demo.serving import answers, end, free_port

PEOPLE = int(os.environ.get("ESTANCIA_BENCH_DEMO_PEOPLE", "2000"))
COLD, WARM = 60.0, 3.0
PATIENCE = 900.0  # seconds after which a start is given up
TOP = Path(__file__).parent.parent


class NeverAnswered(RuntimeError):
    """The demo ended, or did not answer within `PATIENCE`; its words are in the message."""


def main() -> bool:
    """Start the demo cold, stop it, start it warm, and say whether both goals were met."""
    with _fresh_clone() as clone:
        installing, making = _start(clone=clone)
        cold = installing + making
        parts = f"cold {cold:.1f} s, of which installing {installing:.1f} s and making {making:.1f} s"
        met_cold = line("demo", f"{parts}, {PEOPLE} people, sqlite", goal=f"under {COLD:.0f} s", met=cold < COLD)
        warm = sum(_start(clone=clone))
    met_warm = line("demo", f"warm {warm:.2f} s, {PEOPLE} people, sqlite", goal=f"under {WARM:.0f} s", met=warm < WARM)
    return met_cold and met_warm


@contextmanager
def _fresh_clone() -> Iterator[Path]:
    """Give a clone of the last commit, in a folder that goes away."""
    place = Path(tempfile.mkdtemp(prefix="estancia-bench-"))
    try:
        subprocess.run(["git", "clone", "--quiet", str(TOP), str(place / "clone")], check=True)
        yield place / "clone"
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _start(*, clone: Path) -> tuple[float, float]:
    """Start the demo, wait until it answers, stop it; give the seconds before its folder stood, and those after."""
    port, words = free_port(), clone.parent / "words"
    command = ["./run", "demo", "--people", str(PEOPLE), "--port", str(port)]
    began = time.perf_counter()
    with words.open("wb") as said:
        demo = subprocess.Popen(command, cwd=clone, env=_environment(), stdout=said, stderr=said)
    try:
        installed = _wait(lambda: any(clone.glob("var/*")), demo=demo, words=words)
        answered = _wait(lambda: answers(port=port), demo=demo, words=words)
    finally:
        end(demo)
    return installed - began, answered - installed


def _environment() -> Mapping[str, str]:
    """Give the environment of somebody who has never seen Estancia; what it says of mirrors stays.

    A developer's own settings of Python go too: one that keeps no compiled modules compiles them at every start.
    """
    own = ("ESTANCIA_", "PYTHON", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)}


def _wait(happens: Callable[[], bool], *, demo: "subprocess.Popen[bytes]", words: Path) -> float:
    """Wait until it happens and give the instant. Raises `NeverAnswered`."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until and demo.poll() is None:
        if happens():
            return time.perf_counter()
        time.sleep(0.02)
    raise NeverAnswered(words.read_text(encoding="utf-8", errors="replace")[-2000:])
