"""The date slider: the same person and facts under the law of another day."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from estancia.casework.people import why_on
from estancia.web.door import StaffRequest, door
from estancia.web.intake.reading import month_number
from estancia.web.mending import mended
from estancia.web.questions import DateBoxes, typed
from estancia.wording import Sentence

# Days worth comparing: the first months, the injunction's spring, the re-implementation, and the return of 2025.
PRESETS = (date(2019, 3, 15), date(2021, 3, 15), date(2021, 12, 15), date(2025, 3, 15))
FIRST = date(2019, 1, 1)
TYPED_UNTIL = date(2026, 11, 1)  # the last month whose rules were typed into `law`; a later today goes further
NO_SUCH_DAY = Sentence(
    es="Esa fecha no existe o es anterior a 2018. Escriba día, mes y año, por ejemplo 15 3 2021.",
    en="That date does not exist or is before 2018. Write day, month and year, for example 15 3 2021.",
)


@require_safe
@door("why")
def why(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask the rules of the chosen day; today's when none is chosen."""
    today = request.now.date()
    last = max(today, TYPED_UNTIL)
    chosen, wrong = chosen_day(asked=request.GET, today=today)
    file = why_on(reference=reference, on=chosen, by=request.actor, now=request.now)
    question = DateBoxes(name="day", label=_("Or an exact day"), hint=_("For example 15 3 2021."))
    errors = {"day": NO_SUCH_DAY} if wrong else {}
    shown = {
        "why": file,
        "presets": sorted({*PRESETS, today}),
        "first_month": FIRST,
        "last_month": last,
        "month_count": _months(last),
        "month": _months(file.on),
        "questions": mended(questions=(question,), answers=_boxes(asked=typed(request.GET), on=file.on), errors=errors),
        "place_key": file.location,
    }
    return render(request, "people/why.html", shown, status=422 if wrong else 200)


def chosen_day(*, asked: Mapping[str, str], today: date) -> tuple[date, bool]:
    """Read the day from a link (`on`), the slider (`month`, counted from January 2019) or the three boxes.

    Gives the day and whether what was typed could not be read; today stands in for it.
    """
    try:
        if asked.get("month"):
            return _middle_of(int(asked["month"])), False
        if asked.get("on"):
            return _within(date.fromisoformat(asked["on"])), False
        if asked.get("day_year"):
            boxes = (
                int(asked["day_year"]),
                int(month_number(typed=asked.get("day_month", ""))),
                int(asked.get("day_day", "")),
            )
            return _within(date(*boxes)), False
    except (ValueError, OverflowError):
        return today, True
    return today, False


def _middle_of(month: int) -> date:
    """Give the fifteenth of a month counted from the first."""
    year, index = divmod(FIRST.year * 12 + FIRST.month - 1 + max(0, month), 12)
    return _within(date(year, index + 1, 15))


def _within(on: date) -> date:
    if not 2018 <= on.year <= 2100:
        raise ValueError
    return on


def _months(on: date) -> int:
    return max(0, (on.year - FIRST.year) * 12 + on.month - FIRST.month)


def _boxes(*, asked: Mapping[str, str], on: date) -> dict[str, str]:
    if "day_year" in asked:
        return dict(asked)
    return {"day_day": str(on.day), "day_month": str(on.month), "day_year": str(on.year)}
