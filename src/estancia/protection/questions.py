"""The private questions: one list, in the order asked, in words a tired or frightened person understands."""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from estancia.wording import Sentence

ANSWERS = ("yes", "no", "not_known", "declined")
_VALUES: dict[str, bool | str | None] = {"yes": True, "no": False, "not_known": None, "declined": "declined"}


@dataclass(frozen=True, slots=True)
class Question:
    """One private question; `child` is how a child is asked, None where children are not asked it.

    `from_` is the first day on which the question matters; None: always.
    """

    step: str
    path: str
    asks: Sentence
    why: Sentence
    hint: Sentence
    child: Sentence | None
    from_: date | None


def value_of(answer: str) -> bool | str | None:
    """Say what an answer means: True, False, None (not known) or "declined"; `KeyError` for any other word."""
    return _VALUES[answer]


def questions_for(*, on: date, child: bool) -> tuple[Question, ...]:
    """List the questions for a person on a day; a child is asked only those that have a child's wording."""
    asked = (question for question in QUESTIONS if question.from_ is None or question.from_ <= on)
    return tuple(question for question in asked if not child or question.child is not None)


def _sentence(row: dict[str, str] | None) -> Sentence | None:
    return Sentence(**row) if row else None


def _questions() -> tuple[Question, ...]:
    text = files("estancia.protection").joinpath("questions.toml").read_text(encoding="utf-8")
    return tuple(
        Question(
            step=row["step"],
            path=row["path"],
            asks=Sentence(**row["asks"]),
            why=Sentence(**row["why"]),
            hint=Sentence(**row["hint"]),
            child=_sentence(row.get("child")),
            from_=row.get("from"),
        )
        for row in tomllib.loads(text)["question"]
    )


QUESTIONS = _questions()
