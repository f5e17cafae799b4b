"""`estancia document verify`: one word about a code, offline, with a public ring and a signed list. No database."""

import base64
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from estancia.commands.answers import FAILED, OK, InputRefused, answers, give, give_json, read_text, tell
from estancia.wording import Sentence, load_sentences

if TYPE_CHECKING:
    from estancia.documents import KeyRing, RevocationList, Verdict, Verification

app = typer.Typer(no_args_is_help=True, help="Documentos · Documents")
_LONGEST_PATH = 1000
_PDF = b"%PDF-"
_NO_RING = Sentence(
    es="Sin el llavero público no se puede saber. Indique --ring ring.json, o ESTANCIA_HOME si está en este equipo.",
    en="Without the public key ring it cannot be told. Give --ring ring.json, or ESTANCIA_HOME if it is on this "
    "machine.",
)
_ONLY_A_NUMBER = Sentence(
    es="Un número solo no se puede comprobar sin conexión. Dé el texto del código cuadrado (EST1:…), o escriba el "
    "número en la página «Comprobar un documento».",
    en="A number alone cannot be checked offline. Give the text of the square code (EST1:…), or type the number on the "
    "page “Check a paper”.",
)
_ONLY_A_PDF = Sentence(
    es="Se comprueba el texto del código cuadrado, no el archivo PDF. Escanee el código del papel y dé aquí el texto "
    "que sale (EST1:…).",
    en="What is verified is the text of the square code, not the PDF file. Scan the code on the paper and give here "
    "the text that comes out (EST1:…).",
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

    Un número solo, un PDF o la falta del llavero: cannot_tell, y por qué. · A number alone, a PDF or no ring:
    cannot_tell, and why.

    Ejemplos · Examples:

      estancia document verify codigo.txt --ring ring.json --revocations revocations.json

      estancia document verify "EST1:…" --json
    """
    from estancia.documents import Verdict

    said, because = _answered(what, ring=ring, revocations=revocations, now=_instant(at))
    if as_json:
        give_json(_said(said))
    else:
        give(_line(said))
    if because or not as_json:
        tell(because or _as_on_the_page(said.verdict))
    raise typer.Exit(OK if said.verdict is Verdict.VALID else FAILED)


def _answered(
    what: str, *, ring: Path | None, revocations: Path | None, now: datetime
) -> "tuple[Verification, Sentence | None]":
    """Give the word, and why it cannot be told where the paper itself is not the cause."""
    from estancia.documents import Verdict, Verification, verify

    unknown = Verification(verdict=Verdict.CANNOT_TELL)
    if _is_pdf(what):
        return unknown, _ONLY_A_PDF
    text, keys = _code(what), _ring(ring)
    if keys is None:
        return unknown, _NO_RING
    listed, number = _listed(revocations, keys), _card_number(text)
    if number is None:
        return verify(text=text, ring=keys, revocations=listed, now=now), None
    if listed and number in listed.numbers:
        return Verification(verdict=Verdict.REVOKED, number=number), None
    return unknown, _ONLY_A_NUMBER


def _card_number(text: str) -> str | None:
    """The number as printed, if the text is one whose check symbol agrees; else None: it is read as a code."""
    from estancia.documents import NotACardNumber, read_card_number

    try:
        return read_card_number(text)
    except NotACardNumber:
        return None


def _as_on_the_page(verdict: "Verdict") -> Sentence:
    """The sentence that the page for verifying says with this word."""
    return load_sentences(package="estancia.casework", name="deeds.toml")[f"verdict_line_{verdict.value}"]


def _is_pdf(what: str) -> bool:
    if not _is_file(what):
        return False
    with Path(what).open("rb") as file:
        return file.read(len(_PDF)) == _PDF


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


def _ring(given: Path | None) -> "KeyRing | None":
    """The public ring; None where there is none at the place given, or at home: then nothing can be told."""
    from estancia.documents import ring_from_json

    place = given or _at_home("ring.json")
    if not place.is_file():
        return None
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
    number = f" · {said.number}" if said.number else ""
    dates = f" · {said.valid_from} – {said.valid_until}" if said.valid_from else ""
    return f"{said.verdict.value}{number}{dates}"
