"""The complaints of those who answer, follow or oversee them."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from estancia.casework.access import NotYours
from estancia.casework.complaint_lists import complaint_list
from estancia.casework.complaints_answered import (
    acknowledge_complaint,
    answer_complaint,
    complaint_file,
    pass_on_complaint,
)
from estancia.casework.protection import KeyNotHeld
from estancia.casework.views.services import ComplaintView
from estancia.web.components import Moment
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.paging import narrowed, pages
from estancia.web.questions import typed
from estancia.web.saying import instant_words, reader_language
from estancia.web.sending import sent_only
from estancia.web.services.forms import answer_questions, pass_on_questions
from estancia.wording import ForPeople, Sentence

NARROWS = ("mine", "due")


@require_safe
@door("complaints")
def complaints(request: StaffRequest) -> HttpResponse:
    """List them: past their hour, waiting, closed lately."""
    asked = narrowed(request, by=NARROWS)
    listed = complaint_list(by=request.actor, now=request.now, filter=asked)
    return render(request, "services/complaints.html", {"complaints": listed, **pages(asked=asked, listed=listed)})


@require_safe
@door("complaint")
def complaint(request: StaffRequest, reference: str) -> HttpResponse:
    """Show one complaint."""
    file = complaint_file(reference=reference, by=request.actor, now=request.now)
    return _page(request, file=file)


@sent_only
@door("acknowledge_complaint")
def acknowledge_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Say that it was read."""
    acknowledge_complaint(reference=reference, by=request.actor, now=request.now)
    return redirect("complaint", reference)


@sent_only
@door("answer_complaint")
def answer_complaint_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Answer it; what was typed stays where it cannot be taken."""
    answers = typed(request.POST)
    errors = unanswered(questions=answer_questions(), answers=answers)
    if not errors:
        try:
            answer_complaint(reference=reference, answer=answers["answer"], by=request.actor, now=request.now)
        except NotYours:
            raise
        except ForPeople as said:
            errors = {"answer": said.said}
        else:
            return redirect("complaint", reference)
    file = complaint_file(reference=reference, by=request.actor, now=request.now)
    return _page(request, file=file, answers=answers, errors=errors)


@sent_only
@door("pass_on_complaint")
def pass_on_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Give it to another body to answer, and go back to the list: it is read here no more."""
    try:
        pass_on_complaint(reference=reference, to=request.POST.get("to", ""), by=request.actor, now=request.now)
    except KeyNotHeld:
        return redirect(f"{reverse('unlock')}?{urlencode({'next': reverse('complaint', args=[reference])})}")
    return redirect("complaints")


def _page(
    request: StaffRequest,
    *,
    file: ComplaintView,
    answers: Mapping[str, str] | None = None,
    errors: Mapping[str, Sentence] | None = None,
) -> HttpResponse:
    shown = {
        "file": file,
        "questions": mended(questions=answer_questions(), answers=answers or {}, errors=errors or {}),
        "passing": pass_on_questions(bodies=file.pass_on_to),
        "moments": _moments(file),
    }
    return render(request, "services/complaint.html", shown, status=422 if errors else 200)


def _moments(file: ComplaintView) -> tuple[Moment, ...]:
    language = reader_language()
    return tuple(
        Moment(
            title=event.line.in_language(language), when=instant_words(event.at, ""), by=event.organisation, at=event.at
        )
        for event in file.events
    )
