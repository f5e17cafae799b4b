"""A bench asked of SQLite, then of PostgreSQL: each in a process and with a home of its own, which go away after it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_TOP = Path(__file__).parent.parent


def on_each_database(bench: str, *words: str, kept: str = "", **settings: str) -> bool:
    """Run `python -m bench.NAME DATABASE [WORDS]` on both, these settings added; say whether every goal was met.

    `kept` names a folder in which the databases stay, and are found again by the next run; else they go.
    """
    from tests.everything import postgresql

    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
    with postgresql(kept=f"{kept}/postgresql" if kept else "") as url:
        addresses = {"sqlite": "", "postgresql": url}
        met = [_measured(bench, name, address, words, kept, settings) for name, address in addresses.items()]
    return all(met)


def _measured(bench: str, name: str, url: str, words: tuple[str, ...], kept: str, settings: dict[str, str]) -> bool:
    with tempfile.TemporaryDirectory(prefix="estancia-bench-") as for_now:
        home = f"{kept}/home" if kept else for_now
        Path(home).mkdir(parents=True, exist_ok=True)
        env = {**os.environ, "ESTANCIA_HOME": home, "ESTANCIA_MODE": "test", **settings}
        env["PYTHONPATH"] = os.pathsep.join([str(_TOP / "src"), str(_TOP), os.environ.get("PYTHONPATH", "")])
        env["DJANGO_SETTINGS_MODULE"] = "estancia.config.settings"
        env |= {"ESTANCIA_DATABASE_URL": url} if url else {}
        command = [sys.executable, "-m", f"bench.{bench}", name, *words]
        return subprocess.run(command, env=env, cwd=_TOP, check=False).returncode == 0
