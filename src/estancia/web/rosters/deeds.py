"""What is pressed on a roster: upload, accept in spite of a doubt, keep, let go."""

from pathlib import PurePath

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from estancia.casework.rosters import (
    accept_doubtful,
    accept_doubtful_as_others,
    commit_roster,
    drop_roster,
    receive_roster,
)
from estancia.notices.rosters import RosterRefused
from estancia.notices.rosters.refusals import FileTooBig
from estancia.web.door import StaffRequest, door
from estancia.web.rosters.forms import NOT_SENT
from estancia.web.rosters.views import listed
from estancia.web.sending import sent_only
from estancia.wording import Sentence


@sent_only
@door("roster_upload")
def upload(request: StaffRequest) -> HttpResponse:
    """Take a file; what is wrong with it is said beside the question, and nothing is kept of it."""
    sent = request.FILES.get("file")
    if sent is None:
        return listed(request, error=_why_nothing(request))
    suffix = PurePath(sent.name or "").suffix
    try:
        received = receive_roster(content=sent.read(), suffix=suffix, by=request.actor, now=request.now)
    except RosterRefused as refused:
        return listed(request, error=refused.said)
    return redirect("roster_columns", received.reference)


def _why_nothing(request: StaffRequest) -> Sentence:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return FileTooBig.sentence if int(length) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE else NOT_SENT


@sent_only
@door("roster_accept")
def accept(request: StaffRequest, reference: str) -> HttpResponse:
    """Take doubtful rows that somebody has looked at."""
    numbers = [int(one) for one in request.POST.getlist("row") if one.isdecimal() and len(one) < 8]
    take = accept_doubtful_as_others if request.POST.get("as") == "others" else accept_doubtful
    take(reference=reference, numbers=numbers, by=request.actor, now=request.now)
    return redirect("roster", reference)


@sent_only
@door("roster_commit")
def commit(request: StaffRequest, reference: str) -> HttpResponse:
    """Keep the list, whole; a second press changes nothing."""
    commit_roster(reference=reference, by=request.actor, now=request.now)
    return redirect("roster", reference)


@sent_only
@door("roster_drop")
def drop(request: StaffRequest, reference: str) -> HttpResponse:
    """Let the list go."""
    drop_roster(reference=reference, by=request.actor, now=request.now)
    return redirect("rosters")
