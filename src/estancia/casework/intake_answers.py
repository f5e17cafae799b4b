"""What each page of the intake asks, and whether what was typed can be kept.

Not knowing is an answer everywhere but for the name and the number of people. Answers are kept as words (`yes`, `no`,
`not_known`), codes and typed text; the boxes of a date stay as typed, so that a page shown again shows them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import pycountry

from estancia.admission.reading import OLDEST
from estancia.people import without_controls
from estancia.wording import ForPeople, Sentence

YES_NO = ("yes", "no", "not_known")
LONGEST_FAMILY = 20
_EARLIEST_YEAR = 1800
_PAST_ONLY = frozenset({"born", "served", "received", "seen", "since", "returned"})
_MAY_LACK_PARTS = {
    "born": ([], ["year"], ["month", "year"], ["day", "month", "year"]),
    "since": ([], ["month", "year"], ["day", "month", "year"]),
}
_WHOLE: tuple[list[str], ...] = ([], ["day", "month", "year"])
_HOUR = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?(?:hrs?)?([ap]m)?")


class BadAnswers(ForPeople):
    """Some answers of a page cannot be kept. `fields` says of each what is wrong and how to mend it."""

    sentence = Sentence(
        es="Hay respuestas por corregir. Nada se perdió. Revise lo señalado junto a cada pregunta.",
        en="Some answers need mending. Nothing was lost. Look beside each question that is marked.",
    )

    def __init__(self, *, fields: Mapping[str, Sentence]) -> None:
        self.fields = MappingProxyType(dict(fields))
        super().__init__()


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a page. `among` empty means free text; a date has three boxes: `name_day`, `_month`, `_year`."""

    name: str
    kind: str = "choice"  # choice, text, date, languages, language, country, count
    among: tuple[str, ...] = ()
    longest: int = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """The cleaned answers of one page, and what is wrong with them."""

    answers: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, Sentence] = field(default_factory=dict)


PAGES: Mapping[str, tuple[Asked, ...]] = MappingProxyType(
    {
        "language": (
            Asked("best_language", "language"),
            Asked("languages", "languages"),
            Asked("interpreter_needed", among=YES_NO),
        ),
        "family": (
            Asked("members", "count", required=True),
            Asked("relation", among=("alone", "parents_and_children", "couple", "relatives", "other", "not_known")),
            Asked("includes_citizen_child", among=YES_NO),
        ),
        "identity": (
            Asked("name", "text", longest=200, required=True),
            Asked("born", "date"),
            Asked("born_approximately", among=("yes",)),
            Asked("nationality", "country"),
            Asked("languages", "languages"),  # where this member's are not the family's
        ),
        "accompanied": (
            Asked("accompanied_by", among=("parent", "legal_guardian", "other_adult", "nobody", "not_known")),
        ),
        "entry_status": (
            Asked("entry", among=("at_port", "between_ports", "elsewhere", "not_known")),
            Asked("us_status", among=("none", "citizen", "permanent_resident", "parole", "not_known")),
            Asked("interviewed_by_us", among=YES_NO),
        ),
        "notice": (
            Asked("state", among=("held", "taken_or_lost", "none", "not_known")),
            Asked("kind", among=("notice", "tear_sheet", "not_known")),
            Asked("number", "text", longest=20),
            Asked("served", "date"),
            Asked("hearing", "date"),
            Asked("hearing_location", "text", longest=120),
            Asked("address", "text", longest=300),
            Asked("printed", "text", longest=300),
        ),
        "court_record": (
            Asked("status", among=("pending", "closed", "appeal", "not_known")),
            Asked("hearing", "date"),
            Asked("source", "text", longest=120),
        ),
        "request": (Asked("requests_admission", among=YES_NO),),
    }
)

