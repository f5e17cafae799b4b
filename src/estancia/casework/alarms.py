"""Alarms on hearing dates: a date for a closed case, sources that differ. Each has an owner, an hour and a way out.

An alarm refuses nobody anything and decides nothing; it asks somebody to look. The court liaison named for the place
owns it, or whoever oversees the place where none is named. Past its hour it passes on to the overseer with a new,
shorter clock (EST-9). Only a finding closes it: what could not be found out stays open and passes on too. The same
claims, once answered, raise it no more; a new word raises it again.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from estancia.admission.states import ALARM_STATES, move
from estancia.casework import audit
from estancia.casework.access import WORKER, Actor, Category, NotYours, Purpose, Role, categories
from estancia.casework.bodies import named_body, overseer
from estancia.casework.expected import expect_told
from estancia.casework.fetch import relations_to_person
from estancia.casework.hearing_claims import WORDS, case_seen, heard_of, ledger_part
from estancia.casework.hour_lists import ByHour, Reach
from estancia.casework.own_body import own_body
from estancia.casework.references import fresh_reference
from estancia.casework.telling import tell
from estancia.casework.views.hours import HourList
from estancia.casework.views.notices import AlarmLine, AlarmView, HappenedLine
from estancia.law import parameter
from estancia.notices import About, Alarm, alarms
from estancia.notices.claims import OWNER
from estancia.notices.claims import WORDS as WHAT_TO_DO
from estancia.places import local_date
from estancia.records.models import AlarmEvent, HearingAlarm, Organisation, Person
from estancia.wording import ForPeople, Sentence

_NOTHING_ASKED: Mapping[str, str] = {}
OPEN_STATES = ("open", "escalated")
NOT_FOUND = "not_found"
FOUND = ("date_stands", "date_is_false", "other_date", NOT_FOUND)
_LONGEST = 2000
_LONGEST_SOURCE = 120
_BY_HOUR = ByHour(at="answer_by", states=OPEN_STATES)  # passed on, it is due at its new hour
_NAMED_TO = frozenset({Role.IO, Role.PW, Role.DP})
_ANSWERING = frozenset(
    {
        (Role.IO, Purpose.INTAKE),
        (Role.IO, Purpose.HEARING_LOGISTICS),
        (Role.CO, Purpose.COORDINATION),
        (Role.DP, Purpose.OVERSIGHT),
    }
)


class AnswerNotWhole(ForPeople):
    """An alarm was answered without saying what was found, or where it was seen."""

    sentence = Sentence(
        es="Falta qué se halló o dónde se vio. Sin fuente nadie puede confiar en la respuesta, y nada cambió. "
        "Elija lo que halló y escriba la fuente.",
        en="What was found, or where it was seen, is missing. Without a source nobody can trust the answer, and "
        "nothing changed. Choose what you found and write the source.",
    )


def raise_alarms(*, person: Person, by: Actor, now: datetime) -> tuple[HearingAlarm, ...]:
    """Open what is alarming about a person's dates and is neither open nor answered already; call it inside a deed."""
    claims = [one.claim for one in heard_of(person=person)]
    on = local_date(key=person.family.location_key, now=now)
    found = alarms(claims=claims, court=case_seen(person=person), on=on)
    return tuple(_open(alarm, person=person, by=by, now=now) for alarm in found if _is_new(alarm, person=person))


@audit.deed()
def alarm_list(*, by: Actor, now: datetime, filter: Mapping[str, str] = _NOTHING_ASKED) -> HourList[AlarmLine]:  # noqa: A002
    """List the alarms within the actor's reach, a page at a time: past their hour, open, answered lately.

    `filter` narrows to open ones: `mine` (yes: those the actor may answer), `due` (overdue, today, tomorrow, later);
    `after` and `before` are bookmarks.
    """
    reach = Reach(ways=_ways(by=by), mine=_of_body(by=by), closed_at="closed_at")
    shown = reach.listed(
        by_hour=_BY_HOUR, lines=lambda found: alarm_lines(rows=found, by=by, now=now), asked=filter, now=now
    )
    about = sorted({line.person for line in shown.lines})
    audit.record(by=by, act="alarm_list", about=about, detail={}, now=now)
    return shown


@audit.deed()
def alarm_file(*, reference: str, by: Actor, now: datetime) -> AlarmView:
    """Show one alarm, and what every source says. Raises `NotYours` outside the actor's reach."""
    alarm = _found(reference=reference, by=by)
    audit.record(by=by, act="alarm_file", about=[alarm.person.reference], detail={"alarm": reference}, now=now)
    return _view(alarm=alarm, by=by, now=now)


