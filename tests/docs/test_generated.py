"""The generated pages of the reference are the ones the house would write today."""

from pathlib import Path

import pytest

from estancia.admission.grounds import CODES
from estancia.admission.states import MACHINES, TRANSITIONS
from estancia.commands.docs import build_docs, generated_pages
from estancia.law import Rule, rules
from estancia.law.clauses import Clause, all_clauses

TOP = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sorted(generated_pages()))
def test_a_committed_page_equals_the_generated_one(name: str) -> None:
    committed = (TOP / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert committed == generated_pages()[name], "run ./run docs and commit what it writes"


def test_building_twice_writes_the_same_bytes(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in build_docs(root=tmp_path)}
    assert {path.name: path.read_bytes() for path in build_docs(root=tmp_path)} == first
    assert set(first) == set(generated_pages())


@pytest.mark.parametrize("clause", all_clauses(), ids=lambda clause: clause.id)
def test_the_clause_page_shows_every_clause_with_its_quotation(clause: Clause) -> None:
    (row,) = [line for line in generated_pages()["clauses.md"].splitlines() if line.startswith(f"| **{clause.id}**")]
    assert clause.quotation in row


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_rule_page_shows_every_row_with_its_source_and_grade(rule: Rule) -> None:
    shown = [line for line in generated_pages()["rules.md"].splitlines() if line.startswith(f"| `{rule.id}` |")]
    assert any(f"| {rule.grade} | {rule.source} |" in line for line in shown)


@pytest.mark.parametrize(("machine", "state"), [(name, state) for name, states in MACHINES.items() for state in states])
def test_the_page_of_states_shows_every_state_with_its_ways_out(machine: str, state: str) -> None:
    rows = [line for line in generated_pages()["states.md"].splitlines() if line.startswith(f"| `{state}` |")]
    ways = [event for (of, at, event) in TRANSITIONS if (of, at) == (machine, state)]
    assert any(all(event in row for event in ways) for row in rows)


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_contract_of_determine_names_every_code_the_rules_can_say(code: str) -> None:
    assert f"`{code}`" in (TOP / "docs" / "reference" / "determine.md").read_text(encoding="utf-8")


def test_a_row_has_as_many_cells_as_its_heading() -> None:
    lines = [line for line in generated_pages()["clauses.md"].splitlines() if line.startswith("| ")]
    assert {line.count(" | ") for line in lines} == {2, 4}
