"""`estancia roster check`: what is wrong in a list before anybody uploads it. No database; nothing is kept."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from estancia.commands.answers import FAILED, InputRefused, answers, give, give_json
from estancia.wording import Sentence

if TYPE_CHECKING:
    from estancia.notices.rosters import RowsRead

app = typer.Typer(no_args_is_help=True, help="Listas de personas propuestas · Lists of people proposed")
_UNREADABLE = Sentence(
    es="No se pudo abrir el archivo: no existe o es una carpeta. Revise la ruta.",
    en="The file could not be opened: it is missing, or a folder. Check the path.",
)
_BAD_DAY = Sentence(
    es="El día no se entiende. Escríbalo así: 2019-10-02.",
    en="The day is not understood. Write it like this: 2019-10-02.",
)


@app.callback()
def of_rosters() -> None:
    """Listas de personas propuestas · Lists of people proposed."""


@app.command("check")
@answers
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="XLSX, XLS, CSV")],
    on: Annotated[str, typer.Option(help="El día en que se revisa, 2019-10-02 · the day of checking")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Solo JSON en la salida · only JSON on stdout")] = False,
) -> None:
    """Qué hay que corregir en una lista; ni nombres ni números en la salida. · What is to be mended in a list.

    Sale con 0 si nada está por corregir y con 1 si algo lo está. · Exits 0 when nothing is to be mended, 1 when not.

    Ejemplo · Example: estancia roster check lista.xlsx --json
    """
    from estancia.casework.roster_files import read_roster_file
    from estancia.notices.rosters import propose_columns, read_rows

    sheet = read_roster_file(content=_bytes(file), suffix=file.suffix)
    columns = propose_columns(sheet=sheet, remembered={})
    rows = read_rows(sheet=sheet, columns=columns, today=_day(on))
    said = _said(rows=rows) | {"sheets_not_read": len(sheet.sheets_left)}
    if as_json:
        give_json(said)
    else:
        _tell(said=said)
    if said["to_mend"]:
        raise typer.Exit(FAILED)


def _day(text: str) -> date:
    """The day given, or today: what is a plausible birth or hearing depends on it."""
    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).date()
    except ValueError:
        raise InputRefused(_BAD_DAY) from None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise InputRefused(_UNREADABLE) from None


def _said(*, rows: "RowsRead") -> dict[str, Any]:
    """Say columns, counts and problems; no value of a cell is among them."""
    odd = [rows[place] for place in sorted(rows.wrong)]
    standing = Counter("to_mend" if row.to_mend else "doubtful" for row in odd)
    problems = [(row.number, problem) for row in odd for problem in row.problems]
    return {
        "rows": len(rows),
        "good": len(rows) - len(odd),
        "told_twice": len(rows.together.again),
        "doubtful": standing["doubtful"],
        "to_mend": standing["to_mend"],
        "columns": [
            {"heading": heading, "field": field and str(field)}
            for heading, field in zip(rows.columns.headings, rows.columns.fields, strict=True)
        ],
        "problems": [
            {"row": number, "cell": one.cell, "code": one.code, "es": one.sentence.es, "en": one.sentence.en}
            for number, one in problems
        ],
    }


def _tell(*, said: dict[str, Any]) -> None:
    for name in ("rows", "good", "told_twice", "doubtful", "to_mend", "sheets_not_read"):
        give(f"{name}: {said[name]}")
    for column in said["columns"]:
        give(f"  {column['heading']}: {column['field'] or '?'}")
    for problem in said["problems"]:
        give(f"{problem['cell']}  {problem['es']} · {problem['en']}")
