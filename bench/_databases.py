"""A bench asked of SQLite, then of PostgreSQL: each in a process and with a home of its own, which go away after it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

_TOP = Path(__file__).parent.parent


def on_each_database(bench: str, *words: str, **settings: str) -> bool:
    """Run `python -m bench.NAME DATABASE [WORDS]` on both, these settings added; say whether every goal was met."""
    from tests.everything import postgresql

    with postgresql() as url:
        addresses = {"sqlite": "", "postgresql": url}
        met = [_measured(bench, name, address, words, settings) for name, address in addresses.items()]
    return all(met)


def _measured(bench: str, name: str, url: str, words: tuple[str, ...], settings: dict[str, str]) -> bool:
    with tempfile.TemporaryDirectory(prefix="estancia-bench-") as home:
        env = {**os.environ, "ESTANCIA_HOME": home, "ESTANCIA_MODE": "test", **settings}
        env["PYTHONPATH"] = os.pathsep.join([str(_TOP / "src"), str(_TOP), os.environ.get("PYTHONPATH", "")])
        env["DJANGO_SETTINGS_MODULE"] = "estancia.config.settings"
        env |= {"ESTANCIA_DATABASE_URL": url} if url else {}
        command = [sys.executable, "-m", f"bench.{bench}", name, *words]
        return subprocess.run(command, env=env, cwd=_TOP, check=False).returncode == 0
