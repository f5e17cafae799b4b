"""The list of likely doubles, asked over HTTP of a server of its own while a name is typed: audited each time."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter
from urllib.parse import urlencode

import numpy as np

SHOWS_SECONDS = 60
WARMING, ASKED = 40, 300
COMMITS = 300
TOKEN = "b" * 32  # Django's check of forged forms wants the cookie and the field to agree, and no more


def pages(*, written: Sequence[dict[str, str]]) -> np.ndarray:
    """Give the milliseconds that the list beside the form took for each of those typed, shape (asked,)."""
    address, cookie = _desk()
    with _served() as port:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        times = [_asked(line, address=address, cookie=cookie, typed=one) for one in written]
        line.close()
    return np.array(times[WARMING:])


def commit_floor() -> float:
    """Give the p95 in milliseconds of a commit that must reach the disk and holds one number."""
    from django.db import connection, transaction

    def once() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_commits VALUES (1)")

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_commits (one integer)")
    return float(np.percentile([_timed(once) for _ in range(COMMITS)], 95))


def _desk() -> tuple[str, str]:
    """Found a port with its bodies, an officer with an intake open there; give the list's address and their cookie."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore

    from estancia.casework.intake import start_intake
    from tests.integration.casework import world

    now = datetime.now(UTC)
    desk = world.found(now=now).other_desk
    draft = start_intake(location=desk.location, by=desk, now=now)
    user = get_user_model().objects.get(pk=desk.user_id)
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session["purpose"], session["reference"] = desk.purpose.value, desk.session
    session.save()
    return (
        f"/intake/{draft.reference}/doubles/1/",
        f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
    )


@contextmanager
def _served() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws"]
    command = [sys.executable, "-m", "granian", *where, "estancia.config.wsgi:application"]
    server = subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port=port, server=server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(*, port: int, server: subprocess.Popen[bytes]) -> None:
    until = perf_counter() + SHOWS_SECONDS
    while perf_counter() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server of the bench did not start")


def _asked(line: http.client.HTTPConnection, *, address: str, cookie: str, typed: dict[str, str]) -> float:
    body = urlencode({"csrfmiddlewaretoken": TOKEN, **typed})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie, "HX-Request": "true"}

    def once() -> None:
        line.request("POST", address, body=body, headers=kind)
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"the page answered {answer.status}")

    return _timed(once)


def _timed(act: Callable[[], None]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1e3
