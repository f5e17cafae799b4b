"""The key phrase, the sealed answers it opens, and the notices sealed to this organisation."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.access import NotYours
from estancia.casework.protection import KeyNotHeld, lock, open_answers, open_notices, unlock
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.questions import Question, Text, typed
from estancia.web.sending import sent_only
from estancia.wording import ForPeople, Sentence


def phrase_question() -> tuple[Question, ...]:
    """Ask for the key phrase, as a password is asked."""
    return (
        Text(
            name="phrase",
            label=_("Key phrase of your organisation"),
            hint=_("Several words. Capital letters and spaces as they were given to you."),
            input_type="password",
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door("unlock")
def unlock_page(request: StaffRequest) -> HttpResponse:
    """Take the key phrase and go back to what it opens; the phrase is never shown again, not even when wrong."""
    onward = _onward(request)
    if request.method != "POST":
        return _ask(request, onward=onward)
    answers = typed(request.POST)
    errors = unanswered(questions=phrase_question(), answers=answers)
    if not errors:
        try:
            unlock(phrase=request.POST.get("phrase", ""), by=request.actor, now=request.now)
        except NotYours:
            raise
        except ForPeople as said:
            errors = {"phrase": said.said}
        else:
            return redirect(onward)
    return _ask(request, onward=onward, errors=errors)


@sent_only
@door("lock")
def lock_page(request: StaffRequest) -> HttpResponse:
    """Let go of the key at once."""
    lock(by=request.actor, now=request.now)
    return redirect("work")


@require_safe
@door("sealed")
def sealed(request: StaffRequest, reference: str) -> HttpResponse:
    """Open a person's sealed answers for the organisation that owns them; ask for the phrase where it is not held."""
    try:
        opened = open_answers(person_reference=reference, by=request.actor, now=request.now)
    except KeyNotHeld:
        return _unlock_first(reverse("sealed", args=[reference]))
    shown = {
        "sealed": opened,
        "answers": sorted(opened.answers, key=lambda answer: not answer.reasons),  # what protects stands first
    }
    return render(request, "protection/sealed.html", shown)


@require_safe
@door("sealed_notices")
def notices(request: StaffRequest) -> HttpResponse:
    """Open the notices sealed to this organisation, those to be answered first coming first."""
    try:
        opened = open_notices(by=request.actor, now=request.now)
    except KeyNotHeld:
        return _unlock_first(reverse("sealed_notices"))
    return render(request, "protection/notices.html", {"notices": opened})


def _unlock_first(onward: str) -> HttpResponse:
    return redirect(f"{reverse('unlock')}?{urlencode({'next': onward})}")


def _ask(request: StaffRequest, *, onward: str, errors: dict[str, Sentence] | None = None) -> HttpResponse:
    questions = mended(questions=phrase_question(), answers={}, errors=errors or {})
    shown = {"questions": questions, "next": onward, "action": reverse("unlock")}
    return render(request, "protection/unlock.html", shown, status=422 if errors else 200)


def _onward(request: StaffRequest) -> str:
    """Give the page to go on to: one of ours, or my work."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None, require_https=False)
    return asked if ours and asked.startswith("/") else reverse("work")
