"""Whoever acts is named, the hour is given, and a mark is left: no deed of casework does without the three."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, TOP, Function, functions, modules, parsed, plant

CASEWORK = (str(PACKAGE / "casework"),)
# These answer who may, or write the mark itself; they are what deeds are made of.
GROUND = {"access.py", "audit.py", "fetch.py"}
# Whether this very session still holds its key: read from memory, nobody's file is opened.
ASKS_ITSELF = {"key_held"}
DOORS = tuple(str(PACKAGE / door) for door in ("web", "portal", "api", "commands"))
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete"}


def is_deed(function: Function) -> bool:
    """Marked with `@audit.deed()`, or holding what it does inside `with audit.deed():`."""
    opened = (
        item.context_expr for node in ast.walk(function.node) if isinstance(node, ast.With) for item in node.items
    )
    return any(ast.unparse(one) in {"audit.deed()", "deed()"} for one in (*function.node.decorator_list, *opened))


def casework(top: Path) -> list[Function]:
    return list(functions(top, under=CASEWORK))


def anonymous_deeds(top: Path) -> list[str]:
    """Deeds that do not take `by` and `now` by keyword."""
    return [one.where for one in casework(top) if is_deed(one) and not by_keyword(one) >= {"by", "now"}]


def by_keyword(function: Function) -> set[str]:
    return {argument.arg for argument in function.node.args.kwonlyargs}


def unmarked_deeds(top: Path) -> list[str]:
    """Deeds that leave no audit entry, neither themselves nor through a function of their own module."""
    found = casework(top)
    return [one.where for one in found if is_deed(one) and not leaves_mark(one, neighbours(one, found), frozenset())]


def neighbours(function: Function, found: list[Function]) -> Mapping[str, Function]:
    return {one.name: one for one in found if one.module == function.module}


def leaves_mark(function: Function, beside: Mapping[str, Function], seen: frozenset[str]) -> bool:
    calls = called(function)
    if calls & {"audit.record", "record"}:
        return True
    onward = (beside[name] for name in calls & set(beside) - seen)
    return any(leaves_mark(one, beside, seen | {function.name}) for one in onward)


def deeds_in_disguise(top: Path) -> list[str]:
    """What a door calls in casework that acts for somebody, or writes, and is neither a deed nor leaves a mark."""
    found, used = casework(top), used_by_doors(top)
    shown = [one for one in found if (one.module.stem, one.name) in used and not is_ground(one)]
    return [one.where for one in shown if acts_unmarked(one, neighbours(one, found))]


def acts_unmarked(function: Function, beside: Mapping[str, Function]) -> bool:
    """Acting for somebody asks for a deed, its own or its neighbour's; the house's worker need only leave a mark."""
    if {"by", "now"} <= function.arguments:
        return not (is_deed(function) or any(is_deed(beside[name]) for name in called(function) & set(beside)))
    return writes(function) and not leaves_mark(function, beside, frozenset())


def called(function: Function) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(function.node) if isinstance(node, ast.Call)}


def used_by_doors(top: Path) -> set[tuple[str, str]]:
    """Each (module, name) of casework that a door takes in, imported by name or reached through its module."""
    return {use for module in modules(top, under=DOORS) for use in uses(parsed(top / module))}


def uses(tree: ast.Module) -> Iterator[tuple[str, str]]:
    whole: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "estancia.casework":
            whole.update((one.asname or one.name, one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("estancia.casework."):
            yield from ((str(node.module).split(".")[-1], one.name) for one in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in whole:
            yield whole[node.value.id], node.attr


def writes(function: Function) -> bool:
    return any("objects" in call and call.split(".")[-1] in WRITES for call in called(function))


def is_ground(function: Function) -> bool:
    return function.module.name in GROUND or "views" in function.module.parts or function.name in ASKS_ITSELF


def positional_deeds(top: Path) -> list[str]:
    """Deeds that can be called without naming what is given."""
    return [one.where for one in casework(top) if is_deed(one) and (one.node.args.args or one.node.args.posonlyargs)]


def test_every_deed_names_who_acts_and_when() -> None:
    assert anonymous_deeds(TOP) == []


def test_every_deed_leaves_a_mark() -> None:
    assert unmarked_deeds(TOP) == []


def test_no_door_acts_for_somebody_but_through_a_deed() -> None:
    assert deeds_in_disguise(TOP) == []


def test_every_deed_is_called_by_keyword() -> None:
    assert positional_deeds(TOP) == []


def test_there_are_deeds_to_watch() -> None:
    assert sum(is_deed(one) for one in casework(TOP)) > 5


DEED = """
@audit.deed()
def answer_hold(*, reference: str, by: Actor, now: datetime) -> None:
    _write(reference)

def _write(reference):
    audit.record(act="answer_hold")
"""


DOOR = "from estancia.casework.holds import answer_hold\n"


DEED_INSIDE = """
def answer_hold(*, reference: str, by: Actor, now: datetime) -> None:
    with audit.deed():
        audit.record(act="answer_hold")
"""


@pytest.mark.parametrize("deed", [DEED, DEED_INSIDE])
def test_a_whole_deed_is_accepted(tmp_path: Path, deed: str) -> None:
    plant(tmp_path, "src/estancia/casework/holds.py", deed)
    plant(tmp_path, "src/estancia/web/holds/views.py", DOOR)
    faults = [anonymous_deeds, unmarked_deeds, deeds_in_disguise, positional_deeds]
    assert [fault(tmp_path) for fault in faults] == [[], [], [], []]


@pytest.mark.parametrize(
    ("before", "after", "seen_by"),
    [
        ("by: Actor, ", "", anonymous_deeds),
        (", now: datetime", "", anonymous_deeds),
        ('audit.record(act="answer_hold")', "pass", unmarked_deeds),
        ("@audit.deed()", "", deeds_in_disguise),
        ("*, reference: str, ", "reference: str, *, ", positional_deeds),
    ],
)
def test_a_planted_deed_that_lacks_one_is_seen(tmp_path: Path, before: str, after: str, seen_by: object) -> None:
    plant(tmp_path, "src/estancia/casework/holds.py", DEED.replace(before, after))
    plant(tmp_path, "src/estancia/web/holds/views.py", DOOR)
    assert callable(seen_by)
    assert [re.sub(r"\d+ ", "", fault) for fault in seen_by(tmp_path)] == ["src/estancia/casework/holds.py:answer_hold"]


@pytest.mark.parametrize(
    "door",
    [
        "from estancia.casework.places import take\n",
        "from estancia.casework import places\n\nx = places.take(count=1)\n",
    ],
)
def test_a_planted_door_that_writes_without_a_mark_is_seen(tmp_path: Path, door: str) -> None:
    plant(
        tmp_path,
        "src/estancia/casework/places.py",
        "def take(*, count):\n    Day.objects.filter(free=1).update(free=0)\n",
    )
    plant(tmp_path, "src/estancia/web/places/views.py", door)
    assert deeds_in_disguise(tmp_path) == ["src/estancia/casework/places.py:1 take"]
