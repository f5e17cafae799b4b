"""Reading files: a person, a family, a request, why, and who looked. Each look is marked before it is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from estancia.casework import audit
from estancia.casework.access import Actor, Category, categories
from estancia.casework.clear_facts import LocationState, location_state
from estancia.casework.determination_shown import Held, shown_result, shown_whole
from estancia.casework.determining import determine_with, latest
from estancia.casework.family_shown import differences
from estancia.casework.fetch import family_of, person_of, relations_to_person, request_of
from estancia.casework.hold_rows import SENTENCES
from estancia.casework.joined_shown import with_joined
from estancia.casework.looks import looks_told
from estancia.casework.person_shown import held_of, last_request, name_of, show_person
from estancia.casework.request_shown import show_request
from estancia.casework.views.people import (
    DeterminationView,
    FamilyMemberView,
    FamilyView,
    LookLine,
    PersonView,
    RequestView,
    WhyView,
)
from estancia.casework.who_protects import lifted_protectors
from estancia.casework.why_opened import determine_opened
from estancia.casework.withheld import held_with_family, is_withheld
from estancia.records.models import AuditEntry, Determination, Organisation, Person, Request
from estancia.wording import ForPeople, Sentence

_LOOKS_SHOWN = 500


class NothingDetermined(ForPeople):
    """The rules were not asked about this person: the family made no request."""

    sentence = Sentence(
        es="Esta persona no pidió ser admitida, así que no se preguntó a las reglas. No hay motivos que mostrar. "
        "Si quiere pedirlo ahora, abra un registro nuevo.",
        en="This person made no request, so the rules were not asked. There are no reasons to show. "
        "If they wish to ask now, open a new intake.",
    )


def person_file(*, reference: str, by: Actor, now: datetime) -> PersonView:
    """Show a person's file, as far as `by` holds it. Raises `NotYours`."""
    with audit.deed():
        found = person_of(reference=reference, by=by)
        alone = show_person(person=found.row, held=found.categories, by=by, now=now)
        view = with_joined(view=alone, person=found.row, by=by, now=now)
        about = [reference, *(one.person.reference for one in view.joined)]
        audit.record(by=by, act="person_look", about=about, detail={}, now=now)
        return view


def family_file(*, reference: str, by: Actor, now: datetime) -> FamilyView:
    """Show a family, a card each: those members whose files `by` may hold. Raises `NotYours`."""
    with audit.deed():
        family = family_of(reference=reference, by=by).row
        people = list(family.members.select_related("family").order_by("order_in_family"))
        shown = _members_held(people=people, by=by, now=now)
        about = [reference, *(view.reference for view in shown)]
        audit.record(by=by, act="family_look", about=about, detail={}, now=now)
        return FamilyView(
            reference=family.reference,
            location=family.location_key,
            members=tuple(
                FamilyMemberView(person=view, differs=differences(person=view, others=[*shown])) for view in shown
            ),
            requests=tuple(family.requests.order_by("made_at").values_list("reference", flat=True)),
            includes_citizen_child=family.includes_citizen_child,
        )


def request_file(*, reference: str, by: Actor, now: datetime) -> RequestView:
    """Show a family's request, what the rules say so far, and what a person may decide. Raises `NotYours`."""
    with audit.deed():
        request = request_of(reference=reference, by=by).row
        view = show_request(request=request, by=by, now=now)
        about = [reference, view.family, *(member.reference for member in view.members)]
        audit.record(by=by, act="request_look", about=about, detail={}, now=now)
        return view


