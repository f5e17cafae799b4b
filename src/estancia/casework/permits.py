"""A person's work permit and CURP, as the desk or those who protect help with them: filed, cured, answered, used.

What is recorded is what the authority and the person did, on its day. The house decides nothing: a day that passes in
silence is said to have passed, as the law has it, and what the person can do about it is put before them.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from estancia.admission.states import NotPossibleNow
from estancia.casework import audit
from estancia.casework.access import WORKER, Actor, Category, NotYours
from estancia.casework.bodies import named_body
from estancia.casework.fetch import person_of
from estancia.casework.permit_refusals import (
    AnswerNotWhole,
    DayDoesNotFit,
    FiledTooEarly,
    NotSilentYet,
    PaperNotAsked,
    PermitUnderWay,
)
from estancia.casework.permits_shown import page_of
from estancia.casework.references import fresh_reference
from estancia.casework.telling import look_again, no_longer_due, tell
from estancia.casework.views.permits import PermitPage
from estancia.places import local_date, zone_of
from estancia.records.models import PermitApplication, PermitEvent, PermitUse, Person
from estancia.records.written import write_row
from estancia.stay.permit_states import OPEN_PERMIT_STATES, permit_step
from estancia.stay.permits import (
    KINDS,
    answer_by,
    certificate_by,
    cure_by,
    known_from,
    papers_for,
    silence_is_certified,
)

DUE = "permit_silence"
OBSTACLES = ("employer", "bank", "office", "number", "other", "not_known")


@audit.deed()
def permits_page(*, person_reference: str, by: Actor, now: datetime) -> PermitPage:
    """Show a person's permits. Raises `NotYours`."""
    person = person_of(reference=person_reference, by=by, category=Category.PERMITS).row
    audit.record(by=by, act="permits_look", about=[person_reference], detail={}, now=now)
    return page_of(person=person, by=by, now=now)


@audit.deed()
def permits_page_of(*, reference: str, by: Actor, now: datetime) -> PermitPage:
    """Show the permits of the person to whom this application belongs. Raises `NotYours`."""
    row = permit_of(reference=reference, by=by)
    audit.record(by=by, act="permits_look", about=[row.person.reference], detail={}, now=now)
    return page_of(person=row.person, by=by, now=now)


@audit.deed()
def file_permit(
    *, person_reference: str, kind: str, filed_on: date | None, missing: Sequence[str], by: Actor, now: datetime
) -> PermitPage:
    """Record that an application was handed in, whole or with papers missing; it renews the one last granted, if any.

    Raises `NotYours`, `PermitUnderWay`, `DayDoesNotFit`, `FiledTooEarly`, `PaperNotAsked`, `AnswerNotWhole` for a kind
    not known.
    """
    person = person_of(reference=person_reference, by=by, category=Category.PERMITS, write=True).row
    if kind not in KINDS:
        raise AnswerNotWhole
    Person.objects.select_for_update().filter(pk=person.pk).first()  # two desks at once: one application
    if person.permits.filter(kind=kind, state__in=OPEN_PERMIT_STATES).exists():
        raise PermitUnderWay
    on = _day(filed_on, person=person, after=None, now=now)
    if on < _earliest(person=person, kind=kind):
        raise FiledTooEarly
    _asked_of(missing, kind=kind, on=on)
    row = PermitApplication.objects.create(
        reference=fresh_reference(),
        person=person,
        kind=kind,
        place_key=person.family.location_key,
        state="to_cure" if missing else "filed",
        missing=list(missing),
        filed_on=on,
        complete_on=None if missing else on,
        due_on=cure_by(notified_on=on) if missing else answer_by(complete_on=on),
        renews=person.permits.filter(kind=kind, state="granted").order_by("-answered_on", "-pk").first(),
        recorded_at=now,
        recorded_by_id=by.staff_id,
    )
    _note(permit=row, event="filed", on=on, by=by, now=now)
    return _done(permit=row, act="file_permit", by=by, now=now)


@audit.deed()
def record_missing(*, reference: str, missing: Sequence[str], on: date | None, by: Actor, now: datetime) -> PermitPage:
    """Record that the authority says papers are missing, on the day the person was told: ten working days to cure.

    Raises `NotYours`, `PaperNotAsked`, `DayDoesNotFit`, `NotPossibleNow`.
    """
    row = _locked(reference=reference, by=by)
    day = _day(on, person=row.person, after=row.filed_on, now=now)
    if not missing:
        raise PaperNotAsked
    _asked_of(missing, kind=row.kind, on=day)
    row.missing, row.complete_on, row.due_on = list(missing), None, cure_by(notified_on=day)
    return _moved(permit=row, event="miss", on=day, by=by, now=now)


