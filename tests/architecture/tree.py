"""Reads the house as a surveyor does: its committed files, its modules, its functions, under any folder."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PACKAGE = Path("src", "estancia")


@dataclass(frozen=True, slots=True)
class Function:
    """A function, where it stands, and the lines it takes from `def` to its end."""

    module: Path
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def lines(self) -> int:
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    @property
    def where(self) -> str:
        return f"{self.module}:{self.node.lineno} {self.name}"

    @property
    def arguments(self) -> set[str]:
        given = self.node.args
        return {argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)}


def files_to_commit(top: Path = TOP) -> list[Path]:
    """Every file git keeps or would keep, relative to `top`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=top, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return sorted(Path(name) for name in set(listed.split("\0")) if name and (top / name).is_file())


def modules(top: Path = TOP, *, under: tuple[str, ...] = ("src", "tests", "bench")) -> Iterator[Path]:
    """The Python modules of the house, relative to `top`; migrations are Django's writing and stand aside."""
    for folder in under:
        for path in sorted((top / folder).rglob("*.py")):
            relative = path.relative_to(top)
            if not {"migrations", "__pycache__"} & set(relative.parts):
                yield relative


def functions(top: Path = TOP, *, under: tuple[str, ...] = ("src", "tests", "bench")) -> Iterator[Function]:
    """Every function and method of those modules."""
    for module in modules(top, under=under):
        for node in ast.walk(parsed(top / module)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(module, node)


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def plant(top: Path, name: str, text: str) -> Path:
    """Write a fault into a copy of the house, and the `__init__.py` of each folder on the way."""
    path = top / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in path.relative_to(top).parents:
        if len(folder.parts) > 1 and folder.parts[0] == "src" and not (top / folder / "__init__.py").exists():
            (top / folder / "__init__.py").write_text("", encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    return path
