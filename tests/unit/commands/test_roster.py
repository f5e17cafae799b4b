"""`estancia roster check`: what is to be mended in a list, without a database and without a name in the answer."""

import json
from pathlib import Path

from typer.testing import CliRunner

from estancia.commands.main import app

HEADINGS = "A-Number,Nombre,Fecha de nacimiento,Nacionalidad,Fecha de audiencia"
GOOD = "A200000001,Marisol Paz,17/05/1990,ES,25/10/2019"
WEEKEND = "A200000002,Eva Cruz,17/05/1990,HO,26/10/2019"
NO_NAME = "A200000003,,17/05/1990,HO,25/10/2019"


def checked(tmp_path: Path, *rows: str, name: str = "lista.csv") -> tuple[int, dict]:
    file = tmp_path / name
    file.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    said = CliRunner().invoke(app, ["roster", "check", str(file), "--on", "2019-10-02", "--json"])
    return said.exit_code, json.loads(said.stdout) if said.stdout else {}


def test_a_good_list_exits_with_nought(tmp_path: Path) -> None:
    code, said = checked(tmp_path, GOOD)
    assert (code, said["rows"], said["good"], said["problems"]) == (0, 1, 1, [])
    assert said["columns"][3] == {"heading": "Nacionalidad", "field": "nationality"}


def test_what_is_to_be_mended_is_named_by_cell_in_both_languages_and_no_value_of_a_cell_is_said(tmp_path: Path) -> None:
    code, said = checked(tmp_path, GOOD, WEEKEND, NO_NAME)
    assert (code, said["good"], said["doubtful"], said["to_mend"]) == (1, 1, 1, 1)
    assert [(one["cell"], one["code"]) for one in said["problems"]] == [
        ("E3", "hearing_on_weekend"),
        ("B4", "name_missing"),
    ]
    assert all(one["es"] and one["en"] for one in said["problems"])
    assert not any(fact in json.dumps(said) for fact in ("Marisol", "Eva", "200000002"))


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert checked(tmp_path, GOOD, name="lista.pdf")[0] == 1
    gone = CliRunner().invoke(app, ["roster", "check", str(tmp_path / "no.csv")])
    assert gone.exit_code == 2
