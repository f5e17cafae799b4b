"""One list is the same list in every kind of file, in both languages of headings and both forms of letters."""

import csv
import io
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter

from estancia.notices.rosters import RowRead, propose_columns, read_rows
from estancia.notices.rosters.files import read_file
from estancia.notices.rosters.refusals import CellTooLong, NoRows
from estancia.notices.rosters.sheets import column_letter
from tests.unit.notices.old_workbook import old_workbook
from tests.unit.notices.rosters import TODAY

SPANISH = ("Número A", "Nombres", "Primer apellido", "Segundo apellido", "Fecha de nacimiento", "País", "Audiencia")
ENGLISH = ("A-Number", "First names", "Paternal surname", "Maternal surname", "DOB", "Nationality", "Hearing date")
ROWS = (
    ("A200000001", "María José", "Núñez", "Peña", date(1990, 5, 17), "ES", date(2019, 10, 25)),
    ("A200000002", "Nahúm", "Güity", "Álvarez", date(2012, 3, 2), "HO", date(2019, 10, 28)),
)
Table = tuple[tuple[str | date, ...], ...]


def xlsx(table: Table, *, starts_1904: bool = False) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "date_1904": starts_1904}) as book:
        sheet, as_date = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, place, datetime(cell.year, cell.month, cell.day), as_date)  # noqa: DTZ001
                else:
                    sheet.write_string(number, place, cell)
    return kept.getvalue()


def delimited(table: Table, *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    kept = io.StringIO()
    texts = [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in table]
    csv.writer(kept, delimiter=delimiter).writerows(texts)
    return kept.getvalue().encode(encoding)


KINDS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "xlsx": ("xlsx", xlsx),
    "xlsx of 1904": ("xlsx", lambda table: xlsx(table, starts_1904=True)),
    "xls": ("xls", lambda table: old_workbook(rows=table)),
    "xls of 1904": ("xls", lambda table: old_workbook(rows=table, starts_1904=True)),
    "csv": ("csv", delimited),
    "csv of Excel": ("csv", lambda table: delimited(table, encoding="utf-8-sig", delimiter=";")),
    "csv of old Windows": ("csv", lambda table: delimited(table, encoding="cp1252", delimiter=";")),
    "csv in UTF-16": ("csv", lambda table: delimited(table, encoding="utf-16", delimiter="\t")),
}


def read(content: bytes, suffix: str) -> tuple[RowRead, ...]:
    sheet = read_file(content=content, suffix=suffix)
    return tuple(read_rows(sheet=sheet, columns=propose_columns(sheet=sheet, remembered={}), today=TODAY))


def said(rows: tuple[RowRead, ...]) -> list[tuple]:
    facts = ("notice_number", "name", "born_on", "nationality", "hearing_on")
    return [(*(getattr(row.proposal, fact) for fact in facts), row.problems) for row in rows]


