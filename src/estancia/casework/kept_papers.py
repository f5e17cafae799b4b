"""Papers and things of a person that somebody else keeps: a receipt at once, an owner who asks for them back, an end.

The organisation that writes it down asks for it; where the migration authority keeps it, whoever oversees the place
does, for nobody presses themselves. Past its day it burns in that organisation's work until it is back.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from estancia.admission.states import move
from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Purpose, Role
from estancia.casework.bodies import overseer
from estancia.casework.fetch import assigned, person_of
from estancia.casework.hearing_claims import WORDS
from estancia.casework.hour_lists import ByHour, Reach
from estancia.casework.in_care import bodies_caring
from estancia.casework.intake_answers import Asked, BadAnswers, cleaned, day_of
from estancia.casework.kept_shown import OPEN_STATES, kept_lines, kept_view
from estancia.casework.own_body import own_body
from estancia.casework.references import fresh_reference
from estancia.casework.telling import look_again, no_longer_due, tell
from estancia.casework.views.hours import HourList
from estancia.casework.views.notices import KeptLine, KeptView, PersonBeside
from estancia.law import parameter
from estancia.places import local_date, zone_of
from estancia.records.models import KeptPaper, KeptPaperEvent, Organisation
from estancia.wording import Sentence

WHAT = ("passport", "birth_certificate", "identity_card", "notice", "tear_sheet", "phone", "other")
KEEPERS = ("us_authority", "migration_authority", "police", "shelter", "lawyer", "employer", "other")
KEPT = (
    Asked("what", among=WHAT, required=True),
    Asked("number", "text", longest=40),
    Asked("keeper_kind", among=KEEPERS, required=True),
    Asked("keeper", "text", longest=120),
    Asked("since", "date", required=True),
    Asked("promised", "date"),
)
RETURNED = (Asked("returned", "date", required=True),)
PRESSED_TWICE = timedelta(minutes=2)
_NOTHING_ASKED: Mapping[str, str] = {}
_DUE = "kept_paper_due"
_BY_HOUR = ByHour(at="chase_by", states=("kept",), gone_up="overdue")
_LONGEST = 500
_CHASING = frozenset(
    {(Role.IO, Purpose.INTAKE), (Role.PW, Purpose.CARE), (Role.CO, Purpose.COORDINATION), (Role.DP, Purpose.OVERSIGHT)}
)


@audit.deed()
def beside_keeper(*, reference: str, by: Actor, now: datetime) -> PersonBeside:
    """Say whose kept paper is about to be written down. Raises `NotYours` for whoever may not write it."""
    person = person_of(reference=reference, by=by, category=Category.KEPT_PAPERS, write=True).row
    audit.record(by=by, act="kept_paper_begin", about=[reference], detail={}, now=now)
    return PersonBeside(person=reference, name=person.name, location=person.family.location_key)


@audit.deed()
def record_kept_paper(*, reference: str, answers: Mapping[str, str], by: Actor, now: datetime) -> KeptView:
    """Write down that somebody keeps a paper of this person, and give its receipt's number.

    Raises `BadAnswers`, also when the same paper is already kept and not back, and `NotYours` out of reach.
    """
    person = person_of(reference=reference, by=by, category=Category.KEPT_PAPERS, write=True).row
    location = person.family.location_key
    said = cleaned(questions=KEPT, typed=answers, on=local_date(key=location, now=now))
    since, promised = _since(said), day_of(answers=said, name="promised")
    if promised and promised < since:
        raise BadAnswers(fields={"promised": WORDS["promised_before_kept"]})
    owner = _owner(keeper_kind=said["keeper_kind"], location=location, by=by, now=now)
    chase_by = _chase_by(promised=promised, location=location, now=now)
    cared_by, others = bodies_caring(person=person)
    row = KeptPaper(
        reference=fresh_reference(),
        person=person,
        location_key=location,
        what=said["what"],
        number=said["number"],
        folded_number=_folded(said["number"]),
        keeper_kind=said["keeper_kind"],
        keeper=said["keeper"],
        since_on=since,
        since_is_about=not said["since_day"],
        promised_on=promised,
        organisation=owner,
        chase_by=chase_by,
        state="kept",
        recorded_at=now,
        recorded_by_id=by.staff_id,
        cared_by_id=cared_by,
        cared_by_others=others,
    )
    pressed = _pressed_twice(row, now=now)
    if pressed is None:
        _begin(row, by=by, now=now)
    row = pressed or row
    detail = {"kept": row.reference, "what": row.what}
    audit.record(by=by, act="record_kept_paper", about=[reference], detail=detail, now=now)
    return _view(row=row, by=by, now=now)


@audit.deed()
def kept_list(*, by: Actor, now: datetime, filter: Mapping[str, str] = _NOTHING_ASKED) -> HourList[KeptLine]:  # noqa: A002
    """List the kept papers within the actor's reach, a page at a time: past their day, still kept, returned lately.

    `filter` narrows to those still kept: `mine` (yes: those the actor's organisation asks for), `due` (overdue, today,
    tomorrow, later); `after` and `before` are bookmarks.
    """
    reach = Reach(ways=_ways(by=by), mine=_of_body(by=by), closed_at="returned_on")
    shown = reach.listed(
        by_hour=_BY_HOUR, lines=lambda found: kept_lines(rows=found, by=by, now=now), asked=filter, now=now
    )
    about = sorted({line.person for line in shown.lines})
    audit.record(by=by, act="kept_list", about=about, detail={}, now=now)
    return shown


@audit.deed()
def kept_file(*, reference: str, by: Actor, now: datetime) -> KeptView:
    """Show one kept paper, what happened, and what the person can say. Raises `NotYours` outside the actor's reach."""
    row = _found(reference=reference, by=by)
    audit.record(by=by, act="kept_file", about=[row.person.reference], detail={"kept": reference}, now=now)
    return _view(row=row, by=by, now=now)


