"""`estancia document verify`: one word about a code, offline, with a public ring and a signed list. No database."""

import base64
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from estancia.commands.answers import FAILED, OK, InputRefused, answers, give, give_json, read_text
from estancia.wording import Sentence

if TYPE_CHECKING:
    from estancia.documents import KeyRing, RevocationList, Verification

app = typer.Typer(no_args_is_help=True, help="Documentos · Documents")
_LONGEST_PATH = 1000
_NO_RING = Sentence(
    es="No se encontró el llavero público. Indique --ring ring.json, o ESTANCIA_HOME si está en este equipo.",
    en="The public key ring was not found. Give --ring ring.json, or ESTANCIA_HOME if it is on this machine.",
)
_BAD_INSTANT = Sentence(
    es="Ese instante no se entiende. Escríbalo con su zona, como 2022-06-22T09:00-06:00.",
    en="That instant is not understood. Write it with its zone, as 2022-06-22T09:00-06:00.",
)
_BAD_LIST = Sentence(
    es="La lista de documentos revocados no se puede leer. Descárguela de nuevo; sin ella no se dice «valid».",
    en="The list of revoked documents cannot be read. Download it again; without it nothing is called “valid”.",
)


@app.callback()
def documents() -> None:
    """Documentos · Documents."""


@app.command("verify")
@answers
def verify_document(
    what: Annotated[str, typer.Argument(metavar="FILE|-|TEXT", help="El código EST1:…, o un archivo con él")],
    ring: Annotated[Path | None, typer.Option(help="Llavero público · public ring (ring.json)")] = None,
    revocations: Annotated[Path | None, typer.Option(help="Lista firmada · signed list (revocations.json)")] = None,
    at: Annotated[str, typer.Option(help="El instante, con su zona · the instant: 2022-06-22T09:00-06:00")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Solo JSON en la salida · only JSON on stdout")] = False,
) -> None:
    """Dice valid, expired, revoked, not_ours o cannot_tell. · Says one of those five words.

    Sale con 0 si es valid y con 1 si no. No guarda nada de la pregunta. · Exits 0 when valid, 1 when not.

    Ejemplos · Examples:

      estancia document verify codigo.txt --ring ring.json --revocations revocations.json

      estancia document verify "EST1:…" --json
    """
    from estancia.documents import Verdict, verify

    keys = _ring(ring)
    said = verify(text=_code(what), ring=keys, revocations=_listed(revocations, keys), now=_instant(at))
    if as_json:
        give_json(_said(said))
    else:
        give(_line(said))
    raise typer.Exit(OK if said.verdict is Verdict.VALID else FAILED)


def _instant(text: str) -> datetime:
    """The moment asked about: this one, unless another is given with its zone (the demo's clock stands in 2022)."""
    if not text:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InputRefused(_BAD_INSTANT) from None
    if at.tzinfo is None:
        raise InputRefused(_BAD_INSTANT)
    return at


def _code(what: str) -> str:
    """The text itself, or what a file or stdin holds."""
    if what == "-" or _is_file(what):
        return read_text(what).strip()
    return what


def _is_file(what: str) -> bool:
    try:
        return len(what) < _LONGEST_PATH and Path(what).is_file()
    except (OSError, ValueError):
        return False


def _ring(given: Path | None) -> "KeyRing":
    from estancia.documents import ring_from_json

    place = given or _at_home("ring.json")
    if not place.is_file():
        raise InputRefused(_NO_RING)
    return ring_from_json(read_text(str(place)))


def _listed(given: Path | None, ring: "KeyRing") -> "RevocationList | None":
    """The signed list; None where none was given and none lies at home: then nothing is called valid."""
    from estancia.documents import read_revocations

    place = given or _at_home("revocations.json")
    if given is None and not place.is_file():
        return None
    try:
        signed = base64.b64decode(json.loads(read_text(str(place)))["signed"], validate=True)
    except (ValueError, KeyError, TypeError):
        raise InputRefused(_BAD_LIST) from None
    return read_revocations(signed=signed, ring=ring)


def _at_home(name: str) -> Path:
    return Path(os.environ.get("ESTANCIA_HOME", "var")) / name


def _said(said: "Verification") -> dict[str, Any]:
    return {
        "verdict": said.verdict.value,
        "number": said.number,
        "valid_from": said.valid_from.isoformat() if said.valid_from else None,
        "valid_until": said.valid_until.isoformat() if said.valid_until else None,
    }


def _line(said: "Verification") -> str:
    dates = f" · {said.number} · {said.valid_from} – {said.valid_until}" if said.number else ""
    return f"{said.verdict.value}{dates}"
