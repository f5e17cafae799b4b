"""From what was typed on one page to the whole answers of its step, which casework keeps."""

from collections.abc import Mapping

from estancia.places.clocks import MONTHS
from estancia.web.intake.forms import Page
from estancia.web.intake.pages import PAGES_OF_STEP
from estancia.web.mending import unanswered
from estancia.web.questions import Question
from estancia.wording import Sentence

NOTHING_TYPED = Sentence(
    es="No hay nada escrito. Escríbalo, o use el botón «No sé».",
    en="Nothing is written. Write it, or use the button “I do not know”.",
)
FULL_MONTHS = (
    ("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    ("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ("january", "february", "march", "april", "may", "june"),
    ("july", "august", "september", "october", "november", "december"),
)


def step_answers(*, page: Page, typed: Mapping[str, str], stored: Mapping[str, str]) -> dict[str, str]:
    """Set one page's answers among those its step already has, and drop what no longer matters."""
    merged = {**stored, **_of_page(page=page, typed=typed)}
    for other in PAGES_OF_STEP[page.step]:
        if not other.matters(merged):
            merged = {name: value for name, value in merged.items() if name not in names_of(page=other)}
    return merged


def missing(*, page: Page, answers: Mapping[str, str], said_not_known: bool) -> dict[str, Sentence]:
    """Say what must be answered before going on; a page that may be empty needs something, or its button."""
    questions = page.questions()
    if not page.may_be_empty:
        return unanswered(questions=questions, answers=answers)
    if said_not_known or any(answers.get(name) for name in names_of(page=page)):
        return {}
    return {questions[0].name: NOTHING_TYPED}


def names_of(*, page: Page) -> frozenset[str]:
    """Name every input of a page."""
    return frozenset(part for question in page.questions() for part in question.parts)


def as_shown(*, page: Page, stored: Mapping[str, str]) -> dict[str, str]:
    """Turn kept answers back into what the page's inputs show."""
    shown = {name: stored.get(name, "") for name in names_of(page=page)}
    for name in ("best_language", "languages"):
        if name in shown:
            _split_languages(name, shown, page.questions())
    return shown


def month_number(*, typed: str) -> str:
    """Read a month written as a word, in full or by its first letters; leave anything else as typed."""
    word = typed.strip().lower().rstrip(".")
    spanish, english = (*FULL_MONTHS[0], *FULL_MONTHS[1]), (*FULL_MONTHS[2], *FULL_MONTHS[3])
    for months in (spanish, english, *MONTHS.values()):
        for number, month in enumerate(months, start=1):
            if word == month.lower():
                return str(number)
    return typed


def _of_page(*, page: Page, typed: Mapping[str, str]) -> dict[str, str]:
    answers = {name: typed.get(name, "") for name in names_of(page=page)}
    other = answers.pop("other_language", "")
    if other and "best_language" in answers:
        answers["best_language"] = other
    elif other:
        answers["languages"] = f"{answers['languages']} {other}"
    return {name: month_number(typed=value) if name.endswith("_month") else value for name, value in answers.items()}


def _split_languages(name: str, shown: dict[str, str], questions: tuple[Question, ...]) -> None:
    """Put each kept language where it can be seen: among the names offered, or in the longer list."""
    offered = {choice.value for choice in getattr(questions[0], "choices", ())}
    codes = shown[name].replace(",", " ").split()
    shown[name] = ",".join(code for code in codes if code in offered)
    shown["other_language"] = next((code for code in codes if code not in offered), "")
