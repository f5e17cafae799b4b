"""The dates of a kept roster told on as claims: in the ledger of whoever the list names, with the list as their source.

A row names a person when its number is theirs and its name or birth does not gainsay it, or when they were heard from
it. Of anybody else nothing is guessed: the row stays in the list of those to be heard, and its date becomes a claim
when they are. A list that says the same again adds no second claim. What is alarming gets its owner at once.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from time import sleep
from typing import NamedTuple

from django.db import InterfaceError, OperationalError
from django.db.models import Exists, OuterRef, QuerySet

from estancia.casework import audit
from estancia.casework.access import WORKER, Actor
from estancia.casework.alarms import raise_alarms
from estancia.casework.expected import expect_told
from estancia.casework.hearing_claims import zone_for
from estancia.casework.next_days import next_day_again
from estancia.casework.once import forget
from estancia.casework.person_shown import last_request
from estancia.casework.roster_reach import STANDS
from estancia.notices import About
from estancia.notices.rosters import Proposal
from estancia.notices.rosters.keeping import from_json
from estancia.people import fold_name
from estancia.people.identity.person import figures_of
from estancia.places import location
from estancia.records.models import HearingClaim, IdentityKey, IntakeDraft, Person, ProposalHeard, Roster, RosterRow
from estancia.records.prepared import prepared
from estancia.records.read import rows_of

AT_ONCE = 25  # rows of people on file in one short transaction
TURN_SECONDS = 0.005  # as while a roster is staged: the desks first
NOT_WRITTEN = "claim_not_written"
NOT_OF_A_ROW = (OperationalError, InterfaceError, OSError)  # the database away or busy, the machine at its end
UNREAD = frozenset({"day_unreadable", "day_does_not_exist", "day_or_month_first", "day_not_plausible"})


log = logging.getLogger(__name__)


class _Said(NamedTuple):
    """What a row says of the hearing, or of the check-in. `on` is None where what is printed gives no day."""

    about: About
    on: date | None
    at: time | None
    place: str
    printed: str


def claim_waiting(*, now: datetime) -> int:
    """Make claims of the dates of the roster kept first that waits for it; give how many. The worker's."""
    waiting = Roster.objects.filter(claimed_to__isnull=False).select_related("organisation")
    roster = waiting.order_by("ended_at", "pk").first()
    if roster is None:
        return 0
    by, claimed = replace(WORKER, organisation=roster.organisation.key), 0
    while roster.claimed_to is not None:
        rows = list(_rows_of_people_on_file(roster=roster)[:AT_ONCE])  # read before the deed: no desk waits for it
        claimed += _claim_whole_or_each(roster=roster, rows=rows, by=by, now=now)
        roster.refresh_from_db(fields=["claimed_to", "not_claimed"])
        sleep(TURN_SECONDS)
    return claimed


def claim_for_members(*, people: Sequence[Person], draft: IntakeDraft, by: Actor, now: datetime) -> None:
    """Make claims of what kept rosters say of a family just handed in, `people` in the order of the draft.

    Called inside the deed that writes them.
    """
    named = list(_rows_of_members(people=people, draft=draft))
    for person in _write(named=named, now=now):
        raise_alarms(person=person, by=by, now=now)


def _claim_whole_or_each(*, roster: Roster, rows: Sequence[RosterRow], by: Actor, now: datetime) -> int:
    """Tell on some rows together; where that fails, each by itself, and one that cannot be told on says so.

    A database that is away or busy is no fault of a row: it is tried again at the worker's next turn.
    """
    reached = rows[-1].number if len(rows) == AT_ONCE else None
    try:
        return _claim_some(roster=roster, rows=rows, reached=reached, by=by, now=now)
    except NOT_OF_A_ROW:
        raise
    except Exception:
        if not rows:
            raise
        return sum(
            _claim_one(roster=roster, row=row, reached=reached if row is rows[-1] else row.number, by=by, now=now)
            for row in rows
        )


def _claim_one(*, roster: Roster, row: RosterRow, reached: int | None, by: Actor, now: datetime) -> int:
    roster.refresh_from_db(fields=["claimed_to", "not_claimed"])
    try:
        return _claim_some(roster=roster, rows=[row], reached=reached, by=by, now=now)
    except NOT_OF_A_ROW:
        raise
    except Exception as fault:  # noqa: BLE001  (one row must not stop the others; nothing of a person is logged)
        log.error("a listed date could not be claimed: %s in row %s", type(fault).__name__, row.pk)
        return _say_not_claimed(roster=roster, row=row, reached=reached, by=by, now=now)


