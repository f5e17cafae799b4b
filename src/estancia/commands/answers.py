"""How a command answers: exit codes that mean one thing, sentences on stderr, and JSON alone on stdout when asked.

This module is read by every command before it knows what it needs, so it imports nothing heavy.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from estancia.wording import ForPeople, Sentence

OK, FAILED, BAD_INPUT, NOT_FOUND, NOT_ALLOWED = 0, 1, 2, 3, 4

_CODES = {"NoSuchKey": NOT_FOUND, "NoBackupKey": NOT_FOUND} | dict.fromkeys(
    (
        "BadInput",
        "CannotSetUp",
        "RingUnreadable",
        "ListNotOurs",
        "ArchiveDamaged",
        "ArchiveOfAnother",
        "ArchiveKeyUnreadable",
    ),
    BAD_INPUT,
)

P = ParamSpec("P")
R = TypeVar("R")


class Refused(ForPeople):
    """A command cannot go on; `code` is how it exits."""

    code = FAILED


class InputRefused(Refused):
    """What was given cannot be read."""

    code = BAD_INPUT


class NothingThere(Refused):
    """What was asked for is not there."""

    code = NOT_FOUND


def answers(command: Callable[P, R]) -> Callable[P, R]:
    """Turn an error a person may read into a sentence on stderr, in both languages, and its exit code."""

    @wraps(command)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except ForPeople as said:
            tell(said.said)
            sys.exit(code_of(said))
        except BrokenPipeError:
            sys.exit(FAILED)

    return asked


def code_of(said: ForPeople) -> int:
    """Give the exit code of an error: by its own word, by its situation, else 1."""
    if isinstance(said, Refused):
        return said.code
    name = type(said).__name__
    return _CODES.get(name, NOT_ALLOWED if name == "NotYours" else FAILED)


def tell(said: Sentence) -> None:
    """Say a sentence on stderr, in Spanish and in English."""
    sys.stderr.write(f"{said.es}\n{said.en}\n")


def give(text: str) -> None:
    """Put a line on stdout."""
    sys.stdout.write(f"{text}\n")


def give_json(value: Any) -> None:
    """Put one JSON document on stdout, and nothing else."""
    give(json.dumps(value, ensure_ascii=False, indent=2))


def read_text(source: str) -> str:
    """Read a file, or stdin for `-`. Raises `InputRefused` for one that is missing, a folder, or no text."""
    try:
        return sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError):
        raise InputRefused(_UNREADABLE) from None


@contextmanager
def records() -> Iterator[None]:
    """Start Django, for the commands that need the records. Raises `Refused` when there is no database yet."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "estancia.config.settings")
    import django
    from django.db import DatabaseError

    django.setup()
    try:
        yield
    except DatabaseError:
        raise Refused(_NO_RECORDS) from None


_UNREADABLE = Sentence(
    es="No se pudo leer el archivo: no existe, es una carpeta o no es texto. Revise la ruta e intente otra vez.",
    en="The file given could not be read: it is missing, a folder, or not text. Check the path and try again.",
)
_NO_RECORDS = Sentence(
    es="No se pudo abrir la base de datos, o aún no tiene tablas. Nada cambió. "
    "Revise ESTANCIA_HOME y ESTANCIA_DATABASE_URL; «estancia serve» crea las tablas.",
    en="The database could not be opened, or has no tables yet. Nothing changed. "
    "Check ESTANCIA_HOME and ESTANCIA_DATABASE_URL; “estancia serve” makes the tables.",
)
