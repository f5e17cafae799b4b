"""The one way into a view: who asks, for what purpose, and whether this door opens to them.

Every view hangs on `@door("route_name")`. The matrix is `casework.access.ROUTES`; a route it does not name
opens to nobody. A view finds `request.actor` (an `Actor`; None where the door is public and nobody signed in)
and `request.now` (the one reading of the clock). Errors meant for people become a page with their sentence.
"""

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ClassVar, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from estancia.casework.access import PURPOSES_OF, ROUTES, Actor, NotYours, Purpose, Role, actor_for
from estancia.web.once import answered_once
from estancia.web.standing import page_here
from estancia.wording import ForPeople, Sentence

# Views of the sign-in library stand in the matrix too but keep their own door: they know only who is signing in.
SIGN_IN_LIBRARY = ("account_", "mfa_")
PURPOSE = "purpose"
REFERENCE = "reference"


class StaffRequest(HttpRequest):
    """A request that came through a door."""

    actor: Actor
    now: datetime
    many_purposes: bool


class DoorClosed(ForPeople):
    """This page is not for this role."""

    sentence: ClassVar[Sentence] = Sentence(
        es="Esta página no corresponde a su función. No se abrió nada. Vuelva a su trabajo, o pida a quien administra"
        " que revise su función.",
        en="This page is not for your role. Nothing was opened. Go back to your work, or ask your administrator to"
        " check your role.",
    )


class OtherPurpose(ForPeople):
    """The role may open this page, but not for the purpose chosen at sign-in."""

    sentence: ClassVar[Sentence] = Sentence(
        es="Esta página no sirve al propósito que usted eligió. No se abrió nada. Elija otro propósito si su tarea"
        " ha cambiado.",
        en="This page does not serve the purpose you chose. Nothing was opened. Choose another purpose if your task"
        " has changed.",
    )


class GoElsewhere(Exception):
    """Something must happen first: signing in, a second factor, a purpose."""

    def __init__(self, *, route: str, then: str = "") -> None:
        self.address = reverse(route) + (f"?{urlencode({'next': then})}" if then else "")
        super().__init__(route)


def door(route: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Hang a view on the door named `route`, the view's url name."""

    def hang(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            asked = cast(StaffRequest, request)
            asked.now = settings.CLOCK()
            asked.many_purposes = len(purposes_for(request=request)) > 1
            try:
                asked.actor = cast(Actor, admitted(request=request, route=route))
                return answered_once(
                    request=asked,
                    route=route,
                    who=who_sends(request=asked),
                    view=lambda: view(asked, *args, **kwargs),
                    now=asked.now,
                )
            except GoElsewhere as elsewhere:
                return HttpResponseRedirect(elsewhere.address)
            except ForPeople as said:
                return said_as_page(request=request, said=said)

        guarded.route = route  # type: ignore[attr-defined]
        return guarded

    return hang


def admitted(*, request: HttpRequest, route: str) -> Actor | None:
    """Say who comes through this door; None where no actor is needed (a public page, choosing a purpose).

    Raises `GoElsewhere` when something must happen first, `DoorClosed` or `OtherPurpose` when the matrix says no.
    """
    rule = ROUTES.get(route)
    if rule is None:
        raise DoorClosed
    if rule.public:
        return _actor_if_complete(request)
    if rule.without_purpose:
        _signed_in(request)
        return None
    actor = _actor(request)
    if actor.role not in rule.roles:
        raise DoorClosed
    if actor.purpose not in rule.purposes:
        raise OtherPurpose
    return actor


def lacks_second_factor(*, request: HttpRequest) -> bool:
    """Whether this signed-in member of staff still has to set one up."""
    return settings.REQUIRE_SECOND_FACTOR and not is_mfa_enabled(request.user)


def purposes_for(*, request: HttpRequest) -> tuple[Purpose, ...]:
    """The purposes the signed-in role may choose from, in a steady order."""
    role = getattr(request.user, "role", "")
    return tuple(sorted(PURPOSES_OF[Role(role)])) if role in set(Role) else ()


def _here(request: HttpRequest) -> str:
    return page_here(request) if request.method in ("GET", "POST") else ""


def _signed_in(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        raise GoElsewhere(route="sign_in", then=_here(request))
    if lacks_second_factor(request=request):
        raise GoElsewhere(route="mfa_index")


def _actor(request: HttpRequest) -> Actor:
    _signed_in(request)
    purpose = _purpose(request)
    if purpose is None:
        raise GoElsewhere(route="choose_purpose", then=_here(request))
    user = request.user
    assert user.is_authenticated  # `_signed_in` sent everyone else away
    return actor_for(user=user, purpose=purpose, session=session_reference(request=request))


def session_reference(*, request: HttpRequest) -> str:
    """Name this sign-in in the records by a word of its own that opens nothing; the session's key is never written."""
    if REFERENCE not in request.session:
        request.session[REFERENCE] = secrets.token_urlsafe(16)
    return str(request.session[REFERENCE])


def who_sends(*, request: HttpRequest) -> str:
    """Say to whom a form's once-key belongs: a member of staff, or else this visit."""
    return f"staff {request.user.pk}" if request.user.is_authenticated else str(request.session.session_key or "")


def _actor_if_complete(request: HttpRequest) -> Actor | None:
    try:
        return _actor(request)
    except (GoElsewhere, ForPeople):  # a public page stays open to whoever may do nothing else
        return None


def _purpose(request: HttpRequest) -> Purpose | None:
    open_to_role = purposes_for(request=request)
    chosen = request.session.get(PURPOSE)
    if chosen in open_to_role:
        return Purpose(chosen)
    return open_to_role[0] if len(open_to_role) == 1 else None


def said_as_page(*, request: HttpRequest, said: ForPeople) -> HttpResponse:
    """Turn an error meant for people into a page with its sentence, the way back and nothing else."""
    status = {NotYours: 404, DoorClosed: 403, OtherPurpose: 403}.get(type(said), 409)
    shown = {"sentence": said.in_language(get_language() or "es"), "other_purpose": isinstance(said, OtherPurpose)}
    return render(request, "errors/said.html", shown, status=status)


class DefaultDeny:
    """A view without a door is not there, whatever the address says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Let through what hangs on a door, the sign-in library, and the machine interface with its own keeper."""
        match = request.resolver_match
        name = (match.url_name if match else None) or ""
        namespaces = match.namespaces if match else []
        of_library = name in ROUTES and name.startswith(SIGN_IN_LIBRARY)
        if hasattr(view, "route") or of_library or "api" in namespaces:
            return
        raise Http404


class NothingKept:
    """No answer made for someone is stored by a browser or on the way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        answer["Cache-Control"] = "no-store"
        answer["X-Robots-Tag"] = "noindex"
        answer["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), interest-cohort=()"
        return answer
