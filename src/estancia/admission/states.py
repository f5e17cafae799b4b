"""The states of requests, holds, reviews, alarms and kept papers: data with a line, an owner and a way out each."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from estancia.wording import ForPeople, Sentence


@dataclass(frozen=True, slots=True)
class State:
    """One state: what it means in a line, who owns the next step; `final` where nothing more is due."""

    line: Sentence
    owner: str
    final: bool = False


class NotPossibleNow(ForPeople):
    """The step does not fit the state; someone may just have done it."""

    sentence = Sentence(
        es="Este paso ya no se puede dar: la situación cambió. Vuelva a abrir la página para ver cómo está ahora.",
        en="This step is no longer open: things have changed. Open the page again to see how they stand now.",
    )


REQUEST_STATES: Mapping[str, State] = MappingProxyType(
    {
        "awaiting_decision": State(
            Sentence("Espera que una persona decida.", "Waits for a person to decide."), "intake_desk"
        ),
        "on_hold": State(Sentence("En espera: falta una respuesta.", "On hold: an answer is missing."), "holding_body"),
        "admitted": State(Sentence("Admitida, con su estancia.", "Admitted, with a stay."), "intake_desk", final=True),
        "not_covered": State(
            Sentence(
                "Esta estancia no se aplica; los otros derechos siguen.",
                "This stay does not apply; other rights stand.",
            ),
            "person",
        ),
        "no_request": State(
            Sentence("No pide entrar. No es un rechazo.", "Does not ask to enter. Not a refusal."), "person", final=True
        ),
        "withdrawn": State(
            Sentence("La familia retiró su petición.", "The family withdrew its request."), "person", final=True
        ),
    }
)
HOLD_STATES: Mapping[str, State] = MappingProxyType(
    {
        "open": State(Sentence("Abierta, con dueño y hora.", "Open, with an owner and an hour."), "holding_body"),
        "escalated": State(
            Sentence("Pasó la hora; se avisó a la instancia siguiente.", "The hour passed; the next body was told."),
            "holding_body",
        ),
        "lifted": State(
            Sentence("Respondida: ya no detiene.", "Answered: no longer holds."), "intake_desk", final=True
        ),
        "upheld": State(
            Sentence("Respondida: la persona sigue protegida.", "Answered: the person stays protected."),
            "holding_body",
            final=True,
        ),
    }
)
REVIEW_STATES: Mapping[str, State] = MappingProxyType(
    {
        "open": State(Sentence("Otra persona lo revisa.", "Someone else is looking at it."), "review"),
        "changed": State(
            Sentence("Revisada: se decide de nuevo.", "Reviewed: it is decided again."), "intake_desk", final=True
        ),
        "confirmed": State(Sentence("Revisada: se mantiene.", "Reviewed: it stands."), "person", final=True),
    }
)
ALARM_STATES: Mapping[str, State] = MappingProxyType(
    {
        "open": State(
            Sentence("Alguien debe revisar esta fecha.", "Somebody must look at this date."), "court_liaison"
        ),
        "escalated": State(
            Sentence("Pasó a quien supervisa, con una nueva hora.", "It passed to the overseer, with a new hour."),
            "oversight",
        ),
        "answered": State(
            Sentence("Revisada: se anotó qué se halló y dónde.", "Looked at: what was found, and where, is written."),
            "person",
            final=True,
        ),
    }
)
KEPT_PAPER_STATES: Mapping[str, State] = MappingProxyType(
    {
        "kept": State(Sentence("Lo tiene otra persona o lugar.", "Somebody else has it."), "chaser"),
        "overdue": State(
            Sentence("Ya debía estar de vuelta; se reclama.", "It should be back by now; it is asked for."), "chaser"
        ),
        "returned": State(Sentence("Devuelto a la persona.", "Back with the person."), "person", final=True),
    }
)
MACHINES: Mapping[str, Mapping[str, State]] = MappingProxyType(
    {
        "request": REQUEST_STATES,
        "hold": HOLD_STATES,
        "review": REVIEW_STATES,
        "alarm": ALARM_STATES,
        "kept_paper": KEPT_PAPER_STATES,
    }
)
# (machine, from, event) -> to
TRANSITIONS: Mapping[tuple[str, str, str], str] = MappingProxyType(
    {
        ("request", "awaiting_decision", "admit"): "admitted",
        ("request", "awaiting_decision", "hold"): "on_hold",
        ("request", "awaiting_decision", "not_covered"): "not_covered",
        ("request", "awaiting_decision", "withdraw"): "withdrawn",
        ("request", "on_hold", "holds_answered"): "awaiting_decision",
        ("request", "on_hold", "review_changed"): "awaiting_decision",
        ("request", "on_hold", "withdraw"): "withdrawn",
        ("request", "on_hold", "protect"): "on_hold",
        ("request", "awaiting_decision", "protect"): "on_hold",
        ("request", "not_covered", "review_changed"): "awaiting_decision",
        ("request", "not_covered", "protect"): "on_hold",
        ("request", "not_covered", "withdraw"): "withdrawn",
        ("hold", "open", "answer_lift"): "lifted",
        ("hold", "open", "answer_uphold"): "upheld",
        ("hold", "open", "escalate"): "escalated",
        ("hold", "escalated", "escalate"): "escalated",
        ("hold", "escalated", "answer_lift"): "lifted",
        ("hold", "escalated", "answer_uphold"): "upheld",
        ("review", "open", "answer_changed"): "changed",
        ("review", "open", "answer_confirmed"): "confirmed",
        ("alarm", "open", "escalate"): "escalated",
        ("alarm", "escalated", "escalate"): "escalated",
        ("alarm", "open", "answer"): "answered",
        ("alarm", "escalated", "answer"): "answered",
        ("alarm", "open", "not_found"): "open",
        ("alarm", "escalated", "not_found"): "escalated",
        ("kept_paper", "kept", "hour_passed"): "overdue",
        ("kept_paper", "kept", "ask"): "kept",
        ("kept_paper", "overdue", "ask"): "overdue",
        ("kept_paper", "kept", "give_back"): "returned",
        ("kept_paper", "overdue", "give_back"): "returned",
    }
)


def move(*, machine: str, state: str, event: str) -> str:
    """Give the state an event leads to; raises `NotPossibleNow` where the table has no such step."""
    to = TRANSITIONS.get((machine, state, event))
    if to is None:
        raise NotPossibleNow
    return to
