"""Columns are proposed from headings in two languages and remembered; a person's word stands before ours."""

import pytest

from estancia.notices.rosters import (
    Field,
    Sheet,
    Standing,
    choose_columns,
    propose_columns,
    read_rows,
    stand,
    to_remember,
)
from estancia.notices.rosters.columns import heading_key
from estancia.notices.rosters.refusals import NoHeadings, NoRows
from tests.unit.notices.rosters import MARISOL, TODAY, sheet

ROW = ("1", "2", "3", "4")


@pytest.mark.parametrize(
    "headings",
    [
        ("A-Number", "Full Name", "DOB", "Nationality"),
        ("NÚM. A", "NOMBRE COMPLETO", "Fecha de Nacimiento", "País"),
        ("alien_number", "alien name", "Date of Birth:", "COC"),
        (" a number ", "Persona", "F. Nacimiento", "nacionalidad "),
    ],
)
def test_the_same_columns_are_found_under_many_headings(headings: tuple[str, ...]) -> None:
    columns = propose_columns(sheet=sheet(ROW, headings=headings), remembered={})
    assert columns.fields == (Field.NOTICE_NUMBER, Field.NAME, Field.BORN_ON, Field.NATIONALITY)


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("Nombre", "Fecha de nacimiento"), (Field.NAME, Field.BORN_ON)),
        (("NOMBRE", "Apellidos"), (Field.GIVEN_NAMES, Field.SURNAMES)),
        (("Nombre", "Primer apellido"), (Field.GIVEN_NAMES, Field.FIRST_SURNAME)),
        (("Nombre de pila", "Nacionalidad"), (Field.GIVEN_NAMES, Field.NATIONALITY)),
    ],
)
def test_nombre_alone_is_the_whole_name_and_beside_surnames_the_given_one(
    headings: tuple[str, ...], fields: tuple[Field, ...]
) -> None:
    assert propose_columns(sheet=sheet(ROW[:2], headings=headings), remembered={}).fields == fields


def test_headings_below_a_title_are_found_and_rows_keep_the_numbers_of_the_sheet() -> None:
    given = Sheet(
        kind="csv",
        rows=(("Lista del día",), (), ("A-Number", "Nombre"), ("A200000001", "Ana"), (), ("A200000002", "Eva")),
    )
    columns = propose_columns(sheet=given, remembered={})
    assert columns.heading_row == 2
    assert [row.number for row in read_rows(sheet=given, columns=columns, today=TODAY)] == [4, 6]


def test_sex_custody_and_criminal_history_are_recognised_and_not_read() -> None:
    headings = ("A-Number", "Name", "Sex", "Criminal History", "Custody")
    columns = propose_columns(sheet=sheet((*ROW, "5"), headings=headings), remembered={})
    assert columns.fields[2:] == (Field.LEFT_OUT,) * 3
    assert columns.not_understood == ()


def test_a_column_nobody_understands_is_said_so() -> None:
    columns = propose_columns(sheet=sheet(ROW[:3], headings=("A-Number", "Name", "Zzz")), remembered={})
    assert (columns.fields[2], columns.not_understood) == (None, (2,))


def test_two_columns_of_one_name_are_left_for_a_person_to_tell_apart() -> None:
    columns = propose_columns(sheet=sheet(ROW[:3], headings=("A-Number", "Name", "Name")), remembered={})
    assert columns.fields == (Field.NOTICE_NUMBER, Field.NAME, None)


def test_a_choice_is_remembered_by_the_set_of_headings_in_any_order() -> None:
    first = propose_columns(sheet=sheet(ROW[:3], headings=("A-Number", "Name", "Zzz")), remembered={})
    chosen = choose_columns(columns=first, chosen={2: Field.FAMILY_NUMBER})
    kept = {chosen.key: to_remember(columns=chosen)}
    again = propose_columns(sheet=sheet(ROW[:3], headings=("zzz", "NAME", "a number")), remembered=kept)
    assert again.fields == (Field.FAMILY_NUMBER, Field.NAME, Field.NOTICE_NUMBER)
    assert again.remembered


def test_another_set_of_headings_remembers_nothing() -> None:
    assert heading_key(headings=("A", "B")) == heading_key(headings=("b", " á "))
    assert heading_key(headings=("A", "B")) != heading_key(headings=("A", "B", "C"))


