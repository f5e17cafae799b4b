"""Which decisions are open for a request: the same list draws the buttons and enforces them."""

from estancia.admission import AllowedDecision, DecisionNotOpen, Outcome, allowed_decisions, check_decision
from estancia.casework.hold_rows import was_protected
from estancia.records.models import Request

_REFUSAL = "not_covered"


def choices_of(*, request: Request, outcome: Outcome, protection_hold: bool) -> tuple[AllowedDecision, ...]:
    """List what may be decided now for the whole family.

    A request on which a protection question was ever opened is never refused (see `was_protected`).
    """
    allowed = allowed_decisions(outcome=outcome, protection_hold=protection_hold)
    if not was_protected(request=request):
        return allowed
    return tuple(each for each in allowed if each.decision != _REFUSAL)


def check_choice(*, request: Request, decision: str, outcome: Outcome, protection_hold: bool, reason: str) -> None:
    """Raise `DecisionNotOpen` or `ReasonNeeded` unless this decision may be taken, with this reason."""
    check_decision(decision=decision, outcome=outcome, protection_hold=protection_hold, reason=reason)
    if decision == _REFUSAL and was_protected(request=request):
        raise DecisionNotOpen
