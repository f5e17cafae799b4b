"""A complaint, from those who answer it: opened with the key phrase, acknowledged, answered, passed on.

Only members of the body it is sealed to answer it. Whoever filed it for somebody follows it, and whoever oversees the
house hears when its hour passes; both see what stands in clear and no more. To everyone else, the body complained of
first of all, it reads like nothing there.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from estancia.casework import audit
from estancia.casework.access import WORKER, Actor, NotYours, Role
from estancia.casework.bodies import overseer
from estancia.casework.complaint_lists import ANSWERING, complaints_within_reach
from estancia.casework.complaint_rows import (
    DUE,
    about,
    about_answer,
    announce,
    body_of,
    close_box,
    event_line,
    house_of,
    line_of,
    note,
)
from estancia.casework.protection import KeyNotHeld, key_in_hand
from estancia.casework.telling import look_again, no_longer_due, tell
from estancia.casework.views.services import (
    ComplaintEventLine,
    ComplaintTold,
    ComplaintView,
)
from estancia.records.models import Complaint, Organisation
from estancia.sealing import CannotOpen, PrivateKey, open_sealed, seal
from estancia.services import (
    ACCUSED,
    OPEN_STATES,
    day_of,
    first_due,
    late_due,
    may_answer,
    move_complaint,
)
from estancia.wording import ForPeople, Sentence

_LONGEST_ANSWER = 4000
_BLOCK_BYTES = 4096


class AnswerMissing(ForPeople):
    """A complaint was answered with nothing, or with more than can be read."""

    sentence = Sentence(
        es="Falta la respuesta, o pasa de 4000 letras. Quien se quejó debe poder entenderla. Diga qué encontró, qué "
        "se hizo y qué puede hacer la persona ahora.",
        en="The answer is missing, or longer than 4000 characters. Whoever complained must understand it. Say what you "
        "found, what was done and what the person can do now.",
    )


class CannotPassTo(ForPeople):
    """The body chosen may not answer this complaint: it is the one complained of or of its house, or has no key."""

    sentence = Sentence(
        es="Ese organismo no puede recibir esta queja: es el señalado o parte de él, o no tiene clave para guardarla "
        "en reserva. Nada cambió. Elija otro de la lista.",
        en="That body cannot receive this complaint: it is the one complained of or part of it, or has no key to keep "
        "it in confidence. Nothing changed. Choose another from the list.",
    )


class NotToBePassedOn(ForPeople):
    """Whoever complained did not allow that another body reads it."""

    sentence = Sentence(
        es="Quien se quejó no permitió que otro organismo lea su queja. Nada cambió. Contéstela usted, y diga en la "
        "respuesta a dónde puede acudir.",
        en="Whoever complained did not allow another body to read it. Nothing changed. Answer it yourself, and say in "
        "the answer where they can go.",
    )


@audit.deed()
def complaint_file(*, reference: str, by: Actor, now: datetime) -> ComplaintView:
    """Show one complaint: what was told where the body that answers holds its key. Raises `NotYours`."""
    row = _found(reference=reference, by=by)
    audit.record(by=by, act="complaint_look", about=[reference], detail={}, now=now)
    return _view(complaint=row, by=by, now=now)


@audit.deed()
def acknowledge_complaint(*, reference: str, by: Actor, now: datetime) -> ComplaintView:
    """Say that it was read and is being looked into; its clock is now that of the answer.

    Raises `NotYours`, `NotPossibleNow`. Said twice it is said once.
    """
    row = _to_answer(reference=reference, by=by)
    if row.state != "acknowledged":
        row.state = move_complaint(state=row.state, event="acknowledge")
        row.due_by = row.answer_by
        row.save(update_fields=["state", "due_by"])
        note(complaint=row, event="acknowledged", by=by, now=now)
        look_again(kind=DUE, about=row.reference, due_at=row.due_by)
    audit.record(by=by, act="acknowledge_complaint", about=[reference], detail={}, now=now)
    return _view(complaint=row, by=by, now=now)


@audit.deed()
def answer_complaint(*, reference: str, answer: str, by: Actor, now: datetime) -> ComplaintView:
    """Answer a complaint: the answer is sealed to whoever holds the receipt number, with a copy for the body itself.

    Raises `NotYours`, `AnswerMissing`, `NotPossibleNow`.
    """
    row = _to_answer(reference=reference, by=by)
    said = answer.strip()
    if not said or len(said) > _LONGEST_ANSWER:
        raise AnswerMissing
    row.state = move_complaint(state=row.state, event="answer")
    row.answer_box = _closed(text=said, public=bytes(row.receipt_key), reference=reference)
    row.answer_kept = _closed(text=said, public=bytes(row.organisation.public_key or b""), reference=reference)
    row.closed_at = now
    row.save(update_fields=["state", "answer_box", "answer_kept", "closed_at"])
    note(complaint=row, event="answered", by=by, now=now)
    no_longer_due(kind=DUE, about=reference, now=now)
    if row.filed_for:
        tell(kind="complaint_answered", to=row.filed_for, about=reference, now=now)
    audit.record(by=by, act="answer_complaint", about=[reference], detail={}, now=now)
    return _view(complaint=row, by=by, now=now)


@audit.deed()
def pass_on_complaint(*, reference: str, to: str, by: Actor, now: datetime) -> ComplaintView:
    """Seal a complaint anew to another body and give it to that one to answer; its reader here reads it no more.

    Only where whoever complained allows it. Raises `NotYours`, `KeyNotHeld`, `NotToBePassedOn`, `CannotPassTo`,
    `NotPossibleNow`.
    """
    row = _to_answer(reference=reference, by=by)
    key = key_in_hand(by=by, now=now)
    if key is None:
        raise KeyNotHeld
    told = _opened(complaint=row, key=key)
    if not _may_pass(told):
        raise NotToBePassedOn
    heir = next((body for body in _heirs(complaint=row, accused=told["accused"]) if body.key == to), None)
    if heir is None:
        raise CannotPassTo
    row.state = move_complaint(state=row.state, event="pass_on")
    note(complaint=row, event="passed_on", by=by, now=now)
    row.organisation, row.organisation_house = heir, house_of(organisation=heir)
    row.box = close_box(to=heir, told=told, reference=reference)
    row.due_by = first_due(kind=row.kind, filed_at=now)
    row.answer_by = max(row.answer_by, late_due(now=now))
    row.save()
    announce(complaint=row, kind="complaint_opened", to=heir, now=now)
    audit.record(by=by, act="pass_on_complaint", about=[reference], detail={}, now=now)
    return _view(complaint=row, by=by, now=now)


def escalate_complaint(reference: str, now: datetime) -> None:
    """The hour of a complaint passed: its owner hears again, and so does the overseer, unless complained of itself.

    It stays with its owner: it is sealed to it, and there is no body above that could read it.
    """
    row = Complaint.objects.select_for_update().filter(reference=reference, state__in=OPEN_STATES).first()
    if row is None or row.due_by > now:
        return
    row.state = move_complaint(state=row.state, event="escalate")
    row.due_by = late_due(now=now)
    row.answer_by = max(row.answer_by, row.due_by)
    row.save(update_fields=["state", "due_by", "answer_by"])
    note(complaint=row, event="escalated", by=None, now=now)
    announce(complaint=row, kind="complaint_late", to=row.organisation, now=now)
    above = overseer(location="", on=day_of(now=now))
    if above is not None and above != row.organisation and house_of(organisation=above) != row.accused_house:
        tell(kind="complaint_late_elsewhere", to=above, about=reference, now=now)
    audit.record(by=WORKER, act="escalate_complaint", about=[reference], detail={}, now=now)


def _found(*, reference: str, by: Actor) -> Complaint:
    row = next((row for rows in complaints_within_reach(by=by) for row in rows.filter(reference=reference)), None)
    if row is None:
        raise NotYours
    return row


def _to_answer(*, reference: str, by: Actor) -> Complaint:
    """Lock the complaint alone and give it, if it is the actor's organisation that answers it."""
    Complaint.objects.select_for_update().filter(reference=reference).first()
    row = _found(reference=reference, by=by)
    if not _answers(complaint=row, by=by):
        raise NotYours
    return row


