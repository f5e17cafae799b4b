"""Taking a card back: one person asks and says why, another confirms within a day (EST-10), or it stays valid."""

from datetime import datetime, timedelta

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, may, may_knock
from estancia.casework.fetch import relations_to_person
from estancia.casework.hold_rows import SENTENCES
from estancia.casework.verifying import publish_revocations
from estancia.casework.views.stay import PaperLine, RevocationLine, RevocationView
from estancia.documents import NotACardNumber, read_card_number
from estancia.law import parameter
from estancia.places import local_date
from estancia.records.models import RevokedCard, StayDocument
from estancia.wording import ForPeople, Sentence

_LONGEST = 2000


class ReasonMissing(ForPeople):
    """A card was to be taken back without saying why."""

    sentence = Sentence(
        es="Falta el motivo, o pasa de 2000 letras. Revocar un documento cambia la vida de alguien. "
        "Escriba el motivo en una o dos frases.",
        en="The reason is missing, or longer than 2000 characters. Revoking a document changes someone's life. "
        "Write the reason in a sentence or two.",
    )


class SomeoneElseConfirms(ForPeople):
    """Whoever asked may not confirm."""

    sentence = Sentence(
        es="Quien pidió revocar no lo confirma. Hace falta una segunda persona. Pídale a alguien más que lo revise.",
        en="Whoever asked to revoke does not confirm it. A second person is needed. Ask someone else to look at it.",
    )


class NothingToConfirm(ForPeople):
    """No revocation is waiting for this card, or its hour has passed."""

    sentence = Sentence(
        es="No hay una revocación por confirmar, o pasó su hora y el documento sigue valiendo. "
        "Si aún procede, pídala de nuevo.",
        en="No revocation waits to be confirmed, or its hour passed and the document stays valid. "
        "If still due, ask again.",
    )


class AlreadyRevoked(ForPeople):
    """The card was revoked before."""

    sentence = Sentence(
        es="Ese documento ya estaba revocado. Nada cambió.",
        en="That document was already revoked. Nothing changed.",
    )


@audit.deed()
def ask_revocation(*, number: str, reason: str, by: Actor, now: datetime) -> RevocationView:
    """Ask for a card to be taken back. It stays valid until a second person confirms; asking again renews the hour.

    Raises `NotYours` for a card outside the actor's reach, `ReasonMissing`, `AlreadyRevoked`.
    """
    document = _document(number=number, by=by)
    if not reason.strip() or len(reason) > _LONGEST:
        raise ReasonMissing
    row = RevokedCard.objects.filter(document=document).first()
    if row and row.confirmed_at:
        raise AlreadyRevoked
    asked = {"asked_by_id": by.user_id, "asked_at": now, "reason": reason.strip()}
    row, _ = RevokedCard.objects.update_or_create(document=document, defaults=asked)
    _record(act="ask_revocation", document=document, by=by, now=now)
    return _view(row=row, by=by, now=now)


def confirm_revocation(*, number: str, by: Actor, now: datetime) -> RevocationView:
    """Confirm, as the second person, that a card is taken back; its stay ends with it, unless a newer card stands.

    Raises `NotYours`, `NothingToConfirm`, `SomeoneElseConfirms`. Confirming twice confirms once.
    """
    with audit.deed():
        document = _document(number=number, by=by)
        row = RevokedCard.objects.select_for_update().filter(document=document).first()
        if row is None or (row.confirmed_at is None and now >= _confirm_by(row=row)):
            raise NothingToConfirm
        if row.asked_by_id == by.user_id:
            raise SomeoneElseConfirms
        if row.confirmed_at is None:
            _confirm(row=row, document=document, by=by, now=now)
        _record(act="confirm_revocation", document=document, by=by, now=now)
    publish_revocations(now=now)
    return _view(row=row, by=by, now=now)


@audit.deed()
def card_to_take_back(*, number: str, by: Actor, now: datetime) -> str:
    """Give the number as printed, before the reason is asked. Raises `NotYours`, `AlreadyRevoked`."""
    document = _document(number=number, by=by)
    if RevokedCard.objects.filter(document=document, confirmed_at__isnull=False).exists():
        raise AlreadyRevoked
    _record(act="revocation", document=document, by=by, now=now)
    return document.number


