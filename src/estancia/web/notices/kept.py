"""Papers kept by others: the list, one of them, asking for it, its return, and the receipt."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.kept_papers import (
    ask_for_paper,
    beside_keeper,
    kept_file,
    kept_list,
    record_kept_paper,
    return_paper,
)
from estancia.casework.kept_receipt import kept_receipt
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended
from estancia.web.notices.alarms import moments_of
from estancia.web.notices.asking import asked, narrowed, page, tried
from estancia.web.notices.forms import asked_questions, kept_questions, returned_questions
from estancia.web.paging import pages
from estancia.web.sending import sent_only
from estancia.web.stay.papers import LANGUAGES, SIZES, paper_context
from estancia.wording import Sentence


@require_safe
@door("kept_papers")
def kept_papers(request: StaffRequest) -> HttpResponse:
    """Show what others keep, the overdue first; all of it, or as a number of my work asks."""
    asked_for = narrowed(request)
    listed = kept_list(by=request.actor, now=request.now, filter=asked_for)
    return render(request, "notices/kept_papers.html", {"papers": listed, **pages(asked=asked_for, listed=listed)})


@require_safe
@door("kept_paper")
def kept_paper(request: StaffRequest, reference: str) -> HttpResponse:
    """Show one kept paper with its receipt."""
    return _page(request, reference, answers={}, errors={})


@require_http_methods(["GET", "HEAD", "POST"])
@door("record_kept_paper")
def record_kept_paper_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Write down that somebody keeps a paper; then show its receipt."""
    answers, errors, made = asked(request), {}, []
    if request.method == "POST":
        errors = tried(
            questions=kept_questions(),
            answers=answers,
            deed=lambda said: made.append(
                record_kept_paper(reference=reference, answers=said, by=request.actor, now=request.now)
            ),
            beside="what",
        )
    if made:
        return redirect("kept_paper", made[0].paper.reference)
    person = beside_keeper(reference=reference, by=request.actor, now=request.now)
    shown = {"person": person, "place_key": person.location}
    return page(
        request,
        template="notices/keep.html",
        questions=kept_questions(),
        answers=answers,
        errors=errors,
        shown=shown,
    )


@sent_only
@door("ask_for_paper")
def ask_for_paper_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Note that it was asked for."""
    said = asked(request).get("said", "")
    ask_for_paper(reference=reference, said=said, by=request.actor, now=request.now)
    return redirect("kept_paper", reference)


@sent_only
@door("return_paper")
def return_paper_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Close it with the day it came back."""
    answers = asked(request)
    errors = tried(
        questions=returned_questions(),
        answers=answers,
        deed=lambda said: return_paper(reference=reference, answers=said, by=request.actor, now=request.now),
        beside="returned",
    )
    return _page(request, reference, answers=answers, errors=errors) if errors else redirect("kept_paper", reference)


@require_safe
@door("kept_receipt")
def print_receipt(request: StaffRequest, reference: str, language: str, size: str) -> HttpResponse:
    """Print the receipt; its file is named by its kind and nothing else."""
    if language not in dict(LANGUAGES) or size not in dict(SIZES):
        raise Http404
    printed = kept_receipt(reference=reference, language=language, size=size, by=request.actor, now=request.now)
    answer = HttpResponse(printed.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{printed.file_name}"'
    return answer


def _page(
    request: StaffRequest, reference: str, *, answers: Mapping[str, str], errors: Mapping[str, Sentence]
) -> HttpResponse:
    file = kept_file(reference=reference, by=request.actor, now=request.now)
    place = file.paper.location
    shown = {
        "file": file,
        "ask": asked_questions(),
        "questions": mended(questions=returned_questions(), answers=answers, errors=errors),
        "place_key": place,
        "moments": moments_of(file.happened, place=place),
        **paper_context(),
    }
    return render(request, "notices/kept_paper.html", shown, status=422 if errors else 200)
