"""Reading facts from JSON: every mistake gets one sentence that says what, why and what to do; nothing is guessed."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from estancia.admission.facts import DECLINED, FIELDS, PARTS, Facts
from estancia.law.nationalities import nationals
from estancia.wording import ForPeople, Sentence

WORDS: Mapping[str, tuple[str, ...]] = {
    "person.accompanied_by": ("parent", "legal_guardian", "other_adult", "nobody"),
    "person.entry": ("at_port", "between_ports", "elsewhere"),
    "person.us_status": ("none", "citizen", "permanent_resident", "parole"),
    "person.fear_finding": ("pending", "positive", "negative"),
    "notice.state": ("held", "taken_or_lost", "none"),
    "notice.kind": ("notice", "tear_sheet"),
    "court_record.status": ("pending", "closed", "appeal"),
    "location_state.security": ("ok", "unsafe"),
}
DATES = ("person.born_on", "notice.served_on", "notice.hearing_on", "court_record.hearing_on")
COUNTS: Mapping[str, int] = {"family.members": 1, "location_state.places_free": 0}
TEXTS = ("notice.hearing_location", "notice.address")
YES_OR_NO = ("family.others_admissible", "family.includes_citizen_child")
OLDEST = 130


class BadInput(ForPeople):
    """The facts cannot be read; the sentence says where and what to write instead."""


def facts_from_json(payload: object) -> Facts:
    """Read facts as the `estancia determine` contract writes them; raises `BadInput`."""
    table = _object(payload, "", ("on", "location", *PARTS))
    on = _required_day(table)
    parts = {part: kind(**_part(table.get(part), part)) for part, kind in PARTS.items()}
    facts = Facts(on=on, location=_location(table.get("location")), **parts)
    _refuse_impossible_birth(facts)
    return facts


def _part(value: object, part: str) -> dict[str, Any]:
    if value is None:
        return {}
    table = _object(value, part, FIELDS[part])
    return {name: _value(f"{part}.{name}", given) for name, given in table.items() if given is not None}


def _object(value: object, where: str, allowed: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _bad(where or "JSON", "no es un objeto; escriba { … }", "is not an object; write { … }")
    for key in value:
        if key not in allowed:
            path = f"{where}.{key}" if where else str(key)
            raise _bad(path, f"no se conoce; use {', '.join(allowed)}", f"is not known; use {', '.join(allowed)}")
    return value


def _value(path: str, given: object) -> object:
    readers: list[tuple[bool, Callable[[str, object], object]]] = [
        (path in WORDS, _word),
        (path in DATES, _day),
        (path in COUNTS, _count),
        (path in TEXTS, _text),
        (path in YES_OR_NO, _yes_or_no),
        (path == "person.nationality", _nationality),
        (path == "person.languages", _languages),
    ]
    return next((read for fits, read in readers if fits), _private_answer)(path, given)


def _required_day(table: Mapping[str, Any]) -> date:
    if table.get("on") is None:
        raise _bad("on", "falta; escriba el día, como 2022-03-02", "is missing; write the day, as 2022-03-02")
    return _day("on", table["on"])


def _day(path: str, given: object) -> date:
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", given, re.ASCII):
        try:
            return date.fromisoformat(given)
        except ValueError:
            pass
    raise _bad(
        path,
        "no es una fecha del calendario; escriba año-mes-día, como 2022-03-02",
        "is not a date of the calendar; write year-month-day, as 2022-03-02",
    )


def _word(path: str, given: object) -> str:
    if isinstance(given, str) and given in WORDS[path]:
        return given
    words = ", ".join(WORDS[path])
    raise _bad(path, f"debe ser una de estas palabras: {words}", f"must be one of these words: {words}")


def _count(path: str, given: object) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and given >= COUNTS[path]:
        return given
    least = COUNTS[path]
    raise _bad(path, f"debe ser un número entero, {least} o más", f"must be a whole number, {least} or more")


def _text(path: str, given: object) -> str:
    if isinstance(given, str):
        return given
    raise _bad(path, "debe ser un texto entre comillas", "must be a text in quotes")


def _yes_or_no(path: str, given: object) -> bool:
    if isinstance(given, bool):
        return given
    raise _bad(path, "debe ser true, false o null", "must be true, false or null")


def _private_answer(path: str, given: object) -> object:
    if isinstance(given, bool) or given == DECLINED:
        return given
    raise _bad(path, 'debe ser true, false, null o "declined"', 'must be true, false, null or "declined"')


def _nationality(path: str, given: object) -> str | None:
    """Read an ISO code; a person recorded as stateless is asked about: None, not known."""
    if isinstance(given, str) and given in nationals("no_nationality"):
        return None
    if isinstance(given, str) and given in nationals("every_code"):
        return given
    raise _bad(
        path,
        "debe ser un código ISO 3166-1 de tres letras, como HND; revise si se cambiaron letras",
        "must be a three-letter ISO 3166-1 code, as HND; check for exchanged letters",
    )


def _languages(path: str, given: object) -> tuple[str, ...]:
    if isinstance(given, list) and all(isinstance(code, str) and re.fullmatch("[a-z]{3}", code) for code in given):
        return tuple(given)
    raise _bad(
        path,
        'debe ser una lista de códigos ISO 639-3 de tres letras, como ["spa", "mam"]',
        'must be a list of three-letter ISO 639-3 codes, as ["spa", "mam"]',
    )


def _location(given: object) -> str | None:
    if given is None:
        return None
    if isinstance(given, str) and re.fullmatch(r"\d{5}", given, re.ASCII):
        return given
    raise _bad(
        "location", "debe ser la clave INEGI de cinco cifras, como 08037", "must be the five-digit INEGI key, as 08037"
    )


def _refuse_impossible_birth(facts: Facts) -> None:
    born = facts.person.born_on
    if born is not None and (born > facts.on or facts.on.year - born.year > OLDEST):
        raise _bad(
            "person.born_on",
            "no puede ser después del día preguntado ni más de 130 años antes; revise el año",
            "cannot be after the day asked about, nor more than 130 years before it; check the year",
        )


def _bad(path: str, es: str, en: str) -> BadInput:
    return BadInput(Sentence(es=f"El dato «{path}» {es}.", en=f"The fact “{path}” {en}."))
