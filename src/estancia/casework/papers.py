"""The papers a family walks away with, whatever the answer was: which there are, and what each says.

What is printed is what the desk may know: never a protective reason, never a court or a country on the stay. The file
is named by its reference and nothing else.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import QuerySet

from estancia.admission.sentences import sentence_for
from estancia.casework import audit
from estancia.casework.access import Actor, Category, Role
from estancia.casework.cards import cards_of
from estancia.casework.fetch import request_of
from estancia.casework.hold_rows import PROTECTION, SENTENCES, label_of, open_holds, was_protected
from estancia.casework.open_routes import routes_on
from estancia.casework.views.stay import Paper, PaperLine
from estancia.casework.waiting import WAITING_PLACES
from estancia.documents import PaperContent, PaperKind, make_paper, qr_svg, qr_text
from estancia.law import parameter
from estancia.places import local_date, place_name, say_day, say_when
from estancia.records.models import Hold, Person, Request, Review, StayDocument
from estancia.wording import ForPeople, Sentence

Language = Literal["es", "en"]
Size = Literal["a4", "letter"]
_NAMED_TO = frozenset({Role.IO, Role.PW, Role.DP})


class NoSuchPaper(ForPeople):
    """The request has no paper of that kind now, or one for that person, language or size."""

    sentence = Sentence(
        es="Esta solicitud no tiene ahora ese papel. Nada cambió. Vea en la solicitud los que puede imprimir.",
        en="This request has no such paper now. Nothing changed. See on the request's page which can be printed.",
    )


def papers_of(*, request: Request, by: Actor) -> tuple[PaperLine, ...]:
    """List the papers that can be printed for a request as it stands: a stay for each person, or one for the family."""
    family = request.family.reference
    lines = [
        PaperLine(
            request=request.reference,
            person=document.stay.person.reference,
            who=document.stay.person.name if by.role in _NAMED_TO else document.stay.person.reference,
            kind="stay",
            label=SENTENCES["paper_stay"],
        )
        for document in _cards(request=request)
    ]
    kinds = [kind for kind, stands in _STANDS.items() if stands(request)]
    lines += [PaperLine(request.reference, None, family, kind, SENTENCES[f"paper_{kind}"]) for kind in kinds]
    return tuple(lines)


def paper(
    *,
    request_reference: str,
    person_reference: str | None,
    kind: str,
    language: str,
    size: str,
    by: Actor,
    now: datetime,
) -> Paper:
    """Print one paper, in `es` or `en`, on `a4` or `letter`. Raises `NoSuchPaper`, and `NotYours` out of reach."""
    with audit.deed():
        request = request_of(reference=request_reference, by=by, category=Category.STAY_DOCUMENT).row
        if language not in ("es", "en") or size not in ("a4", "letter"):
            raise NoSuchPaper
        content = _content(request=request, person=person_reference, kind=kind, language=language, by=by, now=now)
        about = [request.reference, request.family.reference, *([person_reference] if person_reference else [])]
        audit.record(by=by, act="paper", about=about, detail={"kind": kind, "language": language}, now=now)
    pdf = make_paper(kind=PaperKind(kind), language=language, size=size, content=content)  # type: ignore[arg-type]
    return Paper(pdf=pdf, file_name=f"{person_reference or request.reference}-{kind}.pdf")


def _content(
    *, request: Request, person: str | None, kind: str, language: str, by: Actor, now: datetime
) -> PaperContent:
    if not any(line.kind == kind and line.person == person for line in papers_of(request=request, by=by)):
        raise NoSuchPaper
    if kind == "stay":
        return _stay(request=request, person=person or "", language=language)
    written = {"hold": _hold, "not_covered": _not_covered, "review_receipt": _review_receipt}[kind]
    return written(request=request, language=language, now=now)


def _stay(*, request: Request, person: str, language: str) -> PaperContent:
    document = next(row for row in _cards(request=request) if row.stay.person.reference == person)
    last = document.stay.valid_until - timedelta(days=1)
    days = {
        "from_": say_day(on=document.stay.valid_from, language=language),
        "until": say_day(on=last, language=language),
    }
    return PaperContent(
        reference=document.stay.person.reference,
        issued_on=say_day(on=local_date(key=request.location_key, now=document.issued_at), language=language),
        person_names=(document.stay.person.name,),
        clock_line=SENTENCES["stay_paper_clock"].filled(**days).in_language(language),
        qr_svg=qr_svg(qr_text(bytes(document.token))),
        card_number=document.number,
    )


def _hold(*, request: Request, language: str, now: datetime) -> PaperContent:
    holds = list(_standing_holds(request=request))
    said = {_awaited(hold=hold).in_language(language): None for hold in holds}  # once each, in order
    latest = max((hold.answer_by for hold in holds), default=None)
    places = {WAITING_PLACES[hold.waits_at].in_language(language): None for hold in holds}
    return _letter(
        request=request,
        language=language,
        now=now,
        paragraphs=tuple(said),
        clock_line=_by_when(code="hold_paper_clock", at=latest, request=request, language=language),
        where_to_wait=" ".join(places),
    )


def _not_covered(*, request: Request, language: str, now: datetime) -> PaperContent:
    on = local_date(key=request.location_key, now=now)
    days = parameter("EST-3", on=on).value
    return _letter(
        request=request,
        language=language,
        now=now,
        paragraphs=_outside_reasons(request=request, language=language),
        clock_line=SENTENCES["not_covered_paper_clock"].filled(days=days).in_language(language),
    )


def _review_receipt(*, request: Request, language: str, now: datetime) -> PaperContent:
    review = _open_review(request)
    if review is None:
        raise NoSuchPaper
    decided_on = local_date(key=request.location_key, now=review.decision.at)
    what = SENTENCES[f"review_paper_what_{review.decision.decision}"]
    return _letter(
        request=request,
        language=language,
        now=now,
        paragraphs=(what.filled(on=say_day(on=decided_on, language=language)).in_language(language),),
        clock_line=_by_when(code="review_paper_clock", at=review.answer_by, request=request, language=language),
    )


def _letter(
    *,
    request: Request,
    language: str,
    now: datetime,
    paragraphs: tuple[str, ...],
    clock_line: str,
    where_to_wait: str = "",
) -> PaperContent:
    on = local_date(key=request.location_key, now=now)
    return PaperContent(
        reference=request.reference,
        issued_on=say_day(on=on, language=language),
        issuing_place=place_name(request.location_key),
        person_names=tuple(member.name for member in _members(request=request)),
        paragraphs=paragraphs,
        routes=tuple(route.in_language(language) for route in routes_on(on=on)),
        clock_line=clock_line,
        where_to_wait=where_to_wait,
    )


def _by_when(*, code: str, at: datetime | None, request: Request, language: str) -> str:
    if at is None:
        return ""
    when = say_when(at=at, key=request.location_key, language=language)
    return SENTENCES[code].filled(when=when).in_language(language)


def _awaited(*, hold: Hold) -> Sentence:
    """What is waited for, in words that tell a stranger nothing."""
    return SENTENCES["hold_paper_protection"] if hold.kind == PROTECTION else label_of(kind=hold.kind, code=hold.code)


def _outside_reasons(*, request: Request, language: str) -> tuple[str, ...]:
    """The reasons why the stay does not apply, once each, from the last determination of every member."""
    said: dict[str, None] = {}
    for member in _members(request=request):
        last = request.determinations.filter(person=member).order_by("-made_at", "-pk").first()
        for reason in last.open_reasons if last else ():
            if reason["effect"] == "outside":
                said[sentence_for(reason["code"], "outside").in_language(language)] = None
    return tuple(said)


def _members(*, request: Request) -> list[Person]:
    return list(request.family.members.order_by("order_in_family"))


def _cards(*, request: Request) -> list[StayDocument]:
    """The latest card of each member that still serves, in the family's order, once the family was admitted."""
    if request.state != "admitted":
        return []
    members = _members(request=request)
    latest: dict[int, StayDocument] = {}
    for row in cards_of(people=members).filter(stay__state="valid"):
        latest.setdefault(row.stay.person_id, row)
    return [latest[member.pk] for member in members if member.pk in latest]


def _standing_holds(*, request: Request) -> QuerySet[Hold]:
    upheld = Hold.objects.filter(request=request, kind=PROTECTION, state="upheld")
    return (open_holds(request=request) | upheld).order_by("answer_by", "pk")


def _has_hold(request: Request) -> bool:
    return request.state in ("awaiting_decision", "on_hold") and _standing_holds(request=request).exists()


def _is_not_covered(request: Request) -> bool:
    return request.state == "not_covered" and not was_protected(request=request)


def _open_review(request: Request) -> Review | None:
    return request.reviews.filter(state="open").select_related("decision").order_by("-opened_at").first()


def _has_review(request: Request) -> bool:
    return _open_review(request) is not None


_STANDS: Mapping[str, Callable[[Request], bool]] = {
    "hold": _has_hold,
    "not_covered": _is_not_covered,
    "review_receipt": _has_review,
}
