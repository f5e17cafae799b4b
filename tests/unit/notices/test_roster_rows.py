"""Rosters come with the dirt of years; each row is read for what it says, and each doubt with what mends it."""

import tomllib
import unicodedata
from datetime import date, time
from importlib.resources import files

import pytest

from estancia.notices.rosters import Field, Order, Proposal, still_to_ask
from estancia.notices.rosters.codes import masked
from estancia.notices.rosters.proposals import WORDS
from estancia.notices.rosters.rows_read import letters
from tests.unit.notices.rosters import HEADINGS, MARISOL, changed, codes, read

NUMBER, NAME, BORN, NATIONALITY, HEARING, HOUR, PLACE = range(7)


def test_a_clean_row_is_a_proposal_without_problems() -> None:
    (row,) = read(MARISOL)
    assert (row.number, row.problems) == (2, ())
    proposal = row.proposal
    assert (proposal.notice_number, proposal.name) == ("200000001", "Marisol Paz Mejía")
    assert (proposal.born_on, proposal.nationality) == (date(1990, 5, 17), "HND")
    assert (proposal.hearing_on, proposal.hearing_at, proposal.hearing_place) == (
        date(2019, 10, 25),
        time(12, 30),
        "ENP",
    )


def test_a_proposal_holds_no_request_and_no_outcome() -> None:
    words = {
        name for name in Proposal.__dataclass_fields__ if any(w in name for w in ("request", "outcome", "admit", "sex"))
    }
    assert words == set()


@pytest.mark.parametrize(
    ("written", "iso3"),
    [
        ("ES", "SLV"),
        ("es", "SLV"),
        (' "ES" ', "SLV"),
        ("HO", "HND"),
        ("GT", "GTM"),
        ("NU", "NIC"),
        ("DO", "DMA"),
        ("DR", "DOM"),
        ("SLV", "SLV"),
        ("El Salvador", "SLV"),
        ("HONDUREÑA", "HND"),
        ("Haití", "HTI"),
        ("cuban", "CUB"),
        ("Spain", "ESP"),
        ("España", "ESP"),
        ("HN", "HND"),
        ("UK", "GBR"),
    ],
)
def test_a_nationality_is_eoirs_code_or_a_name_in_either_language(written: str, iso3: str) -> None:
    (row,) = read(changed(NATIONALITY, written))
    assert (row.proposal.nationality, codes(row)) == (iso3, [])


def test_a_planted_reading_of_eoirs_codes_as_isos_would_be_seen() -> None:
    import pycountry

    (row,) = read(changed(NATIONALITY, "ES"))
    assert row.proposal.nationality != pycountry.countries.get(alpha_2="ES").alpha_3


@pytest.mark.parametrize(
    ("written", "code"), [("??", []), ("UN", []), ("NULL", []), ("Atlantis", ["nationality_unknown"])]
)
def test_an_unknown_nationality_is_not_known(written: str, code: list[str]) -> None:
    (row,) = read(changed(NATIONALITY, written))
    assert (row.proposal.nationality, codes(row)) == (None, code)


def test_codes_that_mean_two_countries_are_not_taken_where_the_column_speaks_iso() -> None:
    one, other = read(changed(NATIONALITY, "HN"), ("A200000002", *changed(NATIONALITY, "ES")[1:]))
    assert (one.proposal.nationality, codes(other)) == ("HND", ["nationality_two_meanings"])
    assert other.proposal.nationality is None


@pytest.mark.parametrize(
    "written",
    [
        "2019-10-25",
        "2019-10-25 00:00:00.000",
        "25/10/2019",
        "25-10-2019",
        "25.10.2019",
        "10/25/2019",
        "25 de octubre de 2019",
        "viernes 25 de octubre del 2019",
        "October 25, 2019",
        "25-OCT-2019",
        "Oct. 25th 2019",
        "20191025",
        "43763",
        "43763.52",
    ],
)
def test_one_day_in_many_styles_is_one_day(written: str) -> None:
    (row,) = read(changed(HEARING, written))
    assert (row.proposal.hearing_on, codes(row)) == (date(2019, 10, 25), [])


def test_day_or_month_first_is_decided_by_the_whole_column() -> None:
    second = ("A200000002", *changed(HEARING, "04/03/2020")[1:])
    for settling, expected in (("25/10/2019", date(2020, 3, 4)), ("10/25/2019", date(2020, 4, 3))):
        assert read(changed(HEARING, settling), second)[1].proposal.hearing_on == expected


