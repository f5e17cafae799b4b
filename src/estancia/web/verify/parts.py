"""What a phone takes along to check papers without a connection: the page's own files and what they import."""

import hashlib
import re
from functools import cache
from pathlib import Path, PurePosixPath

from django.contrib.staticfiles import finders

BEGINNINGS = (
    "estancia/verify/page.js",
    "estancia/page.js",
    "built/estancia.css",
    "built/qr-worker.js",
    "estancia/tab.svg",
)
_IMPORTS = re.compile(r"""^(?:import|export)\b[^'"]*?['"](\.{1,2}/[^'"]+)['"]""", re.MULTILINE)


@cache
def parts() -> tuple[str, ...]:
    """Name every static file the page needs, each once: those it begins with and, down every import, the rest."""
    found: dict[str, None] = {}
    waiting = list(BEGINNINGS)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += _imported(name)
    return tuple(sorted(found))


@cache
def parts_digest() -> str:
    """Twelve signs that change when any part does."""
    told = hashlib.sha256()
    for name in parts():
        told.update(static_file(name).read_bytes())
    return told.hexdigest()[:12]


def static_file(name: str) -> Path:
    """Where a static file of the house lies. Raises `LookupError` when it was never built."""
    found = finders.find(name)
    if not found:
        raise LookupError(f"{name} is missing; ./run builds the browser parts")
    return Path(found)


def _imported(name: str) -> list[str]:
    if not name.endswith(".js"):
        return []
    folder = PurePosixPath(name).parent
    return [_joined(folder, told) for told in _IMPORTS.findall(static_file(name).read_text("utf-8"))]


def _joined(folder: PurePosixPath, told: str) -> str:
    steps: list[str] = []
    for step in (folder / told).parts:
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)
