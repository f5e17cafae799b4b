"""Checks a paper by its number or its code: one word, the number, the dates, nothing else, and no trace.

Without scripts the server answers. With them the phone does, from the ring and the list it took along; a worker with
the scope of this page keeps what that needs, and no other page.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.stay import offline_bundle, verify_typed
from estancia.places.clocks import MONTHS, WEEKDAYS
from estancia.web.door import StaffRequest, door
from estancia.web.language.views import keep_language
from estancia.web.questions import LongText
from estancia.web.verify.parts import parts, parts_digest, static_file

LONGEST_CODE = 4000  # a card's whole code is under 400 characters
# A paper in doubt is a doubt about paper, not a danger to a person: nothing here is red.
TONES = {"valid": "calm", "expired": "soon", "revoked": "soon", "not_ours": "plain", "cannot_tell": "plain"}
SCOPE = "/verify/"


@csrf_exempt  # it changes nothing, and whoever checks a paper should need no cookie
@require_http_methods(["GET", "HEAD", "POST"])
@door("verify")
def verify(request: StaffRequest) -> HttpResponse:
    """Ask for a number or a code; answer with one word. Changing the language keeps the answer."""
    asked = request.POST.get("language", "")
    language = asked if translation.check_for_language(asked) and asked else translation.get_language()
    with translation.override(language):
        answer = _answer(request)
        answer["Content-Language"] = language or ""
    keep_language(answer=answer, language=asked)
    return answer


@require_safe
@door("verify_bundle")
def verify_bundle(request: StaffRequest) -> HttpResponse:
    """Give what a verifier takes along: the public ring and the signed list of revoked cards."""
    bundle = offline_bundle(now=request.now)
    return JsonResponse({"ring": bundle.ring, "revocations": bundle.revocations})


@require_safe
@door("verify_phone")
def verify_phone(request: StaffRequest, language: str) -> HttpResponse:
    """Give the page a phone keeps: the same for everyone, whoever is signed in, in the language of its address."""
    request.actor = None  # type: ignore[assignment]
    with translation.override(_spoken(language)):
        other = next(code for code, _name in settings.LANGUAGES if code != language)
        shown = {"questions": [_question()], "other": other, "other_name": dict(settings.LANGUAGES)[other]}
        answer = render(request, "verify/phone.html", {**shown, **_on_phone(request, language=language)})
        answer["Content-Language"] = language
    return answer


@require_safe
@door("verify_manifest")
def verify_manifest(request: StaffRequest, language: str) -> HttpResponse:
    """Say to a phone how the page is installed: its name, its sign, where it starts."""
    with translation.override(_spoken(language)):
        told = {
            "name": _("Check a paper"),
            "short_name": _("Check a paper"),
            "lang": language,
            "start_url": reverse("verify_phone", args=[language]),
            "scope": SCOPE,
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#621132",
            "icons": [{"src": static("estancia/tab.svg"), "sizes": "any", "type": "image/svg+xml"}],
        }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
@door("verify_worker")
def verify_worker(request: StaffRequest) -> HttpResponse:
    """Give the worker that lets the page stand without a connection, and the list of what it may keep."""
    pages = {code: reverse("verify_phone", args=[code]) for code, _name in settings.LANGUAGES}
    manifests = [reverse("verify_manifest", args=[code]) for code in pages]
    kept = [*pages.values(), *manifests, *(static(name) for name in parts())]
    said = {"PARTS": kept, "BUNDLE": reverse("verify_bundle"), "PAGES": pages, "VERSION": parts_digest()}
    begins = "".join(f"const {name} = {json.dumps(value)}\n" for name, value in said.items())
    return HttpResponse(begins + static_file("estancia/verify/worker.js").read_text("utf-8"), "text/javascript")


def _answer(request: StaffRequest) -> HttpResponse:
    text = request.POST.get("code", "").strip()[:LONGEST_CODE]
    if request.method == "POST" and text:
        found = verify_typed(text=text, now=request.now)
        shown = {"found": found, "tone": TONES[found.verdict], "same_page": request.path, "kept": [("code", text)]}
        return render(request, "verify/verified.html", shown)
    asked = _question(
        error=_("Type the number or the code that stands on the paper.") if request.method == "POST" else ""
    )
    language = translation.get_language() or "es"
    return render(request, "verify/verify.html", {"questions": [asked], **_on_phone(request, language=language)})


def _question(*, error: str = "") -> LongText:
    return LongText(
        name="code",
        label=_("Number or code of the paper"),
        hint=_("The number beside the square code, or the whole text a scanner reads from it. Spaces do not matter."),
        rows=3,
        spellcheck=False,
        error=error,
    )


def _on_phone(request: StaffRequest, *, language: str) -> dict[str, Any]:
    """What the page's script needs: the words of days, and how far the house's clock stands from the phone's."""
    ahead = request.now - datetime.now(UTC) if settings.CLOCK_IS_OURS() else timedelta(0)
    return {
        "tones": tuple(TONES.items()),
        "language": language,
        "weekdays": " ".join(WEEKDAYS[language]),
        "months": " ".join(MONTHS[language]),
        "clock_ahead": ahead // timedelta(milliseconds=1),
    }


def _spoken(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language