_SENTENCES = MappingProxyType(
    {
        "required": Sentence(
            es="Falta esta respuesta. Sin ella no se puede seguir. Escríbala, aunque sea como suena.",
            en="This answer is missing, and the intake cannot go on without it. Write it, even as it sounds.",
        ),
        "choice": Sentence(
            es="Elija una de las opciones. «No sé» también es una respuesta.",
            en="Choose one of the answers. “I do not know” is an answer too.",
        ),
        "long": Sentence(
            es="El texto es demasiado largo para esta casilla. Escriba lo que dice el papel, sin más.",
            en="The text is too long for this box. Write what the paper says, no more.",
        ),
        "date": Sentence(
            es="Esa fecha no existe en el calendario. Escriba día, mes y año con números; si falta el día, deje "
            "su casilla vacía.",
            en="That date is not in the calendar. Write day, month and year in numbers; if the day is not known, "
            "leave its box empty.",
        ),
        "born": Sentence(
            es="Nadie nace después de hoy, ni hace más de 130 años. Revise el año; si no se sabe, deje las casillas "
            "vacías.",
            en="Nobody is born after today, or more than 130 years ago. Check the year; if it is not known, leave the "
            "boxes empty.",
        ),
        "served": Sentence(
            es="Un papel no se entrega después de hoy. Revise la fecha que dice el papel; si no se lee, deje las "
            "casillas vacías.",
            en="A paper is not served after today. Check the date on the paper; if it cannot be read, leave the boxes "
            "empty.",
        ),
        "not_yet": Sentence(
            es="Esa fecha es después de hoy, y aquí se anota lo que ya pasó. Revise el día, el mes y el año.",
            en="That date is after today, and what has happened is written here. Check day, month and year.",
        ),
        "hour": Sentence(
            es="Esa hora no existe en el reloj. Escríbala como 08:30 o 8:30 AM; si no se lee, deje la casilla vacía.",
            en="That hour is not on the clock. Write it like 08:30 or 8:30 AM; if it cannot be read, leave it empty.",
        ),
        "language": Sentence(
            es="Esa lengua no está en la lista. Elija de la lista o déjelo vacío si no se sabe.",
            en="That language is not in the list. Choose from the list, or leave it empty if it is not known.",
        ),
        "country": Sentence(
            es="Ese país no está en la lista. Elija de la lista o déjelo vacío si no se sabe.",
            en="That country is not in the list. Choose from the list, or leave it empty if it is not known.",
        ),
        "count": Sentence(
            es="Escriba cuántas personas son, con un número de 1 a 20. Si son más, abra otro registro.",
            en="Write how many people there are, a number from 1 to 20. If there are more, open another intake.",
        ),
    }
)


def clean(*, page: str, typed: Mapping[str, str], on: date) -> dict[str, str]:
    """Give the answers of a page as they are kept. Raises `BadAnswers`, and `KeyError` for a page there is not.

    What the page does not ask is not kept. `on` is the local date: nobody was born and nothing served after it.
    """
    return cleaned(questions=PAGES[page], typed=typed, on=on)


def cleaned(*, questions: Iterable[Asked], typed: Mapping[str, str], on: date) -> dict[str, str]:
    """Give the answers to these questions as they are kept. Raises `BadAnswers`; what happened is not after `on`."""
    result = Typed()
    for asked in questions:
        _KINDS[asked.kind](asked, typed, result)
        if asked.name in _PAST_ONLY and asked.name not in result.wrong:
            _refuse_what_has_not_happened(asked, result, on=on)
    if result.wrong:
        raise BadAnswers(fields=result.wrong)
    return result.answers


def day_of(*, answers: Mapping[str, str], name: str) -> date | None:
    """Read a whole date from its three boxes; None when any is empty or the page was not answered."""
    parts = [answers.get(f"{name}_{part}", "") for part in ("year", "month", "day")]
    return date(*(int(part) for part in parts)) if all(parts) else None


def words_of(*, text: str) -> tuple[str, ...]:
    """Read a list of codes from one text."""
    return tuple(dict.fromkeys(re.findall(r"[a-z]{3}", text)))


def _choice(asked: Asked, typed: Mapping[str, str], result: Typed) -> None:
    value = typed.get(asked.name, "").strip()
    if (value or asked.required) and value not in asked.among:
        result.wrong[asked.name] = _SENTENCES["choice"]
    result.answers[asked.name] = value


def _text(asked: Asked, typed: Mapping[str, str], result: Typed) -> None:
    value = " ".join(without_controls(typed.get(asked.name, "")).split())
    if asked.required and not value:
        result.wrong[asked.name] = _SENTENCES["required"]
    if len(value) > asked.longest:
        result.wrong[asked.name] = _SENTENCES["long"]
    result.answers[asked.name] = value


