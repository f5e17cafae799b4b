"""What is asked of whoever sets a day's places or reports on security."""

from django.utils.translation import gettext_lazy as _

from estancia.web.questions import Choice, Question, Radios, Text


def place_questions() -> tuple[Question, ...]:
    """Ask how many admissions are possible today."""
    return (
        Text(
            name="places",
            label=_("How many people can be admitted today, in all?"),
            hint=_("Count those already admitted today as well."),
            width="5",
            inputmode="numeric",
        ),
    )


def security_questions() -> tuple[Question, ...]:
    """Ask what is said of the place, and who says it."""
    return (
        Radios(
            name="state",
            label=_("How is the place now?"),
            choices=(Choice("ok", _("Safe")), Choice("unsafe", _("Not safe"))),
        ),
        Text(name="source", label=_("Who says so?"), hint=_("An office or a service, not a person's name.")),
    )