def test_a_column_that_nothing_settles_takes_no_day_and_asks() -> None:
    (row,) = read(changed(HEARING, "04/03/2020"))
    assert (row.proposal.hearing_on, codes(row)) == (None, ["day_or_month_first"])
    (chosen,) = read(changed(HEARING, "04/03/2020"), orders={Field.HEARING_ON: Order.MONTH_FIRST})
    assert (chosen.proposal.hearing_on, codes(chosen)) == (date(2020, 4, 3), [])


def test_a_column_that_mixes_both_orders_asks_only_where_it_matters() -> None:
    days = ("25/10/2019", "10/25/2019", "04/03/2020", "04/04/2020")
    rows = read(*((f"A20000000{n}", *changed(HEARING, day)[1:]) for n, day in enumerate(days)))
    assert [codes(row) for row in rows] == [[], [], ["day_or_month_first"], ["hearing_on_weekend"]]


def test_day_numbers_count_from_the_calendar_the_file_names() -> None:
    assert read(changed(HEARING, "42301"), starts_1904=True)[0].proposal.hearing_on == date(2019, 10, 25)
    (row,) = read(changed(HEARING, "43763"), starts_1904=None)
    assert (row.proposal.hearing_on, codes(row)) == (date(2019, 10, 25), ["calendar_not_said"])


@pytest.mark.parametrize(
    ("place", "written", "code"),
    [
        (HEARING, "31/09/2019", "day_does_not_exist"),
        (HEARING, "soon", "day_unreadable"),
        (HEARING, "25/10/2091", "day_not_plausible"),
        (HEARING, "25/10/19", "century_assumed"),
        (HEARING, "27/10/2019", "hearing_on_weekend"),
        (BORN, "17/05/2035", "birth_not_possible"),
        (BORN, "17/05/1850", "birth_not_possible"),
        (HOUR, "25:00", "hour_unreadable"),
        (HOUR, "03:30", "hour_at_night"),
        (PLACE, "QQQ", "hearing_place_unknown"),
        (PLACE, "2025-02-27 10:43:03.530", "date_in_code_field"),
        (NATIONALITY, "1/2002", "nationality_unknown"),
        (NATIONALITY, "2015-10-26 00:00:00.000", "date_in_code_field"),
        (NUMBER, "12345", "number_unreadable"),
        (NUMBER, "A2OOOOOO1", "number_like_letters"),
        (NUMBER, "", "number_missing"),
        (NAME, "", "name_missing"),
        (NAME, "MarÃ\xada Paz", "name_garbled"),
        (NAME, "Marisol 45", "name_has_digits"),
        (NAME, "Mari\u202esol Paz", "hidden_characters"),
        (NAME, "Mari\x00sol", "hidden_characters"),
    ],
)
def test_each_kind_of_dirt_is_named_in_its_cell_in_both_languages(place: int, written: str, code: str) -> None:
    (row,) = read(changed(place, written))
    assert codes(row) == [code]
    assert row.problems[0].cell == f"{letters(place=place)}2"
    assert row.problems[0].heading == HEADINGS[place]
    assert row.problems[0].sentence.es != row.problems[0].sentence.en


@pytest.mark.parametrize("written", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-HYPERLINK(1)", "\t=1+1"])
def test_text_that_a_spreadsheet_would_run_is_not_taken_as_a_name(written: str) -> None:
    (row,) = read(changed(NAME, written))
    assert (row.proposal.name, codes(row)) == ("", ["looks_like_formula", "name_missing"])
    assert row.to_mend


@pytest.mark.parametrize(
    "written", ["A 200-000-001", "200 000 001", "a200000001", "A#200000001", '"A200000001"', "200000001"]
)
def test_a_notice_number_is_its_nine_figures(written: str) -> None:
    assert read(changed(NUMBER, written))[0].proposal.notice_number == "200000001"


def test_eight_figures_are_the_older_numbers_whose_zero_the_spreadsheet_ate() -> None:
    assert read(changed(NUMBER, "87654321"))[0].proposal.notice_number == "087654321"


def test_a_notice_number_is_shown_by_its_last_figures_only() -> None:
    assert masked(number="200000001") == "•••••0001"
    assert read(MARISOL)[0].proposal.number_shown == "•••••0001"


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("0830", time(8, 30)),
        ("8:30", time(8, 30)),
        ("8:30 AM", time(8, 30)),
        ("12:30 p. m.", time(12, 30)),
        ("1 pm", time(13)),
        ("08:30:00", time(8, 30)),
        ("0.3541666667", time(8, 30)),
        ("1300", time(13)),
        ("13:00 hrs", time(13)),
    ],
)
def test_an_hour_in_many_styles_is_one_hour(written: str, at: time) -> None:
    assert read(changed(HOUR, written))[0].proposal.hearing_at == at