@audit.deed()
def _say_not_claimed(*, roster: Roster, row: RosterRow, reached: int | None, by: Actor, now: datetime) -> int:
    """Say on the row, and on its list, that its date stands in no file; the rows after it go on."""
    told = [*roster.not_claimed, row.number]
    mine = Roster.objects.filter(pk=roster.pk, claimed_to=roster.claimed_to)
    if mine.update(claimed_to=reached, not_claimed=told):
        row.problems = [*row.problems, ["", "", NOT_WRITTEN, "", []]]
        row.save(update_fields=["problems"])
        detail = {"people": 0, "not_written": row.number}
        audit.record(by=by, act="roster.claims", about=[roster.reference], detail=detail, now=now)
    return 0


@audit.deed()
def _claim_some(*, roster: Roster, rows: Sequence[RosterRow], reached: int | None, by: Actor, now: datetime) -> int:
    mine = Roster.objects.filter(pk=roster.pk, claimed_to=roster.claimed_to)
    if not mine.update(claimed_to=reached):
        return 0  # another worker was quicker
    told = _write(named=list(_people_named(rows=rows)), now=now)
    for person in told:
        raise_alarms(person=person, by=by, now=now)
        request = last_request(person=person)
        if request is not None:
            next_day_again(request=request, now=now)
    expect_told(people=told, by=by, now=now)
    about = [roster.reference, *(person.reference for person in told)]
    audit.record(by=by, act="roster.claims", about=about, detail={"people": len(told)}, now=now)
    return len(told)


def _rows_of_people_on_file(*, roster: Roster) -> QuerySet[RosterRow]:
    """The rows that count, beyond those told on, whose number is on file or from which somebody was heard."""
    on_file = Exists(IdentityKey.objects.filter(key=OuterRef("number_key")))
    heard = ProposalHeard.objects.filter(
        location_key=roster.location_key, key=OuterRef("key"), draft__request__isnull=False
    )
    rows = RosterRow.objects.filter(on_file | Exists(heard), roster=roster, standing__in=STANDS)
    return rows.filter(number__gt=roster.claimed_to).select_related("roster").order_by("number")


def names_another_file(*, rows: Sequence[RosterRow]) -> frozenset[int]:
    """Give the numbers of those rows whose notice number stands on a file, and on none that they do not gainsay.

    Nothing of them is told on to anybody, and nobody is named: a row says that it is so.
    """
    by_number = _by_number(rows=rows)
    heard = _heard_from(rows=rows)
    found = set()
    for row in rows:
        people = by_number.get(row.number_key, []) if row.number_key is not None else []
        said = from_json(kept=row.proposal)
        told = heard.get((row.roster.location_key, row.key)) or any(_not_gainsaid(said, person) for person in people)
        if people and not told:
            found.add(row.number)
    return frozenset(found)


def _by_number(*, rows: Sequence[RosterRow]) -> Mapping[int, list[Person]]:
    keys = IdentityKey.objects.filter(key__in=[row.number_key for row in rows if row.number_key is not None])
    found: dict[int, list[Person]] = {}
    for one in keys.select_related("person__family"):
        found.setdefault(one.key, []).append(one.person)
    return found


def _people_named(*, rows: Sequence[RosterRow]) -> Iterator[tuple[RosterRow, Person]]:
    """Give whom each row names."""
    by_number, heard = _by_number(rows=rows), _heard_from(rows=rows)
    for row in rows:
        said = from_json(kept=row.proposal)
        of_number = by_number.get(row.number_key, []) if row.number_key is not None else []
        found = {person.pk: person for person in of_number if _not_gainsaid(said, person)}
        found |= {person.pk: person for person in heard.get((row.roster.location_key, row.key), ())}
        yield from ((row, person) for person in found.values())


def _heard_from(*, rows: Sequence[RosterRow]) -> Mapping[tuple[str, str], list[Person]]:
    """Give who was heard from these rows and handed in, by place and key."""
    ties = ProposalHeard.objects.filter(key__in=[row.key for row in rows], draft__request__isnull=False)
    found: dict[tuple[str, str], list[Person]] = {}
    said = {(row.roster.location_key, row.key): from_json(kept=row.proposal) for row in rows}
    for tie in ties.select_related("draft__request"):
        proposal = said.get((tie.location_key, tie.key))
        if proposal is not None and tie.draft.request is not None:
            family = tie.draft.request.family_id
            people = list(Person.objects.filter(family_id=family).select_related("family").order_by("order_in_family"))
            found[tie.location_key, tie.key] = _heard_as(proposal, people, member=tie.member)
    return found


def _rows_of_members(*, people: Sequence[Person], draft: IntakeDraft) -> Iterator[tuple[RosterRow, Person]]:
    """Give every row that ever counted of a family: those they were heard from, and those that hold their numbers."""
    members = {tie.key: tie.member for tie in rows_of(ProposalHeard, draft_id=draft.pk)}
    numbers = {number for person in people for number in _numbers_of(person)}
    if not members and not numbers:
        return
    for row in _rows_that_count(keys=sorted(numbers | members.keys())):
        said = from_json(kept=row.proposal)
        found: list[Person] = []
        if row.key in members and row.roster.location_key == draft.location_key:
            found = _heard_as(said, people, member=members[row.key])
        elif row.number_key is not None:  # a number that several share finds none of them
            found = [one for one in people if _holds(said, one) and _not_gainsaid(said, one)]
        yield from ((row, person) for person in found)


