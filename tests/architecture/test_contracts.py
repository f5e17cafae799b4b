"""Who may import whom: each contract holds today, and each fails when somebody plants the import it refuses."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, TOP, plant

STAIRCASE = "1. The staircase"
PURE = "2a. Pure rooms"
CHANCE = "2b. Only sealing and documents"
DOOR = "3. The records' door"
CYCLES = "5. No cycles"
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house as it stands, with every room planted that is not built yet."""
    shutil.copytree(TOP / PACKAGE, tmp_path / PACKAGE, ignore=shutil.ignore_patterns("__pycache__", "static", "locale"))
    shutil.copy(TOP / "pyproject.toml", tmp_path)
    for room in (
        "people",
        "admission",
        "law",
        "ledger",
        "sealing",
        "casework",
        "records",
        "web",
        "commands",
        "statistics",
    ):
        (tmp_path / PACKAGE / room).mkdir(exist_ok=True)
        (tmp_path / PACKAGE / room / "__init__.py").touch()
    return tmp_path


def broken_contracts(house: Path) -> list[str]:
    """The names of the contracts that import-linter finds broken; every other answer of it is an error."""
    environment = {**os.environ, "PYTHONPATH": str(house / "src"), "COLUMNS": "300", "NO_COLOR": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=house,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: " in ran.stdout, ran.stdout + ran.stderr
    return [line.split(" BROKEN")[0] for line in ran.stdout.splitlines() if " BROKEN" in line]


def test_every_contract_holds_in_the_house_as_it_stands(house: Path) -> None:
    assert broken_contracts(house) == []


@pytest.mark.parametrize(
    ("room", "imports"),
    [
        ("people", "estancia.admission"),
        ("law", "estancia.people"),
        ("law", "estancia.ledger"),
        ("wording", "estancia.law"),
        ("admission", "estancia.casework"),
        ("casework", "estancia.web"),
        ("web", "estancia.commands"),
        ("statistics", "estancia.records"),
    ],
)
def test_a_room_that_looks_up_the_stairs_is_caught(house: Path, room: str, imports: str) -> None:
    plant(house, f"src/estancia/{room}/planted.py", f"import {imports}\n")
    assert any(name.startswith(STAIRCASE) for name in broken_contracts(house))


@pytest.mark.parametrize("room", ["helpers", "notifications"])
def test_a_room_with_no_place_on_the_stairs_is_caught(house: Path, room: str) -> None:
    plant(house, f"src/estancia/{room}/__init__.py", "")
    assert any(name.startswith(STAIRCASE) for name in broken_contracts(house))


@pytest.mark.parametrize("room", ["people", "admission", "law", "ledger", "sealing", "statistics", "wording"])
def test_a_pure_room_that_knows_django_is_caught(house: Path, room: str) -> None:
    plant(house, f"src/estancia/{room}/planted.py", "from django.db import models\n")
    assert any(name.startswith(PURE) for name in broken_contracts(house))


@pytest.mark.parametrize("known", ["psycopg", "sqlite3", "urllib.request", "http.client", "socket", "subprocess"])
def test_a_pure_room_that_knows_the_world_is_caught(house: Path, known: str) -> None:
    plant(house, "src/estancia/people/planted.py", f"import {known}\n")
    assert any(name.startswith(PURE) for name in broken_contracts(house))


@pytest.mark.parametrize("known", ["random", "secrets", "time"])
def test_a_pure_room_that_reads_a_clock_or_draws_lots_is_caught(house: Path, known: str) -> None:
    plant(house, "src/estancia/people/planted.py", f"import {known}\n")
    assert any(name.startswith(CHANCE) for name in broken_contracts(house))


def test_sealing_may_use_the_systems_entropy(house: Path) -> None:
    plant(house, "src/estancia/sealing/planted.py", "import secrets\n")
    assert broken_contracts(house) == []


@pytest.mark.parametrize("door", ["web", "commands"])
def test_a_door_that_takes_rows_from_records_is_caught(house: Path, door: str) -> None:
    plant(house, f"src/estancia/{door}/planted.py", "import estancia.records\n")
    assert any(name.startswith(DOOR) for name in broken_contracts(house))


def test_casework_may_open_the_records(house: Path) -> None:
    plant(house, "src/estancia/casework/planted.py", "import estancia.records\n")
    assert broken_contracts(house) == []


@pytest.mark.parametrize("room", ["people", "web"])
def test_a_cycle_inside_a_room_is_caught(house: Path, room: str) -> None:
    plant(house, f"src/estancia/{room}/planted_one.py", f"import estancia.{room}.planted_two\n")
    plant(house, f"src/estancia/{room}/planted_two.py", f"import estancia.{room}.planted_one\n")
    assert any(name.startswith(CYCLES) for name in broken_contracts(house))
