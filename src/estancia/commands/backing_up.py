"""`estancia backup`: a key once, a backup often, a restore when it must be."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from estancia.commands.answers import FAILED, InputRefused, answers, give, give_json, read_text, records, tell
from estancia.commands.own_file import close_database_file
from estancia.wording import Sentence

if TYPE_CHECKING:
    from estancia.casework.backups import BackupView
    from estancia.sealing.archives import KeepersKey

app = typer.Typer(no_args_is_help=True, help="Respaldo y restauración · Backup and restore")
_JSON = typer.Option("--json", help="Solo JSON en la salida · only JSON on stdout")
_KEY = typer.Option(help="La clave que guarda quien conserva los respaldos · the keeper's key")
_FILE = typer.Argument(help="El respaldo · the backup")
_KEEP = Sentence(
    es="Guarde ese archivo fuera de este equipo, en dos lugares: sin él ningún respaldo se abre, y quien lo tenga los "
    "abre todos. Bórrelo de aquí. Guarde también aparte ESTANCIA_SECRET_KEY.",
    en="Keep that file away from this machine, in two places: without it no backup opens, and whoever has it opens "
    "them all. Delete it here. Keep ESTANCIA_SECRET_KEY apart too.",
)
_LEFT_OUT = Sentence(
    es="No va dentro: ESTANCIA_SECRET_KEY (sin ella el segundo factor se configura de nuevo) ni las frases clave.",
    en="Not in it: ESTANCIA_SECRET_KEY (without it second factors are set up anew), nor the key phrases.",
)
_RECORD_WHOLE = Sentence(
    es="Todo volvió, y el registro de actos está completo y concuerda.",
    en="Everything is back, and the record of deeds is whole and agrees.",
)
_RECORD_BROKEN = Sentence(
    es="Se restauró todo tal como estaba, pero el registro de actos que volvió no concuerda: alguien lo cambió antes "
    "del respaldo. Vea «estancia audit verify» y avise a quien cuida los datos.",
    en="Everything was restored as it stood, but the record of deeds that came back does not agree: someone changed it "
    "before the backup. See “estancia audit verify” and tell whoever looks after the data.",
)
_NO_FILE = Sentence(
    es="Ese respaldo no se puede leer: no existe o es una carpeta. Nada cambió. Revise la ruta.",
    en="That backup cannot be read: it is missing or a folder. Nothing changed. Check the path.",
)
_NO_FOLDER = Sentence(
    es="Esa carpeta no existe. No se escribió nada. Créela, o conecte el disco, y repita la orden.",
    en="That folder does not exist. Nothing was written. Make it, or connect the disk, and try again.",
)


@app.callback()
def backups() -> None:
    """Respaldo y restauración · Backup and restore."""


@app.command("key")
@answers
def make_key(file: Annotated[Path, typer.Argument(help="Dónde escribir la clave · where to write the key")]) -> None:
    """Hace, una vez, la clave con la que se abren los respaldos. · Makes, once, the key that opens backups.

    Ejemplo · Example: estancia backup key /media/usb/estancia-backup.key
    """
    with records():
        from django.conf import settings

        from estancia.casework.backups import make_backup_key
        from estancia.casework.setting_up import SETTER_UP

        make_backup_key(to=file, by=SETTER_UP, now=settings.CLOCK())
    give(str(file))
    tell(_KEEP)


@app.command("make")
@answers
def make(
    to: Annotated[str, typer.Argument(metavar="FOLDER|FILE", help="Carpeta o archivo nuevo · folder or new file")],
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Guarda todo en un archivo cifrado mientras la casa sigue trabajando. · Keeps everything in one sealed file.

    En una carpeta el archivo lleva la fecha. · In a folder the file is named by the date.

    Ejemplo · Example: estancia backup make /srv/backups/
    """
    if to.endswith(os.sep) and not Path(to).is_dir():
        raise InputRefused(_NO_FOLDER)
    with records(), _bar() as told:
        from django.conf import settings

        from estancia.casework.backups import make_backup
        from estancia.casework.setting_up import SETTER_UP

        now = settings.CLOCK()
        file = Path(to, f"estancia-{now:%Y%m%dT%H%M%SZ}.backup") if Path(to).is_dir() else Path(to)
        view = make_backup(to=file, by=SETTER_UP, now=now, told=told)
    _show(view, file=file, as_json=as_json)
    if not as_json:
        tell(_LEFT_OUT)


