"""Serving an installation: tables and a first key where missing, then server and worker until told to stop."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from estancia.commands.answers import FAILED, OK, Refused, answers, records, tell
from estancia.commands.own_file import close_database_file
from estancia.wording import Sentence

HOST = "127.0.0.1"
THREADS = 8
END_SECONDS = 10
_PORT_TAKEN = Sentence(
    es="El puerto {port} ya está ocupado. Elija otro con --port.",
    en="Port {port} is already taken. Choose another with --port.",
)
_PORT_RESERVED = Sentence(
    es="El puerto {port} es de los que el equipo reserva a su administrador. Elija uno desde 1024 con --port, y ponga "
    "delante un proxy que atienda el 443.",
    en="Port {port} is one this machine reserves for its administrator. Choose one from 1024 up with --port, and put a "
    "proxy in front that answers on 443.",
)
_SERVING = Sentence(
    es="Estancia en http://127.0.0.1:{port}/ ; Ctrl-C para detener.",
    en="Estancia at http://127.0.0.1:{port}/ ; Ctrl-C to stop.",
)
_DATABASE = Sentence(
    es="Base de datos: {engine}, {name}. Si no es la que esperaba, detenga y revise ESTANCIA_DATABASE_URL.",
    en="Database: {engine}, {name}. If it is not the one you expected, stop and check ESTANCIA_DATABASE_URL.",
)
_HOME_REFUSED = Sentence(
    es="No se puede escribir en la carpeta de ESTANCIA_HOME. Elija otra, o cambie sus permisos.",
    en="The folder of ESTANCIA_HOME cannot be written. Choose another, or change its permissions.",
)


@answers
def serve_installation(*, port: int) -> int:
    """Serve until the server ends or someone says stop; give the exit code."""
    _refuse_taken(port=port)
    _prepare()
    from django.conf import settings

    tell(database_used(settings.DATABASES["default"]))
    tell(_SERVING.filled(port=port))
    children = [subprocess.Popen(server_command(port=port)), subprocess.Popen(_worker())]  # noqa: S603
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: _stop(children))
    code = children[0].wait()
    _stop(children)
    return OK if code in (0, -signal.SIGTERM, -signal.SIGINT) else FAILED


def _refuse_taken(*, port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise Refused(_PORT_RESERVED.filled(port=port)) from None
        except OSError:
            raise Refused(_PORT_TAKEN.filled(port=port)) from None


def _prepare() -> None:
    """Make the folder, the tables, and the first signing key where there is none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "estancia.config.settings")
    from django.conf import settings

    try:
        settings.HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        raise Refused(_HOME_REFUSED) from None
    with records():
        from django.core.management import call_command

        from estancia.casework.keys import NoSigningKey, rotate_key, signing_key
        from estancia.casework.setting_up import SETTER_UP

        settings.STOP_UNLESS_FIT()
        close_database_file()
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        try:
            signing_key()
        except NoSigningKey:
            rotate_key(by=SETTER_UP, now=settings.CLOCK())


def database_used(used: Mapping[str, Any]) -> Sentence:
    """Say which database is served, without its password; unset, the setting means a SQLite file in home."""
    engine = "PostgreSQL" if used["ENGINE"].endswith("postgresql") else "SQLite"
    where = f" ({used['HOST']})" if used.get("HOST") else ""
    return _DATABASE.filled(engine=engine, name=f"{used['NAME']}{where}")


def server_command(*, port: int, application: str = "estancia.config.wsgi:application") -> list[str]:
    """Give the words that start the server, on this machine only."""
    where = ["--interface", "wsgi", "--host", HOST, "--port", str(port)]
    how = ["--workers", "1", "--blocking-threads", str(THREADS), "--no-ws"]
    return [sys.executable, "-m", "granian", *where, *how, application]


def _worker() -> list[str]:
    return [sys.executable, "-m", "estancia.commands.main", "worker"]


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    """End the processes started here, politely, then surely."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=END_SECONDS)
        if child.poll() is None:
            child.kill()
