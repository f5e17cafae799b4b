"""Whether the record is whole, and the keys the house signs with."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.keys import key_list, ring, rotate_key
from estancia.casework.ledger import integrity
from estancia.web.door import StaffRequest, door


@require_safe
@door("integrity")
def integrity_page(request: StaffRequest) -> HttpResponse:
    """Walk the whole chain of entries and hold every signed head against it."""
    verdict = integrity(ring=ring(now=request.now), by=request.actor, now=request.now)
    return render(request, "record/integrity.html", {"verdict": verdict})


@require_http_methods(["GET", "HEAD", "POST"])
@door("keys")
def keys_page(request: StaffRequest) -> HttpResponse:
    """List the signing keys; make a new one when asked."""
    if request.method == "POST":
        rotate_key(by=request.actor, now=request.now)
        return redirect("keys")
    return render(request, "record/keys.html", {"keys": key_list(by=request.actor, now=request.now)})
