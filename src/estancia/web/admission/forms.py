"""The decisions that stand open, each asking only what it needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from estancia.casework.views.people import DecisionChoice
from estancia.web.mending import mended
from estancia.web.questions import LongText, Question, Words
from estancia.wording import Sentence

TITLES: dict[str, Words] = {
    "admit": _("Admit the family"),
    "hold": _("Hold the request"),
    "not_covered": _("Say that this stay does not apply"),
}
LINES: dict[str, Words] = {
    "admit": _("Each person receives a stay card. One place is taken for each."),
    "hold": _(
        "Someone owns each open question, with an hour. The family waits under a roof and has a paper that says so."
    ),
    "not_covered": _("Their other rights stand. They receive a paper with open routes and how to ask for review."),
}
# What the rules said when each decision goes along with them; it is the main button of the page.
ALONG = {"admissible": "admit", "hold": "hold", "not_covered": "not_covered"}


@dataclass(frozen=True, slots=True)
class DecideForm:
    """One decision on offer. `main`: the one the rules lean to so far; a person may choose another."""

    decision: str
    title: Words
    says: Words
    button: Words
    main: bool
    questions: tuple[Question, ...]


def reason_question(*, decision: str) -> LongText:
    """Ask why, where a decision goes against what the rules say so far."""
    return LongText(
        name=f"reason_{decision}",
        label=_("Why do you decide otherwise?"),
        hint=_("The rules say something else so far. The family and the reviewer will read your reason."),
    )


def decide_forms(
    *,
    choices: Sequence[DecisionChoice],
    outcome: str | None,
    answers: Mapping[str, str] | None = None,
    errors: Mapping[str, Sentence] | None = None,
) -> tuple[DecideForm, ...]:
    """Offer each decision, the one the rules lean to first."""
    leaning = ALONG.get(outcome or "", "")
    ordered = sorted(choices, key=lambda choice: choice.decision != leaning)
    return tuple(
        DecideForm(
            decision=choice.decision,
            title=TITLES[choice.decision],
            says=LINES[choice.decision],
            button=TITLES[choice.decision],
            main=choice.decision == leaning,
            questions=mended(
                questions=(reason_question(decision=choice.decision),) if choice.needs_reason else (),
                answers=answers or {},
                errors=errors or {},
            ),
        )
        for choice in ordered
    )
