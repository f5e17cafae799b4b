"""What is installed is what is named: one list for a wheel and for `./run`, each line with its reason and hashes."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.tree import TOP

PYPROJECT = TOP / "pyproject.toml"


def asked(name: str) -> set[str]:
    """What a `requirements/*.in` asks for, without what it includes."""
    lines = (TOP / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith(("#", "-"))}


def project() -> dict[str, Any]:
    return tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]


def unexplained(text: str) -> list[str]:
    """Dependencies without a comment that says why and under which licence: `# why (licence)`."""
    table = text[text.index("\ndependencies = [") : text.index("[project.scripts]")]
    lines = [line.strip() for line in table.splitlines() if line.startswith('    "')]
    return [line for line in lines if not re.search(r'",\s+# \S.+ \(.+\)$', line)]


def test_a_wheel_and_the_script_install_the_same() -> None:
    assert set(project()["dependencies"]) == asked("base")
    assert set(project()["optional-dependencies"]["test"]) == asked("test")


def test_every_dependency_says_why_it_is_here_and_its_licence() -> None:
    assert unexplained(PYPROJECT.read_text("utf-8")) == []


def test_a_planted_dependency_without_a_reason_is_seen() -> None:
    planted = '\ndependencies = [\n    "django",  # pages (BSD)\n    "leftpad",\n]\n[project.scripts]\n'
    assert unexplained(planted) == ['"leftpad",']


@pytest.mark.parametrize("path", sorted((TOP / "requirements").glob("*.txt")), ids=lambda path: path.stem)
def test_every_pinned_package_carries_a_hash(path: Path) -> None:
    text = path.read_text("utf-8").replace("\\\n", " ")
    pinned = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line, re.IGNORECASE)]
    assert pinned
    assert [line.split()[0] for line in pinned if "==" not in line or "--hash=sha256:" not in line] == []
