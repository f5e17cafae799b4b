"""Opening what was sealed: for members of the organisation it was sealed to, with its key phrase, for a quarter of
an hour at most. The key lives in this process's memory; it is stored nowhere and the worker cannot reach it.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from estancia.admission.sentences import sentence_for
from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, require
from estancia.casework.clear_facts import location_state
from estancia.casework.determining import determine_with
from estancia.casework.fetch import person_of
from estancia.casework.intake_private import about_answer
from estancia.casework.person_shown import age_at, last_request
from estancia.casework.views.protection import (
    KeyHeld,
    SealedAnswerView,
    SealedNoticeView,
    SealedReason,
    SealedView,
)
from estancia.casework.waiting import WAITING_PLACES
from estancia.law import parameter
from estancia.places import local_date
from estancia.protection import QUESTIONS, Question
from estancia.records.models import Organisation, Person, ProtectionNotice, Request, SealedAnswer
from estancia.sealing import CannotOpen, HeldKeys, PrivateKey, WrongPhrase, open_sealed
from estancia.sealing import unlock as unlock_key
from estancia.wording import ForPeople, Sentence

HELD = HeldKeys()
"""The only place where an opened key outlives a request; each process has its own."""

_NOTICES_AT_ONCE = 200
_QUESTIONS: Mapping[str, Question] = {question.path: question for question in QUESTIONS}
_NOTICE_SAYS = {
    "comar": Sentence(
        es="Pide asilo en México. Nadie puede rechazarla ni devolverla por pedirlo.",
        en="Asks for asylum in Mexico. Nobody may turn them away or return them for asking.",
    ),
    "child_protection": Sentence(
        es="Es una niña, un niño o adolescente, o su edad no se conoce. Corresponde avisar y acompañar.",
        en="This is a child, or someone whose age is not known. They are to be told of and accompanied.",
    ),
}


class KeyNotHeld(ForPeople):
    """The organisation's key is not open in this session, or its time has passed."""

    sentence = Sentence(
        es="Las respuestas están selladas y la clave no está abierta. Se cierra sola a los pocos minutos. "
        "Escriba la frase clave de su organización.",
        en="The answers are sealed and the key is not open. It closes by itself after some minutes. "
        "Type your organisation's key phrase.",
    )


class NoKeyHere(ForPeople):
    """The actor's organisation has no key."""

    sentence = Sentence(
        es="Su organización no tiene clave, así que nada está sellado para ella. Pida que se cree.",
        en="Your organisation has no key, so nothing is sealed to it. Ask for one to be made.",
    )


def unlock(*, phrase: str, by: Actor, now: datetime) -> datetime:
    """Open the organisation's key for this session and say until when. Raises `WrongPhrase`, `NoKeyHere`, `NotYours`.

    A phrase that does not open leaves its mark too.
    """
    organisation = _own_organisation(by=by)
    try:
        key = unlock_key(wrapped=bytes(organisation.wrapped_key or b""), phrase=phrase)
    except WrongPhrase:
        _mark(by=by, act="key_refused", now=now)
        raise
    until = now + timedelta(minutes=parameter("EST-6", on=now.date()).value)
    _mark(by=by, act="key_opened", now=now)
    HELD.hold(by.session, by.organisation, key, until, now)
    return until


def lock(*, by: Actor, now: datetime) -> None:
    """Let go of every key of this session: on leaving, on signing out, on quick exit."""
    HELD.drop(by.session)
    _mark(by=by, act="key_closed", now=now)


def key_held(*, by: Actor, now: datetime) -> KeyHeld:
    """Say whether this session holds its organisation's key."""
    return KeyHeld(held=key_in_hand(by=by, now=now) is not None)


def open_answers(*, person_reference: str, by: Actor, now: datetime) -> SealedView:
    """Open what is sealed of a person to the actor's organisation, and say what protects in clear.

    Raises `NotYours`, `KeyNotHeld`.
    """
    with audit.deed():
        person = person_of(reference=person_reference, by=by, category=Category.PROTECTION).row
        rows = list(person.sealed_answers.filter(organisation__key=by.organisation).order_by("pk"))
        if not rows and not _answers_for(person=person, by=by):
            raise NotYours
        key = _held_key(by=by, now=now)
        opened = [_opened(row=row, person=person, key=key) for row in rows]
        audit.record(by=by, act="sealed_look", about=[person_reference], detail={}, now=now)
        return SealedView(
            reference=person.reference,
            name=person.name,
            age=age_at(person=person, on=local_date(key=person.family.location_key, now=now)),
            best_language=person.best_language,
            interpreter_needed=person.interpreter_needed,
            answers=tuple(answer for answer in opened if isinstance(answer, SealedAnswerView)),
            notes=tuple(note for note in opened if isinstance(note, str)),
            clear_reasons=_clear_reasons(person=person),
            damaged=sum(1 for one in opened if one is None),
        )


def answers_opened(*, person: Person, by: Actor, now: datetime) -> Mapping[str, str] | None:
    """Give a person's private answers by path, for a deed that asks the rules of them and marks that it did.

    None while the reader's session holds no key, or where none of them are sealed to its organisation. The caller has
    made sure that `by` may read this person's protection.
    """
    key = key_in_hand(by=by, now=now)
    if key is None:
        return None
    rows = person.sealed_answers.filter(organisation__key=by.organisation).order_by("pk")
    opened = [_opened(row=row, person=person, key=key) for row in rows]
    return {one.path: one.answer for one in opened if isinstance(one, SealedAnswerView)} or None


