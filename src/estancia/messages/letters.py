"""What may be told to an organisation: that something waits for it, under a reference. Nothing else leaves."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

_SUBJECTS = {
    "call_contact": ("Hay una llamada por hacer.", "A call is to be made."),
    "hold_opened": ("Una pregunta espera su respuesta.", "A question waits for your answer."),
    "hold_escalated": ("Una pregunta pasó su hora y es suya.", "A question passed its hour and is yours."),
    "hold_late_elsewhere": (
        "Una pregunta pasó su hora en otro organismo; puede pedir que respondan.",
        "A question passed its hour at another body; you may ask them to answer.",
    ),
    "hold_pressed": ("Quien supervisa pide que responda una pregunta.", "The overseer asks you to answer a question."),
    "protection_notice": ("Un aviso sellado espera a su organismo.", "A sealed notice waits for your organisation."),
    "protection_notice_late": ("Un aviso sellado sigue sin acuse.", "A sealed notice is still not acknowledged."),
    "request_back_at_desk": ("Una solicitud vuelve a la oficina.", "A request returns to the desk."),
    "review_opened": ("Una revisión espera su respuesta.", "A review waits for your answer."),
    "review_late": ("Una revisión pasó su hora sin respuesta.", "A review passed its hour unanswered."),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: its own key, its kind, the organisation's key, and the reference it is about."""

    key: str
    kind: str
    to: str
    about: str
    queued_at: datetime

    def as_json(self) -> str:
        """Write it as it leaves: a neutral line in both languages and a reference. Signing in shows the rest."""
        es, en = _SUBJECTS.get(self.kind, ("Hay algo por ver.", "There is something to see."))
        said = {
            "key": self.key,
            "kind": self.kind,
            "to": self.to,
            "about": self.about,
            "queued_at": self.queued_at.astimezone(UTC).isoformat(),
            "es": es,
            "en": en,
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True)
