"""The states of an application for a permit: each with a line, an owner of the next step, and a way out."""

from collections.abc import Mapping
from types import MappingProxyType

from estancia.admission.states import NotPossibleNow, State
from estancia.wording import Sentence

PERMIT_STATES: Mapping[str, State] = MappingProxyType(
    {
        "filed": State(
            Sentence("Entregada; corre el plazo de la autoridad.", "Handed in; the authority's time runs."),
            "intake_desk",
        ),
        "to_cure": State(
            Sentence(
                "Faltan papeles; hay plazo para entregarlos.", "Papers are missing; there is time to hand them in."
            ),
            "person",
        ),
        "silent": State(
            Sentence("Pasó el plazo sin respuesta.", "The time passed without an answer."),
            "person",
        ),
        "certificate_asked": State(
            Sentence("Se pidió la constancia del silencio.", "The certificate of silence was asked for."), "intake_desk"
        ),
        "certificate_given": State(
            Sentence(
                "Hay constancia del silencio; puede reclamarse.", "The silence is certified; it can be contested."
            ),
            "person",
            final=True,
        ),
        "granted": State(Sentence("Concedida.", "Granted."), "person", final=True),
        "refused": State(Sentence("Negada, con motivo.", "Refused, with a reason."), "person", final=True),
        "discarded": State(
            Sentence("Desechada; puede presentarse otra.", "Discarded; another can be handed in."),
            "person",
            final=True,
        ),
        "withdrawn": State(Sentence("Retirada por la persona.", "Withdrawn by the person."), "person", final=True),
    }
)
OPEN_PERMIT_STATES = tuple(code for code, state in PERMIT_STATES.items() if not state.final)
_ANSWERABLE = ("filed", "to_cure", "silent", "certificate_asked")
# (machine, from, event) -> to
PERMIT_STEPS: Mapping[tuple[str, str, str], str] = MappingProxyType(
    {
        ("permit", "filed", "miss"): "to_cure",
        ("permit", "to_cure", "cure"): "filed",
        ("permit", "to_cure", "discard"): "discarded",
        ("permit", "filed", "silence"): "silent",
        ("permit", "silent", "ask_certificate"): "certificate_asked",
        ("permit", "certificate_asked", "certify"): "certificate_given",
        **{("permit", state, "grant"): "granted" for state in _ANSWERABLE},  # an answer that comes late counts too
        **{("permit", state, "refuse"): "refused" for state in _ANSWERABLE},
        **{("permit", state, "withdraw"): "withdrawn" for state in _ANSWERABLE},
    }
)


def permit_step(*, state: str, event: str) -> str:
    """Give the state an event leads to. Raises `NotPossibleNow` where the table has no such step."""
    to = PERMIT_STEPS.get(("permit", state, event))
    if to is None:
        raise NotPossibleNow
    return to
