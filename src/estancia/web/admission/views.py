"""The decision page, the decision, and the page after it."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from estancia.casework.access import NotYours, may_knock
from estancia.casework.admission import decide_request
from estancia.casework.admission import decided as latest_decision
from estancia.casework.people import request_file
from estancia.casework.views.people import RequestView
from estancia.web.admission.forms import decide_forms
from estancia.web.door import StaffRequest, door
from estancia.web.questions import typed
from estancia.web.sending import sent_only
from estancia.web.stay.papers import paper_context
from estancia.wording import ForPeople, Sentence

AFTER = {"admit": "admitted", "hold": "on_hold", "not_covered": "not_covered"}
REVIEWABLE = frozenset({"on_hold", "not_covered"})
STILL_OPEN = frozenset({"awaiting_decision", "on_hold", "not_covered"})
CHOOSE_ONE = Sentence(
    es="Elija una de las decisiones. Ninguna se tomó todavía.",
    en="Choose one of the decisions. None was taken yet.",
)


class NoDecisionChosen(ForPeople):
    """The form came without a decision."""

    sentence = CHOOSE_ONE


@require_safe
@door("decision")
def decision(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what the rules say so far, and what a person must still decide."""
    return _page(request, reference=reference)


@sent_only
@door("decide")
def decide(request: StaffRequest, reference: str) -> HttpResponse:
    """Take one decision for the whole family; a second click finds it taken and goes on."""
    answers = typed(request.POST)
    chosen = answers.get("decision", "")
    if chosen not in AFTER:
        raise NoDecisionChosen
    reason = answers.get(f"reason_{chosen}", "")
    try:
        decide_request(reference=reference, decision=chosen, reason=reason, by=request.actor, now=request.now)
    except NotYours:
        raise
    except ForPeople as said:
        return _after_trouble(request, reference=reference, chosen=chosen, answers=answers, said=said)
    return redirect("decided", reference)


@require_safe
@door("decided")
def decided(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what happened, what comes next, and the papers to hand over."""
    file = request_file(reference=reference, by=request.actor, now=request.now)
    if not file.decisions:
        return redirect("decision", reference)
    taken = latest_decision(reference=reference, by=request.actor, now=request.now)
    shown = {
        "request_file": file,
        "taken": taken,
        "may_review": _may_review(request, file=file),
        **paper_context(),
    }
    return render(request, "admission/decided.html", shown)


def _may_review(request: StaffRequest, *, file: RequestView) -> bool:
    """Say whether this reader may open a review of what was decided, and none is open."""
    open_review = any(review.state == "open" for review in file.reviews)
    decided = file.state in REVIEWABLE and file.decisions
    return bool(decided) and not open_review and may_knock(route="ask_review", by=request.actor)


def _after_trouble(
    request: StaffRequest, *, reference: str, chosen: str, answers: Mapping[str, str], said: ForPeople
) -> HttpResponse:
    """Go on when the same was decided a moment ago; put the sentence beside the reason where one is asked."""
    file = request_file(reference=reference, by=request.actor, now=request.now)
    if file.state == AFTER[chosen]:
        return redirect("decided", reference)
    needs_reason = any(choice.decision == chosen and choice.needs_reason for choice in file.choices)
    if not needs_reason:
        raise said
    return _page(request, reference=reference, file=file, answers=answers, errors={f"reason_{chosen}": said.said})


def _page(
    request: StaffRequest,
    *,
    reference: str,
    file: RequestView | None = None,
    answers: Mapping[str, str] | None = None,
    errors: Mapping[str, Sentence] | None = None,
) -> HttpResponse:
    file = file or request_file(reference=reference, by=request.actor, now=request.now)
    forms = decide_forms(choices=file.choices, outcome=file.family_outcome, answers=answers, errors=errors)
    shown = {
        "request_file": file,
        "place_key": file.location,
        "decide_forms": forms,
        "questions": tuple(question for form in forms for question in form.questions),
        "may_review": _may_review(request, file=file),
        **paper_context(),
        "may_ask_again": file.state in STILL_OPEN and may_knock(route="redetermine", by=request.actor),
    }
    return render(request, "admission/request.html", shown, status=422 if errors else 200)
