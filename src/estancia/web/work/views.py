"""My work: counts that open their lists; and finding a person without a name ever standing in an address."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.access import Actor, may_knock
from estancia.casework.finding import find, finds_telephones
from estancia.casework.intake import open_drafts
from estancia.casework.views.work import MOST, WorkCount
from estancia.casework.work import my_work
from estancia.casework.work_counts import GROUPS
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.questions import Question, Text, typed
from estancia.web.work.saved import opened
from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class OpenCount:
    """A number and the address of the list behind it; `more` where there are more than so many."""

    count: int
    more: bool
    label: Sentence
    url: str


def search_questions(*, by: Actor) -> tuple[Question, ...]:
    """Ask for a name, a number or a reference, in one field."""
    return (
        Text(
            name="text",
            label=_("Name, notice number, card, telephone or reference")
            if finds_telephones(by=by)
            else _("Name, notice number, card number or reference"),
            hint=_(
                "The first three letters of each word of a name do, in any order. Accents and dashes do not matter."
            ),
        ),
    )


@require_safe
@door("work")
def work(request: StaffRequest) -> HttpResponse:
    """Show what is overdue, due today, due tomorrow and waiting, each number opening its list."""
    mine = my_work(by=request.actor, now=request.now)
    groups = {name: getattr(mine, name) for name in GROUPS}
    hears = may_knock(route="intake_start", by=request.actor)
    shown = {
        "work": {name: tuple(_open_count(count) for count in counts) for name, counts in groups.items()},
        "revocations": mine.revocations,
        "expected": mine.expected,
        "saved": [(line.name, listed, opened(listed=listed, line=line)) for listed, line in mine.saved],
        "drafts": open_drafts(by=request.actor, now=request.now) if hears else (),
        "questions": search_questions(by=request.actor),
    }
    return render(request, "work/work.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@door("search")
def search(request: StaffRequest) -> HttpResponse:
    """Find a person; what is looked for travels in the body, never in the address."""
    answers = typed(request.POST)
    posted = request.method == "POST"
    errors = unanswered(questions=search_questions(by=request.actor), answers=answers) if posted else {}
    looked = posted and not errors
    found = find(text=answers["text"], by=request.actor, now=request.now) if looked else None
    questions = mended(questions=search_questions(by=request.actor), answers=answers, errors=errors)
    shown = {"questions": questions, "searched": looked, "found": found}
    return render(request, "work/search.html", shown, status=422 if errors else 200)


def _open_count(count: WorkCount) -> OpenCount:
    query = f"?{urlencode(count.query)}" if count.query else ""
    url = reverse(count.route, kwargs=dict(count.kwargs)) + query
    return OpenCount(count=min(count.count, MOST), more=count.count > MOST, label=count.label, url=url)
