"""What the stay asks of the person: large, in plain words, aloud where somebody recorded it, and printable."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from estancia.stay import obligations
from estancia.web.door import StaffRequest, door
from estancia.web.intake.sound import recording
from estancia.web.saying import reader_language

_SPOKEN = {"es": "spa", "en": "eng"}


@require_safe
@door("stay_asks")
def stay_asks_page(request: StaffRequest) -> HttpResponse:
    """Say it in the reader's language, each sentence with its recording where there is one."""
    language = request.GET.get("spoken", "") or _SPOKEN[reader_language()]
    spoken = language if len(language) == 3 and language.isalpha() and language.islower() else ""
    said = [(one, recording(name=f"stay-asks-{one.code}", language=spoken)) for one in obligations()]
    shown = {
        "asked": [pair for pair in said if pair[0].asked],
        "not_asked": [pair for pair in said if not pair[0].asked],
    }
    return render(request, "crossings/asked.html", shown)