SAME = [
    ("200000001", "María José Núñez Peña", date(1990, 5, 17), "SLV", date(2019, 10, 25), ()),
    ("200000002", "Nahúm Güity Álvarez", date(2012, 3, 2), "HND", date(2019, 10, 28), ()),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("headings", [SPANISH, ENGLISH], ids=["Spanish", "English"])
def test_a_list_is_the_same_in_every_kind_of_file_and_both_languages(kind: str, headings: tuple[str, ...]) -> None:
    suffix, write = KINDS[kind]
    assert said(read(write((headings, *ROWS)), suffix)) == SAME


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv"])
def test_letters_written_apart_from_their_accents_are_the_same_letters(kind: str) -> None:
    suffix, write = KINDS[kind]
    apart = tuple(
        tuple(unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row)
        for row in (SPANISH, *ROWS)
    )
    assert said(read(write(apart), suffix)) == SAME


def test_the_plain_way_and_the_careful_way_read_every_row_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most cells are read by a look; without that look nothing may come out otherwise."""
    from estancia.notices.rosters import reading, texts

    odd = ("A-200-000-003", "  'ANA  Paz' ", "DE LA O", "n/a", "5/6/90", "Salvadoreña", "2019-10-26")
    content = delimited((SPANISH, *ROWS, odd, ("desconocido", "NONE", "-", "", "1990", "??", "31/02/2019")))
    looked = [(row.proposal, row.problems) for row in read(content, "csv")]
    monkeypatch.setattr(reading, "PLAINLY", {})
    monkeypatch.setattr(texts, "PLAIN", texts.re.compile("(?!)"))
    assert [(row.proposal, row.problems) for row in read(content, "csv")] == looked


def test_the_text_written_column_by_column_is_the_text_of_each_proposal() -> None:
    from estancia.notices.rosters.keeping import from_json, text_of, to_json

    sheet = read_file(
        content=delimited((SPANISH, *ROWS, ("", 'Élmer "el Grande"', "", "", "1990", "", ""))), suffix="csv"
    )
    rows = read_rows(sheet=sheet, columns=propose_columns(sheet=sheet, remembered={}), today=TODAY)
    assert list(rows.texts()) == [text_of(proposal=row.proposal) for row in rows]
    assert [from_json(kept=to_json(proposal=row.proposal)) for row in rows] == [row.proposal for row in rows]


def test_the_sheets_that_are_not_read_are_named() -> None:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        book.add_worksheet("Portada")
        first = book.add_worksheet("Lunes")
        for row, cells in enumerate((("A-Number", "Nombre"), ("A200000001", "Ana Paz"))):
            first.write_row(row, 0, cells)
        book.add_worksheet("Martes")
        book.add_worksheet("Claves").hide()
        book.add_worksheet("Muy ocultas").very_hidden()
    sheet = read_file(content=kept.getvalue(), suffix="xlsx")
    assert (sheet.sheets_left, sheet.rows[1]) == (("Portada", "Martes"), ("A200000001", "Ana Paz"))
    assert sheet.sheets_hidden == ("Claves", "Muy ocultas")


def test_a_workbook_of_hidden_sheets_alone_says_to_show_them() -> None:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        book.add_worksheet("Portada")
        book.add_worksheet("Lunes").write_row(0, 0, ("A-Number", "Nombre"))
        book.worksheets()[1].hide()
    with pytest.raises(NoRows):
        read_file(content=kept.getvalue(), suffix="xlsx")


def test_a_cell_too_long_is_named_by_its_sheet_row_and_column_and_no_log_reads_the_sheet() -> None:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        book.add_worksheet("Portada")
        sheet = book.add_worksheet("Familia Canario")
        sheet.write_row(4, 2, ("A-Number", "Nombre"))
        sheet.write_row(6, 2, ("A200000001", "x" * 1_001))
    with pytest.raises(CellTooLong) as refused:
        read_file(content=kept.getvalue(), suffix="xlsx")
    said = refused.value.said
    assert said.es.startswith("En la hoja «Familia Canario», la casilla de la fila 7, columna D,")
    assert said.en.startswith("In the sheet “Familia Canario”, the cell in row 7, column D,")
    assert "Canario" not in str(refused.value)


@pytest.mark.parametrize("letters", [1_001, 30_000])
def test_a_cell_too_long_of_a_csv_is_named_by_its_row_and_column(letters: int) -> None:
    rows = (
        ("A-Number", "Nombre", "Domicilio"),
        ("A200000001", "Paz, Ana", "Calle 5"),
        (),
        ("A2", "Sol, Eva", "x" * letters),
    )
    with pytest.raises(CellTooLong) as refused:
        read_file(content=delimited(rows), suffix="csv")
    assert refused.value.said.en.startswith("The cell in row 4, column C,")


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (99, "CV")])
def test_a_column_is_called_as_spreadsheets_call_it(column: int, letters: str) -> None:
    assert column_letter(column) == letters
