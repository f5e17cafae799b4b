"""How a person's permits are shown: the days in words, what is asked, what was reported, and which deeds fit."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from estancia.casework.access import Actor, Category, may
from estancia.casework.fetch import relations_to_person
from estancia.casework.views.permits import (
    PermitDay,
    PermitKind,
    PermitPage,
    PermitPaperView,
    PermitView,
    PracticeView,
)
from estancia.places import local_date
from estancia.records.models import PermitApplication, Person
from estancia.stay.permit_states import OPEN_PERMIT_STATES, PERMIT_STATES
from estancia.stay.permits import KINDS, opinion_by, papers_for, practice_at, renew_from, silence_is_certified
from estancia.wording import Sentence, load_sentences

SENTENCES = load_sentences(package="estancia.casework", name="permits.toml")
_ACTS: Mapping[str, tuple[str, ...]] = {
    "filed": ("answer", "missing", "opinion", "withdraw"),
    "to_cure": ("cured", "answer", "withdraw"),
    "silent": ("certificate_asked", "answer", "withdraw"),
    "certificate_asked": ("certificate", "answer", "withdraw"),
    "granted": ("use",),
}
_BY_LAW = ("certificate_asked", "opinion")  # deeds for which only the migration law is known to give a ground
_DUE_LINES = {"filed": "day_answer_by", "to_cure": "day_cure_by", "certificate_asked": "day_certificate_by"}


def page_of(*, person: Person, by: Actor, now: datetime) -> PermitPage:
    """Show every kind of permit of a person, with the deeds this reader may do."""
    on = local_date(key=person.family.location_key, now=now)
    met = relations_to_person(person=person, by=by)
    named = may(by=by, category=Category.NAME, relations=met)
    helps = may(by=by, category=Category.PERMITS, relations=met, write=True)
    rows = list(person.permits.order_by("-filed_on", "-pk").prefetch_related("events", "uses"))
    return PermitPage(
        person=person.reference,
        who=person.name if named else person.reference,
        location=person.family.location_key,
        today=on,
        kinds=tuple(
            _kind(code=code, rows=[row for row in rows if row.kind == code], person=person, helps=helps, on=on)
            for code in KINDS
        ),
    )


def _kind(*, code: str, rows: list[PermitApplication], person: Person, helps: bool, on: date) -> PermitKind:
    under_way = any(row.state in OPEN_PERMIT_STATES for row in rows)
    reported = practice_at(kind=code, place=person.family.location_key, on=on)
    return PermitKind(
        code=code,
        title=SENTENCES[f"kind_{code}"],
        papers=_papers(kind=code, missing=(), on=on),
        practice=tuple(PracticeView(row.says, row.usable, row.grade, row.source) for row in reported),
        permits=tuple(_permit(row=row, helps=helps, on=on) for row in rows),
        may_file=helps and not under_way,
        renews=any(row.state == "granted" for row in rows),
    )


def _permit(*, row: PermitApplication, helps: bool, on: date) -> PermitView:
    overdue = row.due_on is not None and on > row.due_on
    certified = silence_is_certified(kind=row.kind)
    return PermitView(
        reference=row.reference,
        kind=row.kind,
        title=SENTENCES[f"kind_{row.kind}"],
        state=row.state,
        state_line=state_line(state=row.state, kind=row.kind),
        next_line=said_of(f"next_{row.state}{'_late' if overdue else ''}", kind=row.kind),
        overdue=overdue,
        days=tuple(_days(row=row)),
        papers=_papers(kind=row.kind, missing=row.missing, on=row.filed_on),
        uses=tuple(
            PermitDay(SENTENCES["used_from" if use.usable else f"not_used_{use.obstacle}"], use.on)
            for use in row.uses.all()
        ),
        acts=tuple(act for act in _ACTS.get(row.state, ()) if certified or act not in _BY_LAW) if helps else (),
        letter=certified and row.state in ("silent", "certificate_asked"),
    )


def state_line(*, state: str, kind: str) -> Sentence:
    """Say how an application stands; what its silence means only where a law says it of this kind."""
    return SENTENCES.get(f"state_{state}_{kind}", PERMIT_STATES[state].line)


def said_of(code: str, *, kind: str) -> Sentence:
    """Give the sentence of this kind of permit, or the one for all."""
    return SENTENCES.get(f"{code}_{kind}", SENTENCES[code])


def _days(*, row: PermitApplication) -> Iterable[PermitDay]:
    yield PermitDay(SENTENCES["day_filed"], row.filed_on)
    for event in sorted(row.events.all(), key=lambda event: (event.on, event.pk)):
        if event.event != "filed":
            yield PermitDay(said_of(f"event_{event.event}", kind=row.kind), event.on)
    if row.opinion_asked_on is not None and row.state == "filed":
        yield PermitDay(SENTENCES["day_opinion_by"], opinion_by(asked_on=row.opinion_asked_on))
    if row.due_on is not None:
        yield PermitDay(said_of(_DUE_LINES[row.state], kind=row.kind), row.due_on)
    if row.valid_until is not None:
        yield PermitDay(said_of("day_renew_from", kind=row.kind), renew_from(valid_until=row.valid_until))
        yield PermitDay(SENTENCES["day_valid_until"], row.valid_until)


def _papers(*, kind: str, missing: Iterable[str], on: date) -> tuple[PermitPaperView, ...]:
    lacking = set(missing)
    return tuple(
        PermitPaperView(
            code=paper.code,
            name=paper.name,
            needed=paper.needed,
            missing=paper.code in lacking,
            grade=paper.grade,
            source=paper.source,
        )
        for paper in papers_for(kind=kind, on=on)
    )
