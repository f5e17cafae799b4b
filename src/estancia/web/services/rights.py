"""The register of rights, for anyone: on a telephone, read aloud where somebody recorded it, and on paper."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from estancia.services import Right, day_of, rights_on, whom_to_reach
from estancia.web.door import StaffRequest, door
from estancia.web.intake.sound import recording
from estancia.web.saying import grade_words, reader_language

SOUND_LANGUAGES = {"es": "spa", "en": "eng"}


@dataclass(frozen=True, slots=True)
class RightShown:
    """A right with the words for how well its source is known, and its recording where somebody made one."""

    right: Right
    grade: str
    sound: str


@require_safe
@door("rights")
def rights(request: StaffRequest) -> HttpResponse:
    """Show every right of today: which, who answers, where to complain."""
    language = SOUND_LANGUAGES[reader_language()]
    shown = [
        RightShown(
            right=right,
            grade=grade_words(right.grade),
            sound=recording(name=f"right-{right.code}", language=language),
        )
        for right in rights_on(day_of(now=request.now))
    ]
    whom = {"danger": whom_to_reach("danger"), "commission": whom_to_reach("human_rights")}
    return render(request, "services/rights.html", {"rights": shown, **whom})


def rights_in_short(request: StaffRequest) -> tuple[Right, ...]:
    """Give the few rights that stand on every paper, for the page of one person."""
    return tuple(right for right in rights_on(day_of(now=request.now)) if right.short)
