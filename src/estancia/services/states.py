"""The states a complaint can be in: each with a line, an owner of the next step, and a way out."""

from collections.abc import Mapping
from types import MappingProxyType

from estancia.admission.states import NotPossibleNow, State
from estancia.wording import Sentence

COMPLAINT_STATES: Mapping[str, State] = MappingProxyType(
    {
        "opened": State(Sentence("Recibida; espera que la lean.", "Received; waiting to be read."), "answering_body"),
        "acknowledged": State(
            Sentence("La leyeron y la atienden.", "It was read and is being looked into."), "answering_body"
        ),
        "passed_on": State(
            Sentence("Pasó a otro organismo, que debe leerla.", "Passed on to another body, which is to read it."),
            "answering_body",
        ),
        "escalated": State(
            Sentence("Pasó el plazo; se avisó a quien supervisa.", "Its time passed; the overseer was told."),
            "answering_body",
        ),
        "answered": State(Sentence("Respondida.", "Answered."), "person", final=True),
        "withdrawn": State(
            Sentence("Retirada por quien la hizo.", "Withdrawn by whoever made it."), "person", final=True
        ),
    }
)
OPEN_STATES = tuple(code for code, state in COMPLAINT_STATES.items() if not state.final)
# (from, event) -> to
STEPS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("opened", "acknowledge"): "acknowledged",
        ("passed_on", "acknowledge"): "acknowledged",
        ("escalated", "acknowledge"): "acknowledged",
        **{(state, "answer"): "answered" for state in OPEN_STATES},
        **{(state, "withdraw"): "withdrawn" for state in OPEN_STATES},
        **{(state, "pass_on"): "passed_on" for state in OPEN_STATES},
        **{(state, "escalate"): "escalated" for state in OPEN_STATES},
    }
)


def move_complaint(*, state: str, event: str) -> str:
    """Give the state an event leads to. Raises `NotPossibleNow` where the table has no such step."""
    to = STEPS.get((state, event))
    if to is None:
        raise NotPossibleNow
    return to