@prepared
def _rows_that_count(*, keys: Sequence[str]) -> QuerySet[RosterRow]:
    """Give the rows of kept lists with one of these keys, in the order the lists came."""
    rows = RosterRow.objects.filter(key__in=keys, standing__in=STANDS, roster__state="committed")
    return rows.select_related("roster").order_by("roster__staged_at", "roster_id", "number")


def _heard_as(said: Proposal, people: Sequence[Person], *, member: int) -> list[Person]:
    """Give whom of a family a row names: whoever holds its number, else the member heard, else who is called so."""
    by_number = [one for one in people if _holds(said, one) and _not_gainsaid(said, one)]
    heard = [one for one in people[member - 1 : member] if _not_gainsaid(said, one)]
    called = [one for one in people if one.folded_name == fold_name(said.name)]
    return (by_number or heard or called)[:1]


def _numbers_of(person: Person) -> set[str]:
    return {figures_of(notice.number) for notice in person.notices.all() if notice.number}


def _holds(said: Proposal, person: Person) -> bool:
    return said.notice_number is not None and figures_of(said.notice_number) in _numbers_of(person)


def _not_gainsaid(said: Proposal, person: Person) -> bool:
    """Whether the birth is the same, or the name has a word in common; with another birth it must be the same name."""
    one, other = set(fold_name(said.name).split()), set(person.folded_name.split())
    if said.born_on is None or person.born_on is None or person.born_approximately:
        return bool(one & other)
    return said.born_on == person.born_on or one <= other or other <= one


def _write(*, named: Sequence[tuple[RosterRow, Person]], now: datetime) -> list[Person]:
    """Write what is not claimed yet by this source, and give of whom something was, in one order for every writer."""
    people = {person.pk: person for _, person in named}
    if not people:
        return []
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk"))  # two who write raise one alarm
    last = _last_said(people=people)
    told: dict[int, Person] = {}
    claims = []
    for row, person in named:
        for said in _said_by(row):
            if last.get((person.pk, said.about)) != _compared(said.on, said.at, said.place, said.printed):
                last[person.pk, said.about] = _compared(said.on, said.at, said.place, said.printed)
                claims.append(_claim(said, row=row, person=person, now=now))
                told[person.pk] = person
    HearingClaim.objects.bulk_create(claims, ignore_conflicts=True)
    forget("heard")
    return [told[pk] for pk in sorted(told)]


def _last_said(*, people: Iterable[int]) -> dict[tuple[int, About], tuple[object, ...]]:
    kept = HearingClaim.objects.filter(person_id__in=list(people), source="roster").order_by("seen_at", "pk")
    return {
        (one.person_id, About(one.about)): _compared(one.on, one.at, one.place, one.printed) for one in kept
    }  # the newest of each stands


def _compared(on: date | None, at: time | None, place: str, printed: str) -> tuple[object, ...]:
    """What makes a claim another one: the day, hour and place; the letters only where no day was read of them."""
    return (on, at, place, "" if on else printed)


def _said_by(row: RosterRow) -> Iterator[_Said]:
    said = from_json(kept=row.proposal)
    port = location(said.port) if said.port else None
    both = (
        (About.HEARING, said.hearing_on, said.hearing_at, said.hearing_place or "", row.hearing_printed),
        (About.CHECK_IN, said.check_in_on, said.check_in_at, port.us_port if port else "", row.check_in_printed),
    )
    for about, on, at, place, printed in both:
        if on or (printed and _day_not_read(row, printed)):
            yield _Said(about, on, at if on else None, place, printed)


def _day_not_read(row: RosterRow, printed: str) -> bool:
    """Whether the day among these cells could not be read: what is printed is then all there is to claim."""
    cells = {" ".join(str(written).split()) for _, _, code, written, *_ in row.problems if code in UNREAD and written}
    return any(cell in printed for cell in cells)


def _claim(said: _Said, *, row: RosterRow, person: Person, now: datetime) -> HearingClaim:
    """The claim as the ledger keeps it: seen when the list was uploaded, by whoever uploaded it."""
    roster = row.roster
    return HearingClaim(
        person=person,
        about=said.about,
        source="roster",
        where=f"{roster.reference} · {row.number}",
        on=said.on,
        at=said.at,
        place=said.place[:120],
        zone=zone_for(about=said.about, place=said.place),
        printed=said.printed,
        roster_row=row,
        seen_at=roster.staged_at,
        seen_by_id=roster.organisation_id,
        recorded_by_id=roster.staged_by_id,
        recorded_at=now,
    )
