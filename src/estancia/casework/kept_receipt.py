"""The receipt for a kept paper: printed for the person, who takes it to whoever keeps it, or to complain."""

from datetime import date, datetime

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Role
from estancia.casework.fetch import person_of
from estancia.casework.hearing_claims import WORDS
from estancia.casework.kept_shown import what_to_say, where_to_complain
from estancia.casework.papers import NoSuchPaper
from estancia.casework.rights_on_paper import rights_lines, where_line
from estancia.casework.views.stay import Paper
from estancia.documents import PaperContent, PaperKind, make_paper
from estancia.places import local_date, place_name, say_day
from estancia.records.models import KeptPaper
from estancia.wording import Sentence

_PRINTING = frozenset({Role.IO, Role.PW})


def kept_receipt(*, reference: str, language: str, size: str, by: Actor, now: datetime) -> Paper:
    """Print the receipt in `es` or `en`, on `a4` or `letter`. Raises `NoSuchPaper`, and `NotYours` out of reach.

    Its file is named by its kind and nothing else.
    """
    with audit.deed():
        row = KeptPaper.objects.select_related("person__family", "organisation").filter(reference=reference).first()
        if row is None or by.role not in _PRINTING:
            raise NotYours
        person_of(reference=row.person.reference, by=by, category=Category.KEPT_PAPERS)
        if language not in ("es", "en") or size not in ("a4", "letter"):
            raise NoSuchPaper
        content = _content(row=row, language=language, now=now)
        audit.record(by=by, act="kept_receipt", about=[row.person.reference], detail={"kept": reference}, now=now)
    pdf = make_paper(kind=PaperKind.KEPT_PAPER, language=language, size=size, content=content)  # type: ignore[arg-type]
    return Paper(pdf=pdf, file_name="kept_paper.pdf")


def _content(*, row: KeptPaper, language: str, now: datetime) -> PaperContent:
    location = row.person.family.location_key
    said = (_what(row), _keeper(row), _since(row))
    return PaperContent(
        reference=row.reference,
        issued_on=say_day(on=local_date(key=location, now=now), language=language),
        issuing_place=place_name(location),
        person_names=(row.person.name,),
        paragraphs=tuple(line.in_language(language) for line in said),
        clock_line=_by_when(row, location=location).in_language(language),
        what_to_say=what_to_say(row).in_language(language),
        where_to_complain=where_to_complain(row).in_language(language),
        rights=rights_lines(on=local_date(key=location, now=now), language=language),
        rights_where=where_line(language=language),
    )


def _what(row: KeptPaper) -> Sentence:
    what = WORDS[f"what_{row.what}"]
    number = WORDS["receipt_number"].filled(number=row.number) if row.number else Sentence(es="", en="")
    return Sentence(es=f"{what.es}{number.es}", en=f"{what.en}{number.en}")


def _keeper(row: KeptPaper) -> Sentence:
    kind, name = WORDS[f"keeper_{row.keeper_kind}"], f" ({row.keeper})" if row.keeper else ""
    line = WORDS["receipt_keeper"]
    return Sentence(es=line.es.format(kind=kind.es, name=name), en=line.en.format(kind=kind.en, name=name))


def _since(row: KeptPaper) -> Sentence:
    line = WORDS["receipt_since_about" if row.since_is_about else "receipt_since"]
    return _on(line, row.since_on)


def _by_when(row: KeptPaper, *, location: str) -> Sentence:
    if row.promised_on:
        return _on(WORDS["receipt_promised"], row.promised_on)
    return _on(WORDS["receipt_asked"], local_date(key=location, now=row.chase_by))


def _on(line: Sentence, on: date) -> Sentence:
    return Sentence(
        es=line.es.format(on=say_day(on=on, language="es")),
        en=line.en.format(on=say_day(on=on, language="en")),
    )
