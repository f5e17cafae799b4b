"""Likely doubles beside the form: as names are typed, and again before the request is handed in. Never a bar.

With scripts the list is asked for anew while somebody types; what is typed travels in the body. Without, it stands on
the next page of the person, and at check-answers.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from estancia.casework.comparing import compare_with_draft
from estancia.casework.doubles import doubles_of_draft, not_the_same
from estancia.casework.views.doubles import DoublesView
from estancia.web.door import StaffRequest, door
from estancia.web.intake.reading import month_number
from estancia.web.questions import typed
from estancia.web.sending import sent_only

LOOK = "look"  # the button that keeps the page and opens the comparison
PAGES_WITH_DOUBLES = frozenset({"name", "born", "nationality", "notice-paper"})
_TYPED_HERE = ("name", "born_day", "born_month", "born_year", "nationality", "number")


@sent_only
@door("intake_doubles")
def alike(request: StaffRequest, reference: str, member: int) -> HttpResponse:
    """Give the likely doubles of what is being typed: the list alone, to stand beside the form."""
    return _list(request, reference=reference, member=member)


@sent_only
@door("intake_apart")
def apart(request: StaffRequest, reference: str, member: int) -> HttpResponse:
    """Keep in mind that a member and somebody on file are two people; then back to where it was said."""
    other = request.POST.get("other", "")
    not_the_same(one=f"{reference}:{member}", other=other, by=request.actor, now=request.now)
    if request.headers.get("HX-Request"):
        return _list(request, reference=reference, member=member)
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith(f"/intake/{reference}/")
    return redirect(back) if ours else redirect("intake_check", reference)


@require_safe
@door("intake_compare")
def compare(request: StaffRequest, reference: str, member: int, other: str) -> HttpResponse:
    """Set what was typed of a member beside a file: what is alike, why, and the family around each."""
    compared = compare_with_draft(reference=reference, member=member, other=other, by=request.actor, now=request.now)
    shown = {"compared": compared, "draft": reference, "member": member}
    return render(request, "doubles/compare.html", shown)


def beside_the_form(
    request: StaffRequest, *, reference: str, slug: str, member: int | None, answers: Mapping[str, str]
) -> dict[str, Any]:
    """Give what a page about a person shows beside its form; nothing on every other page."""
    if member is None or slug not in PAGES_WITH_DOUBLES:
        return {}
    return {
        "doubles": found_of(request, reference=reference, member=member, typed_now=answers),
        "of_draft": reference,
        "of_member": member,
        "in_form": True,
    }


def _list(request: StaffRequest, *, reference: str, member: int) -> HttpResponse:
    found = found_of(request, reference=reference, member=member, typed_now=typed(request.POST))
    shown = {"doubles": found, "of_draft": reference, "of_member": member, "in_form": True}
    return render(request, "intake/parts/doubles.html", shown)


def found_of(
    request: StaffRequest, *, reference: str, member: int, typed_now: Mapping[str, str] = MappingProxyType({})
) -> DoublesView:
    """Give the likely doubles of a member, by what is kept of them and what is typed over it."""
    here = {name: typed_now[name] for name in _TYPED_HERE if name in typed_now}
    if "born_month" in here:
        here["born_month"] = month_number(typed=here["born_month"])
    return doubles_of_draft(reference=reference, member=member, typed=here, by=request.actor, now=request.now)
