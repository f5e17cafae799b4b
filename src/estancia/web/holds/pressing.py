"""Pressing those who protect for an answer past its hour."""

from django.http import HttpResponse
from django.shortcuts import redirect

from estancia.casework.overseeing import press_hold
from estancia.web.door import StaffRequest, door
from estancia.web.sending import sent_only


@sent_only
@door("press_hold")
def press_hold_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Press once, and show the hold again."""
    press_hold(reference=reference, by=request.actor, now=request.now)
    return redirect("hold", reference=reference)
