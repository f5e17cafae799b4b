"""The list of paper: printed for a gate without a network, and typed in afterwards, whole or not at all."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.access import NotYours
from estancia.casework.crossing_paper import (
    ROWS,
    ListDoesNotFit,
    TypedRow,
    entered_before_leaving,
    paper_list,
    record_paper_list,
)
from estancia.places import local_date
from estancia.web.door import StaffRequest, door
from estancia.web.intake.reading import month_number
from estancia.web.mending import mended
from estancia.web.questions import DateBoxes, Question, Text, typed
from estancia.wording import Sentence

_BLANK_ROWS = 15


@dataclass(frozen=True, slots=True)
class RowQuestions:
    """One row's three boxes: card, left, entered."""

    number: int
    boxes: tuple[Question, ...]


@require_safe
@door("crossing_paper")
def paper_page(request: StaffRequest) -> HttpResponse:
    """Show the list that is printed before dawn."""
    listed = paper_list(by=request.actor, now=request.now)
    shown = {"listed": listed, "blank": range(_BLANK_ROWS), "printed_at": request.now}
    return render(request, "crossings/paper.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@door("type_paper")
def type_paper_page(request: StaffRequest) -> HttpResponse:
    """Type the list in; each box that cannot be read says why, and nothing is written until all can."""
    answers = typed(request.POST)
    if request.method != "POST":
        return _page(request, answers=_today(request))
    rows = [_row(answers, place) for place in range(ROWS)]
    try:
        written = record_paper_list(
            on=_day(answers), rows=rows, press=answers.get("press", ""), by=request.actor, now=request.now
        )
    except NotYours:
        raise
    except ListDoesNotFit as said:
        return _page(request, answers=answers, errors=said.wrong)
    doubtful = entered_before_leaving(on=_day(answers) or request.now.date(), rows=rows, by=request.actor)
    return _page(request, answers=_today(request), written=written, doubtful=doubtful)


def _page(
    request: StaffRequest,
    *,
    answers: Mapping[str, str],
    errors: Mapping[str, Sentence] | None = None,
    written: int | None = None,
    doubtful: Sequence[int] = (),
) -> HttpResponse:
    wrong = errors or {}
    day = mended(questions=(DateBoxes(name="on", label=_("Day of the list")),), answers=answers, errors=wrong)
    rows = tuple(_questions(place=place, answers=answers, errors=wrong) for place in range(ROWS))
    every = (*day, *(box for row in rows for box in row.boxes))
    shown = {
        "day": day[0],
        "rows": rows,
        "questions": every,
        "press": answers.get("press") or secrets.token_hex(8),
        "written": written,
        "doubtful": doubtful,
    }
    return render(request, "crossings/type_paper.html", shown, status=422 if wrong else 200)


def _questions(*, place: int, answers: Mapping[str, str], errors: Mapping[str, Sentence]) -> RowQuestions:
    asked = (
        Text(name=f"card_{place}", label=_("Card"), width="10"),
        Text(name=f"left_{place}", label=_("Left"), width="5", inputmode="numeric"),
        Text(name=f"entered_{place}", label=_("Entered"), width="5", inputmode="numeric"),
    )
    return RowQuestions(number=place + 1, boxes=mended(questions=asked, answers=answers, errors=errors))


def _row(answers: Mapping[str, str], place: int) -> TypedRow:
    return TypedRow(*(answers.get(f"{name}_{place}", "") for name in ("card", "left", "entered")))


def _day(answers: Mapping[str, str]) -> date | None:
    try:
        month = int(month_number(typed=answers.get("on_month", "")))
        return date(int(answers.get("on_year", "")), month, int(answers.get("on_day", "")))
    except ValueError:
        return None


def _today(request: StaffRequest) -> dict[str, str]:
    on = local_date(key=request.actor.location, now=request.now) if request.actor.location else request.now.date()
    return {"on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year)}
