"""A kept paper as its readers see it; the number and the name only to those who may hold a name."""

from collections.abc import Iterable
from datetime import datetime

from estancia.admission.states import KEPT_PAPER_STATES
from estancia.casework.access import Actor, Role
from estancia.casework.hearing_claims import WORDS
from estancia.casework.views.notices import HappenedLine, KeptLine, KeptView
from estancia.places import local_date
from estancia.records.models import KeptPaper
from estancia.wording import Sentence

OPEN_STATES = ("kept", "overdue")
_NAMED_TO = frozenset({Role.IO, Role.PW, Role.DP})
_PRINTING = frozenset({Role.IO, Role.PW})


def kept_lines(*, rows: Iterable[KeptPaper], by: Actor, now: datetime) -> tuple[KeptLine, ...]:
    """Show kept papers in a list, in the order given."""
    return tuple(_line(row, by=by, now=now) for row in rows)


def kept_view(*, row: KeptPaper, may_chase: bool, by: Actor, now: datetime) -> KeptView:
    """Show one kept paper with what happened to it."""
    return KeptView(
        paper=_line(row, by=by, now=now),
        number=row.number if by.role in _NAMED_TO else "",
        what_to_say=what_to_say(row),
        where_to_complain=where_to_complain(row),
        may_chase=may_chase and row.state in OPEN_STATES,
        may_print=by.role in _PRINTING,
        happened=tuple(
            HappenedLine(at=event.at, line=WORDS[f"kept_event_{event.event}"], said=event.said, source="")
            for event in row.events.order_by("-at", "-pk")
        ),
        promise_passed=_promise_passed(row, now=now),
    )


def _promise_passed(row: KeptPaper, *, now: datetime) -> Sentence | None:
    today = local_date(key=row.location_key, now=now)
    passed = row.state in OPEN_STATES and row.promised_on is not None and row.promised_on < today
    return WORDS["kept_promise_passed"] if passed else None


def what_to_say(row: KeptPaper) -> Sentence:
    """Give the words with which a person may ask for it back."""
    return WORDS[f"say_{row.keeper_kind}"]


def where_to_complain(row: KeptPaper) -> Sentence:
    """Say where to complain: always outside the body that keeps it."""
    return WORDS.get(f"complain_{row.keeper_kind}", WORDS["complain_other"])


def _line(row: KeptPaper, *, by: Actor, now: datetime) -> KeptLine:
    person = row.person
    return KeptLine(
        reference=row.reference,
        person=person.reference,
        who=person.name if by.role in _NAMED_TO else person.reference,
        location=person.family.location_key,
        what=WORDS[f"what_{row.what}"],
        keeper_kind=WORDS[f"keeper_{row.keeper_kind}"],
        keeper=row.keeper,
        since_on=row.since_on,
        since_is_about=row.since_is_about,
        promised_on=row.promised_on,
        owner=row.organisation.name,
        chase_by=row.chase_by,
        overdue=row.state == "overdue" or (row.state == "kept" and row.chase_by <= now),
        state=row.state,
        state_line=KEPT_PAPER_STATES[row.state].line,
    )
