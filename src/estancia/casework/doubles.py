"""Doubles before saving: who may already have a file, why, and what a person said of it. No machine joins anybody.

A desk sees its own port's people. Of anybody else's it is told once that there may be a file elsewhere, and whom to
ask: not whose, not where, not how many.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from estancia.casework import audit
from estancia.casework.access import Actor, Category, NotYours, Relation, categories, require
from estancia.casework.bodies import overseer
from estancia.casework.fetch import draft_of, person_of, relations_to_person
from estancia.casework.identity_keys import Found, identity_of, search, search_all, store_keys
from estancia.casework.intake_answers import day_of
from estancia.casework.intake_steps import born_on_of, count_of
from estancia.casework.joined import kept_for, stands_as_one
from estancia.casework.merge_refusals import refused_in_words
from estancia.casework.merges_ended import end_waiting_merge
from estancia.casework.name_words import store_words
from estancia.casework.person_shown import held_of, last_request, show_line
from estancia.casework.roster_reach import roster_of
from estancia.casework.views.doubles import DoublesView, Likely
from estancia.people.identity import Identity, LikenessReason, likeness, pair_of
from estancia.places import local_date
from estancia.records.models import IntakeDraft, NotTheSame, Person
from estancia.records.prepared import prepared
from estancia.wording import ForPeople, Sentence

SHOWN = 8
_SHOWN_A_ROW = 3
_SEARCHED = 40
_WORTH_A_LOOK = 8.0  # below it a name in common, no more
_WORTH_ASKING = 17.0  # another port's: about a whole name and a day of birth, or a number and half a name
_READ_AS = {"name": Category.NAME, "number": Category.NAME}  # every other reason tells something of the identity
_OWN = frozenset({Relation.OWN_PORT})
_TYPED = frozenset({"name", "born_day", "born_month", "born_year", "born_approximately", "nationality"})
_LONGEST, _ALPHA_3 = 200, 3


class SamePerson(ForPeople):
    """Somebody was said not to be the same as themselves."""

    sentence = Sentence(
        es="Es el mismo expediente dos veces. Nada cambió. Elija el otro expediente con el que lo compara.",
        en="That is the same file twice. Nothing was changed. Choose the other file you are comparing it with.",
    )


def likely_doubles(*, identity: Identity, beside: str = "", by: Actor, now: datetime) -> DoublesView:
    """Show who may already be this person, while they are being written down. Raises `NotYours`.

    `beside` names who is being compared, a person's reference or `draft:number`: they themselves and whoever was said
    not to be the same are left out.
    """
    with audit.deed():
        return _look(identity=identity, beside=beside, also=(), by=by, now=now)


def doubles_of_draft(*, reference: str, member: int, typed: Mapping[str, str], by: Actor, now: datetime) -> DoublesView:
    """Show who may already be this member of an intake, by what is kept of them and what is being typed over it.

    What is typed may be half a word or no date at all: what cannot be read is not known. Raises `NotYours`.
    """
    with audit.deed():
        draft = draft_of(reference=reference, by=by)
        if not 1 <= member <= count_of(answers=draft.answers):
            raise NotYours
        on = local_date(key=draft.location_key, now=now)
        identity = identity_typed(answers=draft.answers, member=member, typed=typed, on=on)
        return _look(identity=identity, beside=f"{reference}:{member}", also=(reference,), by=by, now=now)


def doubles_of_person(*, reference: str, by: Actor, now: datetime) -> DoublesView:
    """Show who else on file may be this person. Raises `NotYours`."""
    with audit.deed():
        person = person_of(reference=reference, by=by, category=Category.NAME, write=True).row
        return _look(identity=identity_of(person=person), beside=reference, also=(reference,), by=by, now=now)


def doubles_of_rows(
    *, roster: str, identities: Mapping[int, Identity], by: Actor, now: datetime
) -> Mapping[int, DoublesView]:
    """Show, for a page of rows of a roster, who may already be on file, by the row's number; rows without are left out.

    One search for the whole page. Raises `NotYours`.
    """
    with audit.deed():
        require(by=by, category=Category.IDENTITY, relations=_OWN, write=True)
        found = search_all(identities=identities, limit=_SEARCHED)
        apart = {number: _apart_from(f"{roster}:{number}") for number in found}
        left = {number: [one for one in some if one.reference not in apart[number]] for number, some in found.items()}
        near = {number: _near(found=_once_a_file(found=some, beside=""), by=by) for number, some in left.items()}
        views = {
            number: _view(own=own[:_SHOWN_A_ROW], others=others, identity=identities[number], by=by, now=now)
            for number, (own, others) in near.items()
            if own or others
        }
        hinted = [one.reference for _, others in near.values() for one in others]
        shown = [one.person.reference for view in views.values() for one in view.likely]
        _mark(shown=shown, hinted=hinted, by=by, now=now)
        return views


def identity_typed(
    *, answers: Mapping[str, Mapping[str, str]], member: int, typed: Mapping[str, str], on: date
) -> Identity:
    """Give what a member of an intake is compared by so far; what cannot be read is not known."""
    said = {**answers.get(f"identity:{member}", {}), **_about_identity(typed)}
    number = typed.get("number", answers.get(f"notice:{member}", {}).get("number", ""))[:_LONGEST].strip()
    try:
        born_on = born_on_of(identity=said, on=on)
        guessed = bool(said.get("born_approximately")) or (
            bool(said.get("born_year")) and day_of(answers=said, name="born") is None
        )
    except (ValueError, OverflowError):
        born_on, guessed = None, False
    nationality = said.get("nationality", "")
    return Identity(
        name=said.get("name", "")[:_LONGEST],
        born_on=born_on,
        born_approximately=guessed,
        nationality=nationality if len(nationality) == _ALPHA_3 else "",
        numbers=frozenset({number} if number else ()),
    )


def _about_identity(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in typed.items() if name in _TYPED}


def _look(*, identity: Identity, beside: str, also: Sequence[str], by: Actor, now: datetime) -> DoublesView:
    require(by=by, category=Category.IDENTITY, relations=_OWN, write=True)
    with audit.deed():
        apart = _apart_from(beside) | {beside}
        alike = [one for one in search(identity=identity, limit=_SEARCHED) if one.reference not in apart]
        own, others = _near(found=_once_a_file(found=alike, beside=beside), by=by)
        view = _view(own=own, others=others, identity=identity, by=by, now=now)
        _mark(shown=[*also, *(one.reference for one in own)], hinted=[one.reference for one in others], by=by, now=now)
        return view


def _near(*, found: Sequence[Found], by: Actor) -> tuple[list[Found], list[Found]]:
    """Give those of the own port worth a look, and those of others worth asking about."""
    own = [one for one in found if one.location == by.location and one.score >= _WORTH_A_LOOK][:SHOWN]
    return own, [one for one in found if one.location != by.location and one.score >= _WORTH_ASKING]


def _view(
    *, own: Sequence[Found], others: Sequence[Found], identity: Identity, by: Actor, now: datetime
) -> DoublesView:
    on = local_date(key=by.location, now=now)
    elsewhere = _ask(location=by.location, on=on) if others else None
    return DoublesView(likely=_shown(found=own, identity=identity, by=by, now=now), elsewhere=elsewhere)


def _mark(*, shown: Sequence[str], hinted: Sequence[str], by: Actor, now: datetime) -> None:
    if hinted:
        audit.record(by=by, act="doubles_hint", about=hinted, detail={}, now=now)
    audit.record(by=by, act="doubles_look", about=shown, detail={}, now=now)


def not_the_same(*, one: str, other: str, by: Actor, now: datetime) -> None:
    """Remember that somebody compared two and says they are two people. Said twice, it stands once; a join ends.

    Each is a person's reference, or `draft:number`, or `roster:number` of a row. Raises `NotYours`, `SamePerson`.
    """
    with audit.deed():
        _keep_apart(one=one, other=other, for_ever=False, by=by, now=now)
        audit.record(by=by, act="not_the_same", about=[one, other], detail={}, now=now)


def keep_apart(*, one: str, other: str, by: Actor, now: datetime) -> None:
    """Keep two files apart for ever, because it was asked for. Raises `NotYours`, `SamePerson`, `StandsJoined`."""
    with audit.deed():
        with refused_in_words():
            _keep_apart(one=one, other=other, for_ever=True, by=by, now=now)
        audit.record(by=by, act="keep_apart", about=[one, other], detail={}, now=now)


def pair_said(*, one: str, other: str) -> str:
    """Say what was said of two: nothing, `not_the_same`, or `for_ever` where they are to be kept apart."""
    first, second = pair_of(one=one, other=other)
    row = NotTheSame.objects.filter(first=first, second=second).first()
    return "" if row is None else "for_ever" if row.for_ever else "not_the_same"


def take_in(*, people: Sequence[Person], draft: str) -> None:
    """Store the keys of a family just handed in, and carry over what was said of its members while they were a draft.

    `people` in the order of the draft. Called inside the deed that writes them.
    """
    store_keys(people=people)
    store_words(people=people)
    for number, person in enumerate(people, start=1):
        _carry_over(was=f"{draft}:{number}", becomes=person.reference)


def _carry_over(*, was: str, becomes: str) -> None:
    for row in _said_of(reference=was):
        other = row.second if row.first == was else row.first
        row.first, row.second = pair_of(one=becomes, other=other)
        row.save(update_fields=["first", "second"])


@prepared
def _said_of(*, reference: str) -> QuerySet[NotTheSame]:
    return NotTheSame.objects.filter(Q(first=reference) | Q(second=reference))


def _keep_apart(*, one: str, other: str, for_ever: bool, by: Actor, now: datetime) -> None:
    if one == other:
        raise SamePerson
    for reference in (one, other):
        _hold(reference=reference, by=by)
    first, second = pair_of(one=one, other=other)
    said = {"said_by_id": by.staff_id, "said_at": now}
    row, _ = NotTheSame.objects.get_or_create(first=first, second=second, defaults={"for_ever": for_ever, **said})
    if for_ever and not row.for_ever:
        NotTheSame.objects.filter(pk=row.pk).update(for_ever=True, **said)
    end_waiting_merge(one=one, other=other, by=by, now=now)


def _hold(*, reference: str, by: Actor) -> None:
    named, of_something, _ = reference.partition(":")
    if of_something and IntakeDraft.objects.filter(reference=named).exists():
        draft_of(reference=named, by=by)
        return
    if of_something:
        roster_of(reference=named, by=by, lock=False)
        return
    person_of(reference=reference, by=by, category=Category.NAME, write=True)


def _once_a_file(*, found: Sequence[Found], beside: str) -> list[Found]:
    """Leave out who already stands as one file with the one compared, and of files that stand as one all but one."""
    leads = kept_for(person_ids=[one.person_id for one in found])
    person = Person.objects.filter(reference=beside).first()
    seen = set(stands_as_one(person_id=person.pk)) if person else set()
    left = []
    for one in found:
        file = leads.get(one.person_id, one.person_id)
        if file not in seen and one.person_id not in seen:
            left.append(one)
        seen.add(file)
    return left


def _apart_from(reference: str) -> set[str]:
    if not reference:
        return set()
    rows = NotTheSame.objects.filter(Q(first=reference) | Q(second=reference)).values_list("first", "second")
    return {one for pair in rows for one in pair}


def _shown(*, found: Sequence[Found], identity: Identity, by: Actor, now: datetime) -> tuple[Likely, ...]:
    rows = Person.objects.select_related("family").in_bulk([one.person_id for one in found])
    return tuple(_likely(found=one, row=rows[one.person_id], identity=identity, by=by, now=now) for one in found)


def _likely(*, found: Found, row: Person, identity: Identity, by: Actor, now: datetime) -> Likely:
    held = categories(by=by, relations=relations_to_person(person=row, by=by))
    if Category.NAME not in held:
        raise NotYours  # searched by place, and the place no longer answers: nobody is shown by mistake
    held_now = held_of(held=held, by=by, request=last_request(person=row))
    said = likeness(one=identity, other=found.identity).reasons
    reasons = tuple(reason for reason in said if may_read(reason) in held_now)
    family = row.family.members.exclude(pk=row.pk).order_by("order_in_family")
    return Likely(
        person=show_line(person=row, held=held, by=by, now=now),
        score=round(sum(reason.weight for reason in reasons), 3),
        reasons=reasons,
        beside=tuple(family.values_list("name", flat=True)),
    )


def may_read(reason: LikenessReason) -> Category:
    """Name the category whose reader may be told this reason."""
    return _READ_AS.get(reason.about, Category.IDENTITY)


def _ask(*, location: str, on: date) -> Sentence:
    body = overseer(location=location, on=on)
    return _ELSEWHERE.filled(body=body.name) if body else _ELSEWHERE_UNOWNED


_ELSEWHERE = Sentence(
    es="Puede haber ya un expediente de esta persona en otro lugar. Desde aquí no se ve, y no impide atenderla. "
    "Pregunte a {body}.",
    en="There may already be a file of this person elsewhere. It cannot be seen from here, and it is no "
    "bar to helping. Ask {body}.",
)
_ELSEWHERE_UNOWNED = Sentence(
    es="Puede haber ya un expediente de esta persona en otro lugar. Desde aquí no se ve, y no impide atenderla. "
    "Pregunte a quien protege los datos.",
    en="There may already be a file of this person elsewhere. It cannot be seen from here, and it is no "
    "bar to helping. Ask whoever protects the data.",
)
