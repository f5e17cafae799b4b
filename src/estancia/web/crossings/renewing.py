"""Stays to renew: the desk's list, and one family's page, where a stay that ran out is mended by the same button."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.access import NotYours
from estancia.casework.renewals import renew_stays, renewal_page, renewals_due
from estancia.web.door import StaffRequest, door
from estancia.web.paging import narrowed, pages
from estancia.web.stay.papers import paper_context
from estancia.wording import ForPeople


@require_safe
@door("renewals")
def renewals_page(request: StaffRequest) -> HttpResponse:
    """List the stays of the desk's place that may be renewed now."""
    asked = narrowed(request, by=("standing",))
    listed = renewals_due(by=request.actor, now=request.now, asked=asked)
    shown = {
        "lapsed": [one for one in listed.lines if one.standing == "lapsed"],
        "due": [one for one in listed.lines if one.standing != "lapsed"],
        **pages(asked=asked, listed=listed),
    }
    return render(request, "crossings/renewals.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@door("renewal")
def renewal_view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show how a family's stays stand to their renewal, and renew those that are ticked."""
    wrong, page = None, None
    if request.method == "POST":
        try:
            ticked = request.POST.getlist("cards")
            page = renew_stays(person_reference=reference, cards=ticked, by=request.actor, now=request.now)
        except NotYours:
            raise
        except ForPeople as said:
            wrong = said.said
    page = page or renewal_page(person_reference=reference, by=request.actor, now=request.now)
    shown = {"page": page, "wrong": wrong, "place_key": page.location, **paper_context()}
    return render(request, "crossings/renewal.html", shown, status=422 if wrong else 200)
