"""The questions of the intake, page by page: what is asked, why, and when it no longer matters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pycountry
from django.utils.translation import gettext_lazy as _

from estancia.web.intake.languages import other_choices, spoken_choices
from estancia.web.questions import Checkboxes, Choice, DateBoxes, Question, Radios, Select, Text, Words
from estancia.web.saying import country_name

Answers = Mapping[str, str]
NOT_KNOWN = Choice("not_known", _("I do not know"), divider=_("or"))
YES_NO = (Choice("yes", _("Yes")), Choice("no", _("No")), NOT_KNOWN)
# The nationalities most often heard at the window stand first (published shares of 2019-2022); then every other.
FIRST_COUNTRIES = ("HND", "GTM", "SLV", "CUB", "ECU", "VEN", "NIC", "COL", "BRA", "HTI", "PER", "DOM", "MEX")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the intake: part of a casework step, and the questions it shows.

    `may_be_empty`: nothing typed is an answer, given with its own button. `matters` looks at the step's other answers.
    `not_of_first`: asked of everyone but the first person, whose answer stands for them until they say otherwise.
    """

    slug: str
    step: str
    questions: Callable[[], tuple[Question, ...]]
    why: Words
    heading: Words = ""
    row: Words = ""
    may_be_empty: bool = False
    not_of_first: bool = False
    matters: Callable[[Answers], bool] = lambda _answers: True


def best_language() -> tuple[Question, ...]:
    """Ask for the language first."""
    return (
        Radios(
            name="best_language",
            label=_("In which language do you understand best?"),
            hint=_("Turn the screen to the person, or read the names aloud."),
            heading=True,
            choices=(*spoken_choices(), NOT_KNOWN),
        ),
        Select(name="other_language", label=_("Another language"), optional=True, choices=other_choices()),
    )


def other_languages() -> tuple[Question, ...]:
    """Ask which others are understood: it decides whether the person can be heard at all."""
    return (
        Checkboxes(
            name="languages",
            label=_("Which languages do you understand?"),
            hint=_("Tick every one that the person understands well enough to speak of their life."),
            heading=True,
            choices=spoken_choices(),
        ),
        Select(name="other_language", label=_("Another language"), optional=True, choices=other_choices()),
    )


def interpreter() -> tuple[Question, ...]:
    """Ask whether an interpreter is needed."""
    return (_yes_no("interpreter_needed", _("Do you need an interpreter?")),)


def how_many() -> tuple[Question, ...]:
    """Ask how many came together."""
    return (
        Text(
            name="members",
            label=_("How many people are in the family, here today?"),
            hint=_("Count everyone who came together, babies too. One person alone is 1."),
            heading=True,
            width="2",
            inputmode="numeric",
        ),
    )


def relation() -> tuple[Question, ...]:
    """Ask who they are to one another."""
    return (
        Radios(
            name="relation",
            label=_("Who are they to one another?"),
            heading=True,
            choices=(
                Choice("alone", _("One person alone")),
                Choice("parents_and_children", _("Parents and children")),
                Choice("couple", _("A couple")),
                Choice("relatives", _("Other relatives")),
                Choice("other", _("They are not relatives")),
                NOT_KNOWN,
            ),
        ),
    )


def citizen_child() -> tuple[Question, ...]:
    """Ask whether one of the children is a citizen of the United States."""
    return (_yes_no("includes_citizen_child", _("Is any child of the family a citizen of the United States?")),)


def name() -> tuple[Question, ...]:
    """Ask for the name as the notice has it."""
    return (
        Text(
            name="name",
            label=_("What is the name, as the notice has it?"),
            hint=_("One line, in the order printed. Without a notice, as the person says it."),
            heading=True,
        ),
    )


def born() -> tuple[Question, ...]:
    """Ask for the date of birth, in whole or in part."""
    return (
        DateBoxes(
            name="born",
            label=_("When were you born?"),
            hint=_("For example 27 3 1988. If only the year is known, write the year."),
            heading=True,
        ),
        Checkboxes(
            name="born_approximately",
            label=_("How sure is it?"),
            optional=True,
            choices=(Choice("yes", _("This date is approximate")),),
        ),
    )


def nationality() -> tuple[Question, ...]:
    """Ask for the nationality."""
    return (
        Select(name="nationality", label=_("Of which country are you a national?"), heading=True, choices=countries()),
    )


def own_languages() -> tuple[Question, ...]:
    """Ask which languages this member understands, where they are not the first person's."""
    return (
        Checkboxes(
            name="languages",
            label=_("Which languages does this person understand?"),
            hint=_("Ask each one. A grandmother may understand only the language of her village."),
            heading=True,
            choices=spoken_choices(),
        ),
        Select(name="other_language", label=_("Another language"), optional=True, choices=other_choices()),
    )


def accompanied() -> tuple[Question, ...]:
    """Ask with whom a child came."""
    return (
        Radios(
            name="accompanied_by",
            label=_("Who did the child come with?"),
            hint=_("Aunts, grandparents and older siblings are “another adult”, unless a court named them guardian."),
            heading=True,
            choices=(
                Choice("parent", _("Mother or father")),
                Choice("legal_guardian", _("Legal guardian")),
                Choice("other_adult", _("Another adult")),
                Choice("nobody", _("Nobody")),
                NOT_KNOWN,
            ),
        ),
    )


