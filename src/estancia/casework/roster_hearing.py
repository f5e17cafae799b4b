"""Whom the United States lists as enrolled and Mexico has not admitted; and hearing one of their families.

An ordinary state, not a fault: a roster row is the counterpart's proposal. Hearing a family opens an intake in which
what the list says stands as a claim, to be asked of the person; nothing is answered in their place.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from estancia.casework import audit
from estancia.casework.access import Actor, NotYours
from estancia.casework.intake import start_intake
from estancia.casework.intake_answers import LONGEST_FAMILY
from estancia.casework.roster_reach import require_desk, standing_at
from estancia.casework.roster_waiting import heard_of, heard_under, known_by_number, met_at
from estancia.casework.views.rosters import ProposedLine, ProposedList
from estancia.notices.rosters.keeping import from_json
from estancia.records.models import IdentityKey, IntakeDraft, ProposalHeard, Request, RosterRow

AT_ONCE = 25
NOT_HEARD, HEARD = "no", "yes"


@audit.deed()
def proposed_not_admitted(*, by: Actor, now: datetime, heard: str = "", after: str = "") -> ProposedList:
    """List who was proposed to the desk's place and not admitted. Raises `NotYours`.

    `heard`: "no" only those nobody has heard, "yes" only those heard, "" both. `after`: where the page before ended.
    """
    require_desk(by)
    rows = _beyond(rows=_not_admitted(location=by.location, heard=heard), after=after)
    found = list(rows.select_related("roster").order_by("roster_id", "number")[: AT_ONCE + 1])
    shown = found[:AT_ONCE]
    lines = _lines(rows=shown, location=by.location)
    numbers = [f"{row.roster.reference}.{row.number}" for row in shown]
    rosters = [row.roster.reference for row in shown]
    audit.record(by=by, act="roster.proposed", about=rosters, detail={"rows": numbers}, now=now)
    return ProposedList(lines=lines, after=numbers[-1] if len(found) > AT_ONCE else "")


def not_heard(*, location: str) -> QuerySet[RosterRow]:
    """Give the proposals to this place that nobody has heard yet."""
    return _not_admitted(location=location, heard=NOT_HEARD)


def hear_proposed(*, roster: str, number: int, by: Actor, now: datetime) -> str:
    """Open the intake of the family of this row and give its reference; pressed again, the same one.

    Raises `NotYours` when the row does not stand at the desk's place.
    """
    require_desk(by)
    rows = standing_at(location=by.location).filter(roster__reference=roster, number=number)
    row = rows.select_related("roster").first()
    if row is None:
        raise NotYours
    begun = ProposalHeard.objects.filter(location_key=by.location, key=row.key).select_related("draft").first()
    if begun:
        return begun.draft.reference
    opened = start_intake(location=by.location, by=by, now=now)
    return _tie(row=row, draft=opened.reference, by=by, now=now)


@audit.deed()
def _tie(*, row: RosterRow, draft: str, by: Actor, now: datetime) -> str:
    """Say whose proposals an intake hears; of two desks at once the first one's stands."""
    into = IntakeDraft.objects.get(reference=draft)
    family = [row, *(other for other in _family(row=row) if other.pk != row.pk)][:LONGEST_FAMILY]
    heard = [
        ProposalHeard(location_key=by.location, key=one.key, draft=into, member=member)
        for member, one in enumerate(family, start=1)
    ]
    ProposalHeard.objects.bulk_create(heard, ignore_conflicts=True)
    heard_under(keys=[one.key for one in family], location=by.location)
    stands = ProposalHeard.objects.select_related("draft").get(location_key=by.location, key=row.key).draft.reference
    audit.record(by=by, act="roster.hear", about=[row.roster.reference, stands], detail={"number": row.number}, now=now)
    return stands


def _not_admitted(*, location: str, heard: str) -> QuerySet[RosterRow]:
    """Give them; of those nobody has heard, none was admitted: it is not asked again, row by row."""
    rows = standing_at(location=location)
    met = met_at(location=location)
    if heard == NOT_HEARD:
        return rows.filter(unheard=True).exclude(met)
    rows = rows.exclude(_asked(location=location, request=Q(state="admitted")))
    return rows.filter(met) if heard == HEARD else rows


def _asked(*, location: str, request: Q) -> Q:
    """Whether such a request was made at this place by the family heard from this row, or who holds its number."""
    of_draft = Request.objects.filter(request, pk=OuterRef("draft__request_id"))
    heard = Q(Exists(heard_of(location=location).filter(Exists(of_draft))))
    return heard | known_by_number(location=location, request=request)


def _beyond(*, rows: QuerySet[RosterRow], after: str) -> QuerySet[RosterRow]:
    reference, _, number = after.partition(".")
    if not number.isdecimal():
        return rows
    last = rows.model.objects.filter(roster__reference=reference).values_list("roster_id", flat=True).first() or 0
    return rows.filter(Q(roster_id=last, number__gt=int(number)) | Q(roster_id__gt=last))


def _family(*, row: RosterRow) -> Sequence[RosterRow]:
    """The rows under the same family number that came in the same roster, in its order."""
    number = row.proposal.get("family_number")
    if not number:
        return []
    same = standing_at(location=row.roster.location_key).filter(roster=row.roster, proposal__family_number=number)
    return list(same.order_by("number")[:LONGEST_FAMILY])


def _lines(*, rows: Sequence[RosterRow], location: str) -> tuple[ProposedLine, ...]:
    drafts = ProposalHeard.objects.filter(location_key=location, key__in=[row.key for row in rows])
    by_key = {one.key: one.draft for one in drafts.select_related("draft__request")}
    requests = _requests_by_number(rows=rows, location=location)
    return tuple(_line(row=row, draft=by_key.get(row.key), request=requests.get(row.number_key)) for row in rows)


def _requests_by_number(*, rows: Iterable[RosterRow], location: str) -> dict[int | None, Request]:
    """The latest request at this place of whoever holds a row's notice number."""
    keys = [row.number_key for row in rows if row.number_key is not None]
    held = IdentityKey.objects.filter(key__in=keys, person__family__location_key=location)
    families = {one.key: one.person.family_id for one in held.select_related("person")}
    requests = Request.objects.filter(family_id__in=families.values(), location_key=location).order_by("made_at", "pk")
    latest = {request.family_id: request for request in requests}
    return {key: latest[family] for key, family in families.items() if family in latest}


def _line(*, row: RosterRow, draft: IntakeDraft | None, request: Request | None) -> ProposedLine:
    said = from_json(kept=row.proposal)
    asked = (draft.request if draft else None) or request
    return ProposedLine(
        roster=row.roster.reference,
        number=row.number,
        name=said.name,
        notice_number=said.number_shown,
        family_number=said.family_number,
        hearing_on=said.hearing_on,
        listed_at=row.roster.ended_at or row.roster.staged_at,
        heard=asked.state if asked else "hearing" if draft else "no",
        draft=draft.reference if draft and not asked else "",
        request=asked.reference if asked else "",
    )
