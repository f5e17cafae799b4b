"""The clear pages of an intake: one question each, saved before the next is shown."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from estancia.casework.intake import answer_step, draft, start_intake
from estancia.casework.intake_answers import BadAnswers
from estancia.casework.views.intake import DraftMember, DraftView
from estancia.web.door import StaffRequest, door
from estancia.web.intake.doubles import LOOK, beside_the_form
from estancia.web.intake.forms import Page
from estancia.web.intake.pages import BY_SLUG, Stop, after, answers_of, before, first_open, listed_of
from estancia.web.intake.reading import as_shown, missing, names_of, step_answers
from estancia.web.intake.sound import recording
from estancia.web.mending import mended
from estancia.web.questions import typed
from estancia.wording import Sentence

# What is usually the same for a whole family is shown as the first person gave it, to be confirmed, not typed again.
SAME_FOR_MOST = frozenset({"nationality", "entry", "us-status", "interviewed", "notice", "notice-kind", "court-record"})
CHECK = "check"


@require_http_methods(["GET", "HEAD", "POST"])
@door("intake_start")
def start(request: StaffRequest) -> HttpResponse:
    """Say what the intake asks and who reads it; begin one."""
    if request.method != "POST":
        return render(request, "intake/start.html")
    begun = start_intake(location=request.actor.location, by=request.actor, now=request.now)
    return redirect("intake_step", begun.reference, "language")


@require_http_methods(["GET", "HEAD", "POST"])
@door("intake_step")
def step(request: StaffRequest, reference: str, slug: str) -> HttpResponse:
    """Show or take a page about the family."""
    return _page(request, reference=reference, stop=Stop(slug=slug, member=None))


@require_http_methods(["GET", "HEAD", "POST"])
@door("intake_member_step")
def member_step(request: StaffRequest, reference: str, slug: str, member: int) -> HttpResponse:
    """Show or take a page about one member."""
    return _page(request, reference=reference, stop=Stop(slug=slug, member=member))


def _page(request: StaffRequest, *, reference: str, stop: Stop) -> HttpResponse:
    page = BY_SLUG.get(stop.slug)
    if page is None:
        raise Http404
    under_way = draft(reference=reference, by=request.actor, now=request.now)
    if under_way.request:
        return redirect("intake_done", reference)
    if request.method == "POST":
        return _take(request, under_way=under_way, page=page, stop=stop)
    own = answers_of(draft=under_way, step=page.step, member=stop.member)
    listed = _listed(under_way=under_way, page=page, stop=stop, own=own)
    copied = {} if listed else _copied(under_way=under_way, page=page, stop=stop, own=own)
    shown = as_shown(page=page, stored=listed or copied or own)
    return _show(
        request, under_way=under_way, page=page, stop=stop, answers=shown, copied=bool(copied), listed=bool(listed)
    )


def _take(request: StaffRequest, *, under_way: DraftView, page: Page, stop: Stop) -> HttpResponse:
    given = typed(request.POST)
    if said_not_known := given.get("not_known") == "yes":
        given = {}
    own = answers_of(draft=under_way, step=page.step, member=stop.member)
    answers = step_answers(page=page, typed=given, stored=own)
    errors = missing(page=page, answers=answers, said_not_known=said_not_known)
    if not errors:
        try:
            saved = answer_step(
                reference=under_way.reference,
                step=page.step,
                member=stop.member,
                answers=answers,
                by=request.actor,
                now=request.now,
            )
        except BadAnswers as bad:
            errors = dict(bad.fields)
        else:
            alike = given.get(LOOK, "") if stop.member else ""
            if alike:
                return redirect("intake_compare", saved.reference, stop.member, alike)
            return redirect(_next_address(request, saved=saved, stop=stop))
    return _show(request, under_way=under_way, page=page, stop=stop, answers=given, errors=errors)


def _next_address(request: StaffRequest, *, saved: DraftView, stop: Stop) -> str:
    """Go on to the next page, or straight back to check-answers when the change came from there."""
    following = first_open(draft=saved) if request.GET.get("from") == CHECK else after(draft=saved, stop=stop)
    return (
        following.address(reference=saved.reference) if following else reverse("intake_check", args=[saved.reference])
    )


def _show(
    request: StaffRequest,
    *,
    under_way: DraftView,
    page: Page,
    stop: Stop,
    answers: Mapping[str, str],
    errors: Mapping[str, Sentence] | None = None,
    copied: bool = False,
    listed: bool = False,
) -> HttpResponse:
    spoken = answers_of(draft=under_way, step="language", member=None).get("best_language", "")
    shown = {
        "draft": under_way,
        "questions": mended(questions=page.questions(), answers=answers, errors=errors or {}),
        "heading": page.heading,
        "why": page.why,
        "caption": caption_of(draft=under_way, member=stop.member),
        "back": _back(request, under_way=under_way, stop=stop),
        "act": _("Save and continue"),
        "action": request.get_full_path(),
        "may_be_empty": page.may_be_empty,
        "copied": copied,
        "listed": listed,
        "sound": recording(name=page.slug, language=spoken),
        **beside_the_form(request, reference=under_way.reference, slug=stop.slug, member=stop.member, answers=answers),
    }
    return render(request, "intake/page.html", shown, status=422 if errors else 200)


def caption_of(*, draft: DraftView, member: int | None) -> str:
    """Say whom a page is about: the family, or which of how many people."""
    if member is None or not draft.members:
        return _("The family")
    person: DraftMember | None = next((one for one in draft.members if one.number == member), None)
    if person is None:
        raise Http404
    place = _("Person %(number)s of %(all)s") % {"number": member, "all": len(draft.members)}
    return f"{place}: {person.name}" if person.name else place


def _back(request: StaffRequest, *, under_way: DraftView, stop: Stop) -> str:
    if request.GET.get("from") == CHECK:
        return reverse("intake_check", args=[under_way.reference])
    earlier = before(draft=under_way, stop=stop)
    return earlier.address(reference=under_way.reference) if earlier else reverse("work")


def _listed(*, under_way: DraftView, page: Page, stop: Stop, own: Mapping[str, str]) -> Mapping[str, str]:
    """Give what the counterpart's list says where this page is still blank: shown to be asked, never an answer."""
    listed = listed_of(draft=under_way, step=page.step, member=stop.member)
    said = {name: value for name, value in listed.items() if name in names_of(page=page)}
    return {} if any(own.get(name) for name in names_of(page=page)) else said


def _copied(*, under_way: DraftView, page: Page, stop: Stop, own: Mapping[str, str]) -> Mapping[str, str]:
    """Give the first person's answers where another member's page is still blank and families mostly answer alike."""
    blank = not any(own.get(name) for name in names_of(page=page))
    if stop.member in (None, 1) or page.slug not in SAME_FOR_MOST or not blank:
        return {}
    return answers_of(draft=under_way, step=page.step, member=1)
