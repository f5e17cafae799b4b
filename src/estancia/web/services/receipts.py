"""What a receipt number opens: how the complaint stands, its answer, its paper, and taking it back.

The number comes in the body of a request and never in an address, where a browser or a server would keep it.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from estancia.casework.complaint_paper import receipt_paper
from estancia.casework.complaints import ANYONE, NoSuchReceipt, complaint_by_receipt, withdraw_complaint
from estancia.web.door import StaffRequest, door
from estancia.web.language.views import keep_language
from estancia.web.questions import Text
from estancia.web.saying import reader_language
from estancia.web.sending import sent_only
from estancia.wording import Sentence

LONGEST = 40


@csrf_exempt  # it changes nothing, and a public page must not need a cookie
@require_http_methods(["GET", "HEAD", "POST"])
@door("complaint_answer")
def complaint_answer(request: StaffRequest) -> HttpResponse:
    """Ask for the receipt number, and show how the complaint stands."""
    asked = request.POST.get("language", "")
    language = asked if asked and translation.check_for_language(asked) else translation.get_language()
    with translation.override(language):
        answer = _answer(request)
        answer["Content-Language"] = language or ""
    keep_language(answer=answer, language=asked)
    return answer


@csrf_exempt  # whoever holds the number may, and nobody else can
@sent_only
@door("complaint_withdraw")
def complaint_withdraw(request: StaffRequest) -> HttpResponse:
    """Take the complaint back."""
    try:
        view = withdraw_complaint(receipt=_receipt(request), by=ANYONE, now=request.now)
    except NoSuchReceipt as said:
        return _ask(request, error=said.said)
    return _show(request, view=view)


@csrf_exempt
@sent_only
@door("complaint_receipt")
def complaint_receipt(request: StaffRequest) -> HttpResponse:
    """Print the receipt; the file is named by its kind alone."""
    try:
        pdf = receipt_paper(
            receipt=_receipt(request), language="en" if reader_language() == "en" else "es", by=ANYONE, now=request.now
        )
    except NoSuchReceipt as said:
        return _ask(request, error=said.said)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{_("receipt")}.pdf"'
    return answer


def _answer(request: StaffRequest) -> HttpResponse:
    if request.method != "POST" or not _receipt(request):
        return _ask(request, error=NoSuchReceipt.sentence if request.method == "POST" else None)
    try:
        view = complaint_by_receipt(receipt=_receipt(request), by=ANYONE, now=request.now)
    except NoSuchReceipt as said:
        return _ask(request, error=said.said)
    return _show(request, view=view)


def _ask(request: StaffRequest, *, error: Sentence | None) -> HttpResponse:
    question = Text(
        name="receipt",
        label=_("Receipt number"),
        hint=_("16 letters and numbers, as on your paper. Spaces and dashes do not matter."),
        width="20",
        value=_receipt(request),
        error=error.in_language(reader_language()) if error else "",
    )
    shown = {"questions": (question,), "act": _("See the answer")}
    return render(request, "services/receipt_ask.html", shown, status=422 if error else 200)


def _show(request: StaffRequest, *, view: object) -> HttpResponse:
    receipt = _receipt(request)
    shown = {"filed": view, "receipt": receipt, "same_page": "/complain/answer/", "kept": [("receipt", receipt)]}
    return render(request, "services/receipt_shown.html", shown)


def _receipt(request: StaffRequest) -> str:
    return request.POST.get("receipt", "").strip()[:LONGEST]
