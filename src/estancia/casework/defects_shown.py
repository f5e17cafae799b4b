"""The defects of a person's papers as a reader may see them: each as two values and what to do.

Where the person lives and how they entered is identity, and reserved to a reader who no longer holds it; that there is
a defect, and what to do about it, is not.
"""

from collections.abc import Iterable
from datetime import date, time

from estancia.casework.access import Category
from estancia.casework.determination_shown import Held
from estancia.casework.hearing_claims import WORDS
from estancia.casework.views.notices import CheckedPaper, DefectView, ValueView
from estancia.notices import Defect, PrintedNotice, Shown, Told, notice_defects
from estancia.places import say_day
from estancia.records.models import Notice, Person
from estancia.wording import Sentence

_OF_LANGUAGE = frozenset({"language", "languages"})
_OF_IDENTITY = frozenset({"address", "stayed", "entry", "languages"})


def checked_papers(*, person: Person, held: Held) -> tuple[CheckedPaper, ...]:
    """Check the latest reading of each kind of paper the person holds, newest first."""
    return tuple(
        CheckedPaper(
            kind=WORDS[f"source_{row.kind}"] if row.kind else WORDS["paper_unknown"],
            number=row.number if Category.NAME in held else "",
            read_at=row.recorded_at,
            read_in_full=row.read_in_full,
            defects=tuple(_view(defect, held=held) for defect in defects_of(row=row, person=person)),
        )
        for row in latest_papers(rows=person.notices.order_by("-recorded_at", "-pk"))
    )


def latest_papers(*, rows: Iterable[Notice]) -> tuple[Notice, ...]:
    """Give the newest reading of each kind of paper; what was never given is no paper."""
    newest: dict[str, Notice] = {}
    for row in rows:
        if row.state == "held":
            newest.setdefault(row.kind, row)
    return tuple(newest.values())


def defects_of(*, row: Notice, person: Person) -> tuple[Defect, ...]:
    """Check one paper beside what the person says. Whatever was not read or not asked raises nothing it need not."""
    return notice_defects(notice=_printed(row), told=_told(row, person=person))


def _printed(row: Notice) -> PrintedNotice:
    return PrintedNotice(
        served_on=row.served_on,
        served_how=row.served_how or None,
        box=row.box or None,
        hearing_on=row.hearing_on,
        hearing_at=row.hearing_at,
        hearing_printed=row.printed,
        hearing_place=row.hearing_location or None,
        check_in_on=row.check_in_on,
        check_in_at=row.check_in_at,
        port=row.port or None,
        address=row.address or None,
        language=row.language or None,
        read_in_full=row.read_in_full,
    )


def _told(row: Notice, *, person: Person) -> Told:
    return Told(
        received_on=row.received_on,
        entry=person.entry or None,
        stayed_there=row.stayed_there,
        languages=tuple(person.languages) or None,
    )


def _view(defect: Defect, *, held: Held) -> DefectView:
    left, right = defect.shown
    values = (_value(left, held=held), _value(right, held=held))
    return DefectView(code=defect.code, values=values, what_to_do=defect.what_to_do)


def _value(shown: Shown, *, held: Held) -> ValueView:
    reserved = shown.field in _OF_IDENTITY and Category.IDENTITY not in held
    spoken = str(shown.value or "").split("; ") if shown.field in _OF_LANGUAGE and shown.value and not reserved else ()
    return ValueView(
        where=shown.where, text=None if reserved else _text(shown), languages=tuple(spoken), reserved=reserved
    )


def _text(shown: Shown) -> Sentence | None:
    value = shown.value
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return Sentence(es=say_day(on=value, language="es"), en=say_day(on=value, language="en"))
    written = f"{value:%H:%M}" if isinstance(value, time) else value
    return shown.word or Sentence(es=written, en=written)
