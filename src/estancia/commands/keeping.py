"""`estancia audit`, `key`, `worker` and `serve`: for whoever keeps an installation on its own machine."""

import signal
import sys
import threading
from typing import TYPE_CHECKING, Annotated, Any

import typer

from estancia.commands.answers import FAILED, answers, give, give_json, records, tell
from estancia.wording import Sentence

if TYPE_CHECKING:
    from estancia.casework.views.stay import KeyLine

audit_app = typer.Typer(no_args_is_help=True, help="El registro · The record")
key_app = typer.Typer(no_args_is_help=True, help="Las claves de firma · The signing keys")
_JSON = typer.Option("--json", help="Solo JSON en la salida · only JSON on stdout")
_WORKING = Sentence(es="Trabajando; Ctrl-C para detener.", en="Working; Ctrl-C to stop.")


@audit_app.callback()
def of_audit() -> None:
    """El registro · The record."""


@key_app.callback()
def of_keys() -> None:
    """Las claves de firma · The signing keys."""


@audit_app.command("verify")
@answers
def verify_record(as_json: Annotated[bool, _JSON] = False) -> None:
    """¿Sigue siendo el registro que se escribió? · Is it still the record that was written?

    Sale con 0 si todo concuerda y con 1 si no. · Exits 0 when all agrees, 1 when not.

    Ejemplo · Example: estancia audit verify --json
    """
    from dataclasses import asdict

    with records():
        from django.conf import settings

        from estancia.casework.keys import ring
        from estancia.casework.ledger import verify_audit

        verdict = verify_audit(ring=ring(now=settings.CLOCK()))
    said = asdict(verdict)
    if as_json:
        give_json({**said, "bad_heads": list(verdict.bad_heads)})
    else:
        give("ok" if verdict.ok else "FAILED")
        for name, value in said.items():
            give(f"  {name}: {value}")
    if not verdict.ok:
        raise typer.Exit(FAILED)


@key_app.command("list")
@answers
def list_keys(as_json: Annotated[bool, _JSON] = False) -> None:
    """Las claves y su estado. · The keys and where each stands."""
    with records():
        from django.conf import settings

        from estancia.casework.keys import key_list
        from estancia.casework.setting_up import SETTER_UP

        lines = key_list(by=SETTER_UP, now=settings.CLOCK())
    _show(lines=lines, as_json=as_json)


@key_app.command("rotate")
@answers
def rotate_signing_key(as_json: Annotated[bool, _JSON] = False) -> None:
    """Hace una clave nueva; la anterior se retira y lo firmado sigue valiendo. · Makes a new key; the old one retires.

    Ejemplo · Example: estancia key rotate
    """
    with records():
        from django.conf import settings

        from estancia.casework.keys import rotate_key
        from estancia.casework.setting_up import SETTER_UP

        line = rotate_key(by=SETTER_UP, now=settings.CLOCK())
    _show(lines=(line,), as_json=as_json)


@key_app.command("revoke")
@answers
def revoke_signing_key(
    kid: Annotated[str, typer.Argument(help="Identificador · key id: estancia key list")],
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Da por perdida una clave: todo lo que firmó cuenta como revocado. · Everything it signed counts as revoked.

    Ejemplo · Example: estancia key revoke 3f2a9c71b0de
    """
    with records():
        from django.conf import settings

        from estancia.casework.keys import revoke_key
        from estancia.casework.setting_up import SETTER_UP

        line = revoke_key(kid=kid, by=SETTER_UP, now=settings.CLOCK())
    _show(lines=(line,), as_json=as_json)


@answers
def worker(
    every: Annotated[float, typer.Option(help="Segundos entre vueltas · seconds between turns", min=0.5, max=50)] = 5.0,
    once: Annotated[bool, typer.Option("--once", help="Una vuelta y salir · one turn and leave")] = False,
) -> None:
    """Sube lo vencido, envía lo que espera y firma el registro. · Escalates, sends, and signs the record.

    Ejemplo · Example: estancia worker --every 5
    """
    stopped = threading.Event()
    if not once:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopped.set())
        tell(_WORKING)
    with records():
        from django.conf import settings

        from estancia.casework.worker import run_once

        done = run_once(now=settings.CLOCK())
        while not once and not stopped.wait(every):
            done = run_once(now=settings.CLOCK())
    if once and done.failed:
        sys.stderr.write(f"{', '.join(done.failed)}\n")
        raise typer.Exit(FAILED)


def serve(
    port: Annotated[int, typer.Option(help="Puerto en 127.0.0.1 · port on 127.0.0.1", min=1, max=65535)] = 8641,
) -> None:
    """Prepara las tablas, sirve una instalación en 127.0.0.1 y trabaja a su lado. · Serves an installation here.

    Ejemplo · Example: ESTANCIA_HOME=/srv/estancia estancia serve --port 8641
    """
    from estancia.commands.serving import serve_installation

    raise typer.Exit(serve_installation(port=port))


def _show(*, lines: "tuple[KeyLine, ...]", as_json: bool) -> None:
    if as_json:
        give_json([_key_said(line) for line in lines])
        return
    for line in lines:
        give(f"{line.kid}  {line.state}  {line.from_at:%Y-%m-%d %H:%M}")


def _key_said(line: "KeyLine") -> dict[str, Any]:
    return {
        "kid": line.kid,
        "state": line.state,
        "from": line.from_at.isoformat(),
        "until": line.until_at.isoformat() if line.until_at else None,
        "revoked_at": line.revoked_at.isoformat() if line.revoked_at else None,
    }
