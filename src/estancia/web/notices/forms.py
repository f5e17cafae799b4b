"""What is asked when a paper, a word about a hearing, or a paper kept by others is written down."""

from django.utils.translation import gettext_lazy as _

from estancia.web.questions import Checkboxes, Choice, DateBoxes, LongText, Question, Radios, Text

_NOT_KNOWN = Choice("not_known", _("I do not know"), divider=_("or"))
_HOUR = _("For example 8:30 AM or 13:30.")


def notice_questions() -> tuple[Question, ...]:
    """Ask for the paper from top to bottom, then for what the person says of it."""
    return (*_served(), *_hearing(), *_check_in(), *_address())


def claim_questions() -> tuple[Question, ...]:
    """Ask who says what of the hearing or of the check-in."""
    return (
        Radios(
            name="about",
            label=_("What do they speak of?"),
            choices=(
                Choice("hearing", _("The hearing, before the judge")),
                Choice("check_in", _("The check-in: when to be at the port")),
            ),
        ),
        Radios(
            name="source",
            label=_("Who says so?"),
            choices=(
                Choice("person", _("The person, from memory")),
                Choice("lawyer", _("The person's counsel")),
                Choice("port", _("The port, by word of mouth")),
                Choice("other_paper", _("Another paper")),
                Choice("announcement", _("A public announcement")),
            ),
        ),
        Text(
            name="where",
            label=_("Which paper or announcement?"),
            hint=_("Write no person's name."),
            optional=True,
        ),
        DateBoxes(name="on", label=_("Day"), optional=True),
        Text(name="at", label=_("Hour, in the clock of that place"), hint=_HOUR, optional=True, width="10"),
        Text(name="place", label=_("Court or port"), hint=_("Its code or its city."), optional=True),
        Text(name="printed", label=_("Word for word, as printed or said"), optional=True),
        Checkboxes(  # a tick can be taken away again
            name="no_date",
            label=_("Does this source give no date?"),
            choices=(Choice("yes", _("It gives no date")),),
            optional=True,
        ),
    )


def court_questions() -> tuple[Question, ...]:
    """Ask what the court's own record shows today."""
    return (
        Radios(
            name="status",
            label=_("What does the court's own record say of the case?"),
            choices=(
                Choice("pending", _("Open")),
                Choice("closed", _("Closed")),
                Choice("appeal", _("On appeal")),
                _NOT_KNOWN,
            ),
        ),
        DateBoxes(name="hearing", label=_("Date of the next hearing in the record"), optional=True),
        Text(name="hearing_at", label=_("Hour of the hearing"), hint=_HOUR, optional=True, width="10"),
        Text(name="hearing_location", label=_("Court or city"), optional=True),
        Text(name="source", label=_("Where did you read it?"), hint=_("For example: the court's telephone line.")),
    )


def answer_questions() -> tuple[Question, ...]:
    """Ask what was found about a date, and where."""
    return (
        Radios(
            name="found",
            label=_("What did you find?"),
            choices=(
                Choice("date_stands", _("The date stands")),
                Choice("date_is_false", _("The date is false: nobody should travel for it")),
                Choice("other_date", _("The date is another, and I wrote it down")),
                Choice(
                    "not_found",
                    _("I could not find out"),
                    hint=_("It stays open and passes to whoever oversees the place, with a new hour."),
                ),
            ),
        ),
        Text(name="source", label=_("Where did you see it?"), hint=_("For example: the court's telephone line.")),
        LongText(name="said", label=_("What else should be known?"), optional=True, rows=3),
    )


