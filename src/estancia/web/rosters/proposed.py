"""Whom the United States lists as enrolled and Mexico has not admitted; and hearing one family of theirs."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from estancia.casework.roster_hearing import HEARD, NOT_HEARD, hear_proposed, proposed_not_admitted
from estancia.web.door import StaffRequest, door
from estancia.web.rosters.words import heard_mark
from estancia.web.sending import sent_only

CHOICES: tuple[tuple[Promise, str], ...] = (
    (_("All"), ""),
    (_("Not heard yet"), NOT_HEARD),
    (_("Heard, and not admitted"), HEARD),
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A way to narrow the list."""

    label: Promise
    url: str
    current: bool


@require_safe
@door("roster_proposed")
def proposed(request: StaffRequest) -> HttpResponse:
    """Show the list, a page at a time."""
    heard = request.GET.get("heard", "")
    heard = heard if heard in (HEARD, NOT_HEARD) else ""
    after = request.GET.get("after", "")
    shown = proposed_not_admitted(by=request.actor, now=request.now, heard=heard, after=after)
    kept = {"heard": heard} if heard else {}
    page = {
        "lines": [(line, heard_mark(line.heard)) for line in shown.lines],
        "choices": tuple(
            Narrowed(label, f"?{urlencode({'heard': word})}" if word else "?", word == heard) for label, word in CHOICES
        ),
        "more": f"?{urlencode({**kept, 'after': shown.after})}" if shown.after else "",
        "further": bool(after),
    }
    return render(request, "rosters/proposed.html", page)


@sent_only
@door("roster_hear")
def hear(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Open the intake of this row's family; what the list says is shown there to be asked."""
    draft = hear_proposed(roster=reference, number=number, by=request.actor, now=request.now)
    return redirect("intake_step", draft, "language")