@audit.deed()
def ask_for_paper(*, reference: str, said: str, by: Actor, now: datetime) -> KeptView:
    """Note that it was asked for, and what the keeper answered; the next asking is due after EST-12.

    Raises `NotYours` for anyone but the organisation that asks for it, and `NotPossibleNow` once it is back.
    """
    row = _chased(reference=reference, by=by)
    location = row.person.family.location_key
    row.state = move(machine="kept_paper", state=row.state, event="ask")
    row.chase_by = _chase_by(promised=None, location=location, now=now)
    row.save(update_fields=["state", "chase_by"])
    _happened(row, event="asked", said=said.strip()[:_LONGEST], by=by, now=now)
    look_again(kind=_DUE, about=reference, due_at=row.chase_by)
    audit.record(by=by, act="ask_for_paper", about=[row.person.reference], detail={"kept": reference}, now=now)
    return _view(row=row, by=by, now=now)


@audit.deed()
def return_paper(*, reference: str, answers: Mapping[str, str], by: Actor, now: datetime) -> KeptView:
    """Close it with the day it came back.

    Raises `BadAnswers`, `NotYours` for anyone but the organisation that asks for it, and `NotPossibleNow` when it is
    back already.
    """
    row = _chased(reference=reference, by=by)
    said = cleaned(questions=RETURNED, typed=answers, on=local_date(key=row.person.family.location_key, now=now))
    returned = day_of(answers=said, name="returned")
    if returned is None or returned < row.since_on:
        raise BadAnswers(fields={"returned": WORDS["returned_before_kept"]})
    row.state = move(machine="kept_paper", state=row.state, event="give_back")
    row.returned_on = returned
    row.save(update_fields=["state", "returned_on"])
    _happened(row, event="returned", said="", by=by, now=now)
    no_longer_due(kind=_DUE, about=reference, now=now)
    audit.record(by=by, act="return_paper", about=[row.person.reference], detail={"kept": reference}, now=now)
    return _view(row=row, by=by, now=now)


def papers_due(*, by: Actor, due: str, hours: Sequence[datetime]) -> Sequence[QuerySet[KeptPaper]]:
    """Give the papers still kept that the actor's organisation asks for so (overdue, today, …), to be counted."""
    return _BY_HOUR.counted(rows=_of_body(by=by), due=due, hours=hours)


def kept_paper_due(reference: str, now: datetime) -> None:
    """A paper not back by its day: it is overdue, its organisation hears of it, and so does the overseer."""
    KeptPaper.objects.select_for_update().filter(reference=reference).first()  # alone: see `fetch._first`
    rows = KeptPaper.objects.select_related("person__family", "organisation")
    row = rows.filter(reference=reference, state__in=OPEN_STATES).first()
    if row is None:
        return
    if row.state == "kept":
        row.state = move(machine="kept_paper", state=row.state, event="hour_passed")
        row.save(update_fields=["state"])
    KeptPaperEvent.objects.create(paper=row, event="overdue", by=None, at=now)
    location = row.person.family.location_key
    above = overseer(location=location, on=local_date(key=location, now=now))
    for body in {row.organisation, above} - {None}:
        tell(kind="kept_paper_late", to=body, about=reference, now=now)  # type: ignore[arg-type]