@audit.deed()
def record_cured(*, reference: str, on: date | None, by: Actor, now: datetime) -> PermitPage:
    """Record that what was missing was handed in: the authority's twenty working days count from that day.

    Raises `NotYours`, `DayDoesNotFit`, `NotPossibleNow`.
    """
    row = _locked(reference=reference, by=by)
    day = _day(on, person=row.person, after=row.filed_on, now=now)
    row.missing, row.complete_on, row.due_on = [], day, answer_by(complete_on=day)
    return _moved(permit=row, event="cure", on=day, by=by, now=now)


@audit.deed()
def record_opinion_asked(*, reference: str, on: date | None, by: Actor, now: datetime) -> PermitPage:
    """Record that the authority asked another for its opinion; the time to decide runs on all the same.

    Raises `NotYours`, `DayDoesNotFit`, `NotPossibleNow`.
    """
    row = _locked(reference=reference, by=by)
    if row.state != "filed":
        raise NotPossibleNow
    row.opinion_asked_on = _day(on, person=row.person, after=row.filed_on, now=now)
    row.save(update_fields=["opinion_asked_on"])
    _note(permit=row, event="opinion_asked", on=row.opinion_asked_on, by=by, now=now)
    return _done(permit=row, act="permit_opinion", by=by, now=now)


@audit.deed()
def record_answer(
    *, reference: str, answer: str, on: date | None, valid_until: date | None, by: Actor, now: datetime
) -> PermitPage:
    """Record the authority's own answer: granted (until a day, where one was given), refused or discarded.

    One that comes after the time counts too. Raises `NotYours`, `AnswerNotWhole`, `DayDoesNotFit`, `NotPossibleNow`.
    """
    row = _locked(reference=reference, by=by)
    events = {"granted": "grant", "refused": "refuse", "discarded": "discard"}
    if answer not in events:
        raise AnswerNotWhole
    day = _day(on, person=row.person, after=row.filed_on, now=now)
    if valid_until is not None and (answer != "granted" or valid_until <= day):
        raise DayDoesNotFit
    row.answered_on, row.valid_until, row.due_on = day, valid_until, None
    return _moved(permit=row, event=events[answer], on=day, by=by, now=now)


@audit.deed()
def ask_certificate(*, reference: str, on: date | None, by: Actor, now: datetime) -> PermitPage:
    """Record that the person asked for the certificate of silence: two working days to hand it over.

    Raises `NotYours`, `DayDoesNotFit`, `NotSilentYet`, and `NotPossibleNow` also where no law known gives one.
    """
    row = _locked(reference=reference, by=by)
    day = _day(on, person=row.person, after=row.filed_on, now=now)
    if not silence_is_certified(kind=row.kind):
        raise NotPossibleNow
    if day <= answer_by(complete_on=row.complete_on or row.filed_on):
        raise NotSilentYet
    row.due_on = certificate_by(asked_on=day)
    return _moved(permit=row, event="ask_certificate", on=day, by=by, now=now)


@audit.deed()
def record_certificate(*, reference: str, on: date | None, by: Actor, now: datetime) -> PermitPage:
    """Record that the certificate was handed over. Raises `NotYours`, `DayDoesNotFit`, `NotPossibleNow`."""
    row = _locked(reference=reference, by=by)
    row.due_on = None
    asked = row.events.filter(event="ask_certificate").order_by("pk").last()
    day = _day(on, person=row.person, after=asked.on if asked else row.filed_on, now=now)
    return _moved(permit=row, event="certify", on=day, by=by, now=now)


@audit.deed()
def withdraw_permit(*, reference: str, on: date | None, by: Actor, now: datetime) -> PermitPage:
    """Record that the person takes it back. Raises `NotYours`, `DayDoesNotFit`, `NotPossibleNow`."""
    row = _locked(reference=reference, by=by)
    row.due_on = None
    day = _day(on, person=row.person, after=row.filed_on, now=now)
    return _moved(permit=row, event="withdraw", on=day, by=by, now=now)


