"""Before anything changes, each row is set beside what is known: new, changed, the same, doubtful, or to be mended."""

from time import process_time

import pytest

from estancia.notices.rosters import Proposal, RowRead, Standing, preview
from tests.unit.notices.rosters import HEADINGS, MARISOL, changed, read

NAME, BORN, HEARING = 1, 2, 4
LETTERS = str.maketrans("0123456789", "abcdefghij")


def known(*rows: RowRead) -> dict[str, Proposal]:
    return {row.proposal.key: row.proposal for row in rows}


def standing(row: tuple[str, ...], *before: tuple[str, ...]) -> tuple[Standing, tuple[str, ...], str]:
    (one,) = preview(rows=read(row), known=known(*read(*before)) if before else {}).rows
    return one.standing, one.differs, one.doubt


def test_a_person_nobody_knows_is_new() -> None:
    assert standing(MARISOL) == (Standing.NEW, (), "")


def test_the_same_row_again_is_the_same() -> None:
    assert standing(MARISOL, MARISOL) == (Standing.SAME, (), "")


def test_another_hearing_day_is_a_change_and_says_which() -> None:
    assert standing(changed(HEARING, "30/10/2019"), MARISOL) == (Standing.CHANGED, ("hearing_on",), "")


def test_what_the_new_list_leaves_out_is_no_change() -> None:
    assert standing(changed(HEARING, ""), MARISOL)[0] is Standing.SAME


def test_one_number_with_quite_another_name_is_doubtful() -> None:
    assert standing(changed(NAME, "Eva Cruz"), MARISOL) == (Standing.DOUBTFUL, ("name",), "another_name")
    assert standing(changed(NAME, "Marisol Mejia"), MARISOL)[0] is Standing.CHANGED


def test_a_row_without_number_that_looks_known_is_for_a_person_to_decide() -> None:
    row = ("", *MARISOL[1:])
    assert (
        standing((*changed(HEARING, "30/10/2019")[:0], "", *changed(HEARING, "30/10/2019")[1:]), row)[0]
        is Standing.DOUBTFUL
    )
    assert standing(row)[0] is Standing.DOUBTFUL


def test_a_row_that_names_nobody_is_mended_before_anything_else() -> None:
    assert standing(changed(NAME, ""), MARISOL)[0] is Standing.TO_MEND


@pytest.mark.parametrize("rows", [100_000])
def test_a_hundred_thousand_rows_are_read_and_previewed_in_a_few_seconds_of_one_core(rows: int) -> None:
    many = [
        (
            f"A{200_000_000 + n}",
            f"Ana Paz{n % 97} Mejía".translate(LETTERS),
            f"{n % 28 + 1:02}/05/19{60 + n % 40}",
            ("HO", "ES", "GT", "nu")[n % 4],
            f"{('25', '22', '23')[n % 3]}/10/2019",
            "12:30",
            "ENP",
        )
        for n in range(rows)
    ]
    began = process_time()
    first = read(*many, headings=HEADINGS)
    again = preview(rows=first, known=known(*first))
    assert again.counts == {kind: rows if kind is Standing.SAME else 0 for kind in Standing}
    assert process_time() - began < 12  # about 2 s on a quiet machine
