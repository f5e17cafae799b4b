"""The end of a stay, and undoing it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from estancia.casework.ending import AlreadyEnded, end_page, end_stay, take_back_end
from estancia.stay import END_REASONS
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.questions import Choice, Question, Radios, typed
from estancia.web.saying import reader_language
from estancia.web.sending import sent_only
from estancia.web.stay.papers import paper_context


def end_questions() -> tuple[Question, ...]:
    """Ask how the stay ends, in the person's own terms."""
    language = reader_language()
    choices = tuple(Choice(one.code, one.line.in_language(language)) for one in END_REASONS.values())
    hint = _("Ask the person. It is an outcome and not a fault, and it can be undone.")
    return (Radios(name="reason", label=_("How does the stay end?"), hint=hint, choices=choices),)


@require_http_methods(["GET", "HEAD", "POST"])
@door("end_stay")
def end_stay_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask how a stay ends and write it down; then show the paper to hand over and what comes next."""
    answers = typed(request.POST)
    errors = {}
    if request.method == "POST":
        known = answers if answers.get("reason") in END_REASONS else {}
        errors = unanswered(questions=end_questions(), answers=known)
        if not errors:
            try:
                end_stay(person_reference=reference, reason=answers["reason"], by=request.actor, now=request.now)
            except AlreadyEnded as said:
                errors = {"reason": said.said}
            else:
                return redirect("end_stay", reference)
    shown = {
        "end": end_page(person_reference=reference, by=request.actor, now=request.now),
        "questions": mended(questions=end_questions(), answers=answers, errors=errors),
        **paper_context(),
    }
    return render(request, "crossings/ending.html", shown, status=422 if errors else 200)


@sent_only
@door("take_back_end")
def take_back_end_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Undo an end at the person's word."""
    take_back_end(person_reference=reference, by=request.actor, now=request.now)
    return redirect("end_stay", reference)
