"""What the register of clauses points at exists in the house: rules, pages and tests."""

from pathlib import Path

import pytest

from estancia.casework.routes import ROUTES
from estancia.law import rules
from estancia.law.clauses import Clause, all_clauses

TOP = Path(__file__).parents[2]


def missing_tests(clause: Clause, top: Path) -> list[str]:
    """Give the tests a clause names that are not there: an absent path, an empty folder, an unknown function."""
    return [named for named in clause.tests if not _is_there(named, top)]


def _is_there(named: str, top: Path) -> bool:
    path, _, function = named.partition("::")
    place = top / path
    if place.is_dir():
        return any(place.rglob("test_*.py"))
    return place.is_file() and (not function or f"def {function}(" in place.read_text(encoding="utf-8"))


def test_every_rule_a_clause_names_is_in_force_some_day() -> None:
    sets = {rule.rule_set for rule in rules()}
    named = {rule for clause in all_clauses() for rule in clause.rules}
    assert named - sets == set()


def test_every_page_a_clause_names_is_an_address_of_the_house() -> None:
    named = {page for clause in all_clauses() for page in clause.pages}
    assert named - set(ROUTES) == set()


@pytest.mark.parametrize("clause", all_clauses(), ids=lambda clause: clause.id)
def test_every_test_a_clause_names_is_there(clause: Clause) -> None:
    assert missing_tests(clause, TOP) == []


def test_a_clause_naming_a_test_nobody_wrote_is_caught(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    clause = next(clause for clause in all_clauses() if clause.tests)
    assert missing_tests(clause, tmp_path) == list(clause.tests)
