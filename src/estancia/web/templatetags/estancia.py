"""The components a template is built from; every template has them without `load`.

Within a page:  {% question q %} · {% error_summary questions %} · {% button "Word" %} · {% mark "Word" "soon" %}
· {% summary_list rows %} · {% timeline moments %} · {% identity_bar identity %} · {% back_link url %}
Around a text:  {% inset %}…{% endinset %} · {% panel "Title" %}…{% endpanel %} · {% notice %}…{% endnotice %}
· {% details "Summary" %}…{% enddetails %} · {% card "Title" %}…{% endcard %}
In every form:  {% csrf_token %}, Django's own, here with the form's once-key beside it.
Words: {% say sentence %} a `Sentence` in the reader's language · {% place key %} · {% when at key %} a moment on a
place's clock · on|day · role|role_word · purpose|purpose_word.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from secrets import token_urlsafe
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from estancia.casework.once_key import FIELD
from estancia.places import place_name, say_day, say_when
from estancia.web.components import Identity, Mark, Moment, Row
from estancia.web.questions import Question, Text
from estancia.web.standing import page_here
from estancia.web.words import PURPOSE_WORDS, ROLE_WORDS
from estancia.wording import Sentence

register = template.Library()


def _drawn(component: str, /, **context: Any) -> SafeString:
    return mark_safe(render_to_string(f"components/{component}.html", context))  # noqa: S308  (rendered by Django, escaped)


@register.simple_tag(takes_context=True)
def csrf_token(context: Context) -> SafeString:
    """Mark a form as ours, and as this one drawing of it, so that sent twice it does its deed once."""
    ours = CsrfTokenNode().render(context)
    return format_html('{}<input type="hidden" name="{}" value="{}">', ours, FIELD, token_urlsafe(18))


@register.filter(name="page_here")
def opens_again(request: HttpRequest) -> str:
    """Give the address that opens this page again, or the page its form stands on where that was sent to another."""
    return page_here(request)


@register.simple_tag
def question(question: Question) -> SafeString:
    """Draw a question with its label, hint, error and answer."""
    return _drawn(question.kind, q=question)


@register.simple_tag
def error_summary(questions: Iterable[Question]) -> SafeString:
    """Draw the list of what is to be mended, each a link to its question; nothing when all is well."""
    wrong = [asked for asked in questions if asked.error]
    return _drawn("error_summary", wrong=wrong) if wrong else mark_safe("")


@register.filter
def any_error(questions: Iterable[Question] | None) -> bool:
    """Whether any of these questions is to be mended."""
    return any(asked.error for asked in questions or ())


@register.simple_tag
def button(word: str, kind: str = "main", href: str = "", name: str = "", value: str = "") -> SafeString:
    """Draw a button: `main` once a page, `secondary`, or `warning`. With `href` it is a link that starts something."""
    return _drawn("button", word=word, kind=kind, href=href, name=name, value=value)


@register.simple_tag
def mark(word: str, tone: str = "plain") -> SafeString:
    """Draw a word with a tone: plain, act, soon, danger, calm."""
    return _drawn("mark", mark=Mark(word=word, tone=tone))


@register.simple_tag
def marked(mark: Mark) -> SafeString:
    """Draw a `Mark`."""
    return _drawn("mark", mark=mark)


@register.simple_tag
def summary_list(rows: Iterable[Row]) -> SafeString:
    """Draw rows of label and value, each with its "Change" where it has one."""
    return _drawn("summary_list", rows=rows)


@register.simple_tag
def timeline(moments: Iterable[Moment]) -> SafeString:
    """Draw what happened, in the order given."""
    return _drawn("timeline", moments=moments)


@register.simple_tag
def identity_bar(identity: Identity) -> SafeString:
    """Draw the bar over a person; its name is the page's h1."""
    return _drawn("identity_bar", identity=identity)


@register.simple_tag
def back_link(href: str, word: str = "") -> SafeString:
    """Draw the link back, before the heading."""
    return _drawn("back_link", href=href, word=word)


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Set a text apart."""
    return _drawn("inset", content=content)


@register.simple_block_tag
def panel(content: str, title: str) -> SafeString:
    """Draw what was just done, largest on the page; the title is the h1."""
    return _drawn("panel", title=title, content=content)


@register.simple_block_tag
def notice(content: str, title: str = "", tone: str = "plain") -> SafeString:
    """Draw a note that must not be missed: `plain`, `soon`, or `danger` to a person."""
    return _drawn("notice", title=title, tone=tone, content=content)


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:  # noqa: A002  (HTML's own word)
    """Draw a text that opens on request, without scripts."""
    return _drawn("details", summary=summary, open=open, content=content)


@register.simple_block_tag
def card(content: str, title: str, href: str = "", level: int = 2) -> SafeString:
    """Draw a card with a heading of the given level."""
    return _drawn("card", title=title, href=href, level=f"h{level}", content=content)


@register.simple_tag
def say(sentence: Sentence | None) -> str:
    """Say a sentence in the reader's language; nothing when there is none."""
    return sentence.in_language(get_language() or "es") if sentence else ""


@register.simple_tag
def place(key: str) -> str:
    """Name a place; nothing when there is none."""
    return place_name(key) if key else ""


@register.simple_tag
def when(at: datetime | None, key: str) -> str:
    """Say a moment on the clock of a place: `mié 2 oct 2019, 08:30 (Tijuana)`; nothing when not known."""
    return say_when(at=at, key=key, language=get_language() or "es") if at else ""


@register.filter
def day(on: date | None) -> str:
    """Say a day: `mié 2 oct 2019`; nothing when not known."""
    return say_day(on=on, language=get_language() or "es") if on else ""


@register.filter
def as_json(value: object) -> str:
    """Write a value for an attribute that a script reads; the template escapes it."""
    return json.dumps(value)


@register.simple_tag
def form_questions(form: Any, *names: str) -> tuple[Text, ...]:
    """Turn fields of the sign-in library's form into our questions, a code field ready for one-time codes."""
    wrong = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return tuple(
        Text(
            name=name,
            label=form.fields[name].label,
            error=wrong if name == names[0] else "",
            input_type="password" if name == "password" else "text",
            inputmode="numeric" if name == "code" else "",
            autocomplete={"password": "current-password", "code": "one-time-code"}.get(name, "off"),
            width="10" if name == "code" else "",
        )
        for name in names
    )


@register.filter
def role_word(role: str) -> str:
    """Say a role."""
    return str(ROLE_WORDS.get(str(role), role))


@register.filter
def purpose_word(purpose: str) -> str:
    """Say a purpose."""
    return str(PURPOSE_WORDS.get(str(purpose), purpose))