@audit.deed()
def answer_alarm(*, reference: str, found: str, said: str, source: str, by: Actor, now: datetime) -> AlarmView:
    """Say what was found (one of `FOUND`) and where it was seen; a finding closes the alarm, and it stays to be read.

    `not_found` closes nothing: the alarm passes to the overseer with a new hour (EST-11), and whoever answered still
    reads it. Raises `NotYours` for anyone but the organisation that owns it, `AnswerNotWhole`, and `NotPossibleNow`
    when it was answered already by someone else. Pressing twice answers once.
    """
    HearingAlarm.objects.select_for_update().filter(reference=reference).first()  # alone: see `fetch._first`
    alarm = _found(reference=reference, by=by)
    already = _said_last(alarm=alarm, found=found, by=by)
    if not already and not _may_answer(alarm=alarm, by=by):
        raise NotYours
    said, source = said.strip(), source.strip()
    if found not in FOUND or not source or len(source) > _LONGEST_SOURCE or len(said) > _LONGEST:
        raise AnswerNotWhole
    if not already:
        _go_on_looking(alarm=alarm, now=now) if found == NOT_FOUND else _close(alarm=alarm, now=now)
        AlarmEvent.objects.create(
            alarm=alarm, event="answered", found=found, said=said, source=source, by_id=by.user_id, at=now
        )
        expect_told(people=[alarm.person], by=by, now=now)  # a day found false, or found to stand
    detail = {"alarm": reference, "found": found}
    audit.record(by=by, act="answer_alarm", about=[alarm.person.reference], detail=detail, now=now)
    return _view(alarm=alarm, by=by, now=now)


def alarms_due(*, by: Actor, due: str, hours: Sequence[datetime]) -> Sequence[QuerySet[HearingAlarm]]:
    """Give the open alarms that the actor may answer, due so (overdue, today, tomorrow, later), to be counted."""
    return _BY_HOUR.counted(rows=_of_body(by=by), due=due, hours=hours)


def escalate_alarms(*, now: datetime, limit: int = 200) -> int:
    """Pass every unanswered alarm whose hour has gone on to whoever oversees its place; give how many there were."""
    due = HearingAlarm.objects.filter(state__in=OPEN_STATES, answer_by__lte=now).order_by("answer_by", "pk")
    return sum(_escalate(pk=pk, now=now) for pk in due.values_list("pk", flat=True)[:limit])


def alarm_lines(*, rows: Iterable[HearingAlarm], by: Actor, now: datetime) -> tuple[AlarmLine, ...]:
    """Show alarms in a list, in the order given."""
    return tuple(_line(row, by=by, now=now) for row in rows)


def _is_new(alarm: Alarm, *, person: Person) -> bool:
    same = person.hearing_alarms.filter(code=alarm.code)
    return not same.filter(Q(state__in=OPEN_STATES) | Q(rests_on=_rests_on(alarm))).exists()


def _rests_on(alarm: Alarm) -> str:
    """Digest what is claimed, not when it was seen: the same word read again next week is the same word."""
    said = sorted(repr((claim.about.value, claim.source, claim.says)) for claim in alarm.claims)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _open(alarm: Alarm, *, person: Person, by: Actor, now: datetime) -> HearingAlarm:
    location = person.family.location_key
    on = local_date(key=location, now=now)
    owner = named_body(kind=OWNER, location=location, on=on) or overseer(location=location, on=on)
    row = HearingAlarm.objects.create(
        reference=fresh_reference(),
        person=person,
        location_key=location,
        code=alarm.code,
        rests_on=_rests_on(alarm),
        organisation=owner or Organisation.objects.get(key=by.organisation),  # a date is recorded whoever is named
        answer_by=now + parameter("EST-11", on=on).as_timedelta(),
        state="open",
        opened_at=now,
    )
    AlarmEvent.objects.create(alarm=row, event="opened", by_id=by.user_id, at=now)
    tell(kind="alarm_opened", to=row.organisation, about=row.reference, now=now)
    return row


def _said_last(*, alarm: HearingAlarm, found: str, by: Actor) -> bool:
    """Say whether this answer of theirs is the last that happened: the second click, or the back button."""
    last = alarm.events.order_by("-at", "-pk").first()
    return last is not None and (last.event, last.found, last.by_id) == ("answered", found, by.user_id)


def _close(*, alarm: HearingAlarm, now: datetime) -> None:
    alarm.state = move(machine="alarm", state=alarm.state, event="answer")
    alarm.closed_at = now
    alarm.save(update_fields=["state", "closed_at"])


