"""Joining two files and parting them again: one person asks and says why, another confirms, anybody of the port undoes.

Nothing is moved and nothing deleted: a merge is a row that says which file stands for which, and what is shown follows
it. Undoing is exact because there is nothing to put back. What may not be joined the database refuses (see
`records.joining`); here each refusal is a sentence. Families are never joined: each keeps its request and its papers.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType

from django.db import IntegrityError, transaction

from estancia.admission.states import NotPossibleNow
from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours
from estancia.casework.doubles import SamePerson, pair_said
from estancia.casework.fetch import person_of
from estancia.casework.joined import joined_anew
from estancia.casework.merge_refusals import refused_in_words
from estancia.casework.merge_shown import facts_of, shown, snapshot
from estancia.casework.merge_states import ASKED, CONFIRMED, REFUSED, UNDONE
from estancia.casework.references import fresh_reference
from estancia.casework.views.doubles import MergeView
from estancia.people.identity import KeptApart, SecondPersonNeeded, Snapshot, differing, plan_merge, undo
from estancia.people.identity import Merge as Plan
from estancia.records.models import Merge, Person
from estancia.wording import ForPeople, Sentence

_LONGEST = 2000


class MergeReasonMissing(ForPeople):
    """Two files were to be joined or parted without saying why."""

    sentence = Sentence(
        es="Falta el motivo, o pasa de 2000 letras. Quien confirme, o quien lo revise después, necesita saber por qué. "
        "Escríbalo en una o dos frases.",
        en="The reason is missing, or longer than 2000 characters. Whoever confirms, or looks later, must know why. "
        "Write it in a sentence or two.",
    )


class FamiliesNotLookedAt(ForPeople):
    """The two files are of two families, and nobody said that they had seen it."""

    sentence = Sentence(
        es="Los dos expedientes son de dos familias. Las familias no se juntan: cada una conserva su solicitud y sus "
        "papeles. Mire quiénes son y marque que lo vio.",
        en="The two files are of two families. Families are not joined: each keeps its request and its papers. "
        "Look at who they are and tick that you have seen it.",
    )


class AlreadyAsked(ForPeople):
    """The same two were asked about before, and it waits, or stands."""

    sentence = Sentence(
        es="Ya se pidió juntar estos dos, o ya están juntos. Nada cambió. Ábralo en la lista de expedientes.",
        en="It was already asked that these two be joined, or they are. Nothing changed. "
        "Open it in the list of files to be joined.",
    )


def ask_merge(
    *,
    kept: str,
    other: str,
    reason: str,
    by: Actor,
    now: datetime,
    chosen: Mapping[str, str] = MappingProxyType({}),
    families_seen: bool = False,
) -> MergeView:
    """Ask for `other` to lead to `kept`, two files of the actor's own port. Nothing changes until somebody confirms.

    `chosen` says by fact which file's word stands, by reference; where it is silent the kept file's does. Raises
    `NotYours`, `SamePerson`, `KeptApart`, `MergeReasonMissing`, `FamiliesNotLookedAt`, `AlreadyAsked`.
    """
    with audit.deed():
        if kept == other:
            raise SamePerson
        ours, theirs = _file(reference=kept, by=by), _file(reference=other, by=by)
        if pair_said(one=kept, other=other) == "for_ever":
            raise KeptApart
        why = _why(reason)
        if ours.family_id != theirs.family_id and not families_seen:
            raise FamiliesNotLookedAt
        stands = {name: chosen.get(name, kept) for name in differing(kept=facts_of(ours), other=facts_of(theirs))}
        row = Merge(
            reference=fresh_reference(),
            kept=ours,
            other=theirs,
            location_key=by.location,
            state=ASKED,
            reason=why,
            chosen={name: said if said in (kept, other) else kept for name, said in stands.items()},
            asked_by_id=by.staff_id,
            asked_at=now,
        )
        with _once_a_pair():
            row.save(force_insert=True)
        return _done(row=row, act="ask_merge", by=by, now=now)


def confirm_merge(*, reference: str, by: Actor, now: datetime) -> MergeView:
    """Confirm, as the second person, that two files stand as one.

    Raises `NotYours`, `NotPossibleNow`, `SecondPersonNeeded`, and what the database refuses: `KeptApart`,
    `ChainOfFiles`, `TwoStaysInForce`, `TwoOpenRequests`. Confirming twice confirms once.
    """
    with audit.deed():
        row = _merge(reference=reference, by=by)
        if row.state == CONFIRMED:
            return _done(row=row, act="confirm_merge", by=by, now=now)
        plan = _plan(row=row, confirmed_by=by.staff_id)
        stood = {"kept": list(plan.kept.belongings), "other": list(plan.other.belongings)}
        answered = {"answered_by_id": by.staff_id, "answered_at": now, "stood": stood}
        with refused_in_words():
            _move(row=row, was=ASKED, state=CONFIRMED, **answered)
        joined_anew()
        return _done(row=row, act="confirm_merge", by=by, now=now)


def refuse_merge(*, reference: str, by: Actor, now: datetime) -> MergeView:
    """Say that two files are not joined; whoever asked may take it back so. Raises `NotYours`, `NotPossibleNow`."""
    with audit.deed():
        row = _merge(reference=reference, by=by)
        _move(row=row, was=ASKED, state=REFUSED, answered_by_id=by.staff_id, answered_at=now)
        return _done(row=row, act="refuse_merge", by=by, now=now)


def undo_merge(*, reference: str, reason: str, by: Actor, now: datetime) -> MergeView:
    """Part two files again, however long ago they were joined: each is as it was, with what was added to it since.

    One person is enough: parting takes nothing from anybody. Raises `NotYours`, `NotPossibleNow`, `MergeReasonMissing`.
    """
    with audit.deed():
        row = _merge(reference=reference, by=by)
        undone = {"undone_by_id": by.staff_id, "undone_at": now, "undone_reason": _why(reason)}
        later = _later(row=row) if row.state == CONFIRMED else {}
        _move(row=row, was=CONFIRMED, state=UNDONE, stood={**row.stood, "later": later}, **undone)
        joined_anew()
        return _done(row=row, act="undo_merge", by=by, now=now)


def merge_file(*, reference: str, by: Actor, now: datetime) -> MergeView:
    """Show what was asked of two files and where it stands. Raises `NotYours`."""
    with audit.deed():
        return _done(row=_merge(reference=reference, by=by), act="merge_look", by=by, now=now)


def _done(*, row: Merge, act: str, by: Actor, now: datetime) -> MergeView:
    families = [row.kept.family.reference, row.other.family.reference]
    about = [row.reference, row.kept.reference, row.other.reference, *families]
    audit.record(by=by, act=act, about=about, detail={"state": row.state}, now=now)
    return shown(row=row, by=by)


def _file(*, reference: str, by: Actor) -> Person:
    return person_of(reference=reference, by=by, category=Category.NAME, write=True).row


def _merge(*, reference: str, by: Actor) -> Merge:
    """Give a merge to whoever may write both files; anybody else's looks like none."""
    row = Merge.objects.select_related("kept__family", "other__family").filter(reference=reference).first()
    if row is None:
        raise NotYours
    for person in (row.kept, row.other):
        _file(reference=person.reference, by=by)
    return row


