"""A complaint, a question a page: what was answered travels in the page itself, and nothing is kept until the end.

No session and no draft: on a borrowed telephone nothing stays behind, and leaving quickly leaves nothing. The page
asks for no cookie: it serves whoever comes, and a session is not sent along from another site (SameSite). It is often
written in an officer's browser, so its steps open by a ticket that sending or leaving uses up: Back and Reload show
nothing of it, and the receipt number is shown once. One that is only walked away from closes by itself; whoever signed
in ends it sooner by signing out, choosing a purpose or beginning another. Each step stays the answer to what was sent,
and no address of its own: decision 0011 says why the browser's Back then asks before it sends again.
"""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.access import Actor, Role
from estancia.casework.complaint_ticket import draw_ticket, mark_of, opens, receipt_of, show_step, use_up, was_sent
from estancia.casework.complaints import (
    ANYONE,
    LONGEST_WORDS,
    ComplaintNotWhole,
    Told,
    complaint_by_receipt,
    file_complaint,
    who_else_could_read,
    who_will_read,
)
from estancia.places import place_name
from estancia.services import ACCUSED, KINDS, whom_to_reach
from estancia.web.components import Row
from estancia.web.door import StaffRequest, door
from estancia.web.language.views import keep_language
from estancia.web.mending import mended, unanswered
from estancia.web.questions import Question, typed
from estancia.web.saying import reader_language
from estancia.web.services.forms import PAGES, questions_of
from estancia.wording import Sentence

CHECK, BACK = "check", "back"
BEGUN = "complaint_begun"  # in the session of whoever signed in: the mark of the one complaint whose steps open
FIELDS = ("kind", "accused", "place", "words", "who", "reach", "pass_on")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@door("complain")
def complain(request: StaffRequest) -> HttpResponse:
    """Ask the questions one by one, show them together, and file them. Changing the language keeps the answers."""
    asked = request.POST.get("language", "")
    language = asked if asked and translation.check_for_language(asked) else translation.get_language()
    with translation.override(language):
        answer = _turn(request, stays=bool(asked))
        answer["Content-Language"] = language or ""
    keep_language(answer=answer, language=asked)
    return answer


def files_for_others(by: Actor | None) -> bool:
    """Whether this reader files for somebody else, as a lawyer or a protecting body does."""
    return by is not None and by.role in (Role.LW, Role.PW)


@require_safe
@door("complaint_received")
def complaint_received(request: StaffRequest, ticket: str) -> HttpResponse:
    """Show the receipt number, once and to nobody after; loaded anew the page says how it is used, without it."""
    session = window_of(request.actor)
    if request.method != "GET" or not (
        was_sent(ticket=ticket) and use_up(ticket=ticket, session=session, now=request.now)
    ):
        return complaint_over(request, status=200)
    filed = complaint_by_receipt(receipt=receipt_of(ticket=ticket), by=ANYONE, now=request.now)
    shown = {"filed": filed, "for_others": files_for_others(request.actor)}
    return render(request, "services/complained.html", shown)


@require_safe
@door("complaint_left")
def complaint_left(request: StaffRequest, ticket: str) -> HttpResponse:
    """Leave without sending: no step opens again. A stranger is led out to a page that says nothing of this house."""
    use_up(ticket=ticket, session=window_of(request.actor), now=request.now)
    return forgotten(redirect("complaint_received", ticket) if request.actor else redirect("quick_exit"))


def window_of(by: Actor | None) -> str:
    """Name the sign-in in whose browser it is written, so that the next one to sign in opens none of its steps."""
    return by.session if by else ""


def complaint_over(request: StaffRequest, *, status: int) -> HttpResponse:
    """Say that it was sent, left or waited too long, and nothing of it."""
    return forgotten(render(request, "services/complaint_over.html", status=status))


def forgotten(answer: HttpResponse) -> HttpResponse:
    """Ask the browser to drop the pages it kept, those that Back would bring forth without asking us."""
    answer["Clear-Site-Data"] = '"cache"'
    return answer


def _turn(request: StaffRequest, *, stays: bool) -> HttpResponse:
    if request.method != "POST":
        kind = request.GET.get("kind", "")
        answers = {"kind": kind if kind in KINDS else "", "pass_on": "no", "ticket": _begin(request)}
        return _ask(request, page=PAGES[0], answers=answers)
    answers = typed(request.POST)
    ticket = answers.get("ticket", "")
    if not _opens(request, answers=answers):
        sent_just_now = answers.get("page") == CHECK and was_sent(ticket=ticket)  # a second click, a line that was cut
        return redirect("complaint_received", ticket) if sent_just_now else complaint_over(request, status=410)
    page, turn = answers.get("page", PAGES[0]), answers.get("turn", "")
    if stays:
        return _check(request, answers=answers) if page == CHECK else _ask(request, page=page, answers=answers)
    if turn == BACK:
        return _ask(request, page=_before(page), answers=answers)
    if turn in PAGES:
        return _ask(request, page=turn, answers=answers)
    if page == CHECK:
        return _file(request, answers=answers)
    return _forward(request, page=page if page in PAGES else PAGES[0], answers=answers)


def _begin(request: StaffRequest) -> str:
    """Draw the ticket of another complaint; in this sign-in no step of an earlier one opens from now on."""
    ticket = draw_ticket(session=window_of(request.actor), now=request.now)
    if request.actor and request.method == "GET":
        request.session[BEGUN] = mark_of(ticket=ticket)
    return ticket


