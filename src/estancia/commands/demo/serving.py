"""The demo's two processes, server and worker: started, waited for, and ended by their own ids."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from estancia.wording import ForPeople, Sentence

HOST = "127.0.0.1"
START_SECONDS = 30
END_SECONDS = 10
THREADS = 4
APPLICATION = "estancia.config.wsgi:application"
WAITS_FOR = "DEMO_WAITS_FOR"


class PortTaken(ForPeople):
    """Something else listens where the demo should."""

    sentence = Sentence(
        es="El puerto {port} ya está ocupado, quizá por otra demostración. Elija otro: ./run demo --port {other}",
        en="Port {port} is already taken, perhaps by another demo. Choose another: ./run demo --port {other}",
    )


class ServerDidNotStart(ForPeople):
    """The server ended, or never answered."""

    sentence = Sentence(
        es="El servidor no arrancó. Lo que dijo está en {log}. Pruebe con --fresh, o avise a quien mantiene Estancia.",
        en="The server did not start. What it said is in {log}. Try --fresh, or tell the people who maintain Estancia.",
    )


class BrowserPartsMissing(ForPeople):
    """What the pages need in a browser was being installed beside, and could not be."""

    sentence = Sentence(
        es="No se pudo instalar lo que las páginas usan en el navegador, y sin eso no se sirve; la causa está arriba. "
        "Repita la orden: seguirá donde quedó, y las personas ya hechas se conservan.",
        en="What the pages use in the browser could not be installed, and nothing is served without it; the cause is "
        "above. Run the command again: it goes on where it stopped, and people already made are kept.",
    )


def refuse_taken_port(*, port: int) -> None:
    """Raise `PortTaken` when nothing could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            raise PortTaken(PortTaken.sentence.filled(port=port, other=free_port())) from None


def free_port() -> int:
    """Give a port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def environment(*, home: Path, stood_at: datetime) -> dict[str, str]:
    """Give the environment of a demo's processes: its folder, its own database, its clock from this moment on."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ESTANCIA_")}
    return kept | {
        "ESTANCIA_MODE": "demo",
        "ESTANCIA_HOME": str(home),
        "ESTANCIA_CLOCK": f"{stood_at.isoformat()}/{datetime.now(UTC).isoformat()}",
        "DJANGO_SETTINGS_MODULE": "estancia.config.settings",
    }


@contextmanager
def serving(
    *, port: int, env: Mapping[str, str], log: Path, application: str = APPLICATION
) -> Iterator[subprocess.Popen[bytes]]:
    """Run server and worker while inside; on the way out both are ended, by their own ids."""
    wait_for_browser_parts()
    with log.open("ab") as words:
        server = _start(_server(port=port, application=application), env=env, words=words)
        children = [server]
        try:
            _wait_until_it_answers(server=server, port=port, log=log)
            children.append(_start(["-m", "estancia.commands.demo.working"], env=env, words=words))
            yield server
        finally:
            for child in reversed(children):
                end(child)


def wait_for_browser_parts() -> None:
    """Wait for the child that `./run` left installing beside, if it names one. Raises `BrowserPartsMissing`."""
    child = os.environ.pop(WAITS_FOR, "")
    if not child:
        return
    with suppress(ChildProcessError):  # it is nobody's child of ours: another program's word
        if os.waitpid(int(child), 0)[1]:
            raise BrowserPartsMissing


def heed_signals() -> None:
    """Let Ctrl-C and a polite signal alike raise KeyboardInterrupt, also where a shell had them ignored."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _stop)


def wait_for_the_end(*, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until someone says stop, or the server ends by itself, which is an error."""
    with suppress(KeyboardInterrupt):
        server.wait()
        raise ServerDidNotStart(ServerDidNotStart.sentence.filled(log=log))


def run_to_the_end(arguments: list[str], *, env: Mapping[str, str]) -> int:
    """Run a Python of our own and give its exit code; when someone says stop it is ended first."""
    child = _start(arguments, env=env, words=None)
    try:
        return child.wait()
    finally:
        end(child)


def end(child: subprocess.Popen[bytes]) -> None:
    """End a child by its own id: politely, then without asking."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _server(*, port: int, application: str) -> list[str]:
    where = ["--interface", "wsgi", "--host", HOST, "--port", str(port)]
    how = ["--workers", "1", "--blocking-threads", str(THREADS), "--no-ws"]
    return ["-m", "granian", *where, *how, application]


def _start(arguments: list[str], *, env: Mapping[str, str], words: BinaryIO | None) -> subprocess.Popen[bytes]:
    """Start a Python of our own in a session of its own, so that Ctrl-C reaches the demo and not its children."""
    command = [sys.executable, *arguments]
    return subprocess.Popen(  # noqa: S603
        command,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=words,
        stderr=subprocess.STDOUT if words else None,
        start_new_session=True,
    )


def _wait_until_it_answers(*, server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        if answers(port=port):
            return
        time.sleep(0.03)
    raise ServerDidNotStart(ServerDidNotStart.sentence.filled(log=log))


def answers(*, port: int) -> bool:
    """Say whether something at this port gives its first page."""
    connection = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()
