"""A complaint, from whoever makes it: filed, followed by its receipt number, withdrawn.

Anyone may file one: the person at a desk, someone on their own telephone, a lawyer or a protecting body for them. What
is told is sealed to a body outside the one complained of. A complaint is about no file: none is opened, looked up or
changed for it, so that a number typed here never tells whether somebody is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from estancia.casework import audit
from estancia.casework.access import Actor, Purpose, Role
from estancia.casework.complaint_rows import (
    DUE,
    NobodyOutside,
    about_answer,
    accused_of,
    announce,
    body_of,
    close_box,
    house_of,
    named_there,
    note,
    place_keys,
)
from estancia.casework.references import fresh_reference
from estancia.casework.telling import no_longer_due, tell
from estancia.casework.views.services import ReceiptView
from estancia.records.models import Complaint, Organisation
from estancia.sealing import PrivateKey, new_receipt, open_sealed, receipt_key
from estancia.services import (
    ACCUSED,
    COMPLAINT_STATES,
    KINDS,
    OPEN_STATES,
    PERHAPS_ANYONE,
    answer_due,
    answers_for,
    first_due,
    move_complaint,
)
from estancia.wording import ForPeople, Sentence

ANYONE = Actor(user_id=None, role=Role.PE, purpose=Purpose.SUBJECT_RIGHTS, organisation="", location="", session="")
"""Whoever complains without signing in, and whoever speaks for themselves at somebody else's desk."""

LONGEST_WORDS, LONGEST_LINE = 4000, 200
_FILES_FOR_OTHERS = frozenset({(Role.LW, Purpose.DEFENCE), (Role.PW, Purpose.CARE)})


class ComplaintNotWhole(ForPeople):
    """An answer is missing, is none of those offered, or is longer than can be read."""

    sentence = Sentence(
        es="Falta una respuesta, o es demasiado larga (4000 letras para lo que pasó, 200 para lo demás). No se guardó "
        "nada; lo que escribió sigue en la página. Corríjalo y continúe.",
        en="An answer is missing, or is too long (4000 characters for what happened, 200 for the rest). Nothing was "
        "kept; what you wrote is still on the page. Mend it and go on.",
    )


