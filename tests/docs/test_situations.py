"""The rules by situation are the pages of the spec as they stand today."""

from pathlib import Path

import pytest

from estancia.admission.grounds import CODES
from estancia.commands.docs import build_docs
from estancia.commands.situations import situations_page

TOP = Path(__file__).parents[2]
SPEC = TOP / "tests" / "spec" / "admission"
COMMITTED = TOP / "docs" / "reference" / "rules-by-situation.md"


def test_the_committed_page_equals_the_generated_one() -> None:
    assert COMMITTED.read_text("utf-8") == situations_page(folder=SPEC), "run ./run docs and commit what it writes"


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_heading(code: str) -> None:
    assert f"(`{code}`)\n" in situations_page(folder=SPEC)


def test_building_the_pages_writes_it_where_the_spec_is(tmp_path: Path) -> None:
    (tmp_path / "tests" / "spec").mkdir(parents=True)
    (tmp_path / "tests" / "spec" / "admission").symlink_to(SPEC)
    written = {path.name: path for path in build_docs(root=tmp_path)}
    assert written["rules-by-situation.md"].read_text("utf-8") == situations_page(folder=SPEC)


def test_a_planted_change_of_a_situation_is_seen(tmp_path: Path) -> None:
    planted = (SPEC / "exempt_pregnancy.toml").read_text("utf-8").replace('"hold"', '"admissible"', 1)
    (tmp_path / "exempt_pregnancy.toml").write_text(planted, "utf-8")
    section = situations_page(folder=tmp_path).split("## ", 1)[1]
    assert section not in COMMITTED.read_text("utf-8")


def test_every_row_of_the_page_has_its_five_cells() -> None:
    rows = [line for line in situations_page(folder=SPEC).splitlines() if line.startswith("| ")]
    assert {line.count(" | ") for line in rows} == {4}
