"""The reason of a protection answer: it may tell what was asked, so it lies sealed and nowhere in clear."""

from datetime import datetime

from estancia.casework.bodies import named_body
from estancia.casework.in_care import now_in_care
from estancia.records.models import Hold, Organisation, Person, SealedAnswer
from estancia.sealing import seal
from estancia.wording import ForPeople, Sentence


class NoKeyToSeal(ForPeople):
    """Neither the organisation that answers nor the named protecting body has a key to seal the reason to."""

    sentence = Sentence(
        es="El motivo debe sellarse y este organismo aún no tiene clave. Nada se guardó. "
        "Pida a quien administra el sistema que la cree.",
        en="The reason must be sealed and this body has no key yet. Nothing was kept. "
        "Ask the system administrator to make one.",
    )


def seal_reason(*, hold: Hold, reason: str, now: datetime) -> SealedAnswer:
    """Keep the reason of a protection answer, readable only with the owner's key phrase.

    A body without a key of its own seals to the protecting body named for that place and day.
    """
    keeper = _keeper(hold=hold)
    about = f"hold:{hold.reference}:{hold.state}"
    subject = _subject(hold=hold)
    sealed = SealedAnswer.objects.create(
        person=subject,
        organisation=keeper,
        about=about,
        box=seal(public=bytes(keeper.public_key or b""), plain=reason.encode(), about=about),
        sealed_at=now,
    )
    now_in_care(person_id=subject.pk, body=keeper.pk)
    return sealed


def _keeper(*, hold: Hold) -> Organisation:
    named = named_body(kind="protecting_body", location=hold.request.location_key, on=hold.request.on)
    for body in (hold.organisation, named):
        if body is not None and body.public_key:
            return body
    raise NoKeyToSeal


def _subject(*, hold: Hold) -> Person:
    return hold.person or hold.request.family.members.order_by("order_in_family")[0]
