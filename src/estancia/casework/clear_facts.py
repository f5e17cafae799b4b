"""What the rules are given of a person in clear: from a draft while it is written, from the rows once it is in.

The private part is never here: it is judged once, in the request that receives it, and sealed.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from estancia.admission.facts import (
    CourtRecordFacts,
    Facts,
    FamilyFacts,
    LocationStateFacts,
    NoticeFacts,
    PersonFacts,
)
from estancia.casework.family_members import people_of
from estancia.casework.intake_answers import day_of, words_of
from estancia.casework.intake_steps import Answers, born_on_of, count_of
from estancia.casework.joined import stands_as_one
from estancia.casework.once import once
from estancia.casework.security_reports import last_report
from estancia.law import parameter
from estancia.records.models import CourtRecordSeen, LocationDay, Notice, Person, Request, Stay
from estancia.records.read import rows_of

# Written out: read of everyone each time the rules are asked, and Django takes far longer to build them than to run.
_LAST_WRITTEN, _LAST_SEEN = ("-recorded_at", "-id"), ("-seen_at", "-id")
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class LocationState:
    """The location on a local date: free places and security, None where not known or gone stale."""

    places_free: int | None
    security: str | None


def location_state(*, location: str, on: date, now: datetime) -> LocationState:
    """Read what the location can hold on its local date, and its security unless the last report is stale (EST-5)."""
    day = next(iter(rows_of(LocationDay, location_key=location, on=on)), None)
    security = once("security", location, on, now, look=lambda: _security(location=location, on=on, now=now))
    return LocationState(places_free=day.free if day else None, security=security)


def facts_of_draft(*, answers: Answers, member: int, location: str, on: date) -> Facts:
    """Give the clear facts of one member of a draft."""
    notice, court = answers.get(f"notice:{member}", {}), answers.get(f"court_record:{member}", {})
    return Facts(
        on=on,
        location=location,
        person=person_facts_of_draft(answers=answers, member=member, on=on),
        notice=NoticeFacts(
            state=known(notice.get("state")),
            kind=known(notice.get("kind")),
            served_on=day_of(answers=notice, name="served"),
            hearing_on=day_of(answers=notice, name="hearing"),
            hearing_location=notice.get("hearing_location") or None,
            address=notice.get("address") or None,
        ),
        court_record=CourtRecordFacts(
            status=known(court.get("status")), hearing_on=day_of(answers=court, name="hearing")
        ),
        family=FamilyFacts(
            members=count_of(answers=answers),
            includes_citizen_child=yes_no(answers.get("family", {}).get("includes_citizen_child")),
        ),
    )


def person_facts_of_draft(*, answers: Answers, member: int, on: date) -> PersonFacts:
    """Give the clear facts of the person alone."""
    identity, entered = answers.get(f"identity:{member}", {}), answers.get(f"entry_status:{member}", {})
    return PersonFacts(
        nationality=identity.get("nationality") or None,
        born_on=born_on_of(identity=identity, on=on),
        accompanied_by=known(answers.get(f"accompanied:{member}", {}).get("accompanied_by")),
        entry=known(entered.get("entry")),
        us_status=known(entered.get("us_status")),
        interviewed_by_us=yes_no(entered.get("interviewed_by_us")),
        requests_admission=yes_no(answers.get("request", {}).get("requests_admission")),
        languages=languages_of(answers=answers, member=member),
    )


def languages_of(*, answers: Answers, member: int) -> tuple[str, ...]:
    """Give the languages a member understands: their own where said, else the family's; empty is not known."""
    own = words_of(text=answers.get(f"identity:{member}", {}).get("languages", ""))
    spoken = answers.get("language", {})
    return own or words_of(text=f"{spoken.get('best_language', '')} {spoken.get('languages', '')}")


def facts_of_person(*, person: Person, request: Request, on: date, state: LocationState) -> Facts:
    """Give the clear facts of one member of a request, from the rows; `others_admissible` is left to the family.

    Read once in a deed: what is judged and what is then shown of it stand on the same facts.
    """
    return once(
        "facts",
        person.pk,
        request.pk,
        on,
        state,
        look=lambda: _facts_of_person(person=person, request=request, on=on, state=state),
    )


def _facts_of_person(*, person: Person, request: Request, on: date, state: LocationState) -> Facts:
    members, citizen_child = len(people_of(request=request)), person.family.includes_citizen_child
    return Facts(
        on=on,
        location=request.location_key,
        person=_person_facts(person=person, request=request, on=on),
        notice=_notice_facts(person=person),
        court_record=_court_facts(person=person),
        family=FamilyFacts(members=members, includes_citizen_child=citizen_child),
        location_state=LocationStateFacts(places_free=state.places_free, security=state.security),
    )


def with_others(*, facts: Facts, others_admissible: bool | None) -> Facts:
    """Add to one member's facts whether the rules let the others in."""
    return replace(facts, family=replace(facts.family, others_admissible=others_admissible))


def known(value: str | None) -> str | None:
    """Give a code, None where it is empty or *not known*."""
    return None if value in (None, "", "not_known") else value


def yes_no(value: str | None) -> bool | None:
    """Give True or False for yes or no, None for anything else."""
    return _YES_NO.get(value or "")


def _person_facts(*, person: Person, request: Request, on: date) -> PersonFacts:
    return PersonFacts(
        nationality=person.nationality or None,
        born_on=person.born_on,
        accompanied_by=person.accompanied_by or None,
        entry=person.entry or None,
        us_status=person.us_status or None,
        interviewed_by_us=person.interviewed_by_us,
        requests_admission=request.requests_admission,
        languages=tuple(person.languages),
        holds_valid_stay=_holds_valid_stay(person=person, on=on),
    )


def _holds_valid_stay(*, person: Person, on: date) -> bool:
    """Say whether this person, or the same one on file before, holds a stay on that day."""
    held = (row for pk in stands_as_one(person_id=person.pk) for row in rows_of(Stay, person_id=pk, state="valid"))
    return any(row.valid_from <= on < row.valid_until for row in held)


def _notice_facts(*, person: Person) -> NoticeFacts:
    row = next(iter(rows_of(Notice, person_id=person.pk, order=_LAST_WRITTEN, first=True)), None)
    if row is None:
        return NoticeFacts()
    return NoticeFacts(
        state=row.state or None,
        kind=row.kind or None,
        served_on=row.served_on,
        hearing_on=row.hearing_on,
        hearing_location=row.hearing_location or None,
        address=row.address or None,
    )


def _court_facts(*, person: Person) -> CourtRecordFacts:
    row = next(iter(rows_of(CourtRecordSeen, person_id=person.pk, order=_LAST_SEEN, first=True)), None)
    return CourtRecordFacts(status=row.status or None, hearing_on=row.hearing_on) if row else CourtRecordFacts()


def _security(*, location: str, on: date, now: datetime) -> str | None:
    fresh_from = now - timedelta(hours=parameter("EST-5", on=on).value)
    last = last_report(location=location, now=now)
    return last.state if last and last.reported_at > fresh_from else None
