"""The private part of an intake: asked, judged, sealed and forgotten in one request.

What stays in clear is one bit for the member's whole private part, that a protection question is open, and it only
ever rises until the part is asked again. Which question raised it is inside the boxes, which only the protecting body
named for the place and day can open. A box says neither by its size nor by its place what was answered.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from estancia.admission import judge_private
from estancia.casework import audit
from estancia.casework.access import Actor
from estancia.casework.bodies import named_body
from estancia.casework.clear_facts import facts_of_draft
from estancia.casework.fetch import draft_of
from estancia.casework.intake_steps import members_of, questions_of
from estancia.casework.intake_view import AlreadyHandedIn, NoSuchPage, view_of_draft
from estancia.casework.views.intake import DraftMember, DraftView, PrivateQuestion
from estancia.places import local_date
from estancia.protection import ANSWERS, Question, value_of
from estancia.records.models import IntakeDraft, Organisation, SealedDraftAnswer, SealedDraftNotice
from estancia.records.written import update_row, write_rows
from estancia.sealing import seal
from estancia.wording import ForPeople, Sentence

Drawn = tuple[str, str]  # a reason drawn from an answer: its code and effect

ASYLUM = "person.asks_asylum_in_mexico"
NOTICE_BYTES = 1279  # five blocks of the seal, whatever the name: a notice that says nothing looks like one that does
_ANSWER_BYTES = 255


class NobodyToSealTo(ForPeople):
    """No organisation with a key is named to protect at this location on this day, so nothing private is asked."""

    sentence = Sentence(
        es="Aquí no hay todavía un organismo de protección con clave. Sin él, nadie podría guardar en reserva lo que "
        "la persona diga, y por eso no se le pregunta. Avise a quien administra el sistema para que lo nombre.",
        en="No protecting body with a key is named here yet. Without one nobody could keep what the person says in "
        "confidence, so nothing is asked. Tell the system administrator, who can name one.",
    )


class AnswerNotOffered(ForPeople):
    """A word that is not one of the four answers."""

    sentence = Sentence(
        es="Elija una de las cuatro respuestas: sí, no, no sé, o prefiero no decir. No se guardó nada.",
        en="Choose one of the four answers: yes, no, I do not know, or I would rather not say. Nothing was kept.",
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One private answer: of whom, to which page, and which of the four words."""

    member: int
    step: str
    answer: str


def private_question(*, reference: str, member: int, step: str, by: Actor, now: datetime) -> PrivateQuestion:
    """Give a private page to be shown. Raises `NobodyToSealTo` before anything is asked, `NoSuchPage`, `NotYours`."""
    with audit.deed():
        draft = draft_of(reference=reference, by=by)
        on = local_date(key=draft.location_key, now=now)
        keeper = keeper_for(location=draft.location_key, on=on)
        person, question = _asked(draft=draft, member=member, step=step, on=on)
        audit.record(by=by, act="private_question", about=[reference], detail={"member": member}, now=now)
        return PrivateQuestion(
            step=step,
            member=member,
            child_form=person.child,
            asks=question.child if person.child and question.child else question.asks,
            why=question.why,
            hint=question.hint,
            read_by=keeper.name,
            answered=draft.sealed_answers.filter(member=member, step=step).exists(),
            also_told=_also_told(draft=draft, question=question, on=on),
        )


def answer_private(*, reference: str, member: int, step: str, answer: str, by: Actor, now: datetime) -> DraftView:
    """Judge one private answer, seal it, and keep one bit. The same page answered again replaces its box.

    The bit is not lowered by a second answer: a protection once raised is put to those who protect, unless the whole
    part is asked again. Raises `AnswerNotOffered`, `NobodyToSealTo`, `NoSuchPage`, `AlreadyHandedIn`, `NotYours`.
    """
    with audit.deed():
        draft = _seal_told(reference=reference, told=[Told(member, step, answer)], by=by, now=now)
        audit.record(by=by, act="private_answer", about=[reference], detail={"member": member}, now=now)
        return view_of_draft(draft=draft, now=now)


def answer_private_pages(*, reference: str, told: Sequence[Told], by: Actor, now: datetime) -> DraftView:
    """Judge and seal several private answers, all or none: given in one sitting on paper, pictures or sound.

    Each is judged alone and closed in its own box, as by `answer_private`, which says what is raised.
    """
    with audit.deed():
        draft = _seal_told(reference=reference, told=told, by=by, now=now)
        members = sorted({one.member for one in told})
        audit.record(by=by, act="private_answer", about=[reference], detail={"members": members}, now=now)
        return view_of_draft(draft=draft, now=now)


def restart_private(*, reference: str, member: int, by: Actor, now: datetime) -> DraftView:
    """Forget one member's sealed answers and bit, so that the part is asked again from its first page."""
    with audit.deed():
        draft = _open_draft(reference=reference, by=by)
        draft.sealed_answers.filter(member=member).delete()
        draft.sealed_notices.filter(member=member).delete()
        draft.protection_open = {key: bit for key, bit in draft.protection_open.items() if key != str(member)}
        draft.changed_at = now
        draft.save(update_fields=["protection_open", "changed_at"])
        audit.record(by=by, act="private_restart", about=[reference], detail={"member": member}, now=now)
        return view_of_draft(draft=draft, now=now)


def keeper_for(*, location: str, on: date) -> Organisation:
    """Give the protecting body that private answers are sealed to there on that day. Raises `NobodyToSealTo`."""
    body = named_body(kind="protecting_body", location=location, on=on)
    if body is None or not body.public_key:
        raise NobodyToSealTo
    return body


