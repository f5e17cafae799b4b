"""What every source says of a person's hearing, read from the rows, and the ledger a page shows of it.

The notice, the tear sheet and the court's record each have a table of their own; other sources are hearing claims. All
of them only grow, so the ledger shows what was believed before as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from estancia.casework.access import Category
from estancia.casework.determination_shown import Held
from estancia.casework.once import once
from estancia.casework.views.notices import ClaimLine, LedgerPart
from estancia.notices import About, Claim, CourtSeen, Says, weigh
from estancia.notices.claims import latest_of_each
from estancia.notices.hearing_places import hearing_place
from estancia.notices.hours import in_both_clocks, named_place, zone_of_hearing, zone_of_port
from estancia.people import fold_name
from estancia.places import local_date
from estancia.records.models import CourtRecordSeen, HearingClaim, Notice, Person
from estancia.wording import Sentence, load_sentences

WORDS = load_sentences(package="estancia.casework", name="notices.toml")
ROSTER = "roster"
_OF_MANY = frozenset({"other_paper", "announcement"})  # see `source_told`


@dataclass(frozen=True, slots=True)
class Heard:
    """One claim with what only its row knows: the clock of its hour, the place and the line as printed."""

    claim: Claim
    source: Sentence
    zone: str
    place: str
    where: str = ""
    hour: time | None = None
    status: str = ""


def heard_of(*, person: Person) -> tuple[Heard, ...]:
    """Give all that any source ever said of the person's hearings and check-ins, newest first; read once in a deed."""
    return once("heard", person.pk, look=lambda: _read(person=person))


def _read(*, person: Person) -> tuple[Heard, ...]:
    rows = [*_of_notices(person), *_of_the_court(person), *_of_others(person)]
    return tuple(sorted(rows, key=lambda one: one.claim.seen_at, reverse=True))


def court_seen(*, person: Person) -> CourtSeen | None:
    """Say how the case stood when someone last read a status in the court's record."""
    row = person.court_records.exclude(status="").order_by("-seen_at", "-pk").first()
    return CourtSeen(status=row.status, seen_by=_seen_by(row), seen_at=row.seen_at) if row else None


def case_seen(*, person: Person) -> CourtSeen | None:
    """Say how the case stands: as the court's record shows it, or where nobody looked, as the counterpart lists it."""
    listed = [one for one in heard_of(person=person) if one.claim.source == ROSTER and one.status]
    newest = listed[0] if listed else None
    own = (
        CourtSeen(status=newest.status, seen_by=newest.claim.seen_by, seen_at=newest.claim.seen_at) if newest else None
    )
    return court_seen(person=person) or own


def ledger_part(*, heard: tuple[Heard, ...], about: About, person: Person, held: Held, now: datetime) -> LedgerPart:
    """Show what is said of the hearing, or of the check-in, and in one line whether the sources agree."""
    own = [one for one in heard if one.claim.about is about]
    here = person.family.location_key
    weighed = weigh(claims=(one.claim for one in own), about=about, on=local_date(key=here, now=now))
    standing = {id(claim) for claim in latest_of_each(claims=(one.claim for one in own), about=about)}
    return LedgerPart(
        about=about.value,
        accord=weighed.accord.value,
        line=weighed.sentence,
        lines=tuple(_line(one, stands=id(one.claim) in standing, held=held, here=here) for one in own),
    )


def _line(one: Heard, *, stands: bool, held: Held, here: str) -> ClaimLine:
    named = Category.NAME in held
    return ClaimLine(
        source=one.source,
        where=one.where if named else "",
        says=_said(one, here=here),
        place=one.place,
        printed=one.claim.printed if named else "",
        status=WORDS[f"court_{one.status}"] if one.status else None,
        seen_at=one.claim.seen_at,
        by=one.claim.seen_by,
        stands=stands,
    )


def _said(one: Heard, *, here: str) -> Sentence | None:
    says = one.claim.says
    if says is None:
        return WORDS["no_day_but_an_hour"].filled(at=f"{one.hour:%H:%M}") if one.hour else None
    return in_both_clocks(on=says.on, at=says.at, zone=one.zone, there=named_place(place=one.place), here=here)


