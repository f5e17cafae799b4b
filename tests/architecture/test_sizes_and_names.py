"""A room is read by someone who has ten minutes: modules and functions stay short, and nothing is a dumping ground."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import TOP, functions, modules, parsed, plant

MODULE_LINES = 500
FUNCTION_LINES = 60
NEVER_IN_A_NAME = {
    "utils",
    "util",
    "helpers",
    "helper",
    "misc",
    "manager",
    "managers",
    "handler",
    "handlers",
    "processor",
}
NEVER_A_NAME = NEVER_IN_A_NAME | {"common", "core", "lib", "data", "info", "item", "items", "new", "v2"}
NEVER_A_CLASS = ("Manager", "Handler", "Processor", "Helper", "Utils", "Util", "Data", "Info")


def long_modules(top: Path) -> list[str]:
    counted = ((module, len((top / module).read_text(encoding="utf-8").splitlines())) for module in modules(top))
    return [f"{module}: {lines} lines" for module, lines in counted if lines > MODULE_LINES]


def long_functions(top: Path) -> list[str]:
    return [f"{one.where}: {one.lines} lines" for one in functions(top) if one.lines > FUNCTION_LINES]


def forbidden_names(top: Path) -> list[str]:
    return [str(module) for module in modules(top) if any(is_dumping_ground(part) for part in named_parts(module))]


def named_parts(module: Path) -> Iterator[str]:
    yield from module.parts[:-1]
    yield module.stem


def is_dumping_ground(name: str) -> bool:
    return name in NEVER_A_NAME or bool(NEVER_IN_A_NAME & set(name.split("_")))


def forbidden_classes(top: Path) -> list[str]:
    return [
        f"{module}:{node.lineno} {node.name}"
        for module in modules(top, under=("src",))
        for node in ast.walk(parsed(top / module))
        if isinstance(node, ast.ClassDef) and node.name.endswith(NEVER_A_CLASS)
    ]


def test_no_module_is_over_five_hundred_lines() -> None:
    assert long_modules(TOP) == []


def test_no_function_is_over_sixty_lines() -> None:
    assert long_functions(TOP) == []


def test_nothing_is_named_like_a_dumping_ground() -> None:
    assert forbidden_names(TOP) == []


def test_no_class_is_named_for_what_it_does_to_others() -> None:
    assert forbidden_classes(TOP) == []


def test_a_planted_long_module_is_seen(tmp_path: Path) -> None:
    plant(tmp_path, "src/estancia/people/register.py", "x = 1\n" * (MODULE_LINES + 1))
    assert long_modules(tmp_path) == ["src/estancia/people/register.py: 501 lines"]


def test_a_migration_may_be_long(tmp_path: Path) -> None:
    plant(tmp_path, "src/estancia/records/migrations/0001_initial.py", "x = 1\n" * 900)
    assert long_modules(tmp_path) == []


def test_a_planted_long_function_is_seen(tmp_path: Path) -> None:
    plant(tmp_path, "src/estancia/people/register.py", "def read():\n" + "    x = 1\n" * FUNCTION_LINES)
    assert long_functions(tmp_path) == ["src/estancia/people/register.py:1 read: 61 lines"]


@pytest.mark.parametrize(
    "name", ["helpers/__init__", "people/utils", "people/form_helpers", "people/data", "core/rules"]
)
def test_a_planted_dumping_ground_is_seen(tmp_path: Path, name: str) -> None:
    plant(tmp_path, f"src/estancia/{name}.py", "")
    assert f"src/estancia/{name}.py" in forbidden_names(tmp_path)


def test_a_planted_manager_is_seen(tmp_path: Path) -> None:
    plant(tmp_path, "src/estancia/people/register.py", "class PersonManager:\n    pass\n")
    assert forbidden_classes(tmp_path) == ["src/estancia/people/register.py:1 PersonManager"]
