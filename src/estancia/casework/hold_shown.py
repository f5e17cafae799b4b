"""One hold with its history, to one reader: of a protection others answer, only whether it is open."""

from datetime import datetime

from django.db.models import QuerySet

from estancia.casework.access import Actor
from estancia.casework.hold_rows import OPEN_STATES, PROTECTION, SENTENCES, hold_line
from estancia.casework.overseeing import may_press, pressed
from estancia.casework.views.holds import HoldEventLine, HoldView
from estancia.records.models import Hold, HoldEvent
from estancia.records.prepared import prepared

_ANSWERED = ("lifted", "upheld")


def view_of_hold(*, hold: Hold, may_answer: bool, by: Actor, now: datetime) -> HoldView:
    """Show a hold, as `hold_faces` gives it to this reader; `may_answer`: whether theirs is the organisation to ask."""
    open_now = hold.state in OPEN_STATES
    return HoldView(
        hold=hold_line(hold=hold, by=by, now=now),
        opened_at=hold.opened_at,
        closed_at=hold.closed_at,
        may_answer=open_now and may_answer,
        may_press=hold.state == "escalated" and may_press(hold=hold, by=by, now=now) and not pressed(hold=hold),
        events=tuple(_event_line(event=event, hold=hold, by=by) for event in _events(hold=hold, by=by)),
        next_line=SENTENCES[f"hold_next_{hold.kind}_{hold.state}"],
    )


def _events(*, hold: Hold, by: Actor) -> list[HoldEvent]:
    """What happened; of a protection others answer, their answer is not shown while the question is open for them."""
    shown = _answers_here(hold=hold, by=by) or hold.closed_at
    return [one for one in _happened(hold=hold.pk) if shown or one.event not in _ANSWERED]


@prepared
def _happened(*, hold: int) -> QuerySet[HoldEvent]:
    return HoldEvent.objects.filter(hold_id=hold).select_related("by__organisation").order_by("at", "pk")


def _answers_here(*, hold: Hold, by: Actor) -> bool:
    return hold.kind != PROTECTION or hold.organisation.key == by.organisation


def _event_line(*, event: HoldEvent, hold: Hold, by: Actor) -> HoldEventLine:
    reserved = hold.kind == PROTECTION and event.event in _ANSWERED
    closes = reserved and not _answers_here(hold=hold, by=by)
    organisation = event.by.organisation.name if event.by and event.by.organisation and not closes else ""
    said = hold.state if closes else event.event
    return HoldEventLine(
        event=said,
        line=SENTENCES[f"hold_event_{said}"],
        at=hold.closed_at if closes and hold.closed_at else event.at,
        organisation=organisation,
        reason=event.reason,
        reserved=reserved,
    )
