"""The documents are short where they promised to be, lead where they say, and speak both languages."""

import re
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
PAGES = sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])
RECORDS = sorted((TOP / "docs" / "decisions").glob("[0-9]*.md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
# Pictures a page of the documents shows before they are made; the three of the README stand.
PICTURES_TO_COME: frozenset[str] = frozenset()
SECTIONS = ["Context", "Decision", "Consequences", "What would change our mind"]


def broken_links(page: Path) -> list[str]:
    """Give the links of a page that lead nowhere in this checkout; links to other sites are not followed."""
    found = (target.partition("#")[0] for target in LINK.findall(page.read_text(encoding="utf-8")))
    return [target for target in found if target and "://" not in target and not (page.parent / target).exists()]


def entries_lacking_a_language(text: str) -> list[str]:
    """Give the rows of a glossary whose English, Spanish, meaning or source is empty."""
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| English")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [str(row) for row in cells if len(row) != 4 or "" in row]


def named(page: Path) -> str:
    return str(page.relative_to(TOP))


def test_the_readme_stays_within_a_screen_or_two() -> None:
    assert len((TOP / "README.md").read_text(encoding="utf-8").split()) < 900


def test_the_readme_gives_the_two_commands_and_three_pictures() -> None:
    text = (TOP / "README.md").read_text(encoding="utf-8")
    assert "./run demo" in text
    assert "./run test" in text
    assert len(re.findall(r"!\[[^\]]+\]\(docs/pictures/", text)) == 3


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in broken_links(page) if link not in PICTURES_TO_COME] == []


def test_a_link_to_a_page_nobody_wrote_is_caught(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[here](page.md) and [there](absent.md#part)", encoding="utf-8")
    assert broken_links(page) == ["absent.md"]


def test_every_word_of_the_glossary_has_both_languages_a_meaning_and_a_source() -> None:
    assert entries_lacking_a_language((TOP / "GLOSSARY.md").read_text(encoding="utf-8")) == []


def test_a_glossary_entry_without_its_spanish_is_caught() -> None:
    assert entries_lacking_a_language("| hold |  | a question is open | house |\n") != []


def test_no_word_of_the_glossary_is_explained_twice() -> None:
    rows = re.findall(r"^\| ([^|]+) \|", (TOP / "GLOSSARY.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    words = [row for row in rows if row != "English"]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("record", RECORDS, ids=named)
def test_a_decision_record_has_its_four_sections_on_one_screen(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == SECTIONS
    assert len(text.split()) < 450


def test_decision_records_are_numbered_without_gaps_and_listed() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))
    listed = (TOP / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    assert all(record.name in listed for record in RECORDS)


@pytest.mark.parametrize("folder", ["tutorials", "how-to", "explanation", "reference", "for-those-who-run-it"])
def test_every_kind_of_document_has_pages(folder: str) -> None:
    assert [page for page in (TOP / "docs" / folder).glob("*.md") if page.name != "README.md"] != []


def rooms_missing_from(text: str, package: Path) -> list[str]:
    """Give the rooms of a package that a map does not name."""
    rooms = sorted(init.parent.name for init in package.glob("*/__init__.py"))
    return [room for room in rooms if not re.search(rf"\b{room}\b", text)]


@pytest.mark.parametrize("drawing", ["README.md", "DEVELOPERS.md"])
def test_the_map_of_the_house_names_every_room(drawing: str) -> None:
    assert rooms_missing_from((TOP / drawing).read_text(encoding="utf-8"), TOP / "src" / "estancia") == []


def test_a_room_left_out_of_the_map_is_caught(tmp_path: Path) -> None:
    (tmp_path / "cellar").mkdir()
    (tmp_path / "cellar" / "__init__.py").write_text("", encoding="utf-8")
    assert rooms_missing_from("law, places", tmp_path) == ["cellar"]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_page_leaves_a_note_to_its_writer(page: Path) -> None:
    assert re.findall(r"\b(TODO|FIXME|XXX|TBD|lorem ipsum)\b", page.read_text(encoding="utf-8")) == []


def test_no_page_calls_a_person_by_the_word_that_would_follow_them() -> None:
    """*Inadmissible* may only be named to say that it is never used."""
    used = [named(page) for page in PAGES if re.search(r"(?<![\"*])\binadmissible\b(?![\"*])", page.read_text("utf-8"))]
    assert used == []
