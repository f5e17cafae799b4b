"""The page a form stands on, for an address that only takes the form: where a reader who opens it is led.

Rooms put such an address beneath its page (`/holds/R/answer/` beneath `/holds/R/`), so the page is found by walking up.
"""

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse

from estancia.casework.access import Actor, may_knock


def page_here(request: HttpRequest) -> str:
    """Give this address where it opens, else the nearest page above it that this reader may open."""
    actor = getattr(request, "actor", None)
    return page_above(path=request.path, by=actor) if _sent_only(request.path) else request.get_full_path()


def page_above(*, path: str, by: Actor | None) -> str:
    """Give the nearest page above an address that `by` may open (None: whichever page it is); at the top their work."""
    parts = path.strip("/").split("/")[:-1]
    while parts:
        above = f"/{'/'.join(parts)}/"
        if _opens(above, by=by):
            return above
        parts.pop()
    return reverse("work" if by else "home")


def _sent_only(path: str) -> bool:
    return hasattr(_view_at(path), "sent_only")


def _opens(path: str, *, by: Actor | None) -> bool:
    view = _view_at(path)
    route = getattr(view, "route", None)
    return route is not None and not hasattr(view, "sent_only") and (by is None or may_knock(route=route, by=by))


def _view_at(path: str) -> object:
    try:
        return resolve(path).func
    except Resolver404:
        return None
