"""The list of holds, one hold, and its answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from estancia.casework.access import NotYours
from estancia.casework.holds import answer_hold, hold_file, hold_list
from estancia.casework.views.holds import HoldView
from estancia.casework.views.work import MOST
from estancia.web.components import Moment
from estancia.web.door import StaffRequest, door
from estancia.web.holds.forms import hold_questions
from estancia.web.mending import mended, unanswered
from estancia.web.questions import Question, typed
from estancia.web.saying import instant_words, reader_language
from estancia.web.sending import sent_only
from estancia.wording import ForPeople

RESERVED = _("The reason is reserved.")
NARROWS = ("kind", "mine", "location", "due", "after", "before")
CHOICES: tuple[tuple[Promise, Mapping[str, str]], ...] = (
    (_("All"), {}),
    (_("Overdue"), {"due": "overdue"}),
    (_("Today"), {"due": "today"}),
    (_("Tomorrow"), {"due": "tomorrow"}),
    (_("Later"), {"due": "later"}),
    (_("For us to answer"), {"mine": "yes"}),
    (_("For others to answer"), {"mine": "no"}),
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A way to narrow the list: its word, its address, whether it is the one shown."""

    label: Promise
    url: str
    current: bool


@require_safe
@door("holds")
def holds(request: StaffRequest) -> HttpResponse:
    """Show the open holds: past their hour, due today, tomorrow, later."""
    asked = {name: value for name, value in typed(request.GET).items() if name in NARROWS and value}
    listed = hold_list(by=request.actor, now=request.now, filter=asked)
    kept = {name: value for name, value in asked.items() if name not in ("after", "before")}
    shown = {
        "holds": listed,
        "count": min(listed.count, MOST),
        "beyond": listed.count > MOST,
        "choices": _choices(asked=kept),
        "further": "after" in asked or "before" in asked,
        "previous": f"?{urlencode({**kept, 'before': listed.before})}" if listed.before else "",
        "narrowed": f"?{urlencode(kept)}" if kept else "",
        "more": f"?{urlencode({**kept, 'after': listed.after})}" if listed.after else "",
    }
    return render(request, "holds/holds.html", shown)


@require_safe
@door("hold")
def hold(request: StaffRequest, reference: str) -> HttpResponse:
    """Show one hold, and ask for its answer when the reader may give it."""
    file = hold_file(reference=reference, by=request.actor, now=request.now)
    return _page(request, file=file, questions=hold_questions(protection=file.hold.kind == "protection"))


@sent_only
@door("answer_hold")
def answer_hold_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Take the answer; what was typed is kept when something must be mended."""
    answers = typed(request.POST)
    answer, reason = answers.get("answer", ""), answers.get("reason", "")
    questions = hold_questions(protection=False)
    errors = unanswered(questions=questions, answers=answers)
    if not errors:
        try:
            answer_hold(reference=reference, answer=answer, reason=reason, by=request.actor, now=request.now)
        except NotYours:
            raise
        except ForPeople as said:
            errors = {"reason": said.said}
        else:
            return redirect("hold", reference=reference)
    file = hold_file(reference=reference, by=request.actor, now=request.now)
    asked = hold_questions(protection=file.hold.kind == "protection")
    return _page(request, file=file, questions=mended(questions=asked, answers=answers, errors=errors))


def _choices(*, asked: Mapping[str, str]) -> tuple[Narrowed, ...]:
    return tuple(
        Narrowed(label=label, url=f"?{urlencode(narrows)}" if narrows else "?", current=dict(narrows) == dict(asked))
        for label, narrows in CHOICES
    )


def _page(request: StaffRequest, *, file: HoldView, questions: tuple[Question, ...]) -> HttpResponse:
    wrong = any(question.error for question in questions)
    shown = {"file": file, "questions": questions, "moments": _moments(file)}
    return render(request, "holds/hold.html", shown, status=422 if wrong else 200)


def _moments(file: HoldView) -> tuple[Moment, ...]:
    """Say each thing that happened; a protection hold's reason stays reserved."""
    language = reader_language()
    return tuple(
        Moment(
            title=event.line.in_language(language),
            when=instant_words(event.at, file.hold.location),
            by=event.organisation,
            body=RESERVED if event.reserved else event.reason,
            at=event.at,
        )
        for event in file.events
    )
