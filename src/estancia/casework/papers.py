"""The papers a family walks away with, whatever the answer was: which there are, and for whom.

Admitted, held, not covered, no request, withdrawn, taken back: each has one. What they say is in `papers_written`. The
file is named by its kind and nothing else: names of files stay on machines that others use.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from django.db.models import QuerySet

from estancia.casework import audit
from estancia.casework.access import Actor, Category, Role
from estancia.casework.cards import cards_now
from estancia.casework.family_members import people_of
from estancia.casework.fetch import request_of
from estancia.casework.hold_rows import PROTECTION, SENTENCES, open_holds, was_protected
from estancia.casework.papers_written import (
    end_content,
    hold_content,
    not_covered_content,
    receipt_content,
    revocation_content,
    routes_content,
    stay_content,
)
from estancia.casework.rights_on_paper import rights_lines, where_line
from estancia.casework.stay_lines import LIVED
from estancia.casework.views.stay import Paper, PaperLine
from estancia.documents import PaperContent, PaperKind, make_paper
from estancia.places import local_date
from estancia.records.models import Hold, Request, Review, StayDocument
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
    """List the papers that can be printed for a request as it stands: some for each person, or one for the family."""
    family = request.family.reference
    lines = [
        _own(request=request, document=document, kind=kind, by=by)
        for kind, documents in _OWN.items()
        for document in documents(request)
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
        on = local_date(key=request.location_key, now=now)
        content = replace(
            content, rights=rights_lines(on=on, language=language), rights_where=where_line(language=language)
        )
        about = [request.reference, request.family.reference, *([person_reference] if person_reference else [])]
        audit.record(by=by, act="paper", about=about, detail={"kind": kind, "language": language}, now=now)
    pdf = make_paper(kind=PaperKind(kind), language=language, size=size, content=content)  # type: ignore[arg-type]
    return Paper(pdf=pdf, file_name=f"{kind}.pdf")


def _content(
    *, request: Request, person: str | None, kind: str, language: str, by: Actor, now: datetime
) -> PaperContent:
    if not any(line.kind == kind and line.person == person for line in papers_of(request=request, by=by)):
        raise NoSuchPaper
    if kind in _OWN:
        document = next(row for row in _OWN[kind](request) if row.stay.person.reference == person)
        if kind == "stay":
            return stay_content(document=document, request=request, language=language)
        if kind == "end_of_stay":
            return end_content(document=document, request=request, language=language, now=now)
        return revocation_content(document=document, request=request, language=language, now=now)
    return _of_the_family(request=request, kind=kind, language=language, now=now)


def _of_the_family(*, request: Request, kind: str, language: str, now: datetime) -> PaperContent:
    if kind == "hold":
        return hold_content(holds=_standing_holds(request=request), request=request, language=language, now=now)
    review = _open_review(request)
    if kind == "review_receipt" and review is not None:
        return receipt_content(review=review, request=request, language=language, now=now)
    written = {"not_covered": not_covered_content, "routes": routes_content}[kind]
    return written(request=request, language=language, now=now)


def _own(*, request: Request, document: StayDocument, kind: str, by: Actor) -> PaperLine:
    person = document.stay.person
    return PaperLine(
        request=request.reference,
        person=person.reference,
        who=person.name if by.role in _NAMED_TO else person.reference,
        kind=kind,
        label=LIVED["paper_end_of_stay"] if kind == "end_of_stay" else SENTENCES[f"paper_{kind}"],
    )


def _cards(request: Request) -> list[StayDocument]:
    """The latest card of each member that still serves, in the family's order, once the family was admitted."""
    if request.state != "admitted":
        return []
    rows = cards_now(people=people_of(request=request))
    return _latest(request=request, rows=(row for row in rows if row.stay.state == "valid"))


def _taken_back(request: Request) -> list[StayDocument]:
    """The latest card of each member that two people took back, in the family's order."""
    rows = cards_now(people=people_of(request=request))
    return _latest(request=request, rows=(row for row in rows if _confirmed(row)))


def _ended(request: Request) -> list[StayDocument]:
    """The latest card of each member whose stay ended, in the family's order."""
    rows = cards_now(people=people_of(request=request))
    return _latest(request=request, rows=(row for row in rows if row.stay.state == "ended"))


def _confirmed(row: StayDocument) -> bool:
    revocation = getattr(row, "revocation", None)  # most cards have none
    return revocation is not None and revocation.confirmed_at is not None


def _latest(*, request: Request, rows: Iterable[StayDocument]) -> list[StayDocument]:
    latest: dict[int, StayDocument] = {}
    for row in rows:
        latest.setdefault(row.stay.person_id, row)
    return [latest[member.pk] for member in people_of(request=request) if member.pk in latest]


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


def _asks_for_nothing(request: Request) -> bool:
    return request.state in ("no_request", "withdrawn")


_OWN: Mapping[str, Callable[[Request], list[StayDocument]]] = {
    "stay": _cards,
    "revocation_notice": _taken_back,
    "end_of_stay": _ended,
}
_STANDS: Mapping[str, Callable[[Request], bool]] = {
    "hold": _has_hold,
    "not_covered": _is_not_covered,
    "routes": _asks_for_nothing,
    "review_receipt": _has_review,
}
