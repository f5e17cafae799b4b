"""Rosters of a few rows, as the tests of reading write them."""

from datetime import date

from estancia.notices.rosters import RowRead, Sheet, propose_columns, read_rows

TODAY = date(2019, 8, 1)
HEADINGS = ("A-Number", "Nombre completo", "Fecha de nacimiento", "Nacionalidad", "Fecha de audiencia", "Hora", "Sede")
MARISOL = ("A200000001", "Marisol Paz Mejía", "17/05/1990", "HO", "25/10/2019", "12:30", "ENP")


def sheet(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, starts_1904: bool | None = False) -> Sheet:
    return Sheet(kind="csv", rows=(headings, *rows), starts_1904=starts_1904)


def read(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, **more: object) -> tuple[RowRead, ...]:
    """Read rows under headings as on 1 August 2019."""
    given = sheet(*rows, headings=headings, starts_1904=more.pop("starts_1904", False))  # type: ignore[arg-type]
    columns = propose_columns(sheet=given, remembered={})
    return read_rows(sheet=given, columns=columns, today=TODAY, **more)  # type: ignore[arg-type]


def changed(place: int, text: str) -> tuple[str, ...]:
    """Marisol's row with one cell written otherwise."""
    return tuple(text if number == place else cell for number, cell in enumerate(MARISOL))


def codes(row: RowRead) -> list[str]:
    return [problem.code for problem in row.problems]
