"""What each paper says, in the reader's language: only what the desk may know.

Never a protective reason, never a court or a country on the stay or on the notice that it was taken back; there the
reason stands in the officer's own words.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from estancia.admission.sentences import sentence_for
from estancia.casework.cards import card_until
from estancia.casework.family_members import people_of
from estancia.casework.hold_rows import PROTECTION, SENTENCES, label_of
from estancia.casework.open_routes import routes_on
from estancia.casework.stay_lines import LIVED
from estancia.casework.waiting import WAITING_PLACES
from estancia.documents import PaperContent, qr_svg, qr_text
from estancia.law import parameter
from estancia.places import local_date, location, place_name, say_day, say_when
from estancia.records.models import Hold, Request, Review, StayDocument, StayEnd
from estancia.stay import END_REASONS, days_proved, renewal_of
from estancia.wording import Sentence

_ONE_DAY = timedelta(days=1)


def stay_content(*, document: StayDocument, request: Request, language: str) -> PaperContent:
    """Write one person's stay document, with its code and number."""
    return PaperContent(
        reference=document.stay.person.reference,
        issued_on=say_day(on=local_date(key=request.location_key, now=document.issued_at), language=language),
        person_names=(document.stay.person.name,),
        clock_line=f"{_validity(document, language)}. {_renewal_warning(document, language)}",
        qr_svg=qr_svg(qr_text(bytes(document.token))),
        card_number=document.number,
    )


def revocation_content(*, document: StayDocument, request: Request, language: str, now: datetime) -> PaperContent:
    """Write the notice that one person's card was taken back: which, and why as the officer gave it."""
    person, row = document.stay.person, document.revocation
    on = local_date(key=request.location_key, now=now)
    taken_back_on = local_date(key=request.location_key, now=row.confirmed_at or now)
    days = {**_days(document, language), "on": say_day(on=taken_back_on, language=language)}
    return PaperContent(
        reference=person.reference,
        issued_on=say_day(on=on, language=language),
        issuing_place=place_name(request.location_key),
        person_names=(person.name,),
        paragraphs=(row.reason,),
        clock_line=SENTENCES["revocation_paper_clock"].in_language(language),
        what=SENTENCES["revocation_paper_what"].filled(**days).in_language(language),
        card_number=document.number,
    )


def hold_content(*, holds: Iterable[Hold], request: Request, language: str, now: datetime) -> PaperContent:
    """Write what a held family waits for, until when and where, and how soon another look at it is answered."""
    holds = list(holds)
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
        review_lines=_review_lines(request=request, language=language, now=now),
    )


def not_covered_content(*, request: Request, language: str, now: datetime) -> PaperContent:
    """Write why the stay does not apply, and by when another look is answered."""
    days = _review_days(request=request, now=now)
    return _letter(
        request=request,
        language=language,
        now=now,
        paragraphs=_outside_reasons(request=request, language=language),
        clock_line=SENTENCES["not_covered_paper_clock"].filled(days=days).in_language(language),
    )


def receipt_content(*, review: Review, request: Request, language: str, now: datetime) -> PaperContent:
    """Write what will be looked at again, and by when it is answered."""
    decided_on = local_date(key=request.location_key, now=review.decision.at)
    what = SENTENCES[f"review_paper_what_{review.decision.decision}"]
    return _letter(
        request=request,
        language=language,
        now=now,
        paragraphs=(what.filled(on=say_day(on=decided_on, language=language)).in_language(language),),
        clock_line=_by_when(code="review_paper_clock", at=review.answer_by, request=request, language=language),
    )


def routes_content(*, request: Request, language: str, now: datetime) -> PaperContent:
    """Write the routes that stand open that day, for whoever asks for nothing."""
    return _letter(request=request, language=language, now=now)


def end_content(*, document: StayDocument, request: Request, language: str, now: datetime) -> PaperContent:
    """Write one person's paper of how their stay ended and what comes next."""
    person, end = document.stay.person, document.stay.ends.get(taken_back_at__isnull=True)
    on = local_date(key=request.location_key, now=now)
    reason = END_REASONS[end.reason]
    ended = LIVED["stay_end_paper_when"].filled(on=say_day(on=end.ended_on, language=language))
    return PaperContent(
        reference=person.reference,
        issued_on=say_day(on=on, language=language),
        issuing_place=place_name(request.location_key),
        person_names=(person.name,),
        what=ended.in_language(language),
        paragraphs=tuple(
            one.in_language(language)
            for one in (reason.line, _days_proved(end=end, language=language), reason.next_line)
        ),
        card_number=document.number,
    )


def _days_proved(*, end: StayEnd, language: str) -> Sentence:
    """Say which days the paper proves: those of the stay, whatever the day on which its end was written down."""
    last, sentence = days_proved(valid_until=end.stay.valid_until, ended_on=end.ended_on)
    return sentence.filled(
        first=say_day(on=end.stay.valid_from, language=language), last=say_day(on=last, language=language)
    )


def _validity(document: StayDocument, language: str) -> str:
    return SENTENCES["stay_paper_clock"].filled(**_days(document, language)).in_language(language)


def _renewal_warning(document: StayDocument, language: str) -> str:
    """Say from which day the stay can be renewed, and that it can be mended after its last."""
    until, from_ = card_until(document=document), document.stay.valid_from
    opens_on = renewal_of(valid_until=until, must_cover_until=None, on=from_).opens_on
    opens = say_day(on=opens_on, language=language)
    return LIVED["stay_paper_renewal"].filled(opens=opens).in_language(language)


def _days(document: StayDocument, language: str) -> Mapping[str, str]:
    """Both days as printed: the row's end is half-open, the paper says the last day."""
    last = card_until(document=document) - _ONE_DAY
    return {
        "from_": say_day(on=document.stay.valid_from, language=language),
        "until": say_day(on=last, language=language),
    }


def _review_days(*, request: Request, now: datetime) -> int:
    return int(parameter("EST-3", on=local_date(key=request.location_key, now=now)).value)


def _review_lines(*, request: Request, language: str, now: datetime) -> tuple[str, ...]:
    """Say how soon a review is answered, and the one window whose place is known: where this paper was given."""
    soon = SENTENCES["review_paper_soon"].filled(days=_review_days(request=request, now=now))
    here = location(request.location_key)
    if here is None:
        return (soon.in_language(language),)
    where = SENTENCES["review_paper_where"].filled(place=here.name, crossing=here.crossing)
    return (soon.in_language(language), where.in_language(language))


def _letter(
    *,
    request: Request,
    language: str,
    now: datetime,
    paragraphs: tuple[str, ...] = (),
    clock_line: str = "",
    where_to_wait: str = "",
    review_lines: tuple[str, ...] = (),
) -> PaperContent:
    on = local_date(key=request.location_key, now=now)
    return PaperContent(
        reference=request.reference,
        issued_on=say_day(on=on, language=language),
        issuing_place=place_name(request.location_key),
        person_names=tuple(member.name for member in people_of(request=request)),
        paragraphs=paragraphs,
        routes=tuple(route.in_language(language) for route in routes_on(on=on)),
        clock_line=clock_line,
        where_to_wait=where_to_wait,
        review_lines=review_lines,
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
    for member in people_of(request=request):
        last = request.determinations.filter(person=member).order_by("-made_at", "-pk").first()
        for reason in last.open_reasons if last else ():
            if reason["effect"] == "outside":
                said[sentence_for(reason["code"], "outside").in_language(language)] = None
    return tuple(said)
