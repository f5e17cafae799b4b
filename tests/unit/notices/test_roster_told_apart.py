"""Two rows of one list under one number: told twice, or laid side by side until a person tells them apart."""

import pytest

from estancia.notices.rosters import RowsRead, propose_columns, read_rows
from estancia.notices.rosters.telling_apart import MOST_TOGETHER, another_person, told_apart
from tests.unit.notices.rosters import HEADINGS, MARISOL, TODAY, changed, codes, read, sheet

NUMBER, NAME, BORN, NATIONALITY, HEARING = range(5)
HER_SON = ("A200000001", "Nahúm Paz Mejía", "22/03/2012", *MARISOL[3:])
ONE_TWIN = ("", "Ana Luz Paz", "22/03/2012", *MARISOL[3:])
THE_OTHER = ("", "Eva Luz Paz", "22/03/2012", *MARISOL[3:])


def rows_read(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> RowsRead:
    given = sheet(*rows, headings=headings)
    return read_rows(sheet=given, columns=propose_columns(sheet=given, remembered={}), today=TODAY)


def test_a_row_told_twice_is_no_doubt_and_counts_once() -> None:
    rows = rows_read(MARISOL, HER_SON, MARISOL)
    assert rows.together.again == {2: 0}
    assert codes(rows[2]) == []


def test_two_rows_of_one_number_name_each_other_in_the_sentence_that_mends_them() -> None:
    one, other = read(MARISOL, HER_SON)
    assert [codes(row) for row in (one, other)] == [["same_number"]] * 2
    for row in (one, other):
        assert "2, 3" in row.problems[0].sentence.es
        assert "2, 3" in row.problems[0].sentence.en
        assert MARISOL[NUMBER] not in row.problems[0].sentence.en


def test_without_numbers_two_of_one_name_and_birth_are_doubtful_too() -> None:
    headings = ("Nombre completo", "Fecha de nacimiento", "Sede")
    one, other = read(("Ana Paz", "1/1/1990", "ENP"), ("Ana  Paz", "1/1/1990", "SND"), headings=headings)
    assert [codes(one), codes(other)] == [["same_name"]] * 2


def test_without_numbers_what_was_not_read_may_be_all_that_parts_two_people() -> None:
    headings = ("Nombre completo", "Fecha de nacimiento", "Observaciones")
    rows = rows_read(("Ana Paz", "1/1/1990", "con su madre"), ("Ana Paz", "1/1/1990", "sola"), headings=headings)
    assert (rows.together.again, [codes(row) for row in rows]) == ({}, [["same_name"]] * 2)


def test_twins_do_not_share_a_key() -> None:
    assert len(set(rows_read(ONE_TWIN, THE_OTHER).keys)) == 2
    one, other = (rows_read((MARISOL[0], *twin[1:]))[0].proposal for twin in (ONE_TWIN, THE_OTHER))
    assert len(set(told_apart(group={0: one, 1: other}, known={}).values())) == 2


def test_a_planted_key_by_the_number_alone_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from estancia.notices.rosters import telling_apart

    monkeypatch.setattr(telling_apart, "key_of_its_own", lambda *, proposal, **_: proposal.key)
    with pytest.raises(AssertionError):
        test_twins_do_not_share_a_key()


def test_keys_are_the_same_in_the_next_list_whatever_the_order_of_its_rows() -> None:
    mother, son = (row.proposal for row in read(MARISOL, HER_SON))
    first = told_apart(group={0: mother, 1: son}, known={})
    known = {first[0]: mother, first[1]: son}
    assert told_apart(group={0: son, 1: mother}, known=known) == {0: first[1], 1: first[0]}


def test_a_name_in_common_and_another_birth_is_another_person() -> None:
    mother, son = (read(row)[0].proposal for row in (MARISOL, HER_SON))
    respelt = read(changed(NAME, "Marizol Paz Mejia"))[0].proposal
    assert another_person(now=son, before=mother)
    assert not another_person(now=respelt, before=mother)


def test_a_number_that_fills_a_column_is_mended_and_not_laid_side_by_side() -> None:
    many = [changed(NAME, f"Ana {'abcdefghij'[n // 10]}{'klmnopqrst'[n % 10]}") for n in range(MOST_TOGETHER + 1)]
    rows = read(*many)
    assert all(codes(row) == ["shared_by_many"] and row.to_mend for row in rows)
