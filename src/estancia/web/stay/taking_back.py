"""Taking back a card: one person asks and says why, a second one confirms."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from estancia.casework.access import NotYours
from estancia.casework.revocations import ask_revocation, card_to_take_back, confirm_revocation, revocation
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.questions import LongText, Question, typed
from estancia.web.stay.papers import paper_context
from estancia.wording import ForPeople, Sentence


def reason_questions() -> tuple[Question, ...]:
    """Ask why the card is to be taken back."""
    return (
        LongText(
            name="reason",
            label=_("Why is this card taken back?"),
            hint=_("A second person reads it, and the notice prints it. Name no court, country or asylum."),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door("ask_revocation")
def ask_revocation_page(request: StaffRequest, number: str) -> HttpResponse:
    """Ask for a card to be taken back; it stays valid until someone else confirms. A card of others is not there."""
    if request.method != "POST":
        card_to_take_back(number=number, by=request.actor, now=request.now)
    answers = typed(request.POST)
    errors = unanswered(questions=reason_questions(), answers=answers) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        try:
            ask_revocation(number=number, reason=answers["reason"], by=request.actor, now=request.now)
        except NotYours:
            raise
        except ForPeople as said:
            errors = {"reason": said.said}
        else:
            return redirect("confirm_revocation", number)
    return _ask(request, number=number, answers=answers, errors=errors)


@require_http_methods(["GET", "HEAD", "POST"])
@door("confirm_revocation")
def confirm_revocation_page(request: StaffRequest, number: str) -> HttpResponse:
    """Show what was asked of a card, and take the second person's confirmation."""
    if request.method == "POST":
        confirm_revocation(number=number, by=request.actor, now=request.now)
        return redirect("confirm_revocation", number)
    asked = revocation(number=number, by=request.actor, now=request.now)
    return render(request, "stay/confirm.html", {"asked": asked, "place_key": asked.location, **paper_context()})


def _ask(request: StaffRequest, *, number: str, answers: dict[str, str], errors: dict[str, Sentence]) -> HttpResponse:
    questions = mended(questions=reason_questions(), answers=answers, errors=errors)
    shown = {"questions": questions, "number": number}
    return render(request, "stay/ask.html", shown, status=422 if errors else 200)
