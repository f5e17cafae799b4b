"""The words of `estancia.web.saying` as template filters, and whether a link would open for its reader."""

from collections.abc import Mapping
from datetime import date, datetime

from django import template
from django.template import Context

from estancia.casework.access import may_knock
from estancia.places import place_name
from estancia.web import saying
from estancia.wording import Sentence

register = template.Library()

register.filter("country", saying.country_name)
register.filter("language_name", saying.language_name)
register.filter("fact_name", saying.fact_words)
register.filter("owner_name", saying.owner_words)
register.filter("act_word", saying.act_words)
register.filter("room_word", saying.room_words)
register.filter("grade_word", saying.grade_words)
register.filter("source_word", saying.source_words)
register.filter("month_name", saying.month_words)
register.filter("listed", saying.listed_words)


@register.filter
def said(sentence: Sentence | None) -> str:
    """Say a sentence in the reader's language; nothing when there is none."""
    return sentence.in_language(saying.reader_language()) if sentence else ""


@register.filter
def when(at: datetime | None, key: str) -> str:
    """Say an instant on a place's own clock: `mié 2 oct 2019, 08:30 (Tijuana)`; nothing when there is none."""
    return saying.instant_words(at, key) if at else ""


@register.filter
def day(on: date | None) -> str:
    """Say a date, `mié 2 oct 2019`; nothing when there is none."""
    return saying.day_words(on) if on else ""


@register.filter
def day_or_when(moment: datetime | date | None, key: str) -> str:
    """Say an instant on a place's clock, or a bare date as a date."""
    return saying.day_or_instant(moment, key) if moment else ""


@register.filter
def place_named(key: str) -> str:
    """Name a place in the reader's language."""
    return place_name(key)


@register.simple_tag(takes_context=True)
def opens(context: Context, route: str) -> bool:
    """Whether the door named `route` opens for this page's reader; a link that would not open is not drawn."""
    return may_knock(route=route, by=context["request"].actor)


@register.filter
def of_number(found: Mapping[int, object], number: int) -> object:
    """Give what was found under this number; nothing when nothing was."""
    return found.get(number)
