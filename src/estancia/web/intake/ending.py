"""Checking the answers, handing the request in, and the reference that is read through the glass."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.intake import draft, submit_intake
from estancia.casework.people import request_file
from estancia.casework.views.doubles import DoublesView
from estancia.casework.views.intake import DraftMember, DraftView
from estancia.web.components import Row
from estancia.web.door import StaffRequest, door
from estancia.web.intake.doubles import found_of
from estancia.web.intake.languages import own_name
from estancia.web.intake.pages import BEGIN, BY_SLUG, Stop, answers_of, first_open, route_of
from estancia.web.intake.views import caption_of
from estancia.web.questions import Checkboxes, DateBoxes, Question, Radios, Select
from estancia.web.saying import day_words
from estancia.web.stay.papers import paper_context


@dataclass(frozen=True, slots=True)
class Part:
    """One part of check-answers: the family, or a member with the state of the private part."""

    title: str
    rows: tuple[Row, ...]
    member: int | None = None
    private: str = ""  # sealed, open; empty where there is no private part
    private_address: str = ""
    doubles: DoublesView | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@door("intake_check")
def check(request: StaffRequest, reference: str) -> HttpResponse:
    """Show every answer with its "Change", then take the request once however often the button is pressed."""
    under_way = draft(reference=reference, by=request.actor, now=request.now)
    if under_way.request:
        return redirect("intake_done", reference)
    still_open = first_open(draft=under_way)
    if still_open:
        return redirect(still_open.address(reference=reference))
    if request.method == "POST":
        key = request.POST.get("idempotency_key", "")[:64] or reference
        submit_intake(reference=reference, idempotency_key=key, by=request.actor, now=request.now)
        return redirect("intake_done", reference)
    requested = answers_of(draft=under_way, step="request", member=None).get("requests_admission") != "no"
    shown = {
        "draft": under_way,
        "parts": _parts(request, under_way),
        "requested": requested,
        "idempotency_key": secrets.token_urlsafe(24),
        "act": _("Hand in the family's request") if requested else _("Record that there is no request"),
    }
    return render(request, "intake/check.html", shown)


@require_safe
@door("intake_done")
def done(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the reference, large enough to read through glass, and what comes next."""
    handed_in = draft(reference=reference, by=request.actor, now=request.now)
    if handed_in.request is None:
        return redirect("intake_check", reference)
    requested = answers_of(draft=handed_in, step="request", member=None).get("requests_admission") != "no"
    papers = request_file(reference=handed_in.request, by=request.actor, now=request.now).papers
    shown = {"draft": handed_in, "requested": requested, "papers": papers, **paper_context()}
    return render(request, "intake/done.html", shown)


def _parts(request: StaffRequest, under_way: DraftView) -> tuple[Part, ...]:
    route = [stop for stop in route_of(draft=under_way) if not stop.private]
    family = Part(title=_("The family"), rows=_rows(under_way, [stop for stop in route if stop.member is None]))
    return (family, *(_member_part(request, under_way, person, route) for person in under_way.members))


def _member_part(request: StaffRequest, under_way: DraftView, person: DraftMember, route: list[Stop]) -> Part:
    states = [step.state for step in under_way.steps if step.private and step.member == person.number]
    begin = Stop(slug=BEGIN, member=person.number, private=True)
    sealed = "sealed" if all(state == "sealed" for state in states) else "open"
    return Part(
        title=caption_of(draft=under_way, member=person.number),
        rows=_rows(under_way, [stop for stop in route if stop.member == person.number]),
        member=person.number,
        private=sealed if states else "",
        private_address=begin.address(reference=under_way.reference),
        doubles=found_of(request, reference=under_way.reference, member=person.number),
    )


def _rows(under_way: DraftView, stops: list[Stop]) -> tuple[Row, ...]:
    return tuple(_row(under_way, stop) for stop in stops)


def _row(under_way: DraftView, stop: Stop) -> Row:
    page = BY_SLUG[stop.slug]
    answers = answers_of(draft=under_way, step=page.step, member=stop.member)
    said = [words for question in page.questions() if (words := _words(question, answers))]
    change = stop.address(reference=under_way.reference) + "?from=check"
    about = f"{page.row}: {caption_of(draft=under_way, member=stop.member)}"
    return Row(label=page.row, value=" · ".join(said), change=change, about=about)


def _words(question: Question, answers: Mapping[str, str]) -> str:
    """Say one kept answer in words; empty when there is none."""
    value = answers.get(question.name, "")
    if isinstance(question, DateBoxes):
        return _date_words([answers.get(name, "") for name in question.parts])
    if question.name in ("best_language", "languages"):
        return ", ".join(own_name(code) for code in value.replace(",", " ").split()) or ""
    if isinstance(question, Radios | Checkboxes | Select):
        return ", ".join(str(choice.label) for choice in question.choices if value and choice.value == value)
    return value


def _date_words(boxes: list[str]) -> str:
    """Say a whole date as a day; a partial one as its boxes; nothing when all are empty."""
    day, month, year = boxes
    if day and month and year:
        return day_words(date(int(year), int(month), int(day)))
    return " / ".join(box for box in boxes if box)
