"""A roster through the pages: uploaded, its columns mended, looked at, kept; and whom nobody has heard yet."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from estancia.casework import roster_staging
from estancia.notices.rosters.refusals import WORDS
from tests.faults.hostile_files import every_file
from tests.integration.web.window import Shown, Window

HEADINGS = "A-Number,Nombre completo,Fecha de nacimiento,Nacionalidad,Familia,Fecha de audiencia,Sede"
MARISOL = "A200000001,Marisol Paz Mejía,17/05/1990,HO,F1,25/11/2019,SND"
HER_SON = "A200000002,Nahúm Paz Mejía,02/03/2012,HO,F1,25/11/2019,SND"
NO_NAME = "A200000003,,17/05/1990,ES,,25/11/2019,SND"
WEEKEND = "A200000004,Eva Cruz,17/05/1990,ES,,23/11/2019,SND"


def csv(*rows: str, headings: str = HEADINGS, name: str = "lista.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([headings, *rows]).encode())


def uploaded(window: Window, *rows: str, **more: str) -> Shown:
    """Upload a list and stand at its columns."""
    return window.send("/rosters/upload/", {"file": csv(*rows, **more)})


def looked_at(window: Window, *rows: str, **more: str) -> Shown:
    """Upload, take the columns as proposed, and stand before the rows."""
    return window.fill(uploaded(window, *rows, **more), {}, holding="column_0")


def kept(window: Window, *rows: str) -> Shown:
    page = looked_at(window, *rows)
    return window.send(page.address + "keep/", {})


@pytest.fixture
def desk(world: Any, at: Callable[..., Window]) -> Window:
    return at(world.desk)


def test_a_list_is_uploaded_its_columns_proposed_its_rows_counted_and_kept(desk: Window) -> None:
    page = uploaded(desk, MARISOL, HER_SON)
    assert page.heading == "Qué contiene cada columna"
    assert "Marisol Paz Mejía" in page.text
    page = desk.fill(page, {}, holding="column_0")
    assert page.heading == "Revise antes de guardar la lista"
    assert "Guardar la lista: 2 renglones" in page.text
    assert "si pide ser admitida" in page.text
    page = desk.send(page.address + "keep/", {})
    assert page.heading == "La lista quedó guardada"


def test_who_may_already_be_on_file_stands_beside_the_row_until_somebody_says_otherwise(
    world: Any, now: datetime, desk: Window
) -> None:
    from tests.integration.casework.world import adult, hand_in

    member = adult("Marisol Pas Mexía", born_day="17", born_month="5", born_year="1990", nationality="HND")
    on_file = hand_in(by=world.desk, now=now, members=[member, adult("Nahúm Ordóñez")]).members[0].reference
    page = looked_at(desk, MARISOL)
    assert f'href="/people/{on_file}/"' in page.html
    for said in ("Quizá ya tiene expediente", "Algún nombre suena igual", "Nahúm Ordóñez"):
        assert said in page.text
    apart = desk.send(f"{page.address}rows/2/apart/", {"other": on_file})
    assert f'href="/people/{on_file}/"' not in apart.html


def test_a_column_nobody_knows_is_said_by_hand_and_remembered(desk: Window) -> None:
    headings = "A-Number,Nombre completo,Cuándo,Zona"
    page = uploaded(desk, "A200000001,Marisol Paz,25/11/2019,SND", headings=headings)
    page = desk.fill(page, {"column_2": "hearing_on", "column_3": "hearing_place"}, holding="column_0")
    assert "La lista dice: audiencia lun 25 nov 2019 (SND)" in page.text
    again = uploaded(desk, "A200000009,Rosa Luz,26/11/2019,SND", headings=headings)
    assert "la última vez" in again.text
    assert again.html.count('value="hearing_on" selected') == 1


def test_two_columns_that_would_hold_the_same_are_asked_again_and_what_was_said_stays(desk: Window) -> None:
    page = uploaded(desk, MARISOL)
    page = desk.fill(page, {"column_6": "name"}, holding="column_0")
    assert page.status == 422
    assert "Dos columnas dicen contener lo mismo" in page.text
    assert page.html.count('value="name" selected') == 2


def test_two_columns_under_one_heading_bear_their_letters_and_each_is_chosen(desk: Window) -> None:
    headings = "A-Number,Nombres,Apellido,Apellido"
    page = uploaded(desk, "A200000001,Marisol,Paz,Mejía", headings=headings)
    assert [word in page.text for word in ("Apellido (C)", "Apellido (D)", "Nombres (B)")] == [True, True, False]
    page = desk.fill(page, {"column_2": "second_surname", "column_3": "first_surname"}, holding="column_0")
    assert "Marisol Mejía Paz" in page.text


def test_each_wrong_row_shows_its_cell_what_it_holds_and_the_sentence_that_mends_it(desk: Window) -> None:
    page = looked_at(desk, MARISOL, NO_NAME, "A200000005,=cmd(),17/05/1990,ES,,25/11/2019,SND")
    assert page.address.endswith("/")
    assert "B3" in page.text
    assert "Falta el nombre" in page.text
    assert "=cmd()" in page.text
    assert "parece una fórmula" in page.text


def test_a_doubtful_row_counts_only_when_it_was_accepted(desk: Window) -> None:
    page = looked_at(desk, WEEKEND)
    assert "sábado o domingo" in page.text
    assert "Todavía no se puede guardar nada" in page.text
    assert "Guardar la lista" not in page.text
    page = desk.fill(page, {"row": "2"}, holding="row")
    assert "Guardar la lista: 1 renglón" in page.text


def test_two_rows_of_one_number_are_laid_side_by_side_and_both_are_kept_when_both_are_ticked(desk: Window) -> None:
    page = looked_at(desk, MARISOL, HER_SON.replace("A200000002", "A200000001"), MARISOL)
    assert "Los renglones 2, 3 tienen el mismo número de aviso" in page.text
    assert page.text.count("Al lado") == 2
    assert "Dos veces (1)" in page.text
    assert "dice lo mismo que el renglón 2" in desk.open(page.address + "?rows=repeated").text
    page = desk.fill(page, {"row": ["2", "3"]}, holding="row")
    desk.send(page.address + "keep/", {})
    listed = desk.open("/rosters/not-admitted/").text
    assert "Marisol Paz Mejía" in listed
    assert "Nahúm Paz Mejía" in listed


TWO_WAYS = "A200000006,Luz Mejía,03/04/1990,HO,,04/11/2019,SND"


def test_dates_that_read_two_ways_are_settled_on_the_page_of_the_rows_a_column_at_a_time(desk: Window) -> None:
    page = looked_at(desk, TWO_WAYS, headings=HEADINGS.replace("Fecha de audiencia", "Hearing date"))
    assert "Fechas que se pueden leer de dos maneras" in page.text
    assert "«Fecha de nacimiento», como en 03/04/1990" in page.text
    assert "arriba en esta página" in page.text
    unsaid = desk.fill(page, {}, holding="order_born_on")
    assert (unsaid.status, "Falta esta respuesta" in unsaid.text) == (422, True)
    page = desk.fill(page, {"order_born_on": "day_first"}, holding="order_born_on")
    assert "Nacimiento mar 3 abr 1990" in page.text
    assert "«Hearing date», como en 04/11/2019" in page.text
    page = desk.fill(page, {"order_hearing_on": "month_first"}, holding="order_hearing_on")
    assert "audiencia jue 11 abr 2019" in page.text
    assert "dos maneras" not in page.text
    assert desk.send(page.address + "keep/", {}).heading == "La lista quedó guardada"


def test_what_comes_first_may_be_said_with_the_columns_each_by_itself(desk: Window) -> None:
    page = uploaded(desk, TWO_WAYS)
    holds = {"column_2": "born_on", "column_5": "hearing_on"}  # as a browser sends what was chosen already
    said = holds | {"order_2": "day_first", "order_5": "month_first"}
    page = desk.fill(page, said, holding="column_0")
    assert "Nacimiento mar 3 abr 1990" in page.text
    assert "audiencia jue 11 abr 2019" in page.text


def test_a_column_that_settles_itself_is_not_asked_of(desk: Window) -> None:
    page = uploaded(desk, MARISOL, TWO_WAYS)
    assert "order_" not in page.html


def test_what_changed_shows_before_and_now(desk: Window) -> None:
    kept(desk, MARISOL)
    page = looked_at(desk, MARISOL.replace("25/11/2019", "26/11/2019"))
    assert "lun 25 nov 2019" in page.text
    assert "mar 26 nov 2019" in page.text
    assert "Cambiados (1)" in page.text


def test_a_list_with_nothing_but_rows_to_mend_is_to_be_mended_first(desk: Window) -> None:
    page = looked_at(desk, NO_NAME)
    assert "Primero corrija los renglones en el archivo" in page.text
    assert "Subir la lista corregida" in page.text
    assert "Guardar la lista" not in page.text


def test_after_keeping_what_was_left_out_is_counted_and_listed(desk: Window) -> None:
    page = kept(desk, MARISOL, WEEKEND, NO_NAME)
    assert "2 renglones quedaron fuera" in page.text
    assert "Falta el nombre" in page.text
    assert "sábado o domingo" in desk.open(page.address + "?rows=doubtful").text
    assert "quedaron fuera" not in kept(desk, HER_SON).text


def test_the_sheets_of_a_workbook_that_were_not_read_are_named_with_what_to_do(desk: Window) -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Lunes")
        sheet.write_row(0, 0, HEADINGS.split(","))
        sheet.write_row(1, 0, MARISOL.split(","))
        workbook.add_worksheet("Martes")
    page = desk.send("/rosters/upload/", {"file": SimpleUploadedFile("x.xlsx", book.getvalue())})
    for shown in (page, desk.fill(page, {}, holding="column_0")):
        assert "Quedó sin leer 1 hoja más: Martes" in shown.text
        assert "guárdela como archivo aparte" in shown.text


def test_the_same_list_again_says_that_nothing_is_new(desk: Window) -> None:
    kept(desk, MARISOL, HER_SON)
    page = looked_at(desk, MARISOL, HER_SON)
    assert "No hay nada nuevo" in page.text
    assert desk.send(page.address + "keep/", {}).status == 200


def test_keeping_twice_keeps_once_and_a_kept_list_is_not_let_go(desk: Window) -> None:
    page = kept(desk, MARISOL)
    assert desk.send(page.address + "keep/", {}).heading == "La lista quedó guardada"
    assert desk.send(page.address + "drop/", {}).status == 409


def test_a_list_overtaken_by_another_says_so_when_it_opens_and_offers_no_keeping(desk: Window) -> None:
    waiting = looked_at(desk, MARISOL)
    assert "Guardar la lista" in waiting.text
    kept(desk, HER_SON)
    page = desk.open(waiting.address)
    assert "ya no se puede guardar" in page.text
    assert "Guardar la lista" not in page.text
    assert "Subir la lista otra vez" in page.text


def test_a_long_list_waits_for_the_worker_and_its_page_says_how_far(
    desk: Window, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("estancia.web.rosters.views.FEW_ROWS", 1)
    page = looked_at(desk, MARISOL, HER_SON)
    assert page.heading == "La lista se está leyendo"
    assert '<meta http-equiv="refresh"' in page.html
    roster_staging.stage_waiting(now=now)
    assert "Nuevos (2)" in desk.open(page.address).text


def test_no_file_and_a_hostile_one_are_named_beside_the_question_and_leave_nothing(desk: Window) -> None:
    assert "No llegó ningún archivo" in desk.send("/rosters/upload/", {}).text
    ends = [sentence.es.rpartition("}")[2] for sentence in WORDS.values()]  # whole, or what follows a row and column
    for file in every_file()[::25]:
        sent = SimpleUploadedFile(f"x.{file.suffix}", file.content)
        page = desk.send("/rosters/upload/", {"file": sent})
        assert page.status == 422, file.name
        assert any(said in page.text for said in ends) or "No llegó" in page.text, file.name
    assert "no se ha subido ninguna lista" in desk.open("/rosters/").text


def test_a_cell_too_long_is_named_by_row_and_column_beside_the_question(desk: Window) -> None:
    page = uploaded(desk, MARISOL, NO_NAME.replace("SND", "x" * 1_001))
    assert (page.status, "La casilla de la fila 3, columna G, tiene un texto demasiado largo" in page.text) == (
        422,
        True,
    )


def test_whom_nobody_has_heard_is_counted_listed_and_heard_with_the_list_as_a_claim(desk: Window) -> None:
    kept(desk, MARISOL, HER_SON)
    assert "2 Personas propuestas por la contraparte" in desk.open("/my-work/").text
    page = desk.open("/rosters/not-admitted/?heard=no")
    assert page.heading == "Estados Unidos dice «inscrita»; México no ha admitido"
    hear = next(form.action for form in page.forms() if form.action.endswith("/rows/2/hear/"))
    intake = desk.send(hear, {})
    assert intake.address.endswith("/language/")
    draft = intake.address.split("/")[2]
    family = desk.open(f"/intake/{draft}/family/")
    assert "Es un dicho" in family.text
    assert 'value="2"' in family.html
    name = desk.open(f"/intake/{draft}/name/1/")
    assert 'value="Marisol Paz Mejía"' in name.html
    assert desk.send(hear, {}).address == intake.address
    assert "En entrevista" in desk.open("/rosters/not-admitted/").text
    assert "Personas propuestas por la contraparte" not in desk.open("/my-work/").text


def test_a_list_answers_nothing_in_the_place_of_the_person(desk: Window) -> None:
    kept(desk, MARISOL)
    page = desk.open("/rosters/not-admitted/")
    hear = next(form.action for form in page.forms() if form.action.endswith("/hear/"))
    draft = desk.send(hear, {}).address.split("/")[2]
    assert "Marisol" not in desk.open(f"/intake/{draft}/check/").text


@pytest.mark.parametrize("stranger", ["other_desk", "other_protector", "observer", "administrator", "lawyer"])
def test_a_stranger_reaches_no_list(world: Any, at: Callable[..., Window], stranger: str) -> None:
    page = looked_at(at(world.desk), MARISOL)
    outside = at(getattr(world, stranger))
    for address in (page.address, page.address + "columns/"):
        assert outside.open(address).status in (403, 404)
    for deed in ("keep/", "drop/", "accept/", "order/"):
        assert outside.send(page.address + deed, {"row": "2", "order_born_on": "day_first"}).status in (403, 404)
