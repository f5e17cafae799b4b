"""What a person may decide once the rules have spoken: the same list draws the buttons and enforces them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from estancia.admission.determination import Outcome
from estancia.wording import ForPeople, Sentence

Decision = Literal["admit", "hold", "not_covered"]


class DecisionNotOpen(ForPeople):
    """What was chosen is not open: a protection question, a place, or the rules themselves stand in the way."""

    sentence = Sentence(
        es="Esta decisión no está abierta ahora. Mientras falta una respuesta, nadie recibe un «no». Ponga en espera.",
        en="This decision is not open now. Nobody is given a “no” while a question is unanswered. Put it on hold.",
    )


class ReasonNeeded(ForPeople):
    """The decision goes against what the rules say and must say why."""

    sentence = Sentence(
        es="Esta decisión va contra lo que dicen las reglas. Escriba el motivo para poder guardarla.",
        en="This decision goes against what the rules say. Write the reason so that it can be saved.",
    )


@dataclass(frozen=True, slots=True)
class AllowedDecision:
    """A decision that is open; `needs_reason` where it goes against the rules."""

    decision: Decision
    needs_reason: bool


def family_outcome(*, outcomes: Sequence[Outcome], protection_hold: bool) -> Outcome:
    """Say how a whole family stands: protected or split families are held, never divided."""
    if protection_hold or "hold" in outcomes or len(set(outcomes)) != 1:
        return "hold"
    return outcomes[0]


def allowed_decisions(*, outcome: Outcome, protection_hold: bool) -> tuple[AllowedDecision, ...]:
    """List what may be decided for a family.

    With a protection question open, only a hold. *Not covered* is open only where the rules say it: what is
    missing or not known never becomes a refusal.
    """
    if protection_hold:
        return (AllowedDecision("hold", False),)
    against = {"admissible": ("hold",), "hold": ("admit",), "not_covered": ("admit", "hold")}[outcome]
    along: Decision = {"admissible": "admit", "hold": "hold", "not_covered": "not_covered"}[outcome]  # type: ignore[assignment]
    return (AllowedDecision(along, False), *(AllowedDecision(each, True) for each in against))  # type: ignore[arg-type]


def check_decision(*, decision: str, outcome: Outcome, protection_hold: bool, reason: str) -> None:
    """Refuse what is not open (`DecisionNotOpen`) or says no reason where one is needed (`ReasonNeeded`)."""
    allowed = allowed_decisions(outcome=outcome, protection_hold=protection_hold)
    chosen = next((each for each in allowed if each.decision == decision), None)
    if chosen is None:
        raise DecisionNotOpen
    if chosen.needs_reason and not reason.strip():
        raise ReasonNeeded