def _of_notices(person: Person) -> Iterator[Heard]:
    for row in person.notices.select_related("recorded_by__organisation"):
        if row.state == "none" or not (row.state or row.hearing_on or row.printed):
            continue
        source = row.kind or "notice"
        word = WORDS[f"source_{row.kind}"] if row.kind else WORDS["paper_unknown"]
        place = row.hearing_location
        hearing = _claim(About.HEARING, source, row, at=row.recorded_at, printed=row.printed, on=row.hearing_on)
        yield Heard(_at(hearing, row.hearing_at, place), word, zone_of_hearing(place=place), place, hour=row.hearing_at)
        if row.check_in_on or row.check_in_at:
            check_in = _claim(About.CHECK_IN, source, row, at=row.recorded_at, printed=row.printed, on=row.check_in_on)
            zone = zone_of_port(port=row.port)
            yield Heard(_at(check_in, row.check_in_at, row.port), word, zone, row.port, hour=row.check_in_at)


def _of_the_court(person: Person) -> Iterator[Heard]:
    for row in person.court_records.select_related("recorded_by__organisation"):
        claim = _claim(About.HEARING, "court_record", row, at=row.seen_at, printed="", on=row.hearing_on)
        place = row.hearing_location
        yield Heard(
            _at(claim, row.hearing_at, place),
            WORDS["source_court_record"],
            zone_of_hearing(place=place),
            place,
            where=row.source if row.source != "at_the_desk" else "",
            status=row.status,
        )


def _of_others(person: Person) -> Iterator[Heard]:
    for row in person.hearing_claims.select_related("seen_by", "roster_row"):
        claim = Claim(
            about=About(row.about),
            source=source_told(source=row.source, where=row.where),
            says=Says(on=row.on) if row.on else None,
            printed=row.printed,
            seen_by=row.seen_by.name,
            seen_at=row.seen_at,
        )
        word, status = WORDS[f"source_{row.source}"], _listed_status(row)
        yield Heard(_at(claim, row.at, row.place), word, row.zone, row.place, where=row.where, status=status)


def source_told(*, source: str, where: str) -> str:
    """Tell apart whose newest word stands: two papers are two sources, a lawyer is one."""
    return f"{source}:{fold_name(where)}" if source in _OF_MANY else source


def _listed_status(row: HearingClaim) -> str:
    """How the counterpart's list shows the case, in the court's words; empty when it does not say."""
    if row.roster_row is None or row.about != About.HEARING:
        return ""
    return row.roster_row.proposal.get("case_status") or ""


def _claim(
    about: About, source: str, row: Notice | CourtRecordSeen, *, at: datetime, printed: str, on: date | None
) -> Claim:
    says = Says(on=on) if on else None
    return Claim(about=about, source=source, says=says, printed=printed, seen_by=_seen_by(row), seen_at=at)


def _at(claim: Claim, hour: time | None, place: str) -> Claim:
    """Put the hour and the place into what a claim says. A place that is none of ours disputes nothing by its name."""
    if claim.says is None:
        return claim
    known = hearing_place(printed=place) if place else None
    code = known.code if known else None
    if claim.about is About.CHECK_IN:
        code = fold_name(place) if zone_of_port(port=place) else None
    return Claim(
        about=claim.about,
        source=claim.source,
        says=Says(on=claim.says.on, at=hour, place=code),
        printed=claim.printed,
        seen_by=claim.seen_by,
        seen_at=claim.seen_at,
    )


def _seen_by(row: Notice | CourtRecordSeen) -> str:
    organisation = row.recorded_by.organisation if row.recorded_by else None
    return organisation.name if organisation else "estancia"


def zone_for(*, about: str, place: str) -> str:
    """Give the clock in which a source's hour is kept: that of the hearing location, or of the port."""
    return zone_of_port(port=place) if about == About.CHECK_IN else zone_of_hearing(place=place)
