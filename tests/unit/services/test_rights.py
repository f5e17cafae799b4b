"""The register of rights: every row says which, since when, from where, who answers and where to complain."""

from dataclasses import replace
from datetime import date

from estancia.law.rules import GRADES
from estancia.services import KINDS, Right, rights_on
from estancia.services.rights import register


def faults(rows: tuple[Right, ...]) -> list[str]:
    """The rows that lack something, name a kind of complaint nobody knows, or end before they begin."""
    return [
        right.code
        for right in rows
        if not (
            all(
                text.es.strip() and text.en.strip() for text in (right.title, right.says, right.answers, right.complain)
            )
            and right.source.strip()
            and right.grade in GRADES
            and right.complaint in KINDS
            and (right.until is None or right.until > right.from_)
        )
    ]


def test_every_right_is_whole() -> None:
    assert faults(register()) == []


def test_a_planted_right_without_source_grade_or_complaint_is_seen() -> None:
    right = register()[0]
    for planted in (replace(right, source=" "), replace(right, grade="sure"), replace(right, complaint="spite")):
        assert faults((planted,)) == [right.code]


def test_no_two_rows_of_a_right_stand_on_one_day() -> None:
    today = [right.code for right in rights_on(date(2022, 3, 2))]
    assert len(today) == len(set(today))


def test_a_right_stands_from_its_day_until_the_day_before_its_end() -> None:
    def stands(on: date) -> bool:
        return "not_returned_to_origin" in {right.code for right in rights_on(on)}

    assert [
        stands(date(2021, 12, 1)),
        stands(date(2021, 12, 2)),
        stands(date(2022, 8, 7)),
        stands(date(2022, 8, 8)),
    ] == [
        False,
        True,
        True,
        False,
    ]


def test_a_few_rights_stand_on_every_paper() -> None:
    assert 3 <= len([right for right in rights_on(date(2019, 10, 2)) if right.short]) <= 7