def _move(*, row: Merge, was: str, state: str, **said: object) -> None:
    """Take one step in one conditional statement: of two who come at once, one is told that things have changed."""
    if Merge.objects.filter(pk=row.pk, state=was).update(state=state, **said) != 1:
        raise NotPossibleNow
    row.refresh_from_db(fields=["state", *said])


def _plan(*, row: Merge, confirmed_by: int) -> Plan:
    """Plan it; whether the two are kept apart the database says, which also knows of those they stand with."""
    kept, other = snapshot(row.kept), snapshot(row.other)
    return plan_merge(
        kept=kept,
        other=other,
        chosen={**dict.fromkeys(differing(kept=kept, other=other), kept.reference), **row.chosen},
        asked_by=row.asked_by_id,
        confirmed_by=confirmed_by,
        kept_apart=frozenset(),
    )


def _later(*, row: Merge) -> dict[str, list[str]]:
    """Say by file what came to it since the two were joined."""
    kept, other = snapshot(row.kept), snapshot(row.other)
    stood = (*row.stood["kept"], *row.stood["other"])
    joined = Snapshot(kept.reference, (), stood)
    plan = Plan(kept=kept, other=other, after=joined, asked_by=row.asked_by_id, confirmed_by=row.answered_by_id or 0)
    stands = Snapshot(kept.reference, (), tuple(dict.fromkeys((*kept.belongings, *other.belongings))))
    later = undo(merge=plan, stands=stands).later
    return {file.reference: [one for one in later if one in file.belongings] for file in (kept, other)}


def _why(reason: str) -> str:
    if not reason.strip() or len(reason) > _LONGEST:
        raise MergeReasonMissing
    return reason.strip()


@contextmanager
def _once_a_pair() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as said:
        raise AlreadyAsked from said


__all__ = [
    "AlreadyAsked",
    "FamiliesNotLookedAt",
    "MergeReasonMissing",
    "SecondPersonNeeded",
    "ask_merge",
    "confirm_merge",
    "merge_file",
    "refuse_merge",
    "undo_merge",
]
