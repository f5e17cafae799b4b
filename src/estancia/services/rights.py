"""The register of rights: what a person may count on that day, who answers for it, and where to complain otherwise."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody to reach without any desk. `telephone` as dialled in Mexico; `address` empty where there is none."""

    code: str
    name: Sentence
    telephone: str
    address: str
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class Right:
    """One right, half-open `[from_, until)`. `short` is its line on every paper, None for most.

    `grade` says how well its source is known, in the words of `law.rules`; `complaint` is the kind that fits it.
    """

    code: str
    title: Sentence
    says: Sentence
    answers: Sentence
    complain: Sentence
    complaint: str
    short: Sentence | None
    from_: date
    until: date | None
    grade: str
    source: str

    def in_force(self, on: date) -> bool:
        """Say whether it may be counted on that day."""
        return self.from_ <= on and (self.until is None or on < self.until)


def rights_on(on: date) -> tuple[Right, ...]:
    """List the rights of a day, in the order of the register."""
    return tuple(right for right in register() if right.in_force(on))


@cache
def whom_to_reach(code: str) -> Whom:
    """Give whom to reach: `danger` for help at once, `human_rights` for a complaint outside whoever failed."""
    row = next(row for row in _table()["whom"] if row["code"] == code)
    return Whom(**{**row, "name": Sentence(**row["name"])})


@cache
def register() -> tuple[Right, ...]:
    """List every row of the register, whatever its dates."""
    return tuple(_right(row) for row in _table()["right"])


def _table() -> dict[str, Any]:
    return tomllib.loads(files("estancia.services").joinpath("data/rights.toml").read_text(encoding="utf-8"))


def _right(row: dict[str, Any]) -> Right:
    return Right(
        code=row["code"],
        title=Sentence(**row["title"]),
        says=Sentence(**row["says"]),
        answers=Sentence(**row["answers"]),
        complain=Sentence(**row["complain"]),
        complaint=row["complaint"],
        short=Sentence(**row["short"]) if "short" in row else None,
        from_=row["from"],
        until=row.get("until"),
        grade=row["grade"],
        source=row["source"],
    )