def why_on(*, reference: str, on: date, by: Actor, now: datetime) -> WhyView:
    """Show what the rules of another day would say of the same clear facts. Raises `NotYours`, `NothingDetermined`.

    The location is taken as it was when the request was made. What is sealed was judged by the rules of the request's
    own day, and its one bit stands. On any other day the answer is of the open part, and says so: a rule of that day
    may hold what the earlier one only noted. A member of the protecting body whose key is open is given the whole.
    """
    with audit.deed():
        found = person_of(reference=reference, by=by)
        person, request = found.row, last_request(person=found.row)
        kept = latest(request=request) if request else {}
        if request is None or person.pk not in kept:
            raise NothingDetermined
        held = held_of(held=found.categories, by=by, request=request)
        asked = _Asked(request=request, person=person, on=on, kept=kept)
        opened = _shown_opened(asked=asked, held=held, by=by, now=now)
        part = "opened" if opened else _private_part(asked=asked)
        if opened:
            audit.record(by=by, act="sealed_look", about=[reference], detail={}, now=now)
        audit.record(by=by, act="why_look", about=[reference], detail={"on": on.isoformat()}, now=now)
        return WhyView(
            reference=reference,
            name=name_of(person=person, held=held),
            location=request.location_key,
            on=on,
            determination=opened or _shown_reserved(asked=asked, held=held),
            private_part=part,
            private_line=_private_line(part=part, held=held),
        )


def who_looked(*, reference: str, by: Actor, now: datetime) -> tuple[LookLine, ...]:
    """List every look and deed on a file, the latest first, this one included: by role and organisation, no names.

    For whoever holds the audit of a file; raises `NotYours` for everyone else.
    """
    with audit.deed():
        person = person_of(reference=reference, by=by, category=Category.AUDIT).row
        audit.record(by=by, act="audit_look", about=[reference], detail={}, now=now)
        audit.write_waiting()
        entries = AuditEntry.objects.filter(mentions__reference=reference).order_by("-seq")[:_LOOKS_SHOWN]
        names = dict(Organisation.objects.values_list("key", "name"))
        return looks_told(entries=entries, names=names, location=person.family.location_key)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of whom the rules of which day are asked, and what they said last."""

    request: Request
    person: Person
    on: date
    kept: Mapping[int, Determination]

    @property
    def state(self) -> LocationState:
        """The location as it was when the request was made."""
        request = self.request
        return location_state(location=request.location_key, on=request.on, now=request.made_at)

    @property
    def raised(self) -> dict[int, bool]:
        """Whose protection question was open when last looked at."""
        return {pk: row.protection_hold for pk, row in self.kept.items()}


def _private_line(*, part: str, held: Held) -> Sentence:
    """Say how far the private answers count; of a day they were judged on, not what came of it to who may not know."""
    reserved = part == "judged_that_day" and Category.FLAG not in held
    return SENTENCES["why_private_judged_reserved" if reserved else f"why_private_{part}"]


def _private_part(*, asked: _Asked) -> str:
    if not asked.person.sealed_answers.exists():
        return "none_sealed"
    return "judged_that_day" if asked.on == asked.request.on else "reserved"


def _shown_opened(*, asked: _Asked, held: Held, by: Actor, now: datetime) -> DeterminationView | None:
    result = determine_opened(
        request=asked.request,
        person=asked.person,
        on=asked.on,
        state=asked.state,
        raised=asked.raised,
        held=held,
        by=by,
        now=now,
    )
    if result is None:
        return None
    return shown_whole(whole=result.determination, protection_hold=result.protection_hold, on=asked.on)


def _shown_reserved(*, asked: _Asked, held: Held) -> DeterminationView:
    results = determine_with(
        request=asked.request,
        on=asked.on,
        state=asked.state,
        raised=asked.raised,
        lifted=lifted_protectors(request=asked.request),
    )
    result = next(one for one in results if one.person.pk == asked.person.pk)
    shown = shown_result(result=result, on=asked.on, held=held)
    withheld = is_withheld(request=asked.request, rows=asked.kept.values(), held=held)
    return held_with_family(shown) if withheld else shown


def _members_held(*, people: Sequence[Person], by: Actor, now: datetime) -> tuple[PersonView, ...]:
    held = {one.pk: categories(by=by, relations=relations_to_person(person=one, by=by)) for one in people}
    return tuple(
        show_person(person=one, held=held[one.pk], by=by, now=now)
        for one in people
        if Category.PROCEEDINGS in held[one.pk]
    )