def test_a_choice_that_names_nobody_is_refused() -> None:
    columns = propose_columns(sheet=sheet(MARISOL), remembered={})
    with pytest.raises(NoHeadings):
        choose_columns(columns=columns, chosen={0: None, 1: Field.LEFT_OUT})


def test_headings_alone_are_no_roster() -> None:
    with pytest.raises(NoRows):
        propose_columns(sheet=sheet(), remembered={})


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (("José", "", ""), ["one_word_alone"]),
        (("José Paz", "", ""), []),
        (("José", "1990", ""), []),
        (("José", "", "Honduras"), []),
    ],
)
def test_one_word_of_a_name_and_nothing_else_is_doubtful(row: tuple[str, ...], codes: list[str]) -> None:
    given = sheet(row, headings=("Nombre", "Nacimiento", "Nacionalidad"))
    (read,) = read_rows(sheet=given, columns=propose_columns(sheet=given, remembered={}), today=TODAY)
    assert [problem.code for problem in read.problems] == codes
    assert stand(row=read, before=None).standing == (Standing.DOUBTFUL if codes else Standing.NEW)


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("Given name", "Family name"), (Field.GIVEN_NAMES, Field.SURNAMES)),
        (("First name", "Family"), (Field.GIVEN_NAMES, Field.SURNAMES)),
        (("First", "Last"), (Field.GIVEN_NAMES, Field.SURNAMES)),
        (("Given name(s)", "Last name(s)"), (Field.GIVEN_NAMES, Field.SURNAMES)),
        (("Nombre de pila", "Familia"), (Field.GIVEN_NAMES, Field.SURNAMES)),
        (("Apellido P.", "Apellido M."), (Field.FIRST_SURNAME, Field.SECOND_SURNAME)),
        (("Paterno", "Materno"), (Field.FIRST_SURNAME, Field.SECOND_SURNAME)),
    ],
)
def test_surnames_are_found_under_the_headings_that_desks_write(
    headings: tuple[str, ...], fields: tuple[Field, ...]
) -> None:
    columns = propose_columns(sheet=sheet(ROW[:3], headings=("A-Number", *headings)), remembered={})
    assert columns.fields[1:] == fields


@pytest.mark.parametrize(
    ("headings", "field"),
    [
        (("Nombre", "Familia"), Field.FAMILY_NUMBER),
        (("Given name", "Last name", "Familia"), Field.FAMILY_NUMBER),
        (("Name", "Family"), None),  # the group, or the surnames of a name that is only given: a person says
    ],
)
def test_a_family_that_may_be_the_group_is_not_taken_for_surnames(
    headings: tuple[str, ...], field: Field | None
) -> None:
    rows = (ROW[: len(headings) + 1],)
    columns = propose_columns(sheet=sheet(*rows, headings=("A-Number", *headings)), remembered={})
    assert columns.fields[-1] is field


def test_columns_under_one_heading_are_told_apart_by_their_letters_and_each_is_remembered() -> None:
    headings = ("Nombres", "Apellido", "apellido", "")
    first = propose_columns(sheet=sheet(ROW, headings=headings), remembered={})
    assert first.told_apart == ("Nombres", "Apellido (B)", "apellido (C)", "")
    chosen = choose_columns(columns=first, chosen={1: Field.SECOND_SURNAME, 2: Field.FIRST_SURNAME})
    kept = {chosen.key: to_remember(columns=chosen)}
    again = propose_columns(sheet=sheet(ROW, headings=headings), remembered=kept)
    assert again.fields == (Field.GIVEN_NAMES, Field.SECOND_SURNAME, Field.FIRST_SURNAME, None)


def test_what_somebody_said_of_the_second_is_not_given_to_the_first() -> None:
    headings = ("Nombres", "Apellidos", "Apellidos")
    first = propose_columns(sheet=sheet(ROW[:3], headings=headings), remembered={})
    chosen = choose_columns(columns=first, chosen={1: None, 2: Field.SURNAMES})
    again = propose_columns(
        sheet=sheet(ROW[:3], headings=headings), remembered={chosen.key: to_remember(columns=chosen)}
    )
    assert again.fields == (Field.GIVEN_NAMES, None, Field.SURNAMES)
