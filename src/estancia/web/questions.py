"""What a page asks: each question is a frozen value that draws itself and takes its answer back.

`answered` puts what was typed and what was wrong into the questions, so that a page shown again keeps both.
Nothing here knows a form library; the templates are `templates/components/<kind>.html`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from django.utils.functional import Promise

from estancia.casework.once_key import OWN_MARKS
from estancia.people import without_controls
from estancia.wording import Sentence

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer on offer; `divider` is a word shown before it, such as "or".

    `language` marks a label written in a tongue of its own; `sound` is the address of its recording.
    """

    value: str
    label: Words
    hint: Words = ""
    divider: Words = ""
    language: str = ""
    sound: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What every question has. `heading`: its label is the page's h1. `error`: what to mend, empty when well."""

    kind: ClassVar[str] = "text"
    name: str
    label: Words
    hint: Words = ""
    heading: bool = False
    optional: bool = False
    error: Words = ""
    value: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names under which a browser sends the answer."""
        return (self.name,)

    @property
    def first(self) -> str:
        """The id the error summary jumps to."""
        return self.parts[0]

    def with_answer(self, answers: Mapping[str, str]) -> "Question":
        """Keep what was typed."""
        return replace(self, value=answers.get(self.name, self.value))


@dataclass(frozen=True, slots=True)
class Text(Question):
    """One line. `width`: 2, 3, 4, 5, 10, 20 characters or empty for full. Names: `spellcheck=False`.

    `autofocus` is for a page that asks this and nothing else, all day long.
    """

    kind: ClassVar[str] = "text"
    width: str = ""
    input_type: str = "text"
    inputmode: str = ""
    autocomplete: str = "off"
    spellcheck: bool = False
    autofocus: bool = False


@dataclass(frozen=True, slots=True)
class LongText(Question):
    """Several lines."""

    kind: ClassVar[str] = "textarea"
    rows: int = 5
    spellcheck: bool = True


@dataclass(frozen=True, slots=True)
class Radios(Question):
    """One of a few answers, each a large target."""

    kind: ClassVar[str] = "radios"
    choices: tuple[Choice, ...] = ()
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Checkboxes(Question):
    """Any of a few answers; the value is their codes joined by commas."""

    kind: ClassVar[str] = "checkboxes"
    choices: tuple[Choice, ...] = ()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes that are ticked."""
        return tuple(code for code in self.value.split(",") if code)


@dataclass(frozen=True, slots=True)
class Select(Question):
    """One of many answers."""

    kind: ClassVar[str] = "select"
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class DateBoxes(Question):
    """A date in three boxes: day, month as a number or a word, year. Sent as `<name>_day`, `_month`, `_year`."""

    kind: ClassVar[str] = "date"
    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The three boxes' names."""
        return (f"{self.name}_day", f"{self.name}_month", f"{self.name}_year")

    def with_answer(self, answers: Mapping[str, str]) -> "DateBoxes":
        """Keep what was typed in each box."""
        day, month, year = (answers.get(part, "") for part in self.parts)
        return replace(self, day=day or self.day, month=month or self.month, year=year or self.year)


def answered(
    *,
    questions: Iterable[Question],
    answers: Mapping[str, str],
    errors: Mapping[str, Sentence] | None = None,
    language: str = "es",
) -> tuple[Question, ...]:
    """Give the questions back with what was typed and, beside each, what is to be mended.

    `errors` is keyed by a question's name or by one of its parts (`born` or `born_day`).
    """
    wrong = errors or {}
    return tuple(
        replace(question.with_answer(answers), error=_error_of(question, wrong, language)) for question in questions
    )


def _error_of(question: Question, errors: Mapping[str, Sentence], language: str) -> str:
    for name in (question.name, *question.parts):
        if name in errors:
            return errors[name].in_language(language)
    return ""


def typed(post: Mapping[str, str]) -> dict[str, str]:
    """Read a posted form as plain answers: trimmed, without controls or the form's marks, many ticks with commas."""
    lists = post.lists() if hasattr(post, "lists") else ((name, [value]) for name, value in post.items())
    return {
        name: ",".join(without_controls(value).strip() for value in values)
        for name, values in lists
        if name not in OWN_MARKS
    }
