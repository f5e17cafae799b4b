"""The end of a stay, written down as the person says it: an outcome with its paper, undone as easily as it was done.

It is no way round the two people whom a revocation needs: whoever did not mean to end their stay says so at their desk,
and it is taken back in one deed.
"""

from datetime import datetime

from estancia.admission.states import NotPossibleNow
from estancia.casework import audit
from estancia.casework.access import Actor, Category
from estancia.casework.cards import CARDS
from estancia.casework.expected import stay_ended
from estancia.casework.fetch import person_of
from estancia.casework.once import forget
from estancia.casework.papers import papers_of
from estancia.casework.renewals import close_renewals
from estancia.casework.stay_lines import current_cards, current_stays, day_there
from estancia.casework.verifying import publish_revocations
from estancia.casework.views.crossings import EndPage
from estancia.records.models import Person, Stay, StayEnd
from estancia.records.written import write_row
from estancia.stay import END_REASONS
from estancia.stay.states import step
from estancia.wording import ForPeople, Sentence


class AlreadyEnded(ForPeople):
    """The stay was ended before, for another reason."""

    sentence = Sentence(
        es="Esta estancia ya había terminado, por otro motivo, y así sigue: ese es el que vale y nada cambió. Si no es "
        "así, deshaga primero ese fin en esta página y vuelva a anotarlo.",
        en="This stay had already ended, for another reason, and so it stands: that one counts and nothing changed. If "
        "it is not so, first undo that end on this page, then write it down again.",
    )


@audit.deed()
def end_page(*, person_reference: str, by: Actor, now: datetime) -> EndPage:
    """Show the stay that would end, or how it ended. Raises `NotYours`, and `NotPossibleNow` without a stay."""
    person = person_of(reference=person_reference, by=by, category=Category.STAY_DOCUMENT, write=True).row
    page = _page(person=person, by=by)
    audit.record(by=by, act="end_look", about=[person.reference], detail={}, now=now)
    return page


def end_stay(*, person_reference: str, reason: str, by: Actor, now: datetime) -> EndPage:
    """Write down that a person's stay ends today, for one of `END_REASONS`; pressed twice ends it once.

    What was waited for is closed with it, and the card counts no more. Raises `AlreadyEnded` for another reason than
    the first, `NotYours`, `NotPossibleNow`.
    """
    with audit.deed():
        person = person_of(reference=person_reference, by=by, category=Category.STAY_DOCUMENT, write=True).row
        stay = _locked(person=person)
        if stay.ends.filter(taken_back_at__isnull=True).exclude(reason=reason).exists():
            raise AlreadyEnded
        if stay.state != "ended":
            _end(stay=stay, reason=END_REASONS[reason].code, by=by, now=now)
        audit.record(by=by, act="end_stay", about=[person.reference], detail={"reason": reason}, now=now)
        page = _page(person=person, by=by)
    publish_revocations(now=now)
    return page


def take_back_end(*, person_reference: str, by: Actor, now: datetime) -> EndPage:
    """Undo the end of a stay, at the person's word: the card counts again. Twice undoes once.

    Raises `NotYours`, and `NotPossibleNow` where another stay is in force.
    """
    with audit.deed():
        person = person_of(reference=person_reference, by=by, category=Category.STAY_DOCUMENT, write=True).row
        stay = _locked(person=person)
        for end in stay.ends.filter(taken_back_at__isnull=True):
            end.taken_back_by_id, end.taken_back_at = by.user_id, now
            end.save(update_fields=["taken_back_by", "taken_back_at"])
            _move(stay=stay, event="take_back_end")
        audit.record(by=by, act="take_back_end", about=[person.reference], detail={}, now=now)
        page = _page(person=person, by=by)
    publish_revocations(now=now)
    return page


def _end(*, stay: Stay, reason: str, by: Actor, now: datetime) -> None:
    _move(stay=stay, event="end")
    close_renewals(stay=stay, now=now)
    stay_ended(stay=stay, reason=reason, by=by, now=now)
    ended_on = day_there(stay=stay, now=now)
    write_row(row=StayEnd(stay=stay, reason=reason, ended_on=ended_on, recorded_by_id=by.staff_id, recorded_at=now))


def _move(*, stay: Stay, event: str) -> None:
    stay.state = step(machine="stay", state=stay.state, event=event)
    stay.save(update_fields=["state"])
    forget(CARDS)


def _locked(*, person: Person) -> Stay:
    stay = current_stays(people=[person]).get(person.pk)
    if stay is None:
        raise NotPossibleNow
    list(Stay.objects.select_for_update().filter(pk=stay.pk))
    return Stay.objects.select_related("person__family").get(pk=stay.pk)


def _page(*, person: Person, by: Actor) -> EndPage:
    stay = current_stays(people=[person]).get(person.pk)
    if stay is None:
        raise NotPossibleNow
    end = stay.ends.filter(taken_back_at__isnull=True).first()
    papers = papers_of(request=stay.request, by=by) if end else ()
    return EndPage(
        person=person.reference,
        name=person.name,
        number=current_cards(stays=[stay])[stay.pk].number,
        state=stay.state,
        reason=END_REASONS[end.reason] if end else None,
        ended_on=end.ended_on if end else None,
        papers=tuple(one for one in papers if one.kind == "end_of_stay" and one.person == person.reference),
    )
