"""What this is, for anyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from estancia.services import whom_to_reach
from estancia.web.door import door


@require_safe
@door("home")
def home(request: HttpRequest) -> HttpResponse:
    """Say what Estancia is and what it never does, and where to go."""
    return render(request, "home/home.html", {"danger": whom_to_reach("danger")})


@require_safe
@door("alive")
def alive(request: HttpRequest) -> HttpResponse:
    """Answer that the house is standing; nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@door("privacy")
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept of those who visit, and of those a file is about."""
    return render(request, "home/privacy.html")


@require_safe
@door("accessibility")
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how these pages can be used and what is not yet good enough."""
    return render(request, "home/accessibility.html")
