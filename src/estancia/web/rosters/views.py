"""The list of rosters, one roster by its state, and what its columns hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.access import NotYours
from estancia.casework.roster_shown import STANDINGS, roster_columns, roster_file, roster_list, roster_rows
from estancia.casework.rosters import say_columns, say_orders, stage_now
from estancia.casework.views.rosters import RosterView
from estancia.notices.rosters.refusals import BY_CODE
from estancia.web.door import StaffRequest, door
from estancia.web.doubles.rows import beside_rows
from estancia.web.mending import mended, not_answered
from estancia.web.questions import Question, typed
from estancia.web.rosters.forms import (
    ColumnAsked,
    chosen_of,
    column_questions,
    first_orders,
    later_orders,
    orders_of,
    upload_question,
)
from estancia.web.rosters.words import standing_words, state_mark
from estancia.web.sending import sent_only
from estancia.wording import ForPeople, Sentence

FEW_ROWS = 2_000
"""A list so short is staged at once; a longer one waits for the worker, and its page says how far it is."""
WAITS = ("waiting", "staging")


@dataclass(frozen=True, slots=True)
class Tab:
    """The rows of one standing: what they are called, how many, where they are shown, whether now."""

    standing: str
    label: Promise
    count: int
    url: str
    current: bool


@require_safe
@door("rosters")
def rosters(request: StaffRequest) -> HttpResponse:
    """Show the desk's rosters, and ask for a file."""
    return listed(request)


def listed(request: StaffRequest, *, error: Sentence | None = None) -> HttpResponse:
    """Draw the list, with what was wrong with a file beside the question."""
    after = request.GET.get("after", "")
    shown = roster_list(by=request.actor, now=request.now, after=after)
    questions = mended(questions=(upload_question(),), answers={}, errors={"file": error} if error else {})
    page = {
        "lines": [(one, state_mark(one)) for one in shown.rosters],
        "questions": questions,
        "more": f"?{urlencode({'after': shown.after})}" if shown.after else "",
        "further": bool(after),
    }
    return render(request, "rosters/rosters.html", page, status=422 if error else 200)


@require_safe
@door("roster")
def roster(request: StaffRequest, reference: str) -> HttpResponse:
    """Show a roster as it stands: waiting, refused, or its rows with what is wrong and what differs."""
    file = roster_file(reference=reference, by=request.actor, now=request.now)
    if file.state == "received":
        return redirect("roster_columns", reference)
    if file.state in WAITS:
        return render(request, "rosters/staging.html", {"roster": file})
    if file.state in ("refused", "dropped"):
        refusal = BY_CODE[file.refusal].sentence if file.refusal else None
        return render(request, "rosters/ended.html", {"roster": file, "refusal": refusal})
    return _rows(request, file=file)


@sent_only
@door("roster_orders")
def orders(request: StaffRequest, reference: str) -> HttpResponse:
    """Take what comes first in the dates of each column, and read the list again."""
    said = orders_of(answers=typed(request.POST))
    if not said:
        file = roster_file(reference=reference, by=request.actor, now=request.now)
        return _rows(request, file=file, unsaid=True)
    again = say_orders(reference=reference, orders=said, by=request.actor, now=request.now)
    if again.rows_in_file <= FEW_ROWS:
        stage_now(reference=reference, by=request.actor, now=request.now)
    return redirect("roster", reference)


def _rows(request: StaffRequest, *, file: RosterView, unsaid: bool = False) -> HttpResponse:
    asked = request.GET.get("rows", "")
    standing = asked if asked in STANDINGS else next((one for one in STANDINGS if file.counts.get(one)), "new")
    after = request.GET.get("after", "")
    rows = roster_rows(
        reference=file.reference,
        standing=standing,
        after=int(after) if after.isdecimal() and len(after) < 8 else 0,
        by=request.actor,
        now=request.now,
    )
    open_orders = later_orders(rows=rows)
    missing = {open_orders[0].name: not_answered(open_orders[0])} if unsaid and open_orders else {}
    page = {
        "roster": file,
        "rows": rows,
        "orders": mended(questions=open_orders, answers={}, errors=missing),
        "doubles": beside_rows(request, reference=file.reference, rows=rows),
        "tabs": _tabs(file=file, standing=standing),
        "mark": state_mark(file),
        "nothing_new": not file.adds and not file.leaves_out,
        "more": f"?{urlencode({'rows': standing, 'after': str(rows.after)})}" if rows.after else "",
    }
    return render(request, "rosters/roster.html", page, status=422 if missing else 200)


def _tabs(*, file: RosterView, standing: str) -> tuple[Tab, ...]:
    return tuple(
        Tab(one, standing_words(one), file.counts.get(one, 0), f"?{urlencode({'rows': one})}", one == standing)
        for one in STANDINGS
        if file.counts.get(one)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door("roster_columns")
def columns(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what each column is taken to hold, and take what a person says instead."""
    if request.method != "POST":
        file = roster_file(reference=reference, by=request.actor, now=request.now)
        return _columns(request, reference=reference) if file.state == "received" else redirect("roster", reference)
    answers = typed(request.POST)
    try:
        said = say_columns(
            reference=reference,
            chosen=chosen_of(answers=answers),
            orders=orders_of(answers=answers),
            by=request.actor,
            now=request.now,
        )
    except NotYours:
        raise
    except ForPeople as wrong:
        return _columns(request, reference=reference, answers=answers, error=wrong.said)
    if said.rows_in_file <= FEW_ROWS:
        stage_now(reference=reference, by=request.actor, now=request.now)
    return redirect("roster", reference)


def _columns(
    request: StaffRequest, *, reference: str, answers: Mapping[str, str] | None = None, error: Sentence | None = None
) -> HttpResponse:
    shown = roster_columns(reference=reference, by=request.actor, now=request.now)
    asked: tuple[ColumnAsked, ...] = column_questions(shown=shown)
    first = asked[0].name
    kept = answers or {}
    questions: tuple[Question, ...] = mended(questions=asked, answers=kept, errors={first: error} if error else {})
    page = {
        "shown": shown,
        "questions": questions,
        "orders": mended(questions=first_orders(shown=shown), answers=kept, errors={}),
    }
    return render(request, "rosters/columns.html", page, status=422 if error else 200)