def _owner(*, keeper_kind: str, location: str, by: Actor, now: datetime) -> Organisation:
    own = Organisation.objects.get(key=by.organisation)
    if keeper_kind != "migration_authority":
        return own
    return overseer(location=location, on=local_date(key=location, now=now)) or own


def _chase_by(*, promised: date | None, location: str, now: datetime) -> datetime:
    """Say when it is asked for next: once the day promised has ended there, at once if it has; else after EST-12."""
    if promised and promised < local_date(key=location, now=now):
        return now
    if promised:
        return datetime.combine(promised + timedelta(days=1), time(0), tzinfo=zone_of(location))
    return now + parameter("EST-12", on=local_date(key=location, now=now)).as_timedelta()


def _since(said: Mapping[str, str]) -> date:
    """Give the day, or the first of the month when only the month is known."""
    return date(int(said["since_year"]), int(said["since_month"]), int(said["since_day"] or "1"))


def _folded(number: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def _begin(row: KeptPaper, *, by: Actor, now: datetime) -> None:
    _written_once(row)
    _happened(row, event="recorded", said="", by=by, now=now)
    look_again(kind=_DUE, about=row.reference, due_at=row.chase_by)
    if row.organisation.key != by.organisation:
        tell(kind="kept_paper", to=row.organisation, about=row.reference, now=now)


def _pressed_twice(row: KeptPaper, *, now: datetime) -> KeptPaper | None:
    """Give what the same person wrote a moment ago of the same paper, if they did."""
    same = KeptPaper.objects.filter(
        person=row.person,
        what=row.what,
        number=row.number,
        keeper_kind=row.keeper_kind,
        keeper=row.keeper,
        since_on=row.since_on,
        promised_on=row.promised_on,
        recorded_by_id=row.recorded_by_id,
        recorded_at__gt=now - PRESSED_TWICE,
    )
    return same.filter(state__in=OPEN_STATES).select_related("person__family", "organisation").first()


def _written_once(row: KeptPaper) -> None:
    """The database knows one open custody of a paper; the second is told so, and the deed goes no further."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise BadAnswers(fields=_TAKEN) from twice


def _happened(row: KeptPaper, *, event: str, said: str, by: Actor, now: datetime) -> None:
    KeptPaperEvent.objects.create(paper=row, event=event, said=said, by_id=by.user_id, at=now)


def _ways(*, by: Actor) -> list[QuerySet[KeptPaper]]:
    """Papers the actor's organisation asks for, and those of people whose file it may hold (see `fetch`)."""
    if (by.role, by.purpose) not in _CHASING:
        return []
    if by.role is Role.DP:
        return [_beside()]
    own = _beside().filter(organisation=own_body(by=by))
    if by.role is Role.IO and by.location:
        return [own, _beside().filter(location_key=by.location)]
    if by.role is not Role.PW:
        return [own]
    cared_for = _beside().filter(assigned(by=by, person="person"))
    return [own, cared_for.filter(cared_by=own_body(by=by)), cared_for.filter(cared_by_others=True)]


def _of_body(*, by: Actor) -> QuerySet[KeptPaper]:
    rows = _beside().filter(organisation=own_body(by=by))
    return rows if (by.role, by.purpose) in _CHASING else rows.none()


def _beside() -> QuerySet[KeptPaper]:
    return KeptPaper.objects.select_related("person__family", "organisation")


def _found(*, reference: str, by: Actor) -> KeptPaper:
    row = next((found for rows in _ways(by=by) for found in rows.filter(reference=reference)), None)
    if row is None:
        raise NotYours
    return row


def _chased(*, reference: str, by: Actor) -> KeptPaper:
    KeptPaper.objects.select_for_update().filter(reference=reference).first()  # alone: see `fetch._first`
    row = _found(reference=reference, by=by)
    if row.organisation.key != by.organisation:
        raise NotYours
    return row


def _view(*, row: KeptPaper, by: Actor, now: datetime) -> KeptView:
    return kept_view(row=row, may_chase=row.organisation.key == by.organisation, by=by, now=now)


_TAKEN: Mapping[str, Sentence] = MappingProxyType({"number": WORDS["kept_number_taken"]})