def _opens(request: StaffRequest, *, answers: Mapping[str, str]) -> bool:
    ticket, step = answers.get("ticket", ""), answers.get("step", "")
    mark = mark_of(ticket=ticket)
    if request.actor and request.session.get(BEGUN, mark) != mark:  # lost by two requests at once, it closes nothing
        return False
    return opens(ticket=ticket, step=step, session=window_of(request.actor), now=request.now)


def _carried(request: StaffRequest, *, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What opens the next step: the ticket, and when this step is shown."""
    ticket = answers.get("ticket", "")
    step = show_step(ticket=ticket, session=window_of(request.actor), now=request.now)
    return (("ticket", ticket), ("step", step))


def _forward(request: StaffRequest, *, page: str, answers: Mapping[str, str]) -> HttpResponse:
    questions = questions_of(page=page, for_others=files_for_others(request.actor))
    errors = unanswered(questions=questions, answers=answers)
    if len(answers.get("words", "")) > LONGEST_WORDS:
        errors["words"] = ComplaintNotWhole.sentence
    if errors:
        return _ask(request, page=page, answers=answers, errors=errors)
    onward = PAGES.index(page) + 1
    if onward == len(PAGES):
        return _check(request, answers=answers)
    return _ask(request, page=PAGES[onward], answers=answers)


def _ask(
    request: StaffRequest, *, page: str, answers: Mapping[str, str], errors: Mapping[str, Sentence] | None = None
) -> HttpResponse:
    page = page if page in PAGES else PAGES[0]
    questions = questions_of(page=page, for_others=files_for_others(request.actor))
    names = {question.name for question in questions}
    hidden = [(name, answers.get(name, "")) for name in FIELDS if name not in names]
    shown = {
        "questions": mended(questions=questions, answers=answers, errors=errors or {}),
        "hidden": [*hidden, *_carried(request, answers=answers), ("page", page)],
        "page": page,
        "first": page == PAGES[0],
        "danger": whom_to_reach("danger"),
        "ticket": answers.get("ticket", ""),
        "act": _("Continue"),
        **(_readers(request, answers=answers) if page in ("words", "who") else {}),
        **_language_kept(request, answers=answers, page=page),
    }
    return render(request, "services/complain.html", shown, status=422 if errors else 200)


def _check(request: StaffRequest, *, answers: Mapping[str, str]) -> HttpResponse:
    shown = {
        "rows": _rows(questions=_all_questions(request), answers=answers),
        "hidden": [
            *((name, answers.get(name, "")) for name in FIELDS),
            *_carried(request, answers=answers),
            ("page", CHECK),
        ],
        **_readers(request, answers=answers),
        "pass_on": answers.get("pass_on") == "yes",
        "ticket": answers.get("ticket", ""),
        **_language_kept(request, answers=answers, page=CHECK),
    }
    return render(request, "services/complain_check.html", shown)


def _file(request: StaffRequest, *, answers: Mapping[str, str]) -> HttpResponse:
    """File it, and lead to the page that shows its number once. Sent again it is the same complaint."""
    told = Told(
        **{name: answers.get(name, "") for name in FIELDS} | {"place": _place(answers)},
        language=reader_language(),
    )
    ticket = answers.get("ticket", "")
    file_complaint(receipt=receipt_of(ticket=ticket), told=told, by=request.actor or ANYONE, now=request.now)
    return forgotten(redirect("complaint_received", ticket))


def _readers(request: StaffRequest, *, answers: Mapping[str, str]) -> Mapping[str, str]:
    """Give who will read it and, where it might be about that very body, who would if it were."""
    said = {"kind": answers.get("kind", ""), "accused": answers.get("accused", ""), "place": _place(answers)}
    reader = who_will_read(**said, now=request.now)
    second = who_else_could_read(**said, now=request.now)
    return {"reader": reader, "second": second if second != reader else ""}


def _place(answers: Mapping[str, str]) -> str:
    return "" if answers.get("place") == "elsewhere" else answers.get("place", "")


def _all_questions(request: StaffRequest) -> list[Question]:
    for_others = files_for_others(request.actor)
    return [question for page in PAGES for question in questions_of(page=page, for_others=for_others)]


def _rows(*, questions: list[Question], answers: Mapping[str, str]) -> list[tuple[Row, str]]:
    """Give each answer beside its question, with the page it is changed on."""
    pages = {"reach": "who", "pass_on": "who"}
    return [
        (Row(label=question.label, value=_said(question.name, answers.get(question.name, ""))), pages.get(name, name))
        for question in questions
        for name in [question.name]
    ]


def _said(name: str, value: str) -> str:
    language = reader_language()
    if name == "kind" and value in KINDS:
        return KINDS[value].name.in_language(language)
    if name == "accused" and value in ACCUSED:
        return ACCUSED[value].name.in_language(language)
    if name == "pass_on":
        return _("Yes, it may be passed on") if value == "yes" else _("No, only the body that answers reads it")
    if name == "place":
        return _("Somewhere else, or I do not know") if value == "elsewhere" else place_name(value)
    return value


def _before(page: str) -> str:
    return PAGES[-1] if page == CHECK else PAGES[max(0, PAGES.index(page) - 1)] if page in PAGES else PAGES[0]


def _language_kept(request: StaffRequest, *, answers: Mapping[str, str], page: str) -> Mapping[str, object]:
    pairs = [*((name, answers.get(name, "")) for name in FIELDS), *_carried(request, answers=answers)]
    return {"same_page": request.path, "kept": [*pairs, ("page", page)]}