def waiting_for_a_second(*, by: Actor, now: datetime) -> tuple[list[str], tuple[RevocationLine, ...]]:
    """List the cards that this person may confirm are taken back, the first hour first, and whose they are.

    Those they asked for themselves are left out, and those whose hour has passed. The caller leaves the mark.
    """
    if not may_knock(route="confirm_revocation", by=by):
        return [], ()
    rows = RevokedCard.objects.filter(confirmed_at__isnull=True).exclude(asked_by_id=by.user_id)
    asked = [row for row in rows.select_related("document__stay__person__family") if now < _confirm_by(row=row)]
    mine = [row for row in sorted(asked, key=lambda row: row.asked_at) if _within_reach(row=row, by=by)]
    about = [row.document.stay.person.reference for row in mine]
    return about, tuple(RevocationLine(row.document.number, _location(row=row), _confirm_by(row=row)) for row in mine)


@audit.deed()
def revocation(*, number: str, by: Actor, now: datetime) -> RevocationView:
    """Show what was asked of a card. Raises `NothingToConfirm` when nothing was."""
    document = _document(number=number, by=by)
    row = RevokedCard.objects.filter(document=document).first()
    if row is None:
        raise NothingToConfirm
    _record(act="revocation", document=document, by=by, now=now)
    return _view(row=row, by=by, now=now)


def _document(*, number: str, by: Actor) -> StayDocument:
    """The card, locked, for whoever may write stay documents there; a number mistyped and one of others look alike."""
    try:
        printed = read_card_number(number)
    except NotACardNumber:
        raise NotYours from None
    row = StayDocument.objects.select_for_update().filter(number=printed).first()  # alone: see `fetch._first`
    if row is None:
        raise NotYours
    if not _may_write(document=row, by=by):
        raise NotYours
    return row


def _may_write(*, document: StayDocument, by: Actor) -> bool:
    met = relations_to_person(person=document.stay.person, by=by)
    return may(by=by, category=Category.STAY_DOCUMENT, relations=met, write=True)


def _within_reach(*, row: RevokedCard, by: Actor) -> bool:
    return _may_write(document=row.document, by=by)


def _location(*, row: RevokedCard) -> str:
    return str(row.document.stay.person.family.location_key)


def _confirm(*, row: RevokedCard, document: StayDocument, by: Actor, now: datetime) -> None:
    row.confirmed_by_id, row.confirmed_at = by.user_id, now
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    if hasattr(document, "replaced_by"):
        return  # a card that a renewal replaced: the stay goes on with the newer one
    document.stay.state = "revoked"
    document.stay.save(update_fields=["state"])


def _confirm_by(*, row: RevokedCard) -> datetime:
    on = local_date(key=_location(row=row), now=row.asked_at)
    hours: timedelta = parameter("EST-10", on=on).as_timedelta()
    return row.asked_at + hours


def _record(*, act: str, document: StayDocument, by: Actor, now: datetime) -> None:
    person = document.stay.person
    audit.record(by=by, act=act, about=[person.reference, person.family.reference], detail={}, now=now)


def _view(*, row: RevokedCard, by: Actor, now: datetime) -> RevocationView:
    confirmed = row.confirmed_at is not None
    return RevocationView(
        number=row.document.number,
        location=_location(row=row),
        reason=row.reason,
        asked_at=row.asked_at,
        confirm_by=_confirm_by(row=row),
        may_confirm=not confirmed and now < _confirm_by(row=row) and row.asked_by_id != by.user_id,
        confirmed_at=row.confirmed_at,
        next_line=SENTENCES["revocation_next_confirmed" if confirmed else "revocation_next_asked"],
        notice=_notice(document=row.document) if confirmed else None,
    )


def _notice(*, document: StayDocument) -> PaperLine:
    person, kind = document.stay.person.reference, "revocation_notice"
    return PaperLine(document.stay.request.reference, person, person, kind, SENTENCES[f"paper_{kind}"])
