"""The register of clauses is whole, honest, and quotes what the documents say."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from estancia.law.clauses import (
    KEPT_IN_WORDS,
    LONGEST_QUOTATION_WORDS,
    Clause,
    Kept,
    Source,
    all_clauses,
    clauses_for_rule,
    clauses_of,
    counts,
    digest_of_quotations,
    plain_text,
    sources,
)

BESIDE_THE_CHECKOUT = Path(__file__).parents[3].parent / "shared" / "sources"
CLAUSES = pytest.mark.parametrize("clause", all_clauses(), ids=lambda clause: clause.id)
SOURCES = pytest.mark.parametrize("source", sources(), ids=lambda source: source.key)


def text_of(begins: str) -> str:
    (document,) = BESIDE_THE_CHECKOUT.glob(f"{begins}_*.txt")
    return plain_text(text=document.read_text(encoding="utf-8"))


def quoted_wrongly(clauses: tuple[Clause, ...], text: str) -> list[str]:
    return [clause.id for clause in clauses if plain_text(text=clause.quotation) not in text]


@CLAUSES
def test_every_clause_has_a_short_quotation_a_mission_row_and_both_sentences(clause: Clause) -> None:
    assert 0 < len(clause.quotation.split()) <= LONGEST_QUOTATION_WORDS
    assert clause.rows
    assert all(re.fullmatch(r"M([1-9]|1\d|20)", row) for row in clause.rows)
    assert "" not in (clause.asks.es, clause.asks.en)
    assert clause.asks.es != clause.asks.en


@CLAUSES
def test_a_clause_that_is_not_fully_kept_says_what_is_missing(clause: Clause) -> None:
    assert (clause.still is None) == (clause.kept is Kept.KEPT)


@CLAUSES
def test_a_clause_said_to_be_begun_or_kept_names_a_test_and_one_not_yet_names_none(clause: Clause) -> None:
    assert bool(clause.tests) == (clause.kept is not Kept.NOT_YET)


def test_no_two_clauses_share_an_id() -> None:
    ids = [clause.id for clause in all_clauses()]
    assert len(ids) == len(set(ids))


@CLAUSES
def test_an_id_begins_with_the_key_of_its_source(clause: Clause) -> None:
    assert re.fullmatch(rf"{clause.source}-\d[a-z]", clause.id)
    assert clause.source in {source.key for source in sources()}


@SOURCES
def test_every_paragraph_of_every_source_is_represented(source: Source) -> None:
    assert {clause.paragraph for clause in clauses_of(source=source.key)} == set(source.paragraphs)


def test_the_four_numbered_commitments_of_2018_each_have_clauses() -> None:
    covered = {clause.paragraph for clause in clauses_of(source="SRE-2018")}
    assert {"1", "2", "3", "4"} <= covered


def test_every_row_of_the_mission_comes_from_some_clause() -> None:
    assert {row for clause in all_clauses() for row in clause.rows} == {f"M{number}" for number in range(1, 21)}


@SOURCES
def test_the_quotations_are_those_last_compared_with_the_document(source: Source) -> None:
    quotations = [clause.quotation for clause in clauses_of(source=source.key)]
    assert digest_of_quotations(quotations=quotations) == source.quotations_sha256


@SOURCES
def test_every_quotation_stands_in_its_document_word_for_word(source: Source) -> None:
    """The documents are not ours to copy; where they lie beside the checkout every word is compared.

    Elsewhere the digest above stands for that comparison, so here only the planted fault is checked.
    """
    found = clauses_of(source=source.key)
    beside = BESIDE_THE_CHECKOUT.is_dir()
    text = text_of(source.begins) if beside else " ".join(plain_text(text=clause.quotation) for clause in found)
    assert quoted_wrongly(found, text) == []


def test_a_quotation_with_one_word_changed_is_caught() -> None:
    clause = clauses_of(source="SRE-2018")[0]
    changed = replace(clause, quotation="return Mexican individuals")
    assert quoted_wrongly((changed,), plain_text(text=clause.quotation)) == [clause.id]
    assert digest_of_quotations(quotations=[changed.quotation]) != digest_of_quotations(quotations=[clause.quotation])


def test_the_copy_repeats_every_clause_of_the_letter_and_is_counted_once() -> None:
    letter, copy = clauses_of(source="CSO-2018"), clauses_of(source="CSO-2018-COPY")
    assert [clause.same_as for clause in copy] == [clause.id for clause in letter]
    assert sum(counts().values()) == len(all_clauses()) - len(copy)


def test_counts_name_every_degree_and_each_degree_has_words() -> None:
    assert set(counts()) == set(Kept) == set(KEPT_IN_WORDS)


def test_a_rule_leads_back_to_the_clauses_it_serves() -> None:
    assert "SRE-2021-5d" in {clause.id for clause in clauses_for_rule(rule="MX2-VUL")}
    assert clauses_for_rule(rule="NO-SUCH-RULE") == ()
