"""The private part: the screen is turned, the officer steps away, and no answer is ever shown again."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from estancia.casework.intake import answer_private, draft, private_question, restart_private
from estancia.casework.views.intake import DraftView, PrivateQuestion
from estancia.web.door import StaffRequest, door
from estancia.web.intake.pages import BEGIN, END, Stop, after, answers_of, before
from estancia.web.intake.sound import recording
from estancia.web.intake.views import caption_of
from estancia.web.mending import mended, unanswered
from estancia.web.questions import Choice, Question, Radios, typed
from estancia.web.saying import reader_language
from estancia.web.sending import sent_only
from estancia.wording import Sentence


@require_http_methods(["GET", "HEAD", "POST"])
@door("intake_private")
def private(request: StaffRequest, reference: str, member: int, slug: str) -> HttpResponse:
    """Show the interruption, one private question, or the page that turns the screen back."""
    under_way = draft(reference=reference, by=request.actor, now=request.now)
    if under_way.request:
        return redirect("intake_done", reference)
    stop = Stop(slug=slug, member=member, private=True)
    if slug in (BEGIN, END):
        return _turning(request, under_way=under_way, stop=stop)
    asked = private_question(reference=reference, member=member, step=slug, by=request.actor, now=request.now)
    if request.method == "POST":
        return _take(request, under_way=under_way, stop=stop, asked=asked)
    return _show(request, under_way=under_way, stop=stop, asked=asked, questions=(_question(asked),))


@sent_only
@door("intake_private_again")
def again(request: StaffRequest, reference: str, member: int) -> HttpResponse:
    """Forget one member's sealed answers and ask the part again from its beginning."""
    restart_private(reference=reference, member=member, by=request.actor, now=request.now)
    return redirect("intake_private", reference, member, BEGIN)


def _turning(request: StaffRequest, *, under_way: DraftView, stop: Stop) -> HttpResponse:
    person = next((one for one in under_way.members if one.number == stop.member), None)
    following = after(draft=under_way, stop=stop)
    if person is None:
        raise Http404
    steps = [step for step in under_way.steps if step.private and step.member == stop.member]
    earlier = before(draft=under_way, stop=stop)
    check = reverse("intake_check", args=[under_way.reference])
    shown = {
        "draft": under_way,
        "person": person,
        "caption": caption_of(draft=under_way, member=stop.member),
        "ahead": following.address(reference=under_way.reference) if following else check,
        "back": earlier.address(reference=under_way.reference) if earlier and stop.slug == BEGIN else "",
        "sealed": any(step.state == "sealed" for step in steps),
        "last": following is None,
        "requested": answers_of(draft=under_way, step="request", member=None).get("requests_admission") != "no",
        "card_language": "en" if _best_language(under_way) == "eng" else "es",
    }
    return render(request, f"intake/private_{stop.slug}.html", shown)


def _take(request: StaffRequest, *, under_way: DraftView, stop: Stop, asked: PrivateQuestion) -> HttpResponse:
    answers = typed(request.POST)
    question = _question(asked)
    errors = unanswered(questions=(question,), answers=answers)
    if errors:
        questions = mended(questions=(question,), answers=answers, errors=errors)
        return _show(request, under_way=under_way, stop=stop, asked=asked, questions=questions)
    saved = answer_private(
        reference=under_way.reference,
        member=asked.member,
        step=asked.step,
        answer=answers["answer"],
        by=request.actor,
        now=request.now,
    )
    following = after(draft=saved, stop=stop)
    check = reverse("intake_check", args=[saved.reference])
    return redirect(following.address(reference=saved.reference) if following else check)


def _show(
    request: StaffRequest,
    *,
    under_way: DraftView,
    stop: Stop,
    asked: PrivateQuestion,
    questions: tuple[Question, ...],
) -> HttpResponse:
    wrong = any(question.error for question in questions)
    earlier = before(draft=under_way, stop=stop)
    shown = {
        "questions": questions,
        "asked": asked,
        "why": _said(asked.why),
        "act": _("Seal and continue"),
        "back": earlier.address(reference=under_way.reference) if earlier else "",
        "sound": recording(name=asked.step, language=_best_language(under_way)),
    }
    return render(request, "intake/private.html", shown, status=422 if wrong else 200)


def _best_language(under_way: DraftView) -> str:
    return answers_of(draft=under_way, step="language", member=None).get("best_language", "")


def _question(asked: PrivateQuestion) -> Radios:
    """Draw the question with four large answers; an answer given before is never marked."""
    child = asked.child_form
    return Radios(
        name="answer",
        label=_said(asked.asks),
        hint=_said(asked.hint),
        heading=True,
        choices=(
            Choice("yes", _("Yes")),
            Choice("no", _("No")),
            Choice("not_known", _("I do not know")),
            Choice("declined", _("I do not want to say") if child else _("I prefer not to say")),
        ),
    )


def _said(sentence: Sentence) -> str:
    return sentence.in_language(reader_language())
