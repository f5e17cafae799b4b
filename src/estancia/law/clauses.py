"""Which sentences of the five public documents bind this house, and where each one is kept.

The register is data (`data/clauses.toml`): a short attributed quotation, what it asks in our own
words, the row of the mission it belongs to, and the rules, pages and tests that keep it. What is
not kept says so, and says what will keep it. Nothing here decides anything about a person.
"""

import hashlib
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from estancia.wording import Sentence

LONGEST_QUOTATION_WORDS = 25

# A mark of emphasis is no word; curly and straight marks are one.
_ONE_OF_EACH_MARK: Mapping[int, str | None] = MappingProxyType(
    {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"', ord("*"): None}
)


class Kept(StrEnum):
    """How far a clause is kept."""

    KEPT = "kept"
    BEGUN = "begun"
    NOT_YET = "not_yet"


KEPT_IN_WORDS: Mapping[Kept, Sentence] = MappingProxyType(
    {
        Kept.KEPT: Sentence(es="Se cumple", en="Kept"),
        Kept.BEGUN: Sentence(es="Empezada", en="Begun"),
        Kept.NOT_YET: Sentence(es="Aún no", en="Not yet"),
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """One of the five documents.

    `begins` is how its file name begins; `dated` is an ISO date at the precision known (a month when
    the day is not confirmed); `same_as` names the source this one repeats; `quotations_sha256` is the
    digest of its quotations as they were last compared with the document itself.
    """

    key: str
    begins: str
    dated: str
    when: Sentence
    author: Sentence
    title: Sentence
    context: Sentence
    paragraphs: tuple[str, ...]
    quotations_sha256: str
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One operative clause: what is quoted, what it asks, and what keeps it.

    `still` says what is missing and is absent only when the clause is kept. `same_as` is the id of the
    clause this one repeats from another copy of the same document.
    """

    id: str
    source: str
    paragraph: str
    quotation: str
    asks: Sentence
    rows: tuple[str, ...]
    rules: tuple[str, ...]
    pages: tuple[str, ...]
    tests: tuple[str, ...]
    kept: Kept
    still: Sentence | None = None
    same_as: str | None = None


def all_clauses() -> tuple[Clause, ...]:
    """Give every clause, in the order of the documents; the second copy of the letter comes last."""
    return _register()[1]


def sources() -> tuple[Source, ...]:
    """Give the five documents, in their order."""
    return _register()[0]


def clauses_of(*, source: str) -> tuple[Clause, ...]:
    """Give the clauses of one document; empty when the key names none."""
    return tuple(clause for clause in all_clauses() if clause.source == source)


def clauses_for_rule(*, rule: str) -> tuple[Clause, ...]:
    """Give the clauses a rule helps to keep, copies left out; empty when it serves none."""
    return tuple(clause for clause in all_clauses() if rule in clause.rules and clause.same_as is None)


def counts() -> Mapping[Kept, int]:
    """Count the clauses by how far they are kept, a clause found in two copies counted once."""
    found = Counter(clause.kept for clause in all_clauses() if clause.same_as is None)
    return MappingProxyType({kept: found[kept] for kept in Kept})


def plain_text(*, text: str) -> str:
    """Make two printings of one text comparable: one kind of space, quotation mark and apostrophe, no emphasis."""
    composed = unicodedata.normalize("NFKC", text)
    straight = composed.translate(_ONE_OF_EACH_MARK)
    return " ".join(straight.split())


def digest_of_quotations(*, quotations: Iterable[str]) -> str:
    """Give the SHA-256 that ties a source to the quotations that were compared with it."""
    return hashlib.sha256("\n".join(plain_text(text=quotation) for quotation in quotations).encode()).hexdigest()


@cache
def _register() -> tuple[tuple[Source, ...], tuple[Clause, ...]]:
    table = tomllib.loads(files("estancia.law").joinpath("data/clauses.toml").read_text(encoding="utf-8"))
    documents = tuple(_source(row) for row in table["source"])
    first = {row["id"]: _clause(row) for row in table["clause"]}
    copies = tuple(_copy(row, first[row["same_as"]]) for row in table["copy"])
    return documents, (*first.values(), *copies)


def _source(row: Mapping[str, Any]) -> Source:
    return Source(
        key=row["key"],
        begins=row["begins"],
        dated=row["dated"],
        when=Sentence(**row["when"]),
        author=Sentence(**row["author"]),
        title=Sentence(**row["title"]),
        context=Sentence(**row["context"]),
        paragraphs=tuple(row["paragraphs"]),
        quotations_sha256=row["quotations_sha256"],
        same_as=row.get("same_as"),
    )


def _clause(row: Mapping[str, Any]) -> Clause:
    return Clause(
        id=row["id"],
        source=row["source"],
        paragraph=row["paragraph"],
        quotation=row["quotation"],
        asks=Sentence(**row["asks"]),
        rows=tuple(row["rows"]),
        rules=tuple(row["rules"]),
        pages=tuple(row["pages"]),
        tests=tuple(row["tests"]),
        kept=Kept(row["kept"]),
        still=Sentence(**row["still"]) if "still" in row else None,
    )


def _copy(row: Mapping[str, Any], repeated: Clause) -> Clause:
    return Clause(
        id=row["id"],
        source=row["source"],
        paragraph=repeated.paragraph,
        quotation=row["quotation"],
        asks=repeated.asks,
        rows=repeated.rows,
        rules=repeated.rules,
        pages=repeated.pages,
        tests=repeated.tests,
        kept=repeated.kept,
        still=repeated.still,
        same_as=repeated.id,
    )
