"""What is asked of whoever answers a hold or a review."""

from django.utils.translation import gettext_lazy as _

from estancia.web.questions import Choice, LongText, Question, Radios


def hold_questions(*, protection: bool) -> tuple[Question, ...]:
    """Ask for the answer and why; the reason of a protection hold is sealed to the organisation."""
    hint = _("Only your organisation will read it.") if protection else _("The desk and the family will read it.")
    return (
        Radios(
            name="answer",
            label=_("What do you answer?"),
            choices=(
                Choice("lift", _("Lift it: the question is answered"), _("The request goes back to the desk.")),
                Choice("uphold", _("Uphold it: the family stays held"), _("Nobody is refused while it stands.")),
            ),
        ),
        LongText(name="reason", label=_("Why?"), hint=hint),
    )


def review_questions() -> tuple[Question, ...]:
    """Ask for the answer and why."""
    return (
        Radios(
            name="answer",
            label=_("After looking again"),
            choices=(
                Choice("changed", _("Change it: the desk decides again")),
                Choice("confirmed", _("Confirm what was decided")),
            ),
        ),
        LongText(name="reason", label=_("Why?"), hint=_("The family will read it.")),
    )
