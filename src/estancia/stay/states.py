"""The states of a stay, of a renewal and of someone expected back: each with a line, an owner and a way out."""

from collections.abc import Mapping
from types import MappingProxyType

from estancia.admission.states import NotPossibleNow, State
from estancia.wording import Sentence

STAY_STATES: Mapping[str, State] = MappingProxyType(
    {
        "valid": State(
            Sentence("Vigente; si su último día pasó, se renueva.", "Valid; renewed when its last day has passed."),
            "intake_desk",
        ),
        "expired": State(
            Sentence("Venció y otra la siguió.", "It ran out and another followed."), "person", final=True
        ),
        "revoked": State(
            Sentence("Dos personas la revocaron, con motivo.", "Two people took it back, with a reason."),
            "person",
            final=True,
        ),
        "ended": State(
            Sentence("Terminó; el papel dice qué sigue.", "It ended; the paper says what comes next."), "person"
        ),
    }
)
RENEWAL_STATES: Mapping[str, State] = MappingProxyType(
    {
        "open": State(Sentence("Puede renovarse ya.", "It can be renewed now."), "intake_desk"),
        "granted": State(Sentence("Renovada, con tarjeta nueva.", "Renewed, with a new card."), "person", final=True),
        "closed": State(
            Sentence("Ya no hace falta: la estancia terminó.", "No longer needed: the stay ended."),
            "person",
            final=True,
        ),
    }
)
RETURN_STATES: Mapping[str, State] = MappingProxyType(
    {
        "waiting": State(
            Sentence("Salió a una audiencia; aún está en tiempo.", "Left for a hearing; still in time."),
            "protecting_body",
        ),
        "not_reached": State(
            Sentence("El contacto no respondió; se llama otra vez.", "The contact did not answer; called again."),
            "protecting_body",
        ),
        "returned": State(Sentence("Volvió.", "Came back."), "protecting_body"),  # a call may have said so wrongly
        "reached": State(
            Sentence("El contacto sabe de la persona.", "The contact has word of the person."), "protecting_body"
        ),
        "stays_in_us": State(
            Sentence("Se queda en los Estados Unidos.", "Stays in the United States."), "protecting_body"
        ),
        "chose_not_to_go_on": State(
            Sentence("Decidió no seguir. Es su decisión.", "Chose not to go on. It is their choice."),
            "protecting_body",
        ),
        "mistaken": State(
            Sentence("La salida se anotó por error.", "The exit was noted by mistake."), "intake_desk", final=True
        ),
    }
)
STAY_MACHINES: Mapping[str, Mapping[str, State]] = MappingProxyType(
    {"stay": STAY_STATES, "renewal": RENEWAL_STATES, "expected_return": RETURN_STATES}
)
CALL_OUTCOMES = ("returned", "reached", "not_reached", "stays_in_us", "chose_not_to_go_on")
CALLED = ("returned", "reached", "stays_in_us", "chose_not_to_go_on")  # what a call gave, and may need correcting
AWAIT_AGAIN = "await_again"  # nothing of what was written down: the person is still awaited
# (machine, from, event) -> to
STAY_TRANSITIONS: Mapping[tuple[str, str, str], str] = MappingProxyType(
    {
        ("stay", "valid", "renew"): "valid",
        ("stay", "valid", "another_followed"): "expired",
        ("stay", "valid", "take_back"): "revoked",
        ("stay", "valid", "end"): "ended",
        ("stay", "ended", "take_back_end"): "valid",
        ("stay", "ended", "another_followed"): "expired",
        ("renewal", "open", "grant"): "granted",
        ("renewal", "open", "stay_ended"): "closed",
        **{("expected_return", state, one): one for state in ("waiting", "not_reached") for one in CALL_OUTCOMES},
        **{("expected_return", state, one): one for state in CALLED for one in CALLED if one != state},
        **{("expected_return", state, AWAIT_AGAIN): "waiting" for state in CALLED},
        ("expected_return", "waiting", "undo_exit"): "mistaken",
        ("expected_return", "not_reached", "undo_exit"): "mistaken",
    }
)


def step(*, machine: str, state: str, event: str) -> str:
    """Give the state an event leads to; raises `NotPossibleNow` where the table has no such step."""
    to = STAY_TRANSITIONS.get((machine, state, event))
    if to is None:
        raise NotPossibleNow
    return to