class NoSuchReceipt(ForPeople):
    """The receipt number opens nothing here."""

    sentence = Sentence(
        es="Ese número de recibo no abre nada aquí. Tiene 16 letras y números. Compare uno por uno con su papel y "
        "escríbalo de nuevo. Si lo perdió, puede hacer otra queja.",
        en="That receipt number opens nothing here. It has 16 letters and numbers. Compare each with your paper and "
        "type it again. If you lost it, you may complain again.",
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody complains of. `place`: a location's key, empty for elsewhere or not known; `who` and `reach` may
    be empty: nobody need say their name. `pass_on`: "yes" where the body that reads it may pass it to another.
    """

    kind: str
    accused: str
    place: str
    words: str
    who: str = ""
    reach: str = ""
    language: str = ""
    pass_on: str = "no"  # noqa: S105  (no password)


def draw_receipt() -> str:
    """Draw the receipt number of a complaint about to be made; it is kept nowhere until the complaint is."""
    return new_receipt()


def who_will_read(*, kind: str, accused: str, place: str, now: datetime) -> str:
    """Name the body that would answer, before anything is told. Raises `ComplaintNotWhole`, `NobodyOutside`."""
    if kind not in KINDS or accused not in ACCUSED:
        raise ComplaintNotWhole
    return _reader(kind=kind, accused=accused, place=place, now=now)[0].name


def who_else_could_read(*, kind: str, accused: str, place: str, now: datetime) -> str:
    """Name who would read it were it about the body that stands apart; empty where who did it is known, or nobody."""
    if accused not in PERHAPS_ANYONE:
        return ""
    try:
        return who_will_read(kind=kind, accused="human_rights", place=place, now=now)
    except NobodyOutside:
        return ""


@audit.deed()
def file_complaint(*, receipt: str, told: Told, by: Actor, now: datetime) -> ReceiptView:
    """File a complaint with the body that answers it; the same receipt number twice is one complaint.

    Only a lawyer or a protecting body files as itself, and follows what it filed; an officer at a desk lends the
    window and is not named. Raises `ComplaintNotWhole`, `NobodyOutside`, `NoSuchReceipt` for a number not drawn here.
    """
    key = _key(typed=receipt)
    files = (by.role, by.purpose) in _FILES_FOR_OTHERS
    row = Complaint.objects.filter(receipt_key=key.public).select_related("organisation").first()
    if row is None:
        _check(told=told)
        for_whom = Organisation.objects.filter(key=by.organisation).first() if files else None
        row = _filed(key=key, told=told, for_whom=for_whom, now=now)
    audit.record(by=by if files else ANYONE, act="file_complaint", about=[row.reference], detail={}, now=now)
    return _receipt(complaint=row, key=key, receipt=receipt)


@audit.deed()
def complaint_by_receipt(*, receipt: str, by: Actor, now: datetime) -> ReceiptView:
    """Show how a complaint stands, and its answer, to whoever holds its number. Raises `NoSuchReceipt`."""
    key = _key(typed=receipt)
    row = _held(key=key)
    audit.record(by=by, act="read_receipt", about=[row.reference], detail={}, now=now)
    return _receipt(complaint=row, key=key, receipt=receipt)


@audit.deed()
def withdraw_complaint(*, receipt: str, by: Actor, now: datetime) -> ReceiptView:
    """Withdraw a complaint by its number, without saying why. Raises `NoSuchReceipt`, `NotPossibleNow`.

    Withdrawn twice it is withdrawn once.
    """
    key = _key(typed=receipt)
    Complaint.objects.select_for_update().filter(receipt_key=key.public).first()
    row = _held(key=key)
    if row.state != "withdrawn":
        row.state = move_complaint(state=row.state, event="withdraw")
        row.closed_at = now
        row.save(update_fields=["state", "closed_at"])
        note(complaint=row, event="withdrawn", by=None, now=now)
        no_longer_due(kind=DUE, about=row.reference, now=now)
        tell(kind="complaint_withdrawn", to=row.organisation, about=row.reference, now=now)
    audit.record(by=by, act="withdraw_complaint", about=[row.reference], detail={}, now=now)
    return _receipt(complaint=row, key=key, receipt=receipt)


def _filed(*, key: PrivateKey, told: Told, for_whom: Organisation | None, now: datetime) -> Complaint:
    reader, accused = _reader(kind=told.kind, accused=told.accused, place=told.place, now=now)
    reference = fresh_reference()
    row = Complaint.objects.create(
        reference=reference,
        receipt_key=key.public,
        kind=told.kind,
        organisation=reader,
        organisation_house=house_of(organisation=reader),
        accused=accused,
        accused_house=house_of(organisation=accused) if accused else None,
        filed_for=for_whom,
        box=close_box(to=reader, told=_said(told=told, for_whom=for_whom), reference=reference),
        filed_at=now,
        due_by=first_due(kind=told.kind, filed_at=now),
        answer_by=answer_due(filed_at=now),
    )
    note(complaint=row, event="opened", by=None, now=now)
    announce(complaint=row, kind="complaint_opened", to=reader, now=now)
    return row


def _reader(*, kind: str, accused: str, place: str, now: datetime) -> tuple[Organisation, Organisation | None]:
    """Give who answers, and the organisation complained of where it is one of this house. Raises `NobodyOutside`."""
    complained = accused_of(accused=accused, place=place, now=now)
    there = named_there(place=place, now=now)
    answers = answers_for(
        kind=kind,
        accused=accused,
        accused_body=body_of(organisation=complained) if complained else None,
        named={wanted: body_of(organisation=body) for wanted, body in there.items()},
    )
    if answers is None:
        raise NobodyOutside
    return there[answers], complained


def _said(*, told: Told, for_whom: Organisation | None) -> Mapping[str, str]:
    return {
        "accused": told.accused,
        "place": told.place,
        "words": told.words.strip(),
        "who": told.who.strip(),
        "reach": told.reach.strip(),
        "language": told.language,
        "pass_on": told.pass_on,
        "filed_by": for_whom.name if for_whom else "",
    }


def _check(*, told: Told) -> None:
    known = told.kind in KINDS and told.accused in ACCUSED and told.place in ("", *place_keys())
    known = known and told.pass_on in ("yes", "no")
    fits = 0 < len(told.words.strip()) <= LONGEST_WORDS
    if not (known and fits and all(len(text) <= LONGEST_LINE for text in (told.who, told.reach, told.language))):
        raise ComplaintNotWhole


def _key(*, typed: str) -> PrivateKey:
    key = receipt_key(typed=typed)
    if key is None:
        raise NoSuchReceipt
    return key


def _held(*, key: PrivateKey) -> Complaint:
    row = Complaint.objects.filter(receipt_key=key.public).select_related("organisation").first()
    if row is None:
        raise NoSuchReceipt
    return row


def _receipt(*, complaint: Complaint, key: PrivateKey, receipt: str) -> ReceiptView:
    answer = ""
    if complaint.answer_box:
        sealed_about = about_answer(reference=complaint.reference)
        answer = open_sealed(key=key, box=bytes(complaint.answer_box), about=sealed_about).decode().rstrip()
    return ReceiptView(
        receipt=receipt,
        kind=KINDS[complaint.kind].name,
        answers=complaint.organisation.name,
        filed_at=complaint.filed_at,
        first_by=complaint.due_by,
        answer_by=complaint.answer_by,
        state=complaint.state,
        state_line=COMPLAINT_STATES[complaint.state].line,
        answer=answer,
        may_withdraw=complaint.state in OPEN_STATES,
    )