def kept_questions() -> tuple[Question, ...]:
    """Ask what is kept, by what kind of body, since when, and what was promised."""
    return (
        Radios(
            name="what",
            label=_("What is kept?"),
            choices=(
                Choice("passport", _("Passport")),
                Choice("birth_certificate", _("Birth certificate")),
                Choice("identity_card", _("Identity card")),
                Choice("notice", _("Notice to appear")),
                Choice("tear_sheet", _("Tear sheet")),
                Choice("phone", _("Telephone")),
                Choice("other", _("Something else")),
            ),
        ),
        Text(name="number", label=_("Its number, if known"), optional=True, width="20"),
        Radios(
            name="keeper_kind",
            label=_("Who has it?"),
            choices=(
                Choice("us_authority", _("A United States authority")),
                Choice("migration_authority", _("Mexico's migration authority")),
                Choice("police", _("Police or prosecutors")),
                Choice("shelter", _("A shelter")),
                Choice("lawyer", _("A law office or legal clinic")),
                Choice("employer", _("A business where they work or worked")),
                Choice("other", _("Another organisation")),
            ),
        ),
        Text(
            name="keeper",
            label=_("Name of the organisation"),
            hint=_("Never the name of a person."),
            optional=True,
        ),
        DateBoxes(name="since", label=_("Since when?"), hint=_("If the day is not known, leave its box empty.")),
        DateBoxes(name="promised", label=_("For when was it promised back?"), optional=True),
    )


def asked_questions() -> tuple[Question, ...]:
    """Ask what the keeper answered."""
    return (LongText(name="said", label=_("What did they answer?"), optional=True, rows=3),)


def returned_questions() -> tuple[Question, ...]:
    """Ask for the day it came back."""
    return (DateBoxes(name="returned", label=_("Day it came back")),)


def _served() -> tuple[Question, ...]:
    return (
        Radios(
            name="kind",
            label=_("Which paper is it?"),
            choices=(
                Choice("notice", _("Notice to appear"), _("Form I-862, several boxes, a date and a court.")),
                Choice("tear_sheet", _("Tear sheet"), _("One sheet with a date, an hour and a port.")),
            ),
        ),
        Text(name="number", label=_("Number on the paper"), optional=True, width="20"),
        DateBoxes(name="served", label=_("Day of service written on it"), optional=True),
        Radios(
            name="served_how",
            label=_("How was it served, according to the paper?"),
            choices=(Choice("in_person", _("In person")), Choice("by_mail", _("By mail")), _NOT_KNOWN),
            optional=True,
        ),
        DateBoxes(name="received", label=_("Day the person says they received it"), optional=True),
        Radios(
            name="box",
            label=_("Which classification box is ticked?"),
            choices=(
                Choice("arriving", _("Arriving alien")),
                Choice("present", _("Present without being admitted")),
                Choice("admitted", _("Admitted, then removable")),
                Choice("none_ticked", _("None is ticked")),
                _NOT_KNOWN,
            ),
            optional=True,
        ),
    )


def _hearing() -> tuple[Question, ...]:
    return (
        Text(
            name="printed",
            label=_("Date and hour of the hearing exactly as printed"),
            hint=_("Letter by letter, even if the day does not exist."),
            optional=True,
        ),
        DateBoxes(
            name="hearing",
            label=_("Date of the hearing"),
            hint=_("Careful: the paper puts the month first."),
            optional=True,
        ),
        Text(name="hearing_at", label=_("Hour of the hearing"), hint=_HOUR, optional=True, width="10"),
        Text(
            name="hearing_location",
            label=_("Court or place of the hearing"),
            hint=_("Its code, its name or its city, as printed."),
            optional=True,
        ),
    )


def _check_in() -> tuple[Question, ...]:
    return (
        DateBoxes(
            name="check_in",
            label=_("Day to be at the port"),
            hint=_("Only what the paper says. It is not worked out from the hearing."),
            optional=True,
        ),
        Text(name="check_in_at", label=_("Hour to be at the port"), hint=_HOUR, optional=True, width="10"),
        Text(name="port", label=_("Port"), hint=_("For example: El Paso."), optional=True),
    )


def _address() -> tuple[Question, ...]:
    return (
        Text(
            name="address",
            label=_("Address written on it"),
            hint=_("Copy it as it is, even if it says only a city."),
            optional=True,
        ),
        Radios(
            name="stayed_there",
            label=_("Was the person ever at that address?"),
            hint=_("Only yes or no. Where they sleep is not asked."),
            choices=(Choice("yes", _("Yes")), Choice("no", _("No")), _NOT_KNOWN),
            optional=True,
        ),
        Radios(
            name="language",
            label=_("In which language is it?"),
            choices=(Choice("eng", _("English")), Choice("spa", _("Spanish")), _NOT_KNOWN),
            optional=True,
        ),
    )
