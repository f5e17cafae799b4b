"""Checks a paper by its number or its code: one word, the number, the dates, nothing else, and no trace."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.stay import offline_bundle, verify_typed
from estancia.web.door import StaffRequest, door
from estancia.web.language.views import keep_language
from estancia.web.questions import LongText

LONGEST_CODE = 4000  # a card's whole code is under 400 characters
# A paper in doubt is a doubt about paper, not a danger to a person: nothing here is red.
TONES = {"valid": "calm", "expired": "soon", "revoked": "soon", "not_ours": "plain", "cannot_tell": "plain"}


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


def _answer(request: StaffRequest) -> HttpResponse:
    text = request.POST.get("code", "").strip()[:LONGEST_CODE]
    if request.method == "POST" and text:
        found = verify_typed(text=text, now=request.now)
        shown = {"found": found, "tone": TONES[found.verdict], "same_page": request.path, "kept": [("code", text)]}
        return render(request, "verify/verified.html", shown)
    asked = LongText(
        name="code",
        label=_("Number or code of the paper"),
        hint=_("The number beside the square code, or the whole text a scanner reads from it. Spaces do not matter."),
        rows=3,
        spellcheck=False,
        error=_("Type the number or the code that stands on the paper.") if request.method == "POST" else "",
    )
    return render(request, "verify/verify.html", {"questions": [asked]})
