"""The languages offered at the window, each in its own name; the rest of the listed ones by their name here."""

from estancia.law.languages import lists
from estancia.web.intake.sound import recording
from estancia.web.questions import Choice
from estancia.web.saying import language_name

# ISO 639-3 code, its own name, and the tag a browser or screen reader knows it by.
OWN_NAMES: tuple[tuple[str, str, str], ...] = (
    ("spa", "Español", "es"),
    ("eng", "English", "en"),
    ("hat", "Kreyòl ayisyen", "ht"),
    ("por", "Português", "pt"),
    ("fra", "Français", "fr"),
    ("quc", "K’iche’", "quc"),
    ("mam", "Qyool Mam", "mam"),
    ("kek", "Q’eqchi’", "kek"),
    ("cak", "Kaqchikel", "cak"),
    ("kjb", "Q’anjob’al", "kjb"),
    ("ixl", "Ixil", "ixl"),
    ("cab", "Garífuna", "cab"),
    ("miq", "Mískitu", "miq"),
    ("nah", "Náhuatl", "nah"),
    ("qug", "Kichwa", "qug"),
    ("rus", "Русский", "ru"),
    ("arb", "العربية", "ar"),
    ("cmn", "中文", "zh"),
)


def own_name(code: str) -> str:
    """Give a language's own name, or its name in the reader's language."""
    return next((name for known, name, _tag in OWN_NAMES if known == code), "") or language_name(code)


def spoken_choices() -> tuple[Choice, ...]:
    """Offer the languages most often heard, each in its own name, with its recording where there is one."""
    return tuple(
        Choice(value=code, label=name, language=tag, sound=recording(name="language", language=code))
        for code, name, tag in OWN_NAMES
    )


def other_choices() -> tuple[Choice, ...]:
    """Offer every other listed language by its name in the reader's language, in the order of that name."""
    offered = {code for code, _name, _tag in OWN_NAMES}
    listed = {code for each in lists() for code in each.codes} - offered
    named = sorted((language_name(code), code) for code in listed)
    return (Choice(value="", label="—"), *(Choice(value=code, label=name) for name, code in named if name != code))
