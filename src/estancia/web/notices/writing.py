"""Writing down a notice, what a source says, and the court's record; and the sheet of a notice's defects."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.notices import beside_person, notice_check, record_claim, record_court, record_notice
from estancia.web.door import StaffRequest, door
from estancia.web.notices.asking import asked, page, tried
from estancia.web.notices.forms import claim_questions, court_questions, notice_questions
from estancia.web.questions import Question

_PAGE = "notices/write.html"


@require_http_methods(["GET", "HEAD", "POST"])
@door("record_notice")
def record_notice_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Write down a notice or a tear sheet as printed; then show its defects."""
    lead = _("Copy what is printed. Leave empty what the paper does not say: an empty box is a fact too.")
    return _write(
        request,
        reference,
        questions=notice_questions(),
        deed=record_notice,
        title=_("Write down a notice or tear sheet"),
        lead=lead,
        then="notice_check",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door("record_claim")
def record_claim_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Write down what another source says of the hearing or the check-in."""
    return _write(
        request,
        reference,
        questions=claim_questions(),
        deed=record_claim,
        title=_("Write down what somebody says of a hearing"),
        lead=_("Nothing written before is erased. The newest word of each source stands beside the others."),
        then="person",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door("record_court")
def record_court_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Write down what the court's own record shows."""
    return _write(
        request,
        reference,
        questions=court_questions(),
        deed=record_court,
        title=_("Write down what the court's record shows"),
        lead=_("Write what you read today. What was read before stays."),
        then="person",
    )


@require_safe
@door("notice_check")
def check(request: StaffRequest, reference: str) -> HttpResponse:
    """Show each defect as two values and what to do, on a sheet that prints."""
    checked = notice_check(reference=reference, by=request.actor, now=request.now)
    return render(request, "notices/check.html", {"checked": checked, "place_key": checked.location})


def _write(
    request: StaffRequest,
    reference: str,
    *,
    questions: tuple[Question, ...],
    deed: Callable[..., object],
    title: Promise,
    lead: Promise,
    then: str,
) -> HttpResponse:
    answers, errors = asked(request), {}
    if request.method == "POST":
        errors = tried(
            questions=questions,
            answers=answers,
            deed=lambda said: deed(reference=reference, answers=said, by=request.actor, now=request.now),
            beside=questions[0].name,
        )
        if not errors:
            return redirect(then, reference=reference)
    person = beside_person(reference=reference, by=request.actor, now=request.now)
    shown = {"person": person, "title": title, "lead": lead, "place_key": person.location}
    return page(request, template=_PAGE, questions=questions, answers=answers, errors=errors, shown=shown)
