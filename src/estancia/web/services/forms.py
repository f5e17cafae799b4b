"""What is asked of whoever complains and of those who answer."""

from django.utils.translation import gettext_lazy as _

from estancia.casework.complaint_rows import place_keys
from estancia.places import place_name
from estancia.services import ACCUSED, KINDS
from estancia.web.questions import Choice, LongText, Question, Radios, Select, Text
from estancia.web.saying import reader_language
from estancia.wording import Sentence

PAGES = ("kind", "accused", "place", "words", "who")


def questions_of(*, page: str, for_others: bool) -> tuple[Question, ...]:
    """Give the questions of a page; `for_others`: asked of a lawyer or a protecting body about somebody else."""
    return {
        "kind": _kind,
        "accused": _accused,
        "place": _place,
        "words": _words,
        "who": _whom if for_others else _who,
    }[page]()


def _kind() -> tuple[Question, ...]:
    choices = tuple(Choice(one.code, _said(one.name), _said(one.hint)) for one in KINDS.values())
    return (Radios(name="kind", label=_("What happened?"), heading=True, choices=choices),)


def _accused() -> tuple[Question, ...]:
    choices = tuple(Choice(one.code, _said(one.name)) for one in ACCUSED.values())
    hint = _("They will not read it, nor will anyone of the same office.")
    return (Radios(name="accused", label=_("Who did it?"), hint=hint, heading=True, choices=choices),)


def _place() -> tuple[Question, ...]:
    here = tuple(Choice(key, place_name(key)) for key in place_keys())
    elsewhere = Choice("elsewhere", _("Somewhere else, or I do not know"), divider=_("or"))
    return (Radios(name="place", label=_("Where was it?"), heading=True, choices=(*here, elsewhere)),)


def _words() -> tuple[Question, ...]:
    hint = _("In your own words and your own language: what, when, who was there. A few lines are enough.")
    return (LongText(name="words", label=_("Tell what happened"), hint=hint, heading=True, rows=8),)


def _who() -> tuple[Question, ...]:
    return (*_name(), _pass_on())


def _pass_on() -> Question:
    return Radios(
        name="pass_on",
        label=_("May it be passed to another body, if that one can do more?"),
        hint=_("It would never be the one you complain of. If you say no, you are told where you can go yourself."),
        choices=(
            Choice("no", _("No, only the body that answers reads it")),
            Choice("yes", _("Yes, it may be passed on")),
        ),
    )


def _name() -> tuple[Question, ...]:
    return (
        Text(
            name="who",
            label=_("Your name or your reference, if you wish"),
            hint=_("You may leave it empty. Without it, nobody can ask you anything more."),
            optional=True,
        ),
        Text(
            name="reach",
            label=_("How to reach you safely, if you wish"),
            hint=_("A telephone, or someone you trust. Leave it empty if it puts you in danger."),
            optional=True,
        ),
    )


def _whom() -> tuple[Question, ...]:
    return (
        Text(
            name="who",
            label=_("Whom is it about? Their reference or card number"),
            hint=_("No file is opened and the number is not looked up: it goes sealed to whoever answers."),
        ),
        Text(name="reach", label=_("How to reach you about it"), optional=True),
        _pass_on(),
    )


def answer_questions() -> tuple[Question, ...]:
    """Ask for the answer to a complaint."""
    hint = _("Only whoever holds the receipt number reads it. Say what you found, what was done, and what they can do.")
    return (LongText(name="answer", label=_("Your answer"), hint=hint, rows=8),)


def pass_on_questions(*, bodies: tuple[tuple[str, str], ...]) -> tuple[Question, ...]:
    """Ask for the body that is to answer instead."""
    choices = tuple(Choice(key, name) for key, name in bodies)
    return (Select(name="to", label=_("Which body answers instead?"), choices=choices),)


def _said(sentence: Sentence) -> str:
    return sentence.in_language(reader_language())
