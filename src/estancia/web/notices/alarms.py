"""Alarms on hearing dates: the list, one of them, and its answer."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from estancia.casework.alarms import alarm_file, alarm_list, answer_alarm
from estancia.casework.views.notices import HappenedLine
from estancia.web.components import Moment
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended
from estancia.web.notices.asking import Answers, asked, narrowed, tried
from estancia.web.notices.forms import answer_questions
from estancia.web.paging import pages
from estancia.web.saying import instant_words, reader_language
from estancia.web.sending import sent_only
from estancia.wording import Sentence


@require_safe
@door("alarms")
def alarms(request: StaffRequest) -> HttpResponse:
    """Show the alarms, those past their hour first; all of them, or as a number of my work asks."""
    asked_for = narrowed(request)
    listed = alarm_list(by=request.actor, now=request.now, filter=asked_for)
    return render(request, "notices/alarms.html", {"alarms": listed, **pages(asked=asked_for, listed=listed)})


@require_safe
@door("alarm")
def alarm(request: StaffRequest, reference: str) -> HttpResponse:
    """Show one alarm, and ask for its answer when the reader may give it."""
    return _page(request, reference, answers={}, errors={})


@sent_only
@door("answer_alarm")
def answer_alarm_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Take the answer; what was typed is kept when something must be mended."""
    answers = asked(request)

    def deed(said: Answers) -> object:
        return answer_alarm(
            reference=reference,
            found=said["found"],
            said=said.get("said", ""),
            source=said["source"],
            by=request.actor,
            now=request.now,
        )

    errors = tried(questions=answer_questions(), answers=answers, deed=deed, beside="found")
    return _page(request, reference, answers=answers, errors=errors) if errors else redirect("alarm", reference)


def moments_of(lines: tuple[HappenedLine, ...], *, place: str) -> tuple[Moment, ...]:
    """Say what happened on the clock of the place, with its source."""
    return tuple(
        Moment(
            title=line.line.in_language(reader_language()),
            when=instant_words(line.at, place),
            by=line.source,
            body=line.said,
            at=line.at,
        )
        for line in lines
    )


def _page(request: StaffRequest, reference: str, *, answers: Answers, errors: dict[str, Sentence]) -> HttpResponse:
    file = alarm_file(reference=reference, by=request.actor, now=request.now)
    place = file.alarm.location
    shown = {
        "file": file,
        "questions": mended(questions=answer_questions(), answers=answers, errors=errors),
        "place_key": place,
        "moments": moments_of(file.happened, place=place),
    }
    return render(request, "notices/alarm.html", shown, status=422 if errors else 200)
