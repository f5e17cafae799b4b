"""Desks that write over HTTP and never give up: each form is sent with its once-key until an answer arrives.

The house answers from a server of this process, from one forked from it, whose process can be killed, or from granian.
"""

import http.client
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from estancia.casework.once_key import FIELD

TOKEN = "c" * 32
GIVE_UP_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Write:
    """One form to send: where, what it says, and its once-key."""

    path: str
    said: dict[str, str]
    key: str


@dataclass(slots=True)
class Desk:
    """A signed-in browser: where it speaks to, its session, how often it had to send again."""

    port: Callable[[], int]
    session: str
    again: int = 0
    answers: list[tuple[Write, int, str]] = field(default_factory=list)

    def send(self, write: Write) -> str:
        """Send until an answer comes, and give where it leads; the list of answers is what was acknowledged."""
        until = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < until:
            answer = self._once(write)
            if answer is not None:
                self.answers.append((write, *answer))
                return answer[1]
            self.again += 1
        raise AssertionError(f"no answer in {GIVE_UP_SECONDS} seconds at {write.path}")

    def _once(self, write: Write) -> tuple[int, str] | None:
        body = urlencode({"csrfmiddlewaretoken": TOKEN, FIELD: write.key, **write.said})
        headers = {
            "Cookie": f"session={self.session}; csrf={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Connection": "close",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port(), timeout=30)
        try:
            connection.request("POST", write.path, body, headers)
            reply = connection.getresponse()
            reply.read()
            if reply.status >= 500:
                return None
            return reply.status, reply.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            time.sleep(0.005)
            return None
        finally:
            connection.close()


def at_once(desks: Sequence[Desk], work: Callable[[Desk, int], None]) -> None:
    """Let every desk do its work at the same time; an error of one is an error of all."""
    with ThreadPoolExecutor(len(desks)) as hands:
        for done in [hands.submit(work, desk, number) for number, desk in enumerate(desks)]:
            done.result()


@contextmanager
def served_here() -> Iterator[int]:
    """Serve the house from a thread of this process; give the port."""
    server = _server(port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


@dataclass(frozen=True, slots=True)
class Keeper:
    """A process beside this one that forks the server, kills its whole group when told, and forks it anew.

    It is forked before any thread starts here: a process of many threads is not safely forked.
    """

    port: int
    process: int
    orders: int
    done: int

    @classmethod
    def beside(cls) -> "Keeper":
        """Fork the keeper, and it the first server."""
        port, (told, orders), (done, telling) = free_port(), os.pipe(), os.pipe()
        process = os.fork()
        if process == 0:
            with suppress(BaseException):
                os.close(orders)  # or its own copy would keep it from hearing that there are no more
                os.close(done)
                _keep(port=port, told=told, telling=telling)
            os._exit(0)
        os.close(told)
        os.close(telling)
        return cls(port=port, process=process, orders=orders, done=done)

    def kill(self) -> None:
        """SIGKILL the server's whole group, nothing tidied, and let the next stand up."""
        os.write(self.orders, b"k")
        os.read(self.done, 1)

    def end(self) -> None:
        """End server and keeper."""
        os.close(self.orders)
        os.waitpid(self.process, 0)
        os.close(self.done)


def _keep(*, port: int, told: int, telling: int) -> None:
    server = _fork_server(port)
    while os.read(told, 1) == b"k":
        _kill_group(server)
        server = _fork_server(port)
        os.write(telling, b"k")
    _kill_group(server)


def _kill_group(process: int) -> None:
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)


def _fork_server(port: int) -> int:
    process = os.fork()
    if process == 0:
        with suppress(BaseException):
            os.setpgid(0, 0)
            _server(port=port).serve_forever(poll_interval=0.02)
        os._exit(1)
    with suppress(PermissionError):
        os.setpgid(process, process)
    return process


def free_port() -> int:
    """Give a port nobody holds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's own word)
        """Say nothing of each request."""


def _server(*, port: int) -> ThreadedWSGIServer:
    server = ThreadedWSGIServer(("127.0.0.1", port), _Quiet)
    server.daemon_threads = True
    server.set_app(WSGIHandler())
    return server
