"""Who else on file may be this person, and two files side by side."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.comparing import compare
from estancia.casework.doubles import doubles_of_person, keep_apart, not_the_same
from estancia.web.door import StaffRequest, door
from estancia.web.sending import sent_only


@require_safe
@door("doubles")
def doubles(request: StaffRequest, reference: str) -> HttpResponse:
    """List who else on file may be this person, with reasons and the family around each."""
    found = doubles_of_person(reference=reference, by=request.actor, now=request.now)
    return render(request, "doubles/doubles.html", {"doubles": found, "reference": reference})


@require_http_methods(["GET", "HEAD", "POST"])
@door("compare")
def compare_files(request: StaffRequest, reference: str, other: str) -> HttpResponse:
    """Set two files side by side; take the word that they are two people."""
    if request.method == "POST":
        not_the_same(one=reference, other=other, by=request.actor, now=request.now)
        return redirect("compare", reference, other)
    compared = compare(one=reference, other=other, by=request.actor, now=request.now)
    return render(request, "doubles/compare.html", {"compared": compared})


@sent_only
@door("keep_apart")
def apart_for_ever(request: StaffRequest, reference: str, other: str) -> HttpResponse:
    """Keep two files apart for ever, because it was asked for."""
    keep_apart(one=reference, other=other, by=request.actor, now=request.now)
    return redirect("compare", reference, other)
