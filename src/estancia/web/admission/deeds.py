"""The smaller deeds of the decision page: ask the rules again, withdraw, ask for review, ask for asylum in Mexico."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from estancia.casework.admission import redetermine, withdraw
from estancia.casework.asylum import ask_asylum_in_mexico
from estancia.casework.reviews import ask_review
from estancia.web.door import StaffRequest, door
from estancia.web.sending import sent_only


@sent_only
@door("redetermine")
def redetermine_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask the rules again with the facts as they are now."""
    redetermine(request_reference=reference, by=request.actor, now=request.now)
    return redirect("decision", reference)


@sent_only
@door("withdraw")
def withdraw_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that the family withdraws its own request."""
    withdraw(reference=reference, by=request.actor, now=request.now)
    return redirect("decision", reference)


@sent_only
@door("ask_review")
def ask_review_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Open a review by someone else; asking twice opens one."""
    opened = ask_review(request_reference=reference, by=request.actor, now=request.now)
    return redirect("review", opened.reference)


@sent_only
@door("ask_asylum")
def ask_asylum(request: StaffRequest, reference: str) -> HttpResponse:
    """Tell COMAR that this person asks for asylum in Mexico; nobody of the family is refused."""
    asked = ask_asylum_in_mexico(person_reference=reference, by=request.actor, now=request.now)
    return render(request, "admission/asylum.html", {"asked": asked, "person": reference})