def _go_on_looking(*, alarm: HearingAlarm, now: datetime) -> None:
    """Pass an alarm whose answer nobody found to the overseer, with a new hour: not found is no finding."""
    location = alarm.person.family.location_key
    on = local_date(key=location, now=now)
    alarm.state = move(machine="alarm", state=alarm.state, event="not_found")
    alarm.organisation = overseer(location=location, on=on) or alarm.organisation
    alarm.answer_by = now + parameter("EST-11", on=on).as_timedelta()
    alarm.save(update_fields=["state", "organisation", "answer_by"])
    tell(kind="alarm_opened", to=alarm.organisation, about=alarm.reference, now=now)


@transaction.atomic
def _escalate(*, pk: int, now: datetime) -> int:
    alarm = HearingAlarm.objects.select_for_update().get(pk=pk)
    if alarm.state not in OPEN_STATES or alarm.answer_by > now:
        return 0
    location = alarm.person.family.location_key
    on = local_date(key=location, now=now)
    late, above = alarm.organisation, overseer(location=location, on=on) or alarm.organisation
    alarm.state = move(machine="alarm", state=alarm.state, event="escalate")
    alarm.organisation = above
    alarm.answer_by = now + parameter("EST-9", on=on).as_timedelta()
    alarm.save(update_fields=["state", "organisation", "answer_by"])
    AlarmEvent.objects.create(alarm=alarm, event="escalated", by=None, at=now)
    for body in {late, above}:
        tell(kind="alarm_late", to=body, about=alarm.reference, now=now)
    about = [alarm.person.reference]
    audit.record(by=WORKER, act="escalate_alarm", about=about, detail={"alarm": alarm.reference}, now=now)
    return 1


def _ways(*, by: Actor) -> list[QuerySet[HearingAlarm]]:
    """Alarms the actor's organisation answers or answered, those of the desk's own place, for data protection all."""
    if (by.role, by.purpose) not in _ANSWERING:
        return []
    if by.role is Role.DP:
        return [_beside()]
    if by.role is Role.IO and by.location:
        return [_beside().filter(location_key=by.location)]
    said = AlarmEvent.objects.filter(event="answered", by__organisation=own_body(by=by))
    return [_beside().filter(organisation=own_body(by=by)), _beside().filter(pk__in=said.values("alarm"))]


def _of_body(*, by: Actor) -> QuerySet[HearingAlarm]:
    rows = _beside().filter(organisation=own_body(by=by))
    return rows if (by.role, by.purpose) in _ANSWERING else rows.none()


def _beside() -> QuerySet[HearingAlarm]:
    return HearingAlarm.objects.select_related("person__family", "organisation")


def _found(*, reference: str, by: Actor) -> HearingAlarm:
    row = next((found for rows in _ways(by=by) for found in rows.filter(reference=reference)), None)
    if row is None:
        raise NotYours
    return row


def _may_answer(*, alarm: HearingAlarm, by: Actor) -> bool:
    return alarm.organisation.key == by.organisation and (by.role, by.purpose) in _ANSWERING


def _line(row: HearingAlarm, *, by: Actor, now: datetime) -> AlarmLine:
    person = row.person
    return AlarmLine(
        reference=row.reference,
        person=person.reference,
        who=person.name if by.role in _NAMED_TO else person.reference,
        location=person.family.location_key,
        code=row.code,
        label=WORDS[f"alarm_{row.code}"],
        owner=row.organisation.name,
        answer_by=row.answer_by,
        overdue=row.state in OPEN_STATES and row.answer_by <= now,
        state=row.state,
        state_line=ALARM_STATES[row.state].line,
    )


def _view(*, alarm: HearingAlarm, by: Actor, now: datetime) -> AlarmView:
    person = alarm.person
    held = categories(by=by, relations=relations_to_person(person=person, by=by))
    if by.role not in _NAMED_TO:
        held -= {Category.NAME}
    heard = heard_of(person=person)
    parts = (ledger_part(heard=heard, about=about, person=person, held=held, now=now) for about in About)
    hearing, check_in = parts
    return AlarmView(
        alarm=_line(alarm, by=by, now=now),
        what_to_do=WHAT_TO_DO[alarm.code],
        hearing=hearing,
        check_in=check_in,
        may_answer=alarm.state in OPEN_STATES and _may_answer(alarm=alarm, by=by),
        happened=tuple(_happened(event) for event in alarm.events.order_by("-at", "-pk")),
    )


def _happened(event: AlarmEvent) -> HappenedLine:
    line = WORDS[f"found_{event.found}"] if event.found else WORDS[f"alarm_event_{event.event}"]
    return HappenedLine(at=event.at, line=line, said=event.said, source=event.source)