def open_notices(*, by: Actor, now: datetime, before: datetime | None = None) -> tuple[SealedNoticeView, ...]:
    """Open the latest notices to the actor's organisation and show those that say something, most pressing first.

    COMAR receives one for everyone who was asked, and most say nothing: only here is it known which. So all that are
    opened are marked and acknowledged alike. At most 200 at once; `before` gives those drafted earlier. Raises
    `NotYours`, `KeyNotHeld`.
    """
    require(by=by, category=Category.PROTECTION, relations=frozenset({Relation.ASSIGNED}))
    with audit.deed():
        key = _held_key(by=by, now=now)
        rows = _latest_notices(by=by, before=before)
        saying = [(row, said) for row in rows if (said := _read_notice(row=row, key=key)).get("asks")]
        ProtectionNotice.objects.filter(pk__in=[row.pk for row in rows]).update(state="acknowledged")
        audit.record(by=by, act="notices_look", about=[row.person.reference for row in rows], detail={}, now=now)
        pressing = sorted(saying, key=lambda pair: (pair[0].answer_by, pair[0].pk))
        return tuple(_notice(row=row, said=said) for row, said in pressing)


def _latest_notices(*, by: Actor, before: datetime | None) -> list[ProtectionNotice]:
    rows = ProtectionNotice.objects.filter(organisation__key=by.organisation).select_related("person__family")
    if before is not None:
        rows = rows.filter(drafted_at__lt=before)
    return list(rows.order_by("-drafted_at", "-pk")[:_NOTICES_AT_ONCE])


def _own_organisation(*, by: Actor) -> Organisation:
    require(by=by, category=Category.PROTECTION, relations=frozenset({Relation.ASSIGNED}))
    row = Organisation.objects.filter(key=by.organisation).first()
    if row is None or not by.session:
        raise NotYours
    if not row.wrapped_key:
        raise NoKeyHere
    return row


def key_in_hand(*, by: Actor, now: datetime) -> PrivateKey | None:
    """Give the organisation's key, if this session holds it."""
    return HELD.get(by.session, by.organisation, now) if by.session else None


def _held_key(*, by: Actor, now: datetime) -> PrivateKey:
    key = key_in_hand(by=by, now=now)
    if key is None:
        raise KeyNotHeld
    return key


def _mark(*, by: Actor, act: str, now: datetime) -> None:
    with audit.deed():
        audit.record(by=by, act=act, about=[], detail={}, now=now)


def _opened(*, row: SealedAnswer, person: Person, key: PrivateKey) -> SealedAnswerView | str | None:
    """Open one box: an answer, the reason given for a hold, or None where it does not open or is not this person's."""
    if not _is_of(row=row, person=person):
        return None
    try:
        plain = open_sealed(key=key, box=bytes(row.box), about=row.about)
    except CannotOpen:
        return None
    return _answer(said=json.loads(plain)) if row.about.startswith("draft:") else plain.decode()


def _is_of(*, row: SealedAnswer, person: Person) -> bool:
    """Say whether a box lies where it belongs: a row moved to someone else, name and all, is not read as theirs."""
    if not row.about.startswith("draft:"):
        return _is_hold_of(about=row.about, person=person)
    request = Request.objects.filter(family=person.family, draft__isnull=False).select_related("draft").first()
    number = person.order_in_family + 1
    steps = [question.step for question in QUESTIONS]
    names = {about_answer(draft=request.draft.reference, member=number, step=step) for step in steps} if request else ()
    return row.about in names


def _is_hold_of(*, about: str, person: Person) -> bool:
    kind, _, rest = about.partition(":")
    return kind == "hold" and person.family.requests.filter(holds__reference=rest.partition(":")[0]).exists()


def _answer(*, said: Mapping[str, object]) -> SealedAnswerView:
    path, drawn = str(said["path"]), said["codes"]
    return SealedAnswerView(
        path=path,
        asks=_QUESTIONS[path].asks,
        answer=str(said["answer"]),
        reasons=tuple(
            SealedReason(code=code, effect=effect, sentence=sentence_for(code, effect))
            for code, effect in drawn  # type: ignore[attr-defined]
        ),
    )


def _answers_for(*, person: Person, by: Actor) -> bool:
    """Whoever owns a protection question reads what the clear facts say of it, though no answer is sealed to them."""
    return person.holds.filter(kind="protection", organisation__key=by.organisation).exists()


def _clear_reasons(*, person: Person) -> tuple[SealedReason, ...]:
    """Say what protects by facts in clear (age, language): asked of the rules anew, for it is kept nowhere."""
    request = last_request(person=person)
    if request is None:
        return ()
    results = determine_with(
        request=request,
        on=request.on,
        state=location_state(location=request.location_key, on=request.on, now=request.made_at),
        raised={},
        lifted={},
    )
    codes = next(result.protected_by for result in results if result.person.pk == person.pk)
    return tuple(SealedReason(code=code, effect="protect", sentence=sentence_for(code, "protect")) for code in codes)


def _read_notice(*, row: ProtectionNotice, key: PrivateKey) -> Mapping[str, str]:
    try:
        return json.loads(open_sealed(key=key, box=bytes(row.box), about=row.about))
    except CannotOpen:
        return {}


def _notice(*, row: ProtectionNotice, said: Mapping[str, str]) -> SealedNoticeView:
    return SealedNoticeView(
        reference=row.reference,
        kind=row.kind,
        name=said.get("name", ""),
        born_on=date.fromisoformat(said["born_on"]) if said.get("born_on") else None,
        nationality=said.get("nationality", ""),
        best_language=said.get("best_language", ""),
        waits_at=WAITING_PLACES.get(said.get("waits_at", "")),
        says=_NOTICE_SAYS[row.kind],
        location=row.person.family.location_key,
        drafted_at=row.drafted_at,
        answer_by=row.answer_by,
    )
