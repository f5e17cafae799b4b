"""The gate: one field and two large buttons. What is typed travels in the body, never in an address."""

import secrets

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from estancia.casework.access import NotYours
from estancia.casework.crossing_desk import crossings_today, find_at_gate
from estancia.casework.crossings import crossings_done, record_crossings, undo_crossings
from estancia.casework.views.crossings import CrossingFound, CrossingPick
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.questions import Question, Text, typed
from estancia.web.sending import sent_only
from estancia.wording import ForPeople, Sentence

WAYS = ("out", "in")
_ALREADY = "crossed_already"


def gate_questions() -> tuple[Question, ...]:
    """Ask who stands at the gate."""
    return (
        Text(
            name="text",
            label=_("Card, code or name"),
            hint=_("Scan the card, or type its number or part of the name."),
            autofocus=True,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door("crossings")
def crossings_page(request: StaffRequest) -> HttpResponse:
    """Ask who stands at the gate; show their family, or what was just written down."""
    if request.method != "POST":
        return _page(request)
    answers = typed(request.POST)
    person = answers.get("person", "")
    errors = {} if person else unanswered(questions=gate_questions(), answers=answers)
    if errors:
        return _page(request, answers=answers, errors=errors)
    return _look(request, answers=answers)


@sent_only
@door("cross")
def cross_page(request: StaffRequest) -> HttpResponse:
    """Write down that those who are ticked leave or enter, and open the gate for the next."""
    answers = typed(request.POST)
    direction = answers.get("direction", "")
    if direction not in WAYS or not answers.get("press"):
        return redirect("crossings")
    try:
        done = record_crossings(
            people=[one for one in answers.get("people", "").split(",") if one],
            direction=direction,
            card=answers.get("card", ""),
            identified_by=answers.get("identified_by", ""),
            press=answers["press"],
            by=request.actor,
            now=request.now,
        )
    except NotYours:
        raise
    except ForPeople as said:
        return _look(request, answers=answers, wrong=said.said)
    if not done.lines:
        request.session[_ALREADY] = direction  # said once, on the next page, and by no address
        return redirect("crossings")
    return redirect(f"{reverse('crossings')}?{urlencode({'done': done.press})}")


@sent_only
@door("undo_crossing")
def undo_page(request: StaffRequest) -> HttpResponse:
    """Take back what a press wrote down, by a row that corrects it."""
    done = undo_crossings(press=typed(request.POST).get("press", ""), by=request.actor, now=request.now)
    return redirect(f"{reverse('crossings')}?{urlencode({'done': done.press})}")


def _look(request: StaffRequest, *, answers: dict[str, str], wrong: Sentence | None = None) -> HttpResponse:
    """Find who was asked for; after a deed that could not be done, find them again and say why."""
    asked = answers.get("card") or answers.get("text", "")
    try:
        found = find_at_gate(text=asked, person=answers.get("person", ""), by=request.actor, now=request.now)
    except NotYours:
        raise
    except ForPeople as said:
        return _page(request, answers=answers, errors={"text": said.said})
    if isinstance(found, CrossingFound):
        return _page(request, found=found, wrong=wrong)
    return _page(request, answers=answers, picks=found)


def _page(
    request: StaffRequest,
    *,
    answers: dict[str, str] | None = None,
    errors: dict[str, Sentence] | None = None,
    found: CrossingFound | None = None,
    picks: tuple[CrossingPick, ...] = (),
    wrong: Sentence | None = None,
) -> HttpResponse:
    done = typed(request.GET).get("done", "")
    shown = {
        "questions": mended(questions=gate_questions(), answers=answers or {}, errors=errors or {}),
        "found": found,
        "press": secrets.token_hex(8),
        "picks": picks,
        "wrong": wrong,
        "done": crossings_done(press=done, by=request.actor, now=request.now) if done else None,
        "already": request.session.pop(_ALREADY, ""),
        "today": () if found or picks else crossings_today(by=request.actor, now=request.now),
        "place_key": request.actor.location,
    }
    return render(request, "crossings/gate.html", shown, status=422 if errors or wrong else 200)
