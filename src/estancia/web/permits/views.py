"""The page of a person's permits, its deeds, and the letter that asks for the certificate of silence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework import permits as deeds
from estancia.casework.access import NotYours
from estancia.casework.permit_letter import certificate_letter
from estancia.casework.permit_list import permits_due
from estancia.casework.permit_refusals import DayDoesNotFit
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.paging import narrowed, pages
from estancia.web.permits.forms import ACT_WORDS, day_typed, questions_for
from estancia.web.questions import Question, Words, typed
from estancia.web.saying import reader_language
from estancia.wording import ForPeople

Answers = Mapping[str, str]


@require_safe
@door("permits")
def permits(request: StaffRequest, reference: str) -> HttpResponse:
    """Show them, each with its days, what to do next, and the deeds that fit."""
    page = deeds.permits_page(person_reference=reference, by=request.actor, now=request.now)
    return render(request, "permits/permits.html", {"page": page})


@require_safe
@door("permits_due")
def permits_due_page(request: StaffRequest) -> HttpResponse:
    """List the permits under way of the desk's place, by the day their time runs out."""
    asked = narrowed(request, by=("due",))
    listed = permits_due(by=request.actor, now=request.now, asked=asked)
    return render(request, "permits/permits_due.html", {"permits": listed, **pages(asked=asked, listed=listed)})


@require_http_methods(["GET", "HEAD", "POST"])
@door("file_permit")
def file_permit_page(request: StaffRequest, reference: str, kind: str) -> HttpResponse:
    """Ask when it was handed in and what is missing, and write it down."""
    page = deeds.permits_page(person_reference=reference, by=request.actor, now=request.now)
    asked = next((one for one in page.kinds if one.code == kind), None)
    if asked is None:
        raise Http404
    questions = questions_for(act="file", papers=asked.papers, today=page.today)
    heading = f"{asked.title.in_language(reader_language())}: {_('it was handed in')}"

    def file(answers: Answers) -> None:
        deeds.file_permit(
            person_reference=reference,
            kind=kind,
            filed_on=day_typed(answers, "on"),
            missing=_ticked(answers),
            by=request.actor,
            now=request.now,
        )

    return _asked_and_done(request, person=reference, heading=heading, questions=questions, deed=file)


@require_http_methods(["GET", "HEAD", "POST"])
@door("permit_act")
def permit_act(request: StaffRequest, reference: str, act: str) -> HttpResponse:
    """Ask what a deed needs, and do it."""
    page = deeds.permits_page_of(reference=reference, by=request.actor, now=request.now)
    permit = next(one for kind in page.kinds for one in kind.permits if one.reference == reference)
    if act not in _DEEDS:
        raise Http404
    questions = questions_for(act=act, papers=permit.papers, today=page.today)

    def done(answers: Answers) -> None:
        _DEEDS[act](request, reference, answers)

    return _asked_and_done(request, person=page.person, heading=ACT_WORDS[act], questions=questions, deed=done)


@require_safe
@door("permit_letter")
def permit_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """Print the letter; the file is named by its kind alone."""
    pdf = certificate_letter(reference=reference, by=request.actor, now=request.now)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{_("letter")}.pdf"'
    return answer


def _asked_and_done(
    request: StaffRequest,
    *,
    person: str,
    heading: Words,
    questions: Sequence[Question],
    deed: Callable[[Answers], None],
) -> HttpResponse:
    """Show the questions; take the answers where they fit, and keep what was typed where they do not."""
    answers = typed(request.POST)
    errors = unanswered(questions=questions, answers=answers) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        try:
            deed(answers)
        except NotYours:
            raise
        except ForPeople as said:
            errors = {"on": said.said}
        else:
            return redirect("permits", person)
    shown = {
        "questions": mended(questions=questions, answers=answers, errors=errors),
        "heading": heading,
        "act": _("Write it down"),
        "back": reverse("permits", args=[person]),
    }
    return render(request, "permits/act.html", shown, status=422 if errors else 200)


def _ticked(answers: Answers) -> tuple[str, ...]:
    return tuple(code for code in answers.get("missing", "").split(",") if code)


def _until(answers: Answers) -> date | None:
    """Read the last day given, if one was; three boxes that make no date do not fit."""
    until = day_typed(answers, "until")
    if until is None and any(answers.get(f"until_{part}") for part in ("day", "month", "year")):
        raise DayDoesNotFit
    return until


def _answer(request: StaffRequest, reference: str, answers: Answers) -> None:
    deeds.record_answer(
        reference=reference,
        answer=answers.get("answer", ""),
        on=day_typed(answers, "on"),
        valid_until=_until(answers),
        by=request.actor,
        now=request.now,
    )


def _missing(request: StaffRequest, reference: str, answers: Answers) -> None:
    on = day_typed(answers, "on")
    deeds.record_missing(reference=reference, missing=_ticked(answers), on=on, by=request.actor, now=request.now)


def _use(request: StaffRequest, reference: str, answers: Answers) -> None:
    use = answers.get("use", "")
    deeds.record_use(
        reference=reference,
        usable=use == "usable",
        obstacle="" if use == "usable" else use,
        on=day_typed(answers, "on"),
        by=request.actor,
        now=request.now,
    )


def _dated(deed: Callable[..., object]) -> Callable[[StaffRequest, str, Answers], None]:
    def done(request: StaffRequest, reference: str, answers: Answers) -> None:
        deed(reference=reference, on=day_typed(answers, "on"), by=request.actor, now=request.now)

    return done


_DEEDS: Mapping[str, Callable[[StaffRequest, str, Answers], None]] = {
    "answer": _answer,
    "missing": _missing,
    "cured": _dated(deeds.record_cured),
    "opinion": _dated(deeds.record_opinion_asked),
    "certificate_asked": _dated(deeds.ask_certificate),
    "certificate": _dated(deeds.record_certificate),
    "withdraw": _dated(deeds.withdraw_permit),
    "use": _use,
}
