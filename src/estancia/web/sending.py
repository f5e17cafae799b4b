"""Views that take a sent form and are no page: who only opens their address is told so and led on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from estancia.web.door import StaffRequest, door
from estancia.web.standing import page_above

View = Callable[..., HttpResponseBase]


def sent_only(view: View) -> View:
    """Hand the view what is sent to it; to whoever only looks say, behind the same door, that nothing was done.

    Goes above `@door`. Changing the language, a reload, a kept address or the back button all come this way. The answer
    stays a 405 that names what is allowed, for programs.
    """
    opened = door(view.route)(_say)  # type: ignore[attr-defined]
    sent = require_POST(view)

    @wraps(sent)
    def taken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            return opened(request)
        return sent(request, *args, **kwargs)

    taken.sent_only = True  # type: ignore[attr-defined]
    return taken


def _say(request: StaffRequest) -> HttpResponse:
    onward = page_above(path=request.path, by=request.actor)
    answer = render(request, "errors/sent_only.html", {"onward": onward}, status=405)
    answer["Allow"] = "POST"
    return answer
