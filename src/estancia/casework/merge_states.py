"""The states a merge can be in: data, with a line and an owner each. Joined is never the last word."""

from collections.abc import Mapping
from types import MappingProxyType

from estancia.admission.states import State
from estancia.wording import Sentence

ASKED, CONFIRMED, REFUSED, UNDONE = "asked", "confirmed", "refused", "undone"

MERGE_STATES: Mapping[str, State] = MappingProxyType(
    {
        ASKED: State(
            Sentence(
                "Se pidió juntarlos. Otra persona debe mirar los dos y confirmar; hasta entonces nada cambia.",
                "It was asked that they be joined. Somebody else must look at both and confirm; until then nothing "
                "changes.",
            ),
            "intake_desk",
        ),
        CONFIRMED: State(
            Sentence(
                "Están juntos: las dos referencias llevan a un mismo expediente. Nada se movió ni se borró, y se puede "
                "deshacer cuando sea.",
                "They are joined: both references lead to one file. Nothing was moved or deleted, and it can be undone "
                "at any time.",
            ),
            "intake_desk",
        ),
        REFUSED: State(
            Sentence(
                "No se juntaron. Cada expediente sigue como estaba.", "They were not joined. Each file stays as it was."
            ),
            "intake_desk",
            final=True,
        ),
        UNDONE: State(
            Sentence(
                "Se deshizo: cada expediente está como antes, con lo que se le agregó mientras tanto.",
                "It was undone: each file is as before, with what was added to it meanwhile.",
            ),
            "intake_desk",
            final=True,
        ),
    }
)
MERGE_STEPS: Mapping[tuple[str, str, str], str] = MappingProxyType(
    {
        ("merge", ASKED, "confirm_merge"): CONFIRMED,
        ("merge", ASKED, "refuse_merge"): REFUSED,
        ("merge", CONFIRMED, "undo_merge"): UNDONE,
    }
)