def _answers(*, complaint: Complaint, by: Actor) -> bool:
    return (by.role, by.purpose) in ANSWERING and complaint.organisation.key == by.organisation


def _opened(*, complaint: Complaint, key: PrivateKey) -> Mapping[str, str]:
    sealed_about = about(reference=complaint.reference)
    return json.loads(open_sealed(key=key, box=bytes(complaint.box), about=sealed_about))


def _closed(*, text: str, public: bytes, reference: str) -> bytes:
    plain = text.encode()
    whole = plain.ljust(-(-(len(plain) + 1) // _BLOCK_BYTES) * _BLOCK_BYTES - 1)
    return seal(public=public, plain=whole, about=about_answer(reference=reference))


def _heirs(*, complaint: Complaint, accused: str) -> list[Organisation]:
    """The other bodies that could answer it: with a key, kept by people who open sealed things, and outside."""
    accused_body = body_of(organisation=complaint.accused) if complaint.accused else None
    sealed = Organisation.objects.filter(public_key__isnull=False, user__role=Role.PW).distinct().order_by("name")
    return [
        body
        for body in sealed.exclude(pk=complaint.organisation_id)
        if may_answer(body=body_of(organisation=body), accused=accused, accused_body=accused_body)
    ]


def _view(*, complaint: Complaint, by: Actor, now: datetime) -> ComplaintView:
    answers = _answers(complaint=complaint, by=by)
    key = key_in_hand(by=by, now=now) if answers else None
    told = _told_or_none(complaint=complaint, key=key)
    is_open = complaint.state in OPEN_STATES
    heirs = _heirs(complaint=complaint, accused=told["accused"]) if told and is_open and _may_pass(told) else []
    return ComplaintView(
        complaint=line_of(complaint=complaint, now=now),
        told=_told(told) if told else None,
        key_needed=answers and key is None,
        answer=_answer_kept(complaint=complaint, key=key),
        may_acknowledge=answers and is_open and complaint.state != "acknowledged",
        may_answer=answers and is_open,
        pass_on_to=tuple((body.key, body.name) for body in heirs),
        events=tuple(
            ComplaintEventLine(line=event_line(row.event), organisation=row.organisation.name, at=row.at)
            for row in complaint.events.select_related("organisation").order_by("at", "pk")
        ),
    )


def _told_or_none(*, complaint: Complaint, key: PrivateKey | None) -> Mapping[str, str] | None:
    try:
        return _opened(complaint=complaint, key=key) if key else None
    except CannotOpen:
        return None


def _may_pass(said: Mapping[str, str]) -> bool:
    """Say whether whoever complained allowed it; who was not asked has not."""
    return said.get("pass_on") == "yes"


def _told(said: Mapping[str, str]) -> ComplaintTold:
    return ComplaintTold(
        accused=ACCUSED[said["accused"]].name,
        place=said["place"],
        words=said["words"],
        who=said["who"],
        reach=said["reach"],
        filed_by=said["filed_by"],
        language=said["language"],
        pass_on=_may_pass(said),
    )


def _answer_kept(*, complaint: Complaint, key: PrivateKey | None) -> str:
    if key is None or not complaint.answer_kept:
        return ""
    try:
        sealed_about = about_answer(reference=complaint.reference)
        return open_sealed(key=key, box=bytes(complaint.answer_kept), about=sealed_about).decode().rstrip()
    except CannotOpen:
        return ""
