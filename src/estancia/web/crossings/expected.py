"""Who is expected back, whom to call, and the contact a person chose."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.access import NotYours, Role
from estancia.casework.contacts import choose_contact, contact_page
from estancia.casework.expected import NoCallDue, expected_list, expected_return, record_call
from estancia.casework.views.crossings import ContactView
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.paging import narrowed, pages
from estancia.web.questions import Choice, LongText, Question, Radios, Text, typed
from estancia.wording import ForPeople, Sentence

OUTCOMES = (
    Choice("returned", _("The person is back")),
    Choice("reached", _("The contact has word of the person")),
    Choice("not_reached", _("Nobody answered")),
    Choice("stays_in_us", _("The person stays in the United States")),
    Choice("chose_not_to_go_on", _("The person chose not to go on"), hint=_("It is their choice and not a fault.")),
)


AWAITED = Choice("await_again", _("None of these: the person is still awaited"), hint=_("The call is due again."))


def call_questions(*, standing: str = "", awaited: bool = False) -> tuple[Question, ...]:
    """Ask what the call gave; where an outcome stands, which of the others is right, or (`awaited`) that none is."""
    closing = [one for one in OUTCOMES if one.value not in ("not_reached", standing)]
    choices = (*closing, *((AWAITED,) if awaited else ())) if standing else OUTCOMES
    return (Radios(name="outcome", label=_("What did the call give?"), choices=choices),)


WHETHER = (Choice("yes", _("Yes, this contact")), Choice("no", _("No, nobody")))


def contact_questions() -> tuple[Question, ...]:
    """Ask whom the person wants called, if anybody."""
    return (
        Radios(name="wants_call", label=_("If you do not come back on time, may somebody be called?"), choices=WHETHER),
        Text(name="name", label=_("What the person calls them"), hint=_("For example: my sister."), optional=True),
        Text(name="telephone", label=_("Telephone"), inputmode="tel", width="20", optional=True),
        Text(name="language", label=_("Language of the contact"), width="10", optional=True),
        LongText(
            name="terms",
            label=_("When and for what may they be called?"),
            hint=_("In the person's own words. With “no”, what they ask instead."),
            rows=3,
            optional=True,
        ),
    )


@require_safe
@door("expected_back")
def expected_back_page(request: StaffRequest) -> HttpResponse:
    """List those whose hour has passed, with whom to call, then those still in time."""
    asked = narrowed(request, by=())
    listed = expected_list(by=request.actor, now=request.now, asked=asked)
    return render(request, "crossings/expected.html", {"listed": listed, **pages(asked=asked, listed=listed)})


@require_http_methods(["GET", "HEAD", "POST"])
@door("expected_return")
def expected_return_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Show whom to call and take what the call gave."""
    answers = typed(request.POST)
    known = answers if answers.get("outcome") in {one.value for one in (*OUTCOMES, AWAITED)} else {}
    errors = unanswered(questions=call_questions(), answers=known) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        errors = _record(request, reference=reference, answers=answers)
        if not errors:
            return redirect("expected_return", reference)
    line = expected_return(reference=reference, by=request.actor, now=request.now)
    asked = call_questions(standing=line.state if line.may_correct else "", awaited=line.may_await_again)
    questions = mended(questions=asked, answers=answers, errors=errors)
    shown = {"line": line, "questions": questions}
    return render(request, "crossings/expected_return.html", shown, status=422 if errors else 200)


def _record(request: StaffRequest, *, reference: str, answers: dict[str, str]) -> dict[str, Sentence]:
    try:
        record_call(
            reference=reference,
            outcome=answers["outcome"],
            instead_of=answers.get("instead_of", ""),
            by=request.actor,
            now=request.now,
        )
    except NoCallDue as said:
        return {"outcome": said.said}
    return {}


@require_http_methods(["GET", "HEAD", "POST"])
@door("chosen_contact")
def chosen_contact_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Write down the contact a person chose; the desk does not read back what it wrote."""
    kept = contact_page(person_reference=reference, by=request.actor, now=request.now)
    if request.method != "POST":
        saved = request.GET.get("kept", "")
        return _contact(request, reference=reference, answers=_answers_of(kept), errors={}, saved=bool(saved))
    answers = typed(request.POST)
    if answers.get("wants_call") not in {one.value for one in WHETHER}:
        answers.pop("wants_call", None)
    errors = unanswered(questions=contact_questions(), answers=answers)
    if not errors:
        errors = _keep(request, reference=reference, answers=answers)
    if errors:
        return _contact(request, reference=reference, answers=answers, errors=errors)
    return redirect(f"{request.path}?kept=1")


def _keep(request: StaffRequest, *, reference: str, answers: dict[str, str]) -> dict[str, Sentence]:
    try:
        choose_contact(
            person_reference=reference,
            wants_call=answers["wants_call"] == "yes",
            name=answers.get("name", ""),
            telephone=answers.get("telephone", ""),
            language=answers.get("language", ""),
            terms=answers.get("terms", ""),
            by=request.actor,
            now=request.now,
        )
    except NotYours:
        raise
    except ForPeople as said:
        return {"telephone": said.said}
    return {}


def _contact(
    request: StaffRequest,
    *,
    reference: str,
    answers: dict[str, str],
    errors: dict[str, Sentence],
    saved: bool = False,
) -> HttpResponse:
    shown = {
        "reference": reference,
        "questions": mended(questions=contact_questions(), answers=answers, errors=errors),
        "saved": saved,
        "reads_back": request.actor.role is Role.PW,
    }
    return render(request, "crossings/contact.html", shown, status=422 if errors else 200)


def _answers_of(kept: ContactView | None) -> dict[str, str]:
    if kept is None:
        return {}
    return {
        "wants_call": "yes" if kept.wants_call else "no",
        "name": kept.name,
        "telephone": kept.telephone,
        "language": kept.language,
        "terms": kept.terms,
    }