@app.command("show")
@answers
def show(file: Annotated[Path, _FILE], key: Annotated[Path, _KEY], as_json: Annotated[bool, _JSON] = False) -> None:
    """Comprueba un respaldo entero y dice qué contiene; no cambia nada. · Proves a backup whole; changes nothing.

    Ejemplo · Example: estancia backup show FILE --key estancia-backup.key
    """
    with records():
        from estancia.casework.backups import show_backup

        with _opened(file) as archive:
            view = show_backup(file=archive, key=_keepers_key(key))
    _show(view, file=file, as_json=as_json)


@app.command("restore")
@answers
def restore(
    file: Annotated[Path, _FILE],
    key: Annotated[Path, _KEY],
    replace: Annotated[bool, typer.Option("--replace", help="Borra lo que haya · wipes what is there")] = False,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Repone todo, o nada, en una base vacía. Detenga antes la casa. · Puts all back, or nothing, into an empty base.

    Crea las tablas si faltan. Sale con 1 si el registro de actos que volvió no concuerda. · Makes the tables where
    missing. Exits 1 when the record of deeds that came back does not agree.

    Ejemplo · Example: estancia backup restore FILE --key estancia-backup.key
    """
    with records(), _bar() as told:
        from django.conf import settings
        from django.core.management import call_command

        from estancia.casework.backups import require_restorable, restore_backup
        from estancia.casework.setting_up import SETTER_UP

        with _opened(file) as archive:
            opener = _keepers_key(key)
            settings.HOME.mkdir(parents=True, exist_ok=True, mode=0o700)  # a database file needs its folder
            close_database_file()
            require_restorable(file=archive, key=opener, replace=replace)
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
            now = settings.CLOCK()
            restored = restore_backup(file=archive, key=opener, replace=replace, by=SETTER_UP, now=now, told=told)
    _show(restored.backup, file=file, as_json=as_json, audit_ok=restored.audit.ok)
    if not restored.audit.ok:
        tell(_RECORD_BROKEN)
        raise typer.Exit(FAILED)
    if not as_json:
        tell(_RECORD_WHOLE)


def _keepers_key(place: Path) -> "KeepersKey":
    from estancia.sealing.archives import read_keepers_key

    return read_keepers_key(read_text(str(place)))


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        archive = file.open("rb")
    except OSError:
        raise InputRefused(_NO_FILE) from None
    with archive:
        yield archive


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Show on stderr how many rows are done; gone when it ends."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("filas · rows"), BarColumn(bar_width=24), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of or None)


def _show(view: "BackupView", *, file: Path, as_json: bool, **more: bool) -> None:
    """Say what a backup holds; for programs also what came `more` of it, which a person is told in a sentence."""
    if as_json:
        give_json(_said(view, file=file) | more)
        return
    give(f"{file}")
    give(f"  {view.made_at:%Y-%m-%d %H:%M:%SZ}  {view.rows} filas · rows  {len(view.keys)} claves · keys")


def _said(view: "BackupView", *, file: Path) -> dict[str, Any]:
    return {
        "file": str(file),
        "made_at": view.made_at.isoformat(),
        "migrations": list(view.migrations),
        "keys": list(view.keys),
        "rows": view.rows,
        "tables": {name: {"rows": table.rows, "digest": table.digest} for name, table in view.tables.items()},
    }
