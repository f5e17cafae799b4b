"""Saved filters: kept from a list, opened as its address, renamed and deleted; the name is nobody else's to see."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from estancia.casework.access import NotYours
from estancia.casework.saved_filters import delete_filter, rename_filter, save_filter, saved_filters
from estancia.casework.views.saved import SavedLine
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.questions import Question, Text, typed
from estancia.web.sending import sent_only
from estancia.wording import ForPeople

NOT_NARROWS = ("csrfmiddlewaretoken", "name", "number", "deed", "done")
DONE: Mapping[str, Promise] = {
    "saved": _("The filter was saved. It also opens from My work."),
    "renamed": _("The filter has its new name."),
    "deleted": _("The filter was deleted. The list itself is as it was."),
}


def name_questions() -> tuple[Question, ...]:
    """Ask how to call a filter."""
    return (Text(name="name", label=_("Name of the filter"), hint=_("For yourself only. Write nobody's name.")),)


def opened(*, listed: str, line: SavedLine) -> str:
    """Give the address a saved filter opens."""
    return reverse(listed) + (f"?{urlencode(line.narrows)}" if line.narrows else "")


@require_http_methods(["GET", "HEAD", "POST"])
@door("saved")
def saved(request: StaffRequest, listed: str) -> HttpResponse:
    """Show one's own filters of a list; keep what is asked for as a new one."""
    answers = typed(request.POST)
    errors: Mapping[str, object] = unanswered(questions=name_questions(), answers=answers) if request.POST else {}
    if request.method == "POST" and not errors:
        narrows = {name: value for name, value in answers.items() if name not in NOT_NARROWS and value}
        try:
            save_filter(listed=listed, name=answers["name"], narrows=narrows, by=request.actor, now=request.now)
        except NotYours:
            raise
        except ForPeople as said:
            errors = {"name": said.said}
        else:
            return _back(listed=listed, done="saved")
    return _page(request, listed=listed, answers=answers, errors=errors)


@sent_only
@door("change_saved")
def change_saved(request: StaffRequest, listed: str) -> HttpResponse:
    """Rename or delete one of one's own filters, as the button pressed says."""
    answers = typed(request.POST)
    number = int(answers["number"]) if answers.get("number", "").isdecimal() else 0
    if answers.get("deed") == "delete":
        delete_filter(number=number, by=request.actor, now=request.now)
        return _back(listed=listed, done="deleted")
    try:
        rename_filter(number=number, name=answers.get("name", ""), by=request.actor, now=request.now)
    except NotYours:
        raise
    except ForPeople as said:
        return _page(request, listed=listed, answers=answers, errors={"name": said.said}, changing=number)
    return _back(listed=listed, done="renamed")


def _back(*, listed: str, done: str) -> HttpResponse:
    return redirect(f"{reverse('saved', kwargs={'listed': listed})}?done={done}")


def _page(
    request: StaffRequest, *, listed: str, answers: Mapping[str, str], errors: Mapping[str, object], changing: int = 0
) -> HttpResponse:
    lines = saved_filters(listed=listed, by=request.actor, now=request.now)
    given = request.GET if request.method in ("GET", "HEAD") else request.POST
    kept = {name: value for name, value in typed(given).items() if name not in NOT_NARROWS and value}
    shown = {
        "listed": listed,
        "list_url": reverse(listed),
        "lines": [(line, opened(listed=listed, line=line)) for line in lines],
        "kept": kept.items(),
        "questions": mended(questions=name_questions(), answers=answers, errors=errors),  # type: ignore[arg-type]
        "changing": changing,
        "done": DONE.get(request.GET.get("done", "")),
    }
    return render(request, "work/saved.html", shown, status=422 if errors else 200)
