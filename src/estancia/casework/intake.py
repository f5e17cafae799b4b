"""Hearing a family at the desk: opening an intake, answering its pages, handing it in.

Every answer is kept when it is given, under a lock on the draft, so that the back button, a second click and a second
officer in the same intake lose nothing. The private part has its own module; this is the door to all of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, require
from estancia.casework.fetch import draft_of
from estancia.casework.intake_answers import PAGES, BadAnswers, clean
from estancia.casework.intake_private import (
    AnswerNotOffered,
    NobodyToSealTo,
    Told,
    answer_private,
    answer_private_pages,
    private_question,
    restart_private,
)
from estancia.casework.intake_steps import count_of, steps_of, stored_as
from estancia.casework.intake_submit import NotFinished, submit_intake
from estancia.casework.intake_view import AlreadyHandedIn, NoSuchPage, line_of_draft, view_of_draft
from estancia.casework.references import fresh_reference
from estancia.casework.views.intake import DraftLine, DraftView
from estancia.places import local_date
from estancia.places import location as location_of
from estancia.records.models import IntakeDraft
from estancia.records.written import update_row, write_row

__all__ = [
    "AlreadyHandedIn",
    "AnswerNotOffered",
    "BadAnswers",
    "NoSuchPage",
    "NobodyToSealTo",
    "NotFinished",
    "Told",
    "TypedPage",
    "answer_private",
    "answer_private_pages",
    "answer_step",
    "answer_steps",
    "draft",
    "open_drafts",
    "private_question",
    "restart_private",
    "start_intake",
    "submit_intake",
]

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class TypedPage:
    """One clear page as typed: its step, its member (None for the family's own pages) and the answers."""

    step: str
    member: int | None
    answers: Mapping[str, str]


def start_intake(*, location: str, by: Actor, now: datetime) -> DraftView:
    """Open an intake at the actor's own desk. Raises `NotYours` anywhere else."""
    require(by=by, category=Category.IDENTITY, relations=frozenset({Relation.OWN_PORT}), write=True)
    if location != by.location or location_of(location) is None:
        raise NotYours
    with audit.deed():
        row = write_row(
            row=IntakeDraft(
                reference=fresh_reference(),
                location_key=location,
                started_by_id=by.staff_id,
                started_at=now,
                changed_at=now,
            )
        )
        audit.record(by=by, act="intake_start", about=[row.reference], detail={}, now=now)
        return view_of_draft(draft=row, now=now)


def draft(*, reference: str, by: Actor, now: datetime) -> DraftView:
    """Show an intake as it stands. Raises `NotYours`."""
    with audit.deed():
        row = draft_of(reference=reference, by=by)
        audit.record(by=by, act="intake_look", about=[reference], detail={}, now=now)
        return view_of_draft(draft=row, now=now)


def open_drafts(*, by: Actor, now: datetime) -> tuple[DraftLine, ...]:
    """List the intakes under way at the actor's desk, the latest changed first."""
    require(by=by, category=Category.IDENTITY, relations=frozenset({Relation.OWN_PORT}), write=True)
    with audit.deed():
        rows = IntakeDraft.objects.filter(location_key=by.location, submitted_at__isnull=True)
        shown = list(rows.order_by("-changed_at", "-pk")[:_SHOWN]) if by.location else []
        audit.record(by=by, act="intake_list", about=[row.reference for row in shown], detail={}, now=now)
        return tuple(line_of_draft(draft=row) for row in shown)


def answer_step(
    *, reference: str, step: str, member: int | None, answers: Mapping[str, str], by: Actor, now: datetime
) -> DraftView:
    """Keep the answers of one clear page; a page answered before is answered anew.

    Raises `BadAnswers` with what to mend by field, `NoSuchPage`, `AlreadyHandedIn`, `NotYours`.
    """
    with audit.deed():
        row = _keep_pages(reference=reference, pages=[TypedPage(step, member, answers)], by=by, now=now)
        detail = {"step": step, "member": member}
        audit.record(by=by, act="intake_answer", about=[reference], detail=detail, now=now)
        return view_of_draft(draft=row, now=now)


def answer_steps(*, reference: str, pages: Sequence[TypedPage], by: Actor, now: datetime) -> DraftView:
    """Keep the answers of several clear pages in the order given, all or none: a form heard on paper, typed in after.

    Raises as `answer_step` does, for the first page that cannot be kept.
    """
    with audit.deed():
        row = _keep_pages(reference=reference, pages=pages, by=by, now=now)
        steps = [stored_as(step=page.step, member=page.member) for page in pages]
        audit.record(by=by, act="intake_answer", about=[reference], detail={"steps": steps}, now=now)
        return view_of_draft(draft=row, now=now)


def _keep_pages(*, reference: str, pages: Sequence[TypedPage], by: Actor, now: datetime) -> IntakeDraft:
    row = draft_of(reference=reference, by=by, lock=True)
    if row.submitted_at:
        raise AlreadyHandedIn
    on = local_date(key=row.location_key, now=now)
    for page in pages:
        _require_page(answers=row.answers, step=page.step, member=page.member, on=on)
        kept = clean(page=page.step, typed=page.answers, on=on)
        counted = count_of(answers=row.answers)
        row.answers = {**row.answers, stored_as(step=page.step, member=page.member): kept}
        if count_of(answers=row.answers) < counted:
            _let_go_of_the_uncounted(row=row)
    row.changed_at = now
    update_row(row=row, columns=("answers", "protection_open", "changed_at"))
    return row


def _require_page(*, answers: Mapping[str, Mapping[str, str]], step: str, member: int | None, on: date) -> None:
    asked = {(one.key, one.member) for one in steps_of(answers=answers, on=on) if not one.private}
    if step not in PAGES or (step, member) not in asked:
        raise NoSuchPage


def _let_go_of_the_uncounted(*, row: IntakeDraft) -> None:
    """When the family was counted again and is smaller, forget what was typed and sealed of those not in it."""
    count = count_of(answers=row.answers)
    row.sealed_answers.filter(member__gt=count).delete()
    row.sealed_notices.filter(member__gt=count).delete()
    row.protection_open = {number: bit for number, bit in row.protection_open.items() if int(number) <= count}
    row.answers = {page: given for page, given in row.answers.items() if int(page.partition(":")[2] or 0) <= count}
