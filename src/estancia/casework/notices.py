"""Writing down a notice, what another source says of a hearing, and what the court's record shows; and the sheet of
a notice's defects.

Each is a new row: nothing written before is changed, and the newest word of a source stands. Whatever is written is
weighed at once, and what is alarming gets an owner in the same transaction.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from estancia.casework import audit
from estancia.casework.access import Actor, Category
from estancia.casework.alarms import raise_alarms
from estancia.casework.clear_facts import known, yes_no
from estancia.casework.defects_shown import checked_papers
from estancia.casework.expected import expect_told
from estancia.casework.fetch import person_of
from estancia.casework.hearing_claims import WORDS, zone_for
from estancia.casework.identity_keys import store_keys
from estancia.casework.intake_answers import Asked, BadAnswers, cleaned, day_of
from estancia.casework.next_days import next_day_again
from estancia.casework.person_shown import held_of, last_request, name_of
from estancia.casework.roster_waiting import met_with_numbers
from estancia.casework.views.notices import CheckedView, PersonBeside
from estancia.places import local_date
from estancia.records.models import CourtRecordSeen, HearingClaim, Notice, Organisation, Person

PRESSED_TWICE = timedelta(minutes=2)
SOURCES = ("person", "lawyer", "port", "other_paper", "announcement")
NOTICE = (
    Asked("kind", among=("notice", "tear_sheet"), required=True),
    Asked("number", "text", longest=20),
    Asked("served", "date"),
    Asked("served_how", among=("in_person", "by_mail", "not_known")),
    Asked("received", "date"),
    Asked("box", among=("arriving", "present", "admitted", "none_ticked", "not_known")),
    Asked("hearing", "date"),
    Asked("hearing_at", "hour"),
    Asked("hearing_location", "text", longest=120),
    Asked("printed", "text", longest=300),
    Asked("check_in", "date"),
    Asked("check_in_at", "hour"),
    Asked("port", "text", longest=60),
    Asked("address", "text", longest=300),
    Asked("stayed_there", among=("yes", "no", "not_known")),
    Asked("language", "language"),
)
CLAIM = (
    Asked("about", among=("hearing", "check_in"), required=True),
    Asked("source", among=SOURCES, required=True),
    Asked("where", "text", longest=120),
    Asked("on", "date"),
    Asked("at", "hour"),
    Asked("place", "text", longest=120),
    Asked("printed", "text", longest=300),
    Asked("no_date", among=("yes",)),
)
COURT = (
    Asked("status", among=("pending", "closed", "appeal", "not_known"), required=True),
    Asked("hearing", "date"),
    Asked("hearing_at", "hour"),
    Asked("hearing_location", "text", longest=120),
    Asked("source", "text", longest=120, required=True),
)


@audit.deed()
def beside_person(*, reference: str, by: Actor, now: datetime) -> PersonBeside:
    """Say whose notice or claim is about to be written. Raises `NotYours` for whoever may not write it."""
    person = _written_of(reference=reference, by=by)
    audit.record(by=by, act="claim_begin", about=[reference], detail={}, now=now)
    return PersonBeside(person=reference, name=person.name, location=person.family.location_key)


@audit.deed()
def record_notice(*, reference: str, answers: Mapping[str, str], by: Actor, now: datetime) -> str:
    """Write down a notice or tear sheet as printed, and what the person says of it; give the person's reference.

    Raises `BadAnswers`, and `NotYours` out of reach. An hour of the check-in is never taken from the hearing's.
    """
    person = _written_of(reference=reference, by=by)
    said = _cleaned(NOTICE, answers, person=person, now=now)
    row = Notice(
        person=person,
        state="held",
        kind=said["kind"],
        number=said["number"],
        served_on=day_of(answers=said, name="served"),
        served_how=known(said["served_how"]) or "",
        received_on=day_of(answers=said, name="received"),
        box=known(said["box"]) or "",
        hearing_on=day_of(answers=said, name="hearing"),
        hearing_at=_hour(said["hearing_at"]),
        hearing_location=said["hearing_location"],
        printed=said["printed"],
        check_in_on=day_of(answers=said, name="check_in"),
        check_in_at=_hour(said["check_in_at"]),
        port=said["port"],
        address=said["address"],
        stayed_there=yes_no(said["stayed_there"]),
        language=said["language"],
        read_in_full=True,
        source="at_the_desk",
        recorded_by_id=by.staff_id,
        recorded_at=now,
    )
    _write(row, at="recorded_at", now=now)
    store_keys(people=[person])
    met_with_numbers(people=[person], location=person.family.location_key)
    return _weighed(person=person, act="record_notice", detail={"kind": said["kind"]}, by=by, now=now)


@audit.deed()
def record_claim(*, reference: str, answers: Mapping[str, str], by: Actor, now: datetime) -> str:
    """Write down what another source says of the hearing or of the check-in; give the person's reference.

    Raises `BadAnswers`, and `NotYours` out of reach.
    """
    person = _written_of(reference=reference, by=by)
    said = _cleaned(CLAIM, answers, person=person, now=now)
    on, at = day_of(answers=said, name="on"), _hour(said["at"])
    _refuse_half_a_claim(on=on, at=at, said=said)
    row = HearingClaim(
        person=person,
        about=said["about"],
        source=said["source"],
        where=said["where"],
        on=on,
        at=at,
        place=said["place"],
        zone=zone_for(about=said["about"], place=said["place"]),
        printed=said["printed"],
        seen_at=now,
        seen_by=Organisation.objects.get(key=by.organisation),
        recorded_by_id=by.staff_id,
        recorded_at=now,
    )
    _write(row, at="seen_at", now=now)
    detail = {"about": said["about"], "source": said["source"]}
    return _weighed(person=person, act="record_claim", detail=detail, by=by, now=now)


@audit.deed()
def record_court(*, reference: str, answers: Mapping[str, str], by: Actor, now: datetime) -> str:
    """Write down what the court's own record shows today; give the person's reference.

    Raises `BadAnswers`, and `NotYours` out of reach.
    """
    person = _written_of(reference=reference, by=by)
    said = _cleaned(COURT, answers, person=person, now=now)
    row = CourtRecordSeen(
        person=person,
        status=known(said["status"]) or "",
        hearing_on=day_of(answers=said, name="hearing"),
        hearing_at=_hour(said["hearing_at"]),
        hearing_location=said["hearing_location"],
        source=said["source"],
        seen_at=now,
        recorded_by_id=by.staff_id,
    )
    _write(row, at="seen_at", now=now)
    detail = {"status": said["status"]}
    return _weighed(person=person, act="record_court", detail=detail, by=by, now=now)


@audit.deed()
def notice_check(*, reference: str, by: Actor, now: datetime) -> CheckedView:
    """Show the defects of a person's papers, each as two values and what to do. Raises `NotYours`.

    For whoever holds the name: the sheet is the person's, to be taken to a lawyer.
    """
    found = person_of(reference=reference, by=by, category=Category.NAME)
    person = found.row
    held = held_of(held=found.categories, by=by, request=last_request(person=person))
    view = CheckedView(
        person=reference,
        name=name_of(person=person, held=held),
        location=person.family.location_key,
        papers=checked_papers(person=person, held=held),
    )
    audit.record(by=by, act="notice_check", about=[reference], detail={}, now=now)
    return view


def _written_of(*, reference: str, by: Actor) -> Person:
    """Give the person, locked: two who write at once must raise one alarm."""
    person = person_of(reference=reference, by=by, category=Category.PROCEEDINGS, write=True).row
    Person.objects.select_for_update().get(pk=person.pk)
    return person


def _cleaned(
    questions: Sequence[Asked], answers: Mapping[str, str], *, person: Person, now: datetime
) -> dict[str, str]:
    return cleaned(questions=questions, typed=answers, on=local_date(key=person.family.location_key, now=now))


def _refuse_half_a_claim(*, on: date | None, at: time | None, said: Mapping[str, str]) -> None:
    """An hour needs its day; a claim says something, and not both a day and that it gives none."""
    if at and not on:
        raise BadAnswers(fields={"on": WORDS["hour_without_a_day"]})
    if on and said["no_date"]:
        raise BadAnswers(fields={"no_date": WORDS["a_day_and_no_date"]})
    if not (on or said["printed"] or said["no_date"]):
        raise BadAnswers(fields={"on": WORDS["nothing_said"]})


def _write(row: Notice | HearingClaim | CourtRecordSeen, *, at: str, now: datetime) -> None:
    """Write the row, unless the same person wrote the very same a moment ago: a button pressed twice."""
    told_when = ("id", "recorded_at", "seen_at")
    said = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields  # noqa: SLF001  (the name Django gives to what it documents)
        if field.name not in told_when
    }
    if not type(row).objects.filter(**said, **{f"{at}__gt": now - PRESSED_TWICE}).exists():
        row.save(force_insert=True)


def _hour(said: str) -> time | None:
    return time.fromisoformat(said) if said else None


def _weighed(*, person: Person, act: str, detail: Mapping[str, str], by: Actor, now: datetime) -> str:
    raised = raise_alarms(person=person, by=by, now=now)
    expect_told(people=[person], by=by, now=now)
    request = last_request(person=person)
    if request is not None:
        next_day_again(request=request, now=now)
    alarms = [alarm.reference for alarm in raised]
    audit.record(by=by, act=act, about=[person.reference], detail={**detail, "alarms": alarms}, now=now)
    return person.reference
