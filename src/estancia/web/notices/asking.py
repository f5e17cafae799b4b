"""One form, one deed: what was typed stays beside what is to be mended, and a deed done leads on."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.shortcuts import render

from estancia.casework.access import NotYours
from estancia.casework.intake_answers import BadAnswers
from estancia.web import paging
from estancia.web.door import StaffRequest
from estancia.web.intake.reading import month_number
from estancia.web.mending import mended, unanswered
from estancia.web.questions import Question, typed
from estancia.wording import ForPeople, Sentence

Answers = Mapping[str, str]
NARROWS = ("mine", "due")


def asked(request: StaffRequest) -> dict[str, str]:
    """Read what was typed, a month written as a word as its number."""
    return {
        name: month_number(typed=value) if name.endswith("_month") else value
        for name, value in typed(request.POST).items()
    }


def narrowed(request: StaffRequest) -> dict[str, str]:
    """Read from the address how a number of my work narrows a list."""
    return paging.narrowed(request, by=NARROWS)


def tried(
    *, questions: tuple[Question, ...], answers: Answers, deed: Callable[[Answers], object], beside: str
) -> dict[str, Sentence]:
    """Do the deed; give what is to be mended, nothing when it was done. A fault of no one question goes `beside` one.

    Raises `NotYours`, which is no matter of mending.
    """
    wrong = unanswered(questions=questions, answers=answers)
    if wrong:
        return wrong
    try:
        deed(answers)
    except NotYours:
        raise
    except BadAnswers as bad:
        return dict(bad.fields)
    except ForPeople as said:
        return {beside: said.said}
    return {}


def page(
    request: StaffRequest,
    *,
    template: str,
    questions: tuple[Question, ...],
    answers: Answers,
    errors: Mapping[str, Sentence],
    shown: Mapping[str, object],
) -> HttpResponse:
    """Show the form with what was typed and what is to be mended."""
    kept = mended(questions=questions, answers=answers, errors=errors)
    return render(request, template, {"questions": kept, **shown}, status=422 if errors else 200)
