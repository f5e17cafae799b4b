"""`estancia demo --check`: ten families over HTTP, as each role, a line for every step, 0 or 1 at the end."""

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from estancia.commands.demo import command, folder, serving
from estancia.commands.demo.other_answers import walk_other_answers
from estancia.commands.demo.papers_walked import walk_papers
from estancia.commands.demo.path import Trail, walk
from estancia.commands.demo.two_spellings import walk_two_spellings
from estancia.commands.demo.wronged import complaint

ENDED_WELL, ENDED_BADLY = 0, 1


def check_demo(
    *,
    people: int,
    seed: int,
    application: str = serving.APPLICATION,
    say: Callable[[str], object] = lambda line: sys.stdout.write(f"{line}\n"),
) -> int:
    """Make a small demo in a folder of its own, walk the path, and give the exit code."""
    with tempfile.TemporaryDirectory(prefix="estancia-check-") as beside:
        home = Path(beside) / "demo"
        made = command.make_in(home=home, people=people, seed=seed)
        port = serving.free_port()
        env = serving.environment(home=home, stood_at=command.OPENS_AT + timedelta(minutes=5))
        with serving.serving(port=port, env=env, log=home / "demo.log", application=application):
            trail = Trail(port=port, logins=folder.logins_in(home=home), on=command.OPENS_AT.date(), say=say)
            trail.see("estancia demo", f"{made.people} personas · people, {made.families} familias · families", ok=True)
            walk(trail)
            walk_other_answers(trail)
            walk_papers(trail)
            walk_two_spellings(trail)
            with trail.family("a complaint"):
                complaint(trail)
        if trail.wrong:
            say(_last_words(log=home / "demo.log"))
    say(f"{trail.seen - trail.wrong} ✓ · {trail.wrong} ✗")
    return ENDED_BADLY if trail.wrong else ENDED_WELL


def _last_words(*, log: Path) -> str:
    """Give what the server last complained of, so that a cross has its cause beside it."""
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if "INFO" not in line]
    return "\n".join(lines[-6:])