def entry() -> tuple[Question, ...]:
    """Ask how they entered the United States."""
    return (
        Radios(
            name="entry",
            label=_("How did you enter the United States?"),
            heading=True,
            choices=(
                Choice("at_port", _("At a port of entry"), _("A bridge, a gate, an airport.")),
                Choice("between_ports", _("Between ports"), _("The river, the desert, a fence.")),
                Choice("elsewhere", _("Another way, or further inside")),
                NOT_KNOWN,
            ),
        ),
    )


def us_status() -> tuple[Question, ...]:
    """Ask for any status in the United States."""
    return (
        Radios(
            name="us_status",
            label=_("Do you have any status in the United States?"),
            heading=True,
            choices=(
                Choice("none", _("None")),
                Choice("citizen", _("Citizen")),
                Choice("permanent_resident", _("Permanent resident")),
                Choice("parole", _("Parole"), _("A paper that lets someone enter for a time.")),
                NOT_KNOWN,
            ),
        ),
    )


def interviewed() -> tuple[Question, ...]:
    """Ask whether the other side interviewed them."""
    return (_yes_no("interviewed_by_us", _("Did United States authorities interview you?")),)


def notice_state() -> tuple[Question, ...]:
    """Ask for the paper."""
    return (
        Radios(
            name="state",
            label=_("Do you have a notice to appear (NTA)?"),
            hint=_("The paper that orders someone before an immigration judge."),
            heading=True,
            choices=(
                Choice("held", _("Yes, here it is")),
                Choice("taken_or_lost", _("It was given, but taken or lost")),
                Choice("none", _("None was ever given")),
                NOT_KNOWN,
            ),
        ),
    )


def notice_kind() -> tuple[Question, ...]:
    """Ask which paper it is."""
    return (
        Radios(
            name="kind",
            label=_("Which paper is it?"),
            heading=True,
            choices=(
                Choice("notice", _("Notice to appear"), _("Form I-862, several boxes, a date and a court.")),
                Choice("tear_sheet", _("Tear sheet"), _("One sheet with a date, an hour and a port.")),
                NOT_KNOWN,
            ),
        ),
    )


def notice_paper() -> tuple[Question, ...]:
    """Ask for what identifies the paper; one look at it answers the page."""
    return (
        Text(
            name="number",
            label=_("Number on the paper"),
            hint=_("It starts with A and has nine digits."),
            optional=True,
            width="20",
        ),
        DateBoxes(name="served", label=_("Day it was handed over"), optional=True),
        Text(
            name="address",
            label=_("Address written on it"),
            hint=_("Copy it as it is, even if it says only a city."),
            optional=True,
        ),
    )


def notice_hearing() -> tuple[Question, ...]:
    """Ask for the hearing as printed."""
    return (
        DateBoxes(
            name="hearing",
            label=_("Date of the hearing"),
            hint=_("Careful: the paper puts the month first."),
            optional=True,
        ),
        Text(name="hearing_location", label=_("Court or city"), optional=True),
        Text(name="printed", label=_("Date and hour exactly as printed"), optional=True, width="20"),
    )


def court_status() -> tuple[Question, ...]:
    """Ask what the court's own record says of the case."""
    return (
        Radios(
            name="status",
            label=_("What does the court's own record say of the case?"),
            hint=_(
                "Look it up by number on the court's page or telephone line. If you could not, say you do not know."
            ),
            heading=True,
            choices=(
                Choice("pending", _("Open")),
                Choice("closed", _("Closed")),
                Choice("appeal", _("On appeal")),
                NOT_KNOWN,
            ),
        ),
    )


def court_hearing() -> tuple[Question, ...]:
    """Ask for the hearing in the court's record, and where it was read."""
    return (
        DateBoxes(name="hearing", label=_("Date of the next hearing in the record"), optional=True),
        Text(
            name="source",
            label=_("Where did you read it?"),
            hint=_("For example: the court's telephone line."),
            optional=True,
        ),
    )


def request() -> tuple[Question, ...]:
    """Ask the adults whether they ask; the request is their own."""
    return (
        Radios(
            name="requests_admission",
            label=_("Do you ask to be admitted to Mexico to wait for your hearing?"),
            hint=_("Saying no costs nothing and is not a refusal. It is recorded as “no request”."),
            heading=True,
            choices=YES_NO,
        ),
    )


def countries() -> tuple[Choice, ...]:
    """Offer every country in the reader's language, the most heard first, and "I do not know"."""
    others = sorted((country_name(each.alpha_3), each.alpha_3) for each in pycountry.countries)
    first = tuple(Choice(code, country_name(code)) for code in FIRST_COUNTRIES)
    rest = tuple(Choice(code, said) for said, code in others if code not in FIRST_COUNTRIES)
    return (Choice("", "—"), *first, Choice("not_known", _("I do not know")), *rest)


def _yes_no(name: str, label: Words) -> Radios:
    return Radios(name=name, label=label, heading=True, choices=YES_NO)
