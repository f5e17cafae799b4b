"""How long a sign-in lasts: until it lies idle, and never beyond a working day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
NOTE_AGAIN_AFTER = timedelta(minutes=1)  # a write per click would make readers wait for each other on SQLite


def is_over(*, signed_in_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session has lain idle too long or lasted too long."""
    idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    absolute = timedelta(minutes=settings.SESSION_ABSOLUTE_MINUTES)
    return now - seen_at > idle or now - signed_in_at > absolute


class SessionLimits:
    """End a session whose time is up, and note when one is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        now = datetime.now(UTC)
        if request.user.is_authenticated:
            signed_in_at, seen_at = _read(request, SIGNED_IN_AT, now), _read(request, SEEN_AT, now)
            if is_over(signed_in_at=signed_in_at, seen_at=seen_at, now=now):
                logout(request)
                return HttpResponseRedirect(f"{reverse('sign_in')}?ended=yes")
            _note(request, signed_in_at=signed_in_at, seen_at=seen_at, now=now)
        return self.get_response(request)


def _read(request: HttpRequest, name: str, now: datetime) -> datetime:
    kept = request.session.get(name)
    return datetime.fromisoformat(kept) if kept else now


def _note(request: HttpRequest, *, signed_in_at: datetime, seen_at: datetime, now: datetime) -> None:
    if SIGNED_IN_AT not in request.session:
        request.session[SIGNED_IN_AT] = signed_in_at.isoformat()
    if SEEN_AT not in request.session or now - seen_at > NOTE_AGAIN_AFTER:
        request.session[SEEN_AT] = now.isoformat()
