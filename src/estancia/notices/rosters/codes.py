"""Codes as the counterpart writes them: notice numbers, nationalities, hearing places, ports, the state of a case."""

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

import pycountry
from babel import Locale

from estancia.notices.hearing_places import hearing_place
from estancia.notices.rosters.columns import fold
from estancia.notices.rosters.dates import looks_like_a_date
from estancia.notices.rosters.texts import Read
from estancia.places import locations

NUMBER = re.compile(r"^(?:A[LIEN]*\s*(?:NO|NUM|NUMBER)?\s*[#.:]?)?\s*(\d[\d\s.-]*)$", re.IGNORECASE)
WHOLE = re.compile(r"[Aa]?[0-9]{9}")
LIKE_A_NUMBER = re.compile(r"^A?[\s#-]*[\dOoIl][\dOoIl\s-]{6,}$")
SHORTEST, LONGEST = 7, 9
SHOWN = 4
CLOSED = ("closed", "cerrado", "cerrada", "terminated", "terminado", "completed", "concluido", "dismissed", "c")
PENDING = ("pending", "pendiente", "open", "abierto", "activo", "active", "p")
APPEAL = ("appeal", "apelacion", "on appeal", "en apelacion")


def read_notice_number(*, text: str) -> Read:
    """Give the nine figures of a notice number; `number_like_letters` when O or I stand where figures should."""
    if WHOLE.fullmatch(text):
        return text[-LONGEST:], None
    found = NUMBER.match(text)
    figures = re.sub(r"\D", "", found[1]) if found else ""
    if SHORTEST <= len(figures) <= LONGEST:
        return figures.zfill(LONGEST), None
    if looks_like_a_date(text=text):
        return None, "date_in_code_field"
    return None, "number_like_letters" if LIKE_A_NUMBER.match(text) and not figures else "number_unreadable"


def masked(*, number: str) -> str:
    """Show a notice number by its last four figures."""
    return "•" * (len(number) - SHOWN) + number[-SHOWN:] if len(number) > SHOWN else "•" * len(number)


def read_nationality(*, text: str, like_iso: bool) -> Read:
    """Give the country (ISO 3166-1 alpha-3) of an EOIR code, an ISO code, a name or a demonym in either language.

    Two letters are EOIR's code, for it is EOIR's list: ES is El Salvador. `like_iso` says that others in the column can
    only be ISO's; a code that means two countries is then not taken.
    """
    code = text.upper().strip(".")
    if len(code) == 2:
        return _two_letters(code, like_iso)
    if len(code) == 3 and code in _iso3():
        return code, None
    if looks_like_a_date(text=text):
        return None, "date_in_code_field"
    found = _by_name().get(fold(text))
    return (found, None) if found else (None, "nationality_unknown")


def only_iso(*, texts: Collection[str]) -> bool:
    """Say whether a column holds two-letter codes that ISO has and EOIR does not, as HN."""
    short = {text.upper() for text in texts if len(text) == 2}
    return any(code in _iso2() and code not in _eoir() and code not in _unknown() for code in short)


def read_hearing_place(*, text: str) -> Read:
    """Give EOIR's code; an unknown one is kept as printed, with a doubt."""
    if looks_like_a_date(text=text):
        return None, "date_in_code_field"
    found = hearing_place(printed=text)
    return (found.code, None) if found else (text.upper()[:60], "hearing_place_unknown")


def read_port(*, text: str) -> Read:
    """Give the key of the location on the Mexican side, by its name, its crossing or the port across from it."""
    found = _ports().get(fold(text))
    return (found, None) if found else (None, "port_unknown")


def read_case_status(*, text: str) -> Read:
    """Give closed, pending or appeal; any other word is not known."""
    folded = fold(text)
    for status, words in (("closed", CLOSED), ("pending", PENDING), ("appeal", APPEAL)):
        if folded in words:
            return status, None
    return None, None


def _two_letters(code: str, like_iso: bool) -> Read:
    eoir, iso = _eoir().get(code), _iso2().get(code)
    if code in _unknown():
        return None, None
    if eoir is None:
        return (iso, None) if iso else (None, "nationality_unknown")
    if like_iso and iso != eoir:
        return None, "nationality_two_meanings"
    return eoir, None


@cache
def _table() -> Mapping[str, object]:
    return tomllib.loads(files("estancia.notices.rosters").joinpath("nationalities.toml").read_text(encoding="utf-8"))


@cache
def _eoir() -> Mapping[str, str]:
    return dict(_table()["eoir"])  # type: ignore[call-overload]


@cache
def _unknown() -> frozenset[str]:
    return frozenset(_table()["unknown"])  # type: ignore[call-overload]


@cache
def _iso2() -> Mapping[str, str]:
    return {country.alpha_2: country.alpha_3 for country in pycountry.countries}


@cache
def _iso3() -> frozenset[str]:
    return frozenset(_iso2().values())


@cache
def _by_name() -> Mapping[str, str]:
    names = {
        fold(name): _iso2()[code]
        for language in ("en", "es")
        for code, name in Locale(language).territories.items()
        if code in _iso2()
    }
    called: Mapping[str, list[str]] = _table()["demonyms"]  # type: ignore[assignment]
    return names | {fold(word): iso3 for iso3, words in called.items() for word in words}


@cache
def _ports() -> Mapping[str, str]:
    return {
        fold(name): place.key for place in locations() for name in (place.name, place.crossing, place.us_port) if name
    }
