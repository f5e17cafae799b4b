"""The pages that say something went wrong: what, why, and what to do next. None of them needs the database."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read."""
    return _page(request, "400", 400)


def not_open(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not open to whoever asks."""
    return _page(request, "403", 403)


def not_from_our_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form did not come from a page of ours, or its session had ended."""
    return _page(request, "csrf", 403)


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address, or nothing this reader may know of."""
    return _page(request, "404", 404)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too many tries from one place."""
    return _page(request, "429", 429)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: we failed; nothing half-done was kept."""
    return _page(request, "500", 500)


def _page(request: HttpRequest, name: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(f"errors/{name}.html", {"request": request}), status=status)
