"""How pages say sentences, instants and days in the reader's language."""

from datetime import date, datetime

from django import template
from django.utils.translation import get_language

from estancia.places import say_when
from estancia.wording import Sentence

register = template.Library()

MONTHS = {
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


@register.filter
def said(sentence: Sentence | None) -> str:
    """Say a sentence in the reader's language; nothing when there is none."""
    return sentence.in_language(reader_language()) if sentence else ""


@register.filter
def when(at: datetime | None, key: str) -> str:
    """Say an instant on a place's own clock: `mié 2 oct 2019, 08:30 (Tijuana)`; nothing when there is none."""
    return say_when(at=at, key=key, language=reader_language()) if at else ""


@register.filter
def day(on: date | None) -> str:
    """Say a date in full, `2 oct 2019`; nothing when there is none."""
    if on is None:
        return ""
    return f"{on.day} {MONTHS[reader_language()][on.month - 1]} {on.year}"


@register.filter
def other_language(sentence: Sentence) -> str:
    """Say a sentence in the language the reader did not choose."""
    return sentence.es if reader_language() == "en" else sentence.en


def reader_language() -> str:
    """Give `en` for readers of English and `es` for everyone else."""
    return "en" if (get_language() or "es").startswith("en") else "es"
