"""What a receipt number opens: how the complaint stands, its answer, its paper, and taking it back.

The number comes in the body of a request and never in an address, where a browser or a server would keep it. Sent anew
by Back or Reload, in a browser that somebody else has by then, it opens nothing: each asking has a ticket of its own.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from estancia.admission.states import NotPossibleNow
from estancia.casework.complaint_paper import receipt_paper
from estancia.casework.complaint_ticket import draw_ticket, use_up
from estancia.casework.complaints import ANYONE, NoSuchReceipt, complaint_by_receipt, withdraw_complaint
from estancia.web.door import StaffRequest, door
from estancia.web.language.views import keep_language
from estancia.web.questions import Text
from estancia.web.saying import reader_language
from estancia.web.sending import sent_only
from estancia.web.services.complaining import forgotten, window_of
from estancia.wording import ForPeople, Sentence

LONGEST = 40


class AskedBefore(ForPeople):
    """This asking was answered once; sent anew it opens nothing."""

    sentence = Sentence(
        es="Esta página ya se mostró una vez y no se abre de nuevo, para que nadie más la vea. Escriba otra vez el "
        "número de recibo.",
        en="This page was shown once and does not open again, so that nobody else sees it. Type the receipt number "
        "again.",
    )


class AnsweredAlready(ForPeople):
    """A complaint that was answered is taken back no more."""

    sentence = Sentence(
        es="Esta queja ya tiene respuesta y no se puede retirar. Nada cambió. Escriba el número para leer la "
        "respuesta; si no está de acuerdo, puede quejarse otra vez.",
        en="This complaint has its answer and cannot be taken back. Nothing changed. Type the number to read the "
        "answer; if you do not agree, you may complain again.",
    )


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
    """Take the complaint back, and say so on a page that shows nothing of it."""
    try:
        withdraw_complaint(receipt=_receipt(request), by=ANYONE, now=request.now)
    except NoSuchReceipt as said:
        return _ask(request, error=said.said)
    except NotPossibleNow:
        return _ask(request, error=AnsweredAlready.sentence, status=409, typed=False)
    return forgotten(redirect(f"{reverse('complaint_answer')}?taken=back"))


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
    if request.method != "POST":
        return _ask(request, error=None)
    if not use_up(ticket=request.POST.get("ticket", ""), session=window_of(request.actor), now=request.now):
        return _ask(request, error=AskedBefore.sentence, status=410, typed=False)
    try:
        view = complaint_by_receipt(receipt=_receipt(request), by=ANYONE, now=request.now)
    except NoSuchReceipt as said:
        return _ask(request, error=said.said)
    return _show(request, view=view)


def _ask(request: StaffRequest, *, error: Sentence | None, status: int = 422, typed: bool = True) -> HttpResponse:
    question = Text(
        name="receipt",
        label=_("Receipt number"),
        hint=_("16 letters and numbers, as on your paper. Spaces and dashes do not matter."),
        width="20",
        value=_receipt(request) if typed else "",
        error=error.in_language(reader_language()) if error else "",
    )
    shown = {
        "questions": (question,),
        "act": _("See the answer"),
        "action": reverse("complaint_answer"),
        "hidden": [("ticket", _ticket(request))],
        "taken_back": request.GET.get("taken") == "back",
    }
    return render(request, "services/receipt_ask.html", shown, status=status if error else 200)


def _show(request: StaffRequest, *, view: object) -> HttpResponse:
    receipt = _receipt(request)
    kept = [("receipt", receipt), ("ticket", _ticket(request))]
    shown = {"filed": view, "receipt": receipt, "same_page": reverse("complaint_answer"), "kept": kept}
    return render(request, "services/receipt_shown.html", shown)


def _ticket(request: StaffRequest) -> str:
    return draw_ticket(session=window_of(request.actor), now=request.now)


def _receipt(request: StaffRequest) -> str:
    return request.POST.get("receipt", "").strip()[:LONGEST]
