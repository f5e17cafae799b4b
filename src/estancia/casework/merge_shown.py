"""A merge as its readers see it, and what two files hold when they are joined."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from estancia.casework.access import Actor
from estancia.casework.comparing import agreement_between, may_hold, reasons_between, side_of
from estancia.casework.identity_keys import identity_of
from estancia.casework.merge_states import ASKED, CONFIRMED, MERGE_STATES, UNDONE
from estancia.casework.views.doubles import Added, MergeView
from estancia.people.identity import Snapshot
from estancia.records.models import Merge, Person
from estancia.wording import Sentence

_NOT_OF_THE_FILE = {"identitykey", "merge"}  # how it is found, and that it stands for another
_ADDED = MappingProxyType(
    {
        "notice": Sentence(es="avisos o citaciones", en="notices or tear sheets"),
        "courtrecordseen": Sentence(es="lecturas del registro de la corte", en="readings of the court's record"),
        "stay": Sentence(es="estancias", en="stays"),
        "determination": Sentence(es="respuestas de las reglas", en="answers of the rules"),
    }
)
_SOMETHING_ELSE = Sentence(es="otras anotaciones", en="other entries")


def facts_of(person: Person) -> Snapshot:
    """Give what a file says of who the person is."""
    facts = (
        ("name", person.name),
        ("born_on", person.born_on.isoformat() if person.born_on else ""),
        ("nationality", person.nationality),
    )
    return Snapshot(reference=person.reference, facts=facts)


def snapshot(person: Person) -> Snapshot:
    """Give a file as it stands: what it says, and what belongs to it, each as `kind:number`."""
    return replace(facts_of(person), belongings=tuple(_belongings(person)))


def _belongings(person: Person) -> Iterator[str]:
    """Whatever table points at the person, now or one day: nobody has to remember to add it here."""
    for relation in person._meta.related_objects:  # noqa: SLF001  (the name Django gives to what it documents)
        model = relation.related_model
        kind = model._meta.model_name  # noqa: SLF001
        if kind not in _NOT_OF_THE_FILE:
            rows = model._base_manager.filter(**{relation.field.name: person})  # noqa: SLF001
            yield from (f"{kind}:{pk}" for pk in rows.order_by("pk").values_list("pk", flat=True))


def shown(*, row: Merge, by: Actor) -> MergeView:
    """Show a merge to somebody who may write both files."""
    held = may_hold(person=row.kept, by=by) & may_hold(person=row.other, by=by)
    return MergeView(
        reference=row.reference,
        state=row.state,
        state_line=MERGE_STATES[row.state].line,
        kept=side_of(person=row.kept, by=by),
        other=side_of(person=row.other, by=by),
        reasons=reasons_between(identity_of(person=row.kept), identity_of(person=row.other), held),
        agreement=agreement_between(identity_of(person=row.kept), identity_of(person=row.other), held),
        reason=row.reason,
        two_families=row.kept.family_id != row.other.family_id,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        undone_at=row.undone_at,
        undone_reason=row.undone_reason,
        may_confirm=row.state == ASKED and row.asked_by_id != by.user_id,
        may_refuse=row.state == ASKED,
        may_undo=row.state == CONFIRMED,
        added=_added(row) if row.state == UNDONE else (),
    )


def _added(row: Merge) -> tuple[Added, ...]:
    """What was added while they were joined, and to whom: it stays there."""
    counted = Counter((file, one.partition(":")[0]) for file, came in row.stood["later"].items() for one in came)
    return tuple(Added(file, _ADDED.get(kind, _SOMETHING_ELSE), count) for (file, kind), count in counted.items())
