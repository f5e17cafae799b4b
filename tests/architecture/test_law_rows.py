"""A number or a word of the law says from when, in what unit, and who said so; one that does not is refused."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, TOP, plant

Row = Mapping[str, object]
WORDS = ("unit", "source")


def dated_rows(top: Path) -> Iterator[tuple[str, Row]]:
    """Every row of the house's law that carries a value, with its name."""
    for path in sorted((top / PACKAGE).glob("*/data/*.toml")):
        for table in tomllib.loads(path.read_text("utf-8")).values():
            for row in table if isinstance(table, list) else []:
                if "value" in row:
                    yield f"{path.name}: {row.get('code') or row.get('set')}.{row.get('name', '')}".rstrip("."), row


def undated(top: Path) -> list[str]:
    """Rows that lack a date, a unit or a source, or whose end does not come after their start."""
    return [
        name for name, row in dated_rows(top) if not (starts(row) and ends_later(row) and says_unit_and_source(row))
    ]


def starts(row: Row) -> bool:
    """A day, or a month written `2023-02` when only the month is known."""
    return isinstance(row.get("from"), date) or is_month(row.get("from"))


def is_month(written: object) -> bool:
    year, _, month = str(written).partition("-")
    return (
        isinstance(written, str)
        and len(year) == 4
        and year.isdigit()
        and month in {f"{one:02}" for one in range(1, 13)}
    )


def ends_later(row: Row) -> bool:
    return "until" not in row or str(row["until"]) > str(row["from"])


def says_unit_and_source(row: Row) -> bool:
    return all(isinstance(row.get(word), str) and str(row[word]).strip() for word in WORDS)


def in_two_places_at_once(top: Path) -> list[str]:
    """Parameters with two values on one day: their rows must follow one another."""
    by_code: dict[str, list[Row]] = {}
    for _, row in dated_rows(top):
        if "code" in row:
            by_code.setdefault(str(row["code"]), []).append(row)
    return [code for code, rows in by_code.items() if overlap(sorted(rows, key=lambda row: str(row["from"])))]


def overlap(rows: list[Row]) -> bool:
    return any(str(row.get("until", "9999")) > str(after["from"]) for row, after in pairwise(rows))


def test_every_row_of_the_law_has_date_unit_and_source() -> None:
    assert undated(TOP) == []


def test_there_is_law_to_read() -> None:
    assert {name.split(":")[0] for name, _ in dated_rows(TOP)} >= {"rules.toml", "parameters.toml"}


def test_no_parameter_has_two_values_on_one_day() -> None:
    assert in_two_places_at_once(TOP) == []


GOOD = 'code = "EST-1"\nvalue = 24\nunit = "hours"\nfrom = 2018-12-20\nuntil = 2020-01-01\nsource = "ours"\n'


def test_a_whole_row_is_accepted(tmp_path: Path) -> None:
    plant(tmp_path, "src/estancia/law/data/parameters.toml", "[[parameter]]\n" + GOOD)
    assert undated(tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from = 2018-12-20\n", ""),
        ("from = 2018-12-20\n", 'from = "some day"\n'),
        ("until = 2020-01-01", "until = 2017-01-01"),
        ('unit = "hours"\n', ""),
        ('source = "ours"', 'source = " "'),
    ],
)
def test_a_planted_row_without_date_unit_or_source_is_seen(tmp_path: Path, before: str, after: str) -> None:
    plant(tmp_path, "src/estancia/law/data/parameters.toml", "[[parameter]]\n" + GOOD.replace(before, after))
    assert undated(tmp_path) == ["parameters.toml: EST-1"]


def test_a_planted_second_value_for_the_same_day_is_seen(tmp_path: Path) -> None:
    second = GOOD.replace("2018-12-20", "2019-06-01").replace("2020-01-01", "2021-01-01")
    plant(tmp_path, "src/estancia/law/data/parameters.toml", f"[[parameter]]\n{GOOD}\n[[parameter]]\n{second}")
    assert in_two_places_at_once(tmp_path) == ["EST-1"]
