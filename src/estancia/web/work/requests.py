"""The requests of a place as a list: a state, a day, a page. Its address holds states, dates, places and no name."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from estancia.casework.request_lists import request_list
from estancia.casework.views.requests import RequestList, StateCount
from estancia.casework.views.work import MOST
from estancia.web.door import StaffRequest, door
from estancia.web.questions import typed

NARROWS = ("location", "state", "due", "mine")
BOOKMARKS = ("after", "before")
ON_A_SHEET = 200
STATES: Mapping[str, Promise] = {
    "awaiting_decision": _("To decide"),
    "on_hold": _("On hold"),
    "admitted": _("Admitted ones"),
    "not_covered": _("Not covered"),
    "no_request": _("No request"),
    "withdrawn": _("Withdrawn"),
}
DUES: Mapping[str, Promise] = {
    "": _("All"),
    "ahead": _("From today"),
    "overdue": _("Earlier days"),
    "today": _("Today"),
    "tomorrow": _("Tomorrow"),
    "later": _("Later"),
    "undated": _("Without a day"),
}
HELD_DUES: Mapping[str, Promise] = {**DUES, "undated": _("No answer awaited")}
DATED = ("awaiting_decision", "on_hold", "admitted")  # the others ask for nothing more


@dataclass(frozen=True, slots=True)
class Way:
    """A way to narrow the list: its word, its address, how many are behind it (None: not counted), if it is shown."""

    word: Promise
    url: str
    current: bool
    count: int | None = None
    more: bool = False


@require_safe
@door("requests")
def requests(request: StaffRequest) -> HttpResponse:
    """Show a page of the requests of a place, or the places to choose from."""
    given = {name: value for name, value in typed(request.GET).items() if name in (*NARROWS, *BOOKMARKS) and value}
    listed = request_list(by=request.actor, now=request.now, filter=given)
    asked = {name: value for name, value in given.items() if name in NARROWS}
    shown = {
        "requests": listed,
        "states": [_state(one, asked=asked, listed=listed) for one in listed.states],
        "dues": _dues(asked=asked, listed=listed),
        "whose": [_whose(mine, asked=asked, listed=listed) for mine in ("", "yes")],
        "places": [
            (one.location, [_of_place(state, location=one.location) for state in one.states]) for one in listed.places
        ],
        "count": min(listed.count, MOST),
        "more": listed.count > MOST,
        "previous": _address({**asked, "before": listed.before}) if listed.before else "",
        "next": _address({**asked, "after": listed.after}) if listed.after else "",
        "narrowed": _address(asked),
        "sheet": reverse("requests_sheet") + _address(asked),
        "further": any(name in given for name in BOOKMARKS),
    }
    return render(request, "work/requests.html", shown)


@require_safe
@door("requests_sheet")
def sheet(request: StaffRequest) -> HttpResponse:
    """Show the list as one sheet to print: initials and number, no name; one entry names those shown."""
    asked = {name: value for name, value in typed(request.GET).items() if name in NARROWS and value}
    narrows = _on_paper(asked)
    listed = request_list(by=request.actor, now=request.now, filter=narrows, act="request_sheet", size=ON_A_SHEET)
    if not listed.location:
        return redirect("requests")
    shown = {
        "requests": listed,
        "now": request.now,
        "state": STATES[listed.state],
        "due": _on_sheet(listed),
        "back": reverse("requests") + _address(asked),
    }
    return render(request, "work/sheet.html", shown)


def _address(narrows: Mapping[str, str]) -> str:
    kept = {name: value for name, value in narrows.items() if value}
    return f"?{urlencode(kept)}" if kept else "?"


def _state(one: StateCount, *, asked: Mapping[str, str], listed: RequestList) -> Way:
    url = _address({**asked, "state": one.state, "due": one.due})
    return Way(_counted_as(one), url, one.state == listed.state, min(one.count, MOST), one.count > MOST)


def _counted_as(one: StateCount) -> Promise:
    return _("Admitted, with a hearing from today on") if one.due == "ahead" else STATES[one.state]


def _on_paper(asked: Mapping[str, str]) -> Mapping[str, str]:
    """A sheet lies about: of those held it lists only who still waits for an answer, and so marks no protected family.

    It says so whether or not anyone was left out.
    """
    held = asked.get("state") == "on_hold" and asked.get("due", "") in ("", "undated")
    return {**asked, "due": "awaited"} if held else asked


def _on_sheet(listed: RequestList) -> Promise:
    if listed.due == "awaited":
        return _("Those who wait for an answer; whoever waits for none is not on this sheet")
    return DUES[listed.due]


def _dues(*, asked: Mapping[str, str], listed: RequestList) -> list[Way]:
    """Ways to narrow by day, where the list has days that this reader may see."""
    shown = listed.state in DATED and listed.dated
    return [_due(due, asked=asked, listed=listed) for due in DUES] if shown else []


def _due(due: str, *, asked: Mapping[str, str], listed: RequestList) -> Way:
    words = HELD_DUES if listed.state == "on_hold" else DUES
    return Way(words[due], _address({**asked, "due": due}), due == listed.due)


def _whose(mine: str, *, asked: Mapping[str, str], listed: RequestList) -> Way:
    word = _("Those I heard") if mine else _("Everybody's")
    return Way(word, _address({**asked, "mine": mine}), bool(mine) == listed.mine)


def _of_place(one: StateCount, *, location: str) -> Way:
    url = _address({"location": location, "state": one.state, "due": one.due})
    return Way(_counted_as(one), url, False, min(one.count, MOST), one.count > MOST)