def about_answer(*, draft: str, member: int, step: str) -> str:
    """Name the one place where an answer's box belongs; it moves from draft to file with this name."""
    return f"draft:{draft}:{member}:{step}"


def notice_text(**said: object) -> bytes:
    """Write the body of a notice, always as long as any other."""
    return json.dumps(said, ensure_ascii=False).encode().ljust(NOTICE_BYTES)


def _also_told(*, draft: IntakeDraft, question: Question, on: date) -> str:
    """Name who besides the protecting body is told when the answer is yes: COMAR, where one with a key is named."""
    if question.path != ASYLUM:
        return ""
    comar = named_body(kind="comar", location=draft.location_key, on=on)
    return comar.name if comar and comar.public_key else ""


def _open_draft(*, reference: str, by: Actor) -> IntakeDraft:
    draft = draft_of(reference=reference, by=by, lock=True)
    if draft.submitted_at:
        raise AlreadyHandedIn
    return draft


def _asked(*, draft: IntakeDraft, member: int, step: str, on: date) -> tuple[DraftMember, Question]:
    person = next((one for one in members_of(answers=draft.answers, on=on) if one.number == member), None)
    questions = questions_of(member=person, on=on) if person else ()
    question = next((one for one in questions if one.step == step), None)
    if person is None or question is None:
        raise NoSuchPage
    return person, question


def _seal_told(*, reference: str, told: Sequence[Told], by: Actor, now: datetime) -> IntakeDraft:
    """Judge each answer, close its box, keep one bit a member; the words themselves are not kept."""
    if any(one.answer not in ANSWERS for one in told):
        raise AnswerNotOffered
    draft = _open_draft(reference=reference, by=by)
    on = local_date(key=draft.location_key, now=now)
    keeper = keeper_for(location=draft.location_key, on=on)
    boxes: dict[tuple[int, str], SealedDraftAnswer] = {}
    notices: dict[int, SealedDraftNotice] = {}
    for one in told:
        _, question = _asked(draft=draft, member=one.member, step=one.step, on=on)
        codes, protection_open = _judged(draft=draft, member=one.member, question=question, answer=one.answer, on=on)
        box = _sealed_answer(draft=draft, told=one, question=question, codes=codes, to=keeper, now=now)
        boxes[one.member, one.step] = box
        if question.path == ASYLUM:
            asks = one.answer == "yes"
            notices[one.member] = _sealed_asylum(draft=draft, member=one.member, asks=asks, on=on, keeper=keeper)
        raised = draft.protection_open.get(str(one.member), False) or protection_open
        draft.protection_open = {**draft.protection_open, str(one.member): raised}
    _replace_boxes(boxes=[*boxes.values()], notices=[*notices.values()])
    draft.changed_at = now
    update_row(row=draft, columns=("protection_open", "changed_at"))
    return draft


def _judged(
    *, draft: IntakeDraft, member: int, question: Question, answer: str, on: date
) -> tuple[tuple[Drawn, ...], bool]:
    """Judge this answer alone; what was never answered is counted when the intake is handed in."""
    facts = facts_of_draft(answers=draft.answers, member=member, location=draft.location_key, on=on)
    name = question.path.removeprefix("person.")
    given = {"fear_asked": True, name: value_of(answer)}
    told = replace(facts, person=replace(facts.person, **given))  # type: ignore[arg-type]
    judgement = judge_private(facts=told, answered={question.path})
    return tuple((reason.code, reason.effect) for reason in judgement.reasons), judgement.protection_open


def _sealed_answer(
    *, draft: IntakeDraft, told: Told, question: Question, codes: tuple[Drawn, ...], to: Organisation, now: datetime
) -> SealedDraftAnswer:
    about = about_answer(draft=draft.reference, member=told.member, step=question.step)
    said = {"path": question.path, "answer": told.answer, "codes": codes}
    plain = json.dumps(said).encode().ljust(_ANSWER_BYTES)
    return SealedDraftAnswer(
        draft=draft,
        member=told.member,
        step=question.step,
        organisation=to,
        about=about,
        box=seal(public=bytes(to.public_key or b""), plain=plain, about=about),
        sealed_at=now,
    )


def _replace_boxes(*, boxes: list[SealedDraftAnswer], notices: list[SealedDraftNotice]) -> None:
    """Write the boxes; a page answered before gives up its old one."""
    write_rows(rows=notices, unique=("draft", "member"), instead=("organisation", "about", "box"))
    write_rows(rows=boxes, unique=("draft", "member", "step"), instead=("organisation", "about", "box", "sealed_at"))


def _sealed_asylum(*, draft: IntakeDraft, member: int, asks: bool, on: date, keeper: Organisation) -> SealedDraftNotice:
    """Write the notice to COMAR now, while the answer is known: a real one, or one that says nothing."""
    comar = named_body(kind="comar", location=draft.location_key, on=on)
    to = comar if comar and comar.public_key else keeper
    about = f"comar:{draft.reference}:{member}"
    plain = notice_text(asks=asks, **(_who(draft=draft, member=member, on=on) if asks else {}))
    box = seal(public=bytes(to.public_key or b""), plain=plain, about=about)
    return SealedDraftNotice(draft=draft, member=member, organisation=to, about=about, box=box)


def _who(*, draft: IntakeDraft, member: int, on: date) -> dict[str, str]:
    person = next(one for one in members_of(answers=draft.answers, on=on) if one.number == member)
    return {
        "name": person.name,
        "born_on": person.born_on.isoformat() if person.born_on else "",
        "nationality": person.nationality,
        "best_language": draft.answers.get("language", {}).get("best_language", ""),
    }
