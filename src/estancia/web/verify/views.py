"""Checks a paper by its number or its code: one word, the number, the dates, nothing else, and no trace."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from estancia.web.door import StaffRequest, door
from estancia.web.language.views import keep_language
from estancia.web.questions import LongText
from estancia.web.verify.words import VERDICT_TONES, VERDICT_WORDS

LONGEST_CODE = 4000  # a card's whole code is under 400 characters


@csrf_exempt  # it changes nothing, and whoever checks a paper should need no cookie
@require_http_methods(["GET", "HEAD", "POST"])
@door("verify")
def verify(request: StaffRequest) -> HttpResponse:
    """Ask for a number or a code; answer with one word. Changing the language keeps the answer."""
    language = request.POST.get("language", "")
    with translation.override(language if translation.check_for_language(language) and language else None):
        answer = _answer(request)
    keep_language(answer=answer, language=language)
    return answer


def _answer(request: StaffRequest) -> HttpResponse:
    text = request.POST.get("code", "").strip()[:LONGEST_CODE]
    if request.method == "POST" and text:
        from estancia.casework.stay import verify_typed

        found = verify_typed(text=text, now=request.now)
        shown = {"found": found, "word": VERDICT_WORDS[found.verdict], "tone": VERDICT_TONES[found.verdict], "text": text}
        return render(request, "verify/verified.html", shown)
    asked = LongText(
        name="code",
        label=_("Number or code of the paper"),
        hint=_("The number under the square code, or the whole text a scanner reads from it. Spaces and dashes do not matter."),
        rows=3,
        spellcheck=False,
        error=_("Type the number or the code that stands on the paper.") if request.method == "POST" else "",
    )
    return render(request, "verify/verify.html", {"questions": [asked]})
