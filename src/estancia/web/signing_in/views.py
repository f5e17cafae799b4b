"""Signing in, choosing a purpose, signing out, leaving quickly."""

from collections.abc import Sequence
from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from estancia.casework.access import Purpose
from estancia.casework.protection import key_held, lock
from estancia.web.door import PURPOSE, StaffRequest, door, purposes_for
from estancia.web.questions import Choice, Radios, Text
from estancia.web.sending import sent_only
from estancia.web.services.complaining import BEGUN
from estancia.web.signing_in.demo_logins import demo_logins
from estancia.web.words import MAIN_PURPOSE, PURPOSE_LINES, PURPOSE_WORDS

KILOMETRES = (1, 2, 5, 10, 20, 50, 80, 100, 200, 500)
MILES_IN_A_KILOMETRE = 0.621371


class SignInView(LoginView):
    """The sign-in library's own steps, drawn with our questions."""

    template_name = "signing_in/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the two questions with what was wrong, and the demo's logins."""
        context = super().get_context_data(**kwargs)
        context.update(questions=_sign_in_questions(context["form"]), demo_logins=demo_logins())
        context.update(one_password=_one_password())
        context.update(next_address=self.request.GET.get("next", self.request.POST.get("next", "")))
        context.update(ended="ended" in self.request.GET)
        return context


def _one_password() -> str:
    """The password all demo logins share; empty when they differ."""
    found = {login.password for login in demo_logins()}
    return found.pop() if len(found) == 1 else ""


def _sign_in_questions(form: Any) -> tuple[Text, Text]:
    wrong = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return (
        Text(
            name="login", label=_("User name"), value=form.data.get("login", ""), error=wrong, autocomplete="username"
        ),
        Text(name="password", label=_("Password"), input_type="password", autocomplete="current-password"),
    )


sign_in = door("sign_in")(SignInView.as_view())


@door("choose_purpose")
@require_http_methods(["GET", "HEAD", "POST"])
def choose_purpose(request: HttpRequest) -> HttpResponse:
    """Ask what this session is for; a role with one purpose is not asked."""
    purposes = main_first(purposes=purposes_for(request=request), role=getattr(request.user, "role", ""))
    chosen = request.POST.get(PURPOSE, "") if request.method == "POST" else ""
    if len(purposes) == 1 and request.method != "POST":
        chosen = purposes[0]
    if chosen in purposes:
        return _begin(request, chosen)
    asked = Radios(
        name=PURPOSE,
        label=_("What are you here to do?"),
        hint=_("Every look at a file is recorded with this purpose. You can change it at any time."),
        heading=True,
        value=request.session.get(PURPOSE) or purposes[0],
        error=_("Choose what you are here to do.") if request.method == "POST" else "",
        choices=tuple(Choice(value=one, label=PURPOSE_WORDS[one], hint=PURPOSE_LINES[one]) for one in purposes),
    )
    return render(request, "signing_in/purpose.html", {"questions": [asked], "next_address": _next(request)})


def main_first(*, purposes: Sequence[Purpose], role: str) -> tuple[Purpose, ...]:
    """Put what the role mostly does first, so that whoever is tired finds it chosen already."""
    return tuple(sorted(purposes, key=lambda one: one != MAIN_PURPOSE.get(role)))


def _begin(request: HttpRequest, purpose: str) -> HttpResponse:
    request.session[PURPOSE] = purpose
    request.session[BEGUN] = ""  # whoever does something else has done with the complaint written here
    return HttpResponseRedirect(_next(request) or reverse("work"))


def _next(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe else ""


@sent_only
@door("sign_out")
def sign_out(request: StaffRequest) -> HttpResponse:
    """End the session, have the browser forget what it kept, and say so."""
    leave(request)
    return forget(render(request, "signing_in/signed_out.html"))


@door("quick_exit")
@require_http_methods(["GET", "HEAD", "POST"])
def quick_exit(request: StaffRequest) -> HttpResponse:
    """End the session at once and show a plain page that says nothing of this house."""
    leave(request)
    rows = [(kilometres, f"{kilometres * MILES_IN_A_KILOMETRE:.1f}") for kilometres in KILOMETRES]
    return forget(render(request, "signing_in/plain.html", {"rows": rows}))


def leave(request: StaffRequest) -> None:
    """Let go of an organisation's key this session holds, then end the session."""
    if request.actor and key_held(by=request.actor, now=request.now).held:
        lock(by=request.actor, now=request.now)
    request.actor = None  # type: ignore[assignment]  # the page that follows is a stranger's
    logout(request)


def forget(answer: HttpResponse) -> HttpResponse:
    """Ask the browser to drop everything it kept of this address."""
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
