"""A served house, somebody signed in who reads its pages, and what one empty durable commit costs beside them."""

import http.client
import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from subprocess import DEVNULL, Popen
from sys import executable
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode, urlsplit, urlunsplit

import numpy as np

START_SECONDS, COMMITS, WARM = 60, 400, 50
ONWARD = re.compile(r'href="([?][^"]*after=[^"]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Reader:
    """A browser without scripts, signed in, that keeps its connection open."""

    connection: http.client.HTTPConnection
    cookies: dict[str, str]

    def lists(self, drawn, *, count: int, rng: np.random.Generator) -> np.ndarray:
        """Ask for pages of the place's requests, first ones and ones deep inside; milliseconds each."""
        from bench._cases import STATES
        from estancia.casework.keyset import written

        here = np.flatnonzero(drawn.place == 0)
        spent = []
        for case in rng.choice(here, size=count).tolist():
            asked = {"state": STATES[drawn.state[case]]}
            if case % 3:
                asked["after"] = written(at=(drawn.next_on(case), case + 1))
            spent.append(self._timed("GET", f"/requests/?{urlencode(asked)}"))
        return np.array(spent)

    def searches(self, drawn, *, count: int, rng: np.random.Generator) -> np.ndarray:
        """Look for people by name, notice and card in turn; what is looked for travels in the body."""
        here = np.flatnonzero(drawn.place == 0)
        token = TOKEN.search(self._asked("GET", "/search/"))
        assert token, "no form to search by"
        spent = []
        for number, case in enumerate(rng.choice(here, size=count).tolist()):
            words = drawn.name(case).split()
            typed = (f"{words[-1]} {words[0]}", drawn.number(case), drawn.card(case))[number % 3]
            spent.append(self._timed("POST", "/search/", {"csrfmiddlewaretoken": token.group(1), "text": typed}))
        return np.array(spent)

    def opened(self, address: str, *, count: int) -> np.ndarray:
        """Open a list: its first page, the two that follow, and the first again; milliseconds each."""
        spent: list[float] = []
        onward = ""
        for number in range(count):
            began = perf_counter()
            page = self._asked("GET", address + (onward if number % 3 else ""))
            spent.append((perf_counter() - began) * 1e3)
            found = ONWARD.search(page)
            onward = unescape(found.group(1)) if found else ""
        return np.array(spent)

    def _timed(self, method: str, address: str, body: dict[str, str] | None = None) -> float:
        began = perf_counter()
        self._asked(method, address, body)
        return (perf_counter() - began) * 1e3

    def _asked(self, method: str, address: str, body: dict[str, str] | None = None) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, address, body=urlencode(body) if body else None, headers=headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{method} {address.split('?')[0]} answered {answer.status}")
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return page


@contextmanager
def served(*, name: str, by) -> Iterator[Reader]:
    """Serve the house on this machine while inside, as it is served in use, with a session of whoever asks."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    where = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    how = ["--blocking-threads", "8", "--no-ws", "estancia.config.wsgi:application"]
    env = {**os.environ, "ESTANCIA_DATABASE_URL": _address(name)}
    server = Popen([executable, "-m", "granian", *where, *how], env=env, stdout=DEVNULL, stderr=DEVNULL)
    try:
        yield Reader(connection=_answering(port=port, server=server), cookies=_signed_in(by))
    finally:
        server.terminate()
        server.wait(timeout=20)


def _address(name: str) -> str:
    """Say the database of that name as the settings read it."""
    given = os.environ.get("ESTANCIA_DATABASE_URL", "")
    return urlunsplit(urlsplit(given)._replace(path=f"/{name}")) if given else f"sqlite:///{name}"


def _signed_in(by) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    from estancia.records.models import User

    client = Client()
    client.force_login(User.objects.get(pk=by.user_id))
    session = client.session
    session["purpose"], session["reference"] = by.purpose.value, by.session
    session.save()
    return {settings.SESSION_COOKIE_NAME: str(session.session_key)}


def _answering(*, port: int, server: Popen) -> http.client.HTTPConnection:
    until = monotonic() + START_SECONDS
    while monotonic() < until and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/alive/")
            connection.getresponse().read()
        except OSError:
            sleep(0.1)
        else:
            return connection
    raise RuntimeError("the house did not start")


def floor() -> np.ndarray:
    """Give milliseconds of one commit that carries one number and nothing else."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_floor")
        cursor.execute("CREATE TABLE bench_floor (number integer)")
        cursor.execute("INSERT INTO bench_floor VALUES (0)")
        spent = []
        for _ in range(COMMITS + WARM):
            began = perf_counter()
            with transaction.atomic():
                cursor.execute("UPDATE bench_floor SET number = number + 1")
            spent.append((perf_counter() - began) * 1e3)
    return np.array(spent[WARM:])