def test_an_hour_beside_its_date_is_taken_where_no_column_gives_hours() -> None:
    headings = ("A-Number", "Name", "Hearing date")
    (row,) = read(("A200000001", "Ana", "2019-10-25T08:30:00"), headings=headings)
    assert (row.proposal.hearing_on, row.proposal.hearing_at) == (date(2019, 10, 25), time(8, 30))
    assert read(("A200000001", "Ana", "2019-10-25 00:00:00"), headings=headings)[0].proposal.hearing_at is None


def test_composed_and_decomposed_letters_are_one_name() -> None:
    spread = unicodedata.normalize("NFD", MARISOL[NAME])
    assert spread != MARISOL[NAME]
    assert read(changed(NAME, spread))[0].proposal == read(MARISOL)[0].proposal


def test_two_surnames_in_their_columns_are_one_name() -> None:
    headings = ("No. de aviso", "Nombre(s)", "Apellido paterno", "Apellido materno")
    (row,) = read(("A200000001", "Ana Lucía", "Núñez", "de la O"), headings=headings)
    assert row.proposal.name == "Ana Lucía Núñez de la O"


def test_a_name_with_a_comma_is_said_as_it_is_spoken() -> None:
    assert read(changed(NAME, "PAZ MEJÍA, MARISOL"))[0].proposal.name == "MARISOL PAZ MEJÍA"


def test_a_shifted_row_is_mended_and_never_guessed() -> None:
    shifted = (MARISOL[0], "", *MARISOL[1:])
    (row,) = read(shifted)
    assert "row_shifted" in codes(row)
    assert row.to_mend
    inside = (MARISOL[0], MARISOL[1], MARISOL[3], MARISOL[2], MARISOL[6], MARISOL[4])
    assert "row_shifted" in codes(read(inside)[0])


def test_a_closed_case_with_a_date_is_seen_in_a_roster_too() -> None:
    headings = (*HEADINGS, "Estado del caso")
    assert codes(read((*MARISOL, "Cerrado"), headings=headings)[0]) == ["closed_case_with_a_date"]
    assert codes(read((*MARISOL, "Pendiente"), headings=headings)[0]) == []


def test_a_port_that_does_not_lead_to_the_court_is_a_doubt() -> None:
    headings = (*HEADINGS, "Puerto")
    assert codes(read((*MARISOL, "El Paso"), headings=headings)[0]) == []
    assert codes(read((*MARISOL, "San Ysidro"), headings=headings)[0]) == ["place_not_by_this_port"]


def test_what_is_still_to_be_asked_is_the_request_first_whatever_the_list_says() -> None:
    asked = [sentence.en for sentence in still_to_ask(proposal=read(MARISOL)[0].proposal)]
    assert asked[0].startswith("Ask the person, in their language, whether they ask to be admitted")
    assert len(still_to_ask(proposal=read(changed(BORN, ""))[0].proposal)) == len(asked) + 1


def test_the_real_dirt_of_the_courts_own_tables_breaks_nothing() -> None:
    dirt = [
        "",
        " ",
        "0900",
        "1/2002",
        "??",
        "'",
        '"',
        "2026-07-13 00:00:00.000",
        "N",
        "rmv",
        "\t",
        "O'Neil",
        "nan",
        "-",
        "0",
    ]
    rows = [(MARISOL[0], MARISOL[1], *[value] * 5) for value in dirt]
    assert len(read(*rows)) == len(dirt)


def test_every_country_eoir_names_has_one_iso_code_and_the_unknown_none() -> None:
    import pycountry

    table = tomllib.loads(files("estancia.notices.rosters").joinpath("nationalities.toml").read_text("utf-8"))
    iso3 = {country.alpha_3 for country in pycountry.countries}
    assert set(table["eoir"].values()) <= iso3
    assert set(table["unknown"]) & set(table["eoir"]) == set()


def test_no_sentence_carries_a_place_for_a_persons_fact() -> None:
    assert [code for code, sentence in WORDS.items() if "{" in (sentence.es + sentence.en).replace("{rows}", "")] == []
