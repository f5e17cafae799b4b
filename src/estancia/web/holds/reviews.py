"""Reviews: another look by someone else, within its clock."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from estancia.casework.access import NotYours
from estancia.casework.reviews import answer_review, review_file, review_list
from estancia.casework.views.admission import ReviewView
from estancia.web.door import StaffRequest, door
from estancia.web.holds.forms import review_questions
from estancia.web.mending import mended, unanswered
from estancia.web.paging import narrowed, pages
from estancia.web.questions import Question, typed
from estancia.web.sending import sent_only
from estancia.web.stay.papers import paper_context
from estancia.wording import ForPeople

NARROWS = ("mine", "due")


@require_safe
@door("reviews")
def reviews(request: StaffRequest) -> HttpResponse:
    """Show the open reviews, the overdue first; all of them, or as a number of my work asks."""
    asked = narrowed(request, by=NARROWS)
    listed = review_list(by=request.actor, now=request.now, filter=asked)
    return render(request, "holds/reviews.html", {"reviews": listed, **pages(asked=asked, listed=listed)})


@require_safe
@door("review")
def review(request: StaffRequest, reference: str) -> HttpResponse:
    """Show one review, and ask for its answer when the reader may give it."""
    file = review_file(reference=reference, by=request.actor, now=request.now)
    return _page(request, file=file, questions=review_questions())


@sent_only
@door("answer_review")
def answer_review_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Take the answer; what was typed is kept when something must be mended."""
    answers = typed(request.POST)
    errors = unanswered(questions=review_questions(), answers=answers)
    if not errors:
        try:
            answer_review(
                reference=reference,
                answer=answers["answer"],
                reason=answers["reason"],
                by=request.actor,
                now=request.now,
            )
        except NotYours:
            raise
        except ForPeople as said:
            errors = {"reason": said.said}
        else:
            return redirect("review", reference=reference)
    file = review_file(reference=reference, by=request.actor, now=request.now)
    return _page(request, file=file, questions=mended(questions=review_questions(), answers=answers, errors=errors))


def _page(request: StaffRequest, *, file: ReviewView, questions: tuple[Question, ...]) -> HttpResponse:
    wrong = any(question.error for question in questions)
    shown = {"file": file, "questions": questions, **paper_context()}
    return render(request, "holds/review.html", shown, status=422 if wrong else 200)
