"""What the stay asks of the person, in plain sentences: each with the provision behind it and how sure that is."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing asked, or one that is not (`asked` False), its provision, and the grade of the evidence."""

    code: str
    asked: bool
    line: Sentence
    provision: str
    grade: str  # as in law: primary, secondary, practice, verify; house for what is our own promise


@cache
def obligations() -> tuple[Obligation, ...]:
    """List them in the order in which they are said."""
    text = files("estancia.stay").joinpath("asked.toml").read_text(encoding="utf-8")
    return tuple(
        Obligation(
            code=code,
            asked=row["asked"],
            line=Sentence(es=row["es"], en=row["en"]),
            provision=row["provision"],
            grade=row["grade"],
        )
        for code, row in tomllib.loads(text).items()
    )
