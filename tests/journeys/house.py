"""A running house for the browser: its own folder, its own server on this machine, ended by its own id."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).parents[2]
START_SECONDS = 60
CLOCK = "2022-06-22T09:00-06:00"  # a day when somebody could still be admitted at Ciudad Juárez


@dataclass(frozen=True, slots=True)
class House:
    """Where it answers, one login a role: role → (username, password), and references of families by name."""

    address: str
    logins: dict[str, tuple[str, str]]
    families: dict[str, str]


@contextmanager
def standing(*, home: Path) -> Iterator[House]:
    """Found a house in `home`, serve it while inside."""
    env = _environment(home=home)
    _python("-m", "tests.journeys.founding", env=env)
    port = _free_port()
    log = (home / "server.log").open("wb")
    where = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws"]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *where, "estancia.config.wsgi:application"],
        env=env, cwd=TOP, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        _wait(port=port, server=server)
        yield House(address=f"http://127.0.0.1:{port}", logins=_logins(home=home), families=_families(home=home))
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _environment(*, home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ESTANCIA_")}
    return kept | {
        "ESTANCIA_MODE": "demo",
        "ESTANCIA_HOME": str(home),
        "ESTANCIA_CLOCK": CLOCK,
        "DJANGO_SETTINGS_MODULE": "estancia.config.settings",
        "PYTHONPATH": f"{TOP / 'src'}{os.pathsep}{TOP}",
    }


def _python(*words: str, env: dict[str, str]) -> None:
    subprocess.run([sys.executable, *words], env=env, cwd=TOP, check=True, timeout=300)


def _logins(*, home: Path) -> dict[str, tuple[str, str]]:
    kept = json.loads((home / "demo-logins.json").read_text(encoding="utf-8"))
    first: dict[str, tuple[str, str]] = {}
    for login in kept:
        first.setdefault(login["role"], (login["username"], login["password"]))
    return first


def _families(*, home: Path) -> dict[str, str]:
    return json.loads((home / "families.json").read_text(encoding="utf-8"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(*, port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/alive/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError("the house did not start; its words stand in server.log of its folder")
