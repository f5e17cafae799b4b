"""Every sentence of the pages is said in both languages: nothing missing, nothing empty, nothing only guessed."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.architecture.tree import PACKAGE, TOP, modules

LOCALE = PACKAGE / "web" / "locale"
LANGUAGES = ("es", "en")
# Which argument of each call is the text, which the plural, which the context.
CALLS = {
    "_": (1,), "gettext": (1,), "gettext_lazy": (1,), "gettext_noop": (1,),
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}  # fmt: skip
PLACES = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")

Key = tuple[str | None, str]  # context, text


def said_in(source: str, *, where: str) -> Iterator[tuple[str, Key]]:
    """Each translatable text of a piece of Python, as (place, (context, text))."""
    for line, call, texts, _ in extract_python(io.BytesIO(source.encode()), list(CALLS), [], {"encoding": "utf-8"}):
        given = [texts] if isinstance(texts, str) else [text for text in texts if isinstance(text, str)]
        if given:
            has_context = call in {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"} and len(given) > 1
            yield f"{where}:{line}", ((given[0], given[1]) if has_context else (None, given[0]))


def said_in_house(top: Path) -> dict[Key, str]:
    """Every translatable text of the house, with one place where it is said."""
    found: dict[Key, str] = {}
    for module in modules(top, under=("src",)):
        found.update((key, place) for place, key in said_in((top / module).read_text("utf-8"), where=str(module)))
    for path in sorted((top / PACKAGE).rglob("templates/**/*")):
        if path.suffix in {".html", ".txt", ".svg"}:
            where = str(path.relative_to(top))
            found.update((key, place) for place, key in said_in(as_python(path), where=where))
    return found


def as_python(template: Path) -> str:
    """A template as lines of calls, flush left: its own indentation means nothing to Python's reader."""
    return "\n".join(line.lstrip() for line in templatize(template.read_text("utf-8")).splitlines())


def catalogue(top: Path, language: str) -> Catalog:
    with (top / LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def missing(top: Path, language: str) -> list[str]:
    """Texts said somewhere that the catalogue does not hold."""
    held = {(message.context, first(message)) for message in catalogue(top, language) if message.id}
    return [f"{place} {text!r}" for (context, text), place in said_in_house(top).items() if (context, text) not in held]


def unfinished(top: Path, language: str) -> list[str]:
    """Entries that are empty, guessed, or lose a place where a value is put."""
    return [
        f"{language}: {first(message)!r}"
        for message in catalogue(top, language)
        if message.id and (message.fuzzy or not all(strings(message)) or not same_places(message))
    ]


def first(message: Message) -> str:
    return message.id[0] if isinstance(message.id, list | tuple) else message.id


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string,)


def same_places(message: Message) -> bool:
    """Whether the last form of the text puts the same values in as the original's last."""
    original = message.id[-1] if isinstance(message.id, list | tuple) else message.id
    return places(original) == places(strings(message)[-1])


def places(text: str) -> list[str]:
    return sorted(found.group(0) for found in PLACES.finditer(text))


def repeated(top: Path, language: str) -> list[str]:
    """Texts entered twice: of two colleagues' entries only the last would be heard."""
    text = (top / LOCALE / language / "LC_MESSAGES" / "django.po").read_text("utf-8")
    entries = re.findall(r'^((?:msgctxt .*\n(?:".*"\n)*)?msgid (?:".*"\n)+)', text, re.MULTILINE)
    return sorted({entry for entry in entries if entries.count(entry) > 1})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_pages_is_in_the_catalogue(language: str) -> None:
    assert missing(TOP, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_empty_guessed_or_loses_a_value(language: str) -> None:
    assert unfinished(TOP, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_entered_twice(language: str) -> None:
    assert repeated(TOP, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_compiles(language: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(TOP, language))
    assert compiled.getvalue().startswith(b"\xde\x12\x04\x95")


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A house with one template, one module and a Spanish catalogue, all of which agree."""
    for name, text in {
        "templates/home.html": '{% load i18n %}{% translate "Sign in" %}\n'
        "{% blocktranslate %}Hour {{ at }}{% endblocktranslate %}\n",
        "views.py": 'from django.utils.translation import gettext as _\n\nx = _("Verify a paper")\n',
        "locale/es/LC_MESSAGES/django.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Sign in"\nmsgstr "Entrar"\n\nmsgid "Hour %(at)s"\nmsgstr "Hora %(at)s"\n\n'
        'msgid "Verify a paper"\nmsgstr "Verificar un papel"\n',
    }.items():
        (tmp_path / PACKAGE / "web" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / PACKAGE / "web" / name).write_text(text, encoding="utf-8")
    return tmp_path


def change(house: Path, name: str, before: str, after: str) -> None:
    path = house / PACKAGE / "web" / name
    path.write_text(path.read_text("utf-8").replace(before, after), encoding="utf-8")


def test_a_house_whose_catalogue_agrees_has_no_fault(small_house: Path) -> None:
    assert missing(small_house, "es") + unfinished(small_house, "es") + repeated(small_house, "es") == []


@pytest.mark.parametrize(("name", "said"), [("templates/home.html", "Sign in"), ("views.py", "Verify a paper")])
def test_a_planted_untranslated_text_is_seen(small_house: Path, name: str, said: str) -> None:
    change(small_house, name, said, "Something else")
    assert [fault.split(" ", 1)[1] for fault in missing(small_house, "es")] == ["'Something else'"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('msgstr "Entrar"', 'msgstr ""'),
        ('msgid "Sign in"', '#, fuzzy\nmsgid "Sign in"'),
        ('msgstr "Hora %(at)s"', 'msgstr "Hora"'),
    ],
)
def test_a_planted_unfinished_entry_is_seen(small_house: Path, before: str, after: str) -> None:
    change(small_house, "locale/es/LC_MESSAGES/django.po", before, after)
    assert len(unfinished(small_house, "es")) == 1


def test_a_planted_second_entry_is_seen(small_house: Path) -> None:
    again = '\nmsgid "Sign in"\nmsgstr "Acceder"\n'
    change(small_house, "locale/es/LC_MESSAGES/django.po", '\nmsgid "Verify', again + '\nmsgid "Verify')
    assert repeated(small_house, "es") == ['msgid "Sign in"\n']