def _date(asked: Asked, typed: Mapping[str, str], result: Typed) -> None:
    """Keep the three boxes. A birth may lack its day and month, a "since" its day; others are whole or not given."""
    boxes = {part: typed.get(f"{asked.name}_{part}", "").strip() for part in ("day", "month", "year")}
    result.answers.update({f"{asked.name}_{part}": value for part, value in boxes.items()})
    given = [part for part, value in boxes.items() if value]
    enough = given in _MAY_LACK_PARTS.get(asked.name, _WHOLE)
    if asked.required and not given:
        result.wrong[asked.name] = _SENTENCES["required"]
    elif not enough or (given and not _is_in_calendar(boxes=boxes)):
        result.wrong[asked.name] = _SENTENCES["date"]


def _refuse_what_has_not_happened(asked: Asked, result: Typed, *, on: date) -> None:
    """Refuse a birth or a service after today, and a birth longer ago than `admission.reading` takes."""
    boxes = {part: result.answers[f"{asked.name}_{part}"] for part in ("year", "month", "day")}
    if not boxes["year"]:
        return
    earliest = date(*(int(box or "1") for box in boxes.values()))
    too_old = asked.name == "born" and on.year - earliest.year > OLDEST
    if earliest > on or too_old:
        result.wrong[asked.name] = _SENTENCES.get(asked.name, _SENTENCES["not_yet"])


def _hour(asked: Asked, typed: Mapping[str, str], result: Typed) -> None:
    """Keep an hour as `08:30`, of whatever way a paper or a person has of writing it."""
    text = typed.get(asked.name, "").strip()
    found = _HOUR.fullmatch(text.lower().replace(" ", "").replace("a.m.", "am").replace("p.m.", "pm"))
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (-1, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0) if 1 <= hour <= 12 else -1
    fits = 0 <= hour < 24 and minute < 60
    if text and not fits:
        result.wrong[asked.name] = _SENTENCES["hour"]
    result.answers[asked.name] = f"{hour:02}:{minute:02}" if text and fits else ""


def _is_in_calendar(*, boxes: Mapping[str, str]) -> bool:
    try:
        numbers = [int(boxes[part] or "1") for part in ("year", "month", "day")]
        return date(*numbers).year >= _EARLIEST_YEAR and all(len(box) <= len("2019") for box in boxes.values())
    except ValueError:
        return False


def _language(asked: Asked, typed: Mapping[str, str], result: Typed) -> None:
    value = _unless_not_known(typed.get(asked.name, "")).lower()
    if value and not _is_language(value):
        result.wrong[asked.name] = _SENTENCES["language"]
    result.answers[asked.name] = value


def _languages(asked: Asked, typed: Mapping[str, str], result: Typed) -> None:
    text = _unless_not_known(typed.get(asked.name, "")).lower()
    words = re.split(r"[\s,;]+", text) if text else []
    if not all(_is_language(word) for word in words if word):
        result.wrong[asked.name] = _SENTENCES["language"]
    result.answers[asked.name] = " ".join(dict.fromkeys(word for word in words if word))


def _country(asked: Asked, typed: Mapping[str, str], result: Typed) -> None:
    value = _unless_not_known(typed.get(asked.name, "")).upper()
    if value and pycountry.countries.get(alpha_3=value) is None:
        result.wrong[asked.name] = _SENTENCES["country"]
    result.answers[asked.name] = value


def _count(asked: Asked, typed: Mapping[str, str], result: Typed) -> None:
    value = typed.get(asked.name, "").strip()
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= LONGEST_FAMILY):
        result.wrong[asked.name] = _SENTENCES["count"]
    result.answers[asked.name] = value


def _is_language(code: str) -> bool:
    return len(code) == len("spa") and pycountry.languages.get(alpha_3=code) is not None


def _unless_not_known(value: str) -> str:
    return "" if value.strip() == "not_known" else value.strip()


_KINDS: Mapping[str, Callable[[Asked, Mapping[str, str], Typed], None]] = MappingProxyType(
    {
        "choice": _choice,
        "text": _text,
        "date": _date,
        "hour": _hour,
        "language": _language,
        "languages": _languages,
        "country": _country,
        "count": _count,
    }
)
