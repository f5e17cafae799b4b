"""What is asked of whoever helps with a permit: a day, and what the deed needs besides."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from estancia.casework.views.permits import PermitPaperView
from estancia.web.intake.reading import month_number
from estancia.web.questions import Checkboxes, Choice, DateBoxes, Question, Radios, Words
from estancia.web.saying import reader_language

ACT_WORDS: Mapping[str, Words] = {
    "answer": _("The authority answered"),
    "missing": _("The authority says papers are missing"),
    "cured": _("What was missing was handed in"),
    "opinion": _("The authority asked another for its opinion"),
    "certificate_asked": _("The certificate of silence was asked for"),
    "certificate": _("The certificate of silence was given"),
    "withdraw": _("The person takes it back"),
    "use": _("Could it really be used?"),
}


def questions_for(*, act: str, papers: tuple[PermitPaperView, ...], today: date) -> tuple[Question, ...]:
    """Give the questions of a deed; the day is filled in with today."""
    first = {
        "file": (_missing(papers, _("Papers the authority says are missing, if any")),),
        "missing": (_missing(papers, _("Which papers are missing?"), optional=False),),
        "answer": (_answer(),),
        "use": (_use(),),
    }.get(act, ())
    last = (_until(),) if act == "answer" else ()
    return (*first, _on(act=act, today=today), *last)


def day_typed(answers: Mapping[str, str], name: str) -> date | None:
    """Read a day from its three boxes; None where it is no date."""
    try:
        month = int(month_number(typed=answers.get(f"{name}_month", "")))
        return date(int(answers.get(f"{name}_year", "")), month, int(answers.get(f"{name}_day", "")))
    except ValueError:
        return None


def _on(*, act: str, today: date) -> Question:
    label = _("From what day?") if act == "use" else _("On what day?")
    return DateBoxes(name="on", label=label, day=str(today.day), month=str(today.month), year=str(today.year))


def _until() -> Question:
    hint = _("If it was granted and says so. Leave it empty if it is not known.")
    return DateBoxes(name="until", label=_("First day on which it no longer counts"), hint=hint, optional=True)


def _missing(papers: tuple[PermitPaperView, ...], label: Words, *, optional: bool = True) -> Question:
    choices = tuple(Choice(paper.code, paper.name.in_language(reader_language())) for paper in papers)
    return Checkboxes(name="missing", label=label, choices=choices, optional=optional)


def _answer() -> Question:
    return Radios(
        name="answer",
        label=_("What did it answer?"),
        choices=(
            Choice("granted", _("Granted")),
            Choice("refused", _("Refused")),
            Choice("discarded", _("Discarded for papers missing")),
        ),
    )


def _use() -> Question:
    return Radios(
        name="use",
        label=_("Could it really be used?"),
        choices=(
            Choice("usable", _("Yes")),
            Choice("employer", _("No: the employer did not accept it")),
            Choice("bank", _("No: the bank did not accept it")),
            Choice("office", _("No: the office did not accept it or was closed")),
            Choice("number", _("No: the number does not show up or is wrong")),
            Choice("other", _("No, for another cause")),
            Choice("not_known", _("No, and it is not known why")),
        ),
    )
