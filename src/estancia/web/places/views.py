"""The location board: free, taken, security with its age, who is expected."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from estancia.casework.access import NotYours
from estancia.casework.places import location_board, report_security, set_places
from estancia.places import local_date
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.places.forms import place_questions, security_questions
from estancia.web.questions import typed
from estancia.web.sending import sent_only
from estancia.wording import ForPeople, Sentence

NOT_A_NUMBER = Sentence(
    es="Escriba un número, por ejemplo 25. Con él se sabe cuántas familias caben hoy.",
    en="Write a number, for example 25. It says how many families can be taken today.",
)


@require_safe
@door("location")
def location(request: StaffRequest, key: str) -> HttpResponse:
    """Show the board of one location on its own clock."""
    return _board(request, key=key)


@sent_only
@door("set_places")
def set_places_page(request: StaffRequest, key: str) -> HttpResponse:
    """Set today's places, counted on the location's own date."""
    answers = typed(request.POST)
    number = answers.get("places", "").replace(" ", "")
    if not number.isdecimal() or len(number) > 6:
        return _board(request, key=key, answers=answers, errors={"places": NOT_A_NUMBER})
    try:
        on = local_date(key=key, now=request.now)
        set_places(key=key, on=on, places=int(number), by=request.actor, now=request.now)
    except NotYours:
        raise
    except ForPeople as said:
        return _board(request, key=key, answers=answers, errors={"places": said.said})
    return redirect("location", key=key)


@sent_only
@door("report_security")
def report_security_page(request: StaffRequest, key: str) -> HttpResponse:
    """Record what a named source says of the place."""
    answers = typed(request.POST)
    errors = unanswered(questions=security_questions(), answers=answers)
    if errors:
        return _board(request, key=key, answers=answers, errors=errors)
    try:
        report_security(key=key, state=answers["state"], source=answers["source"], by=request.actor, now=request.now)
    except NotYours:
        raise
    except ForPeople as said:
        return _board(request, key=key, answers=answers, errors={"source": said.said})
    return redirect("location", key=key)


def _board(
    request: StaffRequest,
    *,
    key: str,
    answers: Mapping[str, str] | None = None,
    errors: Mapping[str, Sentence] | None = None,
) -> HttpResponse:
    place = location_board(key=key, by=request.actor, now=request.now)
    kept, wrong = answers or {}, errors or {}
    places = mended(questions=place_questions(), answers=kept, errors=wrong)
    security = mended(questions=security_questions(), answers=kept, errors=wrong)
    shown = {
        "place": place,
        "place_questions": places,
        "security_questions": security,
        "questions": (*places, *security),
    }
    return render(request, "places/location.html", shown, status=422 if wrong else 200)