@audit.deed()
def record_use(*, reference: str, usable: bool, obstacle: str, on: date | None, by: Actor, now: datetime) -> PermitPage:
    """Record from what day a granted permit could really be used here, or that it could not, and why.

    Raises `NotYours`, `AnswerNotWhole`, `DayDoesNotFit`, `NotPossibleNow` for one that was not granted.
    """
    row = _locked(reference=reference, by=by)
    if row.state != "granted":
        raise NotPossibleNow
    if not usable and obstacle not in OBSTACLES:
        raise AnswerNotWhole
    PermitUse.objects.create(
        permit=row,
        usable=usable,
        on=_day(on, person=row.person, after=row.answered_on, now=now),
        place_key=row.person.family.location_key,
        obstacle="" if usable else obstacle,
        by_id=by.staff_id,
        at=now,
    )
    return _done(permit=row, act="permit_use", by=by, now=now)


def permit_silence(reference: str, now: datetime) -> None:
    """The authority's time passed without a recorded answer: say so, and tell the desk, which may know of one.

    It passed the day after the last one, however late the worker comes.
    """
    row = PermitApplication.objects.select_for_update().filter(reference=reference, state="filed").first()
    if row is None or row.due_on is None:
        return
    on = local_date(key=row.place_key, now=now)
    if on <= row.due_on:
        return
    passed_on = row.due_on + timedelta(days=1)
    row.state, row.due_on = permit_step(state=row.state, event="silence"), None
    row.save(update_fields=["state", "due_on"])
    _note(permit=row, event="silence", on=passed_on, by=None, now=now)
    desk = named_body(kind="intake_desk", location=row.place_key, on=on)
    if desk is not None:
        tell(kind="permit_silent", to=desk, about=row.reference, now=now)
    audit.record(by=WORKER, act="permit_silence", about=[row.person.reference], detail={}, now=now)


def permit_of(*, reference: str, by: Actor, write: bool = False) -> PermitApplication:
    """Give an application, if `by` may read (or help with) this person's permits. Raises `NotYours`."""
    row = PermitApplication.objects.select_related("person__family", "renews").filter(reference=reference).first()
    if row is None:
        raise NotYours
    person_of(reference=row.person.reference, by=by, category=Category.PERMITS, write=write)
    return row


def _locked(*, reference: str, by: Actor) -> PermitApplication:
    PermitApplication.objects.select_for_update().filter(reference=reference).first()  # alone: see `fetch._first`
    return permit_of(reference=reference, by=by, write=True)


def _moved(*, permit: PermitApplication, event: str, on: date, by: Actor, now: datetime) -> PermitPage:
    """Move it, unless this very step was just taken: pressed twice it is taken once."""
    last = permit.events.order_by("-pk").first()
    if last is None or (last.event, last.on, last.by_id) != (event, on, by.user_id):
        permit.state = permit_step(state=permit.state, event=event)
        permit.save()
        _note(permit=permit, event=event, on=on, by=by, now=now)
    return _done(permit=permit, act=f"permit_{event}", by=by, now=now)


def _done(*, permit: PermitApplication, act: str, by: Actor, now: datetime) -> PermitPage:
    """Have the silence looked at when it would come, mark the deed, and show the page anew.

    What is written down after the time passed is said to be silent at once.
    """
    if permit.state == "filed" and permit.due_on is not None:
        midnight = datetime.combine(permit.due_on + timedelta(days=1), time(0), tzinfo=zone_of(permit.place_key))
        look_again(kind=DUE, about=permit.reference, due_at=midnight)
    else:
        no_longer_due(kind=DUE, about=permit.reference, now=now)
    audit.record(by=by, act=act, about=[permit.person.reference], detail={"kind": permit.kind}, now=now)
    permit_silence(permit.reference, now)
    return page_of(person=permit.person, by=by, now=now)


def _note(*, permit: PermitApplication, event: str, on: date, by: Actor | None, now: datetime) -> None:
    write_row(row=PermitEvent(permit=permit, event=event, on=on, by_id=by.user_id if by else None, at=now))


def _day(typed: date | None, *, person: Person, after: date | None, now: datetime) -> date:
    if typed is None or typed > local_date(key=person.family.location_key, now=now):
        raise DayDoesNotFit
    if after is not None and typed < after:
        raise DayDoesNotFit
    return typed


def _earliest(*, person: Person, kind: str) -> date:
    """The first day on which it can have been handed in, as far as known: what is not known forbids no day."""
    floors = [known_from(kind=kind)]
    if person.born_on is not None and not person.born_approximately:
        floors.append(person.born_on)
    stay = person.stays.order_by("valid_from").first() if kind == "work_permit" else None
    return max([*floors, *([stay.valid_from] if stay else [])])


def _asked_of(missing: Sequence[str], *, kind: str, on: date) -> None:
    if not set(missing) <= {paper.code for paper in papers_for(kind=kind, on=on)}:
        raise PaperNotAsked
