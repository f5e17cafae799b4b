"""The demo's own folder: made whole beside its place, then renamed into it; never served half made."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from estancia.wording import ForPeople, Sentence

MADE = "made.json"
LOGINS = "demo-logins.json"
CLOCK = "clock"


class FolderReadOnly(ForPeople):
    """The demo may not write where it should live."""

    sentence = Sentence(
        es="No se puede escribir en {folder}, donde la demostración guarda su base. Elija otra carpeta con --home.",
        en="The demo cannot write to {folder}, where it keeps its database. Choose another folder with --home.",
    )


class AlreadyRunning(ForPeople):
    """Another demo lives in the same folder."""

    sentence = Sentence(
        es="Otra demostración usa ya {folder}. Deténgala con Ctrl-C, o elija otra carpeta con --home.",
        en="Another demo is already using {folder}. Stop it with Ctrl-C, or choose another folder with --home.",
    )


class NotADemo(ForPeople):
    """The folder holds something the demo did not make, so it is left alone."""

    sentence = Sentence(
        es="{folder} tiene archivos que la demostración no hizo; no se tocó nada. Elija otra carpeta con --home.",
        en="{folder} holds files the demo did not make; nothing was touched. Choose another folder with --home.",
    )


@dataclass(frozen=True, slots=True)
class Made:
    """What a finished demo was made of."""

    people: int
    seed: int
    families: int
    code: str  # which tables and generator made it


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody anyone may sign in as here, and their organisation's key phrase if it has one."""

    username: str
    password: str
    role: str
    location: str
    organisation: str
    phrase: str


def logins_in(*, home: Path) -> tuple[Login, ...]:
    """Read the demo's logins, in the order they were made."""
    return tuple(Login(**each) for each in json.loads((home / LOGINS).read_text(encoding="utf-8")))


def code_mark() -> str:
    """Give a mark that changes when the tables or the making change, so that an old demo is made anew."""
    digest = hashlib.sha256()
    for package in ("estancia.records.migrations", "estancia.commands.demo"):
        for file in sorted(files(package).iterdir(), key=lambda each: each.name):
            if file.name.endswith((".py", ".toml")):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def made_in(*, home: Path) -> Made | None:
    """Read what the demo in this folder was made of; None when there is none, or an older code made it."""
    try:
        made = Made(**json.loads((home / MADE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return made if made.code == code_mark() else None


@contextmanager
def held(*, home: Path) -> Iterator[None]:
    """Keep the folder for one demo at a time; freed by the system when the process ends, however it ends."""
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(home.with_name(f".{home.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise FolderReadOnly(FolderReadOnly.sentence.filled(folder=home.parent)) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning(AlreadyRunning.sentence.filled(folder=home)) from None
        yield
    finally:
        os.close(handle)


def begin(*, home: Path) -> Path:
    """Give an empty folder beside `home` to make a demo in; what an interrupted making left there is cleared."""
    _refuse_strangers(home=home)
    draft = home.with_name(f".{home.name}.making")
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700, parents=True)
    except OSError:
        raise FolderReadOnly(FolderReadOnly.sentence.filled(folder=home.parent)) from None
    return draft


def finish(*, draft: Path, home: Path, made: Made) -> None:
    """Put the finished demo in its place, in one rename; the one before is cleared afterwards."""
    (draft / MADE).write_text(json.dumps(asdict(made)), encoding="utf-8")
    before = home.with_name(f".{home.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if home.exists():
        home.rename(before)
    draft.rename(home)
    shutil.rmtree(before, ignore_errors=True)


def _refuse_strangers(*, home: Path) -> None:
    """Never clear a folder that is not a demo's: an installation's own records may be in it."""
    if home.exists() and any(home.iterdir()) and not (home / LOGINS).exists():
        raise NotADemo(NotADemo.sentence.filled(folder=home))
