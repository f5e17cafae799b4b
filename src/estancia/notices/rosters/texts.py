"""A cell's text made clean: one form of each letter, no hidden signs, no quotation marks around, blanks as absent."""

import re
import unicodedata
from collections.abc import Iterable

# A sign of the upper control range behind Ã or Â is half of a letter lost between encodings, not a hidden sign.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|(?<![ÃÂ])[\x80-\x9f\u00ad]"
)
GARBLED = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd|ï¿½")
LIVE = re.compile(r"^[=@]|^[+-]\s*[A-Za-z@=]|^[\t\r]\s*[=+@-]")
QUOTES = "\"'“”«»`´"
ABSENT = frozenset(
    ("", "-", "--", "---", ".", "*", "?", "??", "n/a", "n.a.", "n/d", "null", "none", "nan", "s/d", "sin dato",
     "unknown", "desconocido", "desconocida", "no se sabe", "0000-00-00", "00/00/0000", "tbd", "#n/a", "(blank)"),
)  # fmt: skip

# One form of each letter, nothing hidden, no quotation mark, no sign that a spreadsheet would obey: most cells.
PLAIN = re.compile("[0-9A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+(?:[ /:.,-][0-9A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+)*")

LONGEST_ABSENT = max(map(len, ABSENT))
Read = tuple[object, str | None]  # what was understood (None: nothing), and the code of what is wrong


def clean(*, text: str) -> Read:
    """Give the text made clean (empty when it says nothing), and `looks_like_formula` or `hidden_characters`."""
    if PLAIN.fullmatch(text):
        return ("" if text.casefold() in ABSENT else text), None
    if LIVE.match(text):
        return "", "looks_like_formula"
    code = None
    if HIDDEN.search(text):
        text, code = HIDDEN.sub("", text), "hidden_characters"
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = " ".join(text.split())
    if text and (text[0] in QUOTES or text[-1] in QUOTES):
        text = text.strip(QUOTES).strip()
    return ("" if text.casefold() in ABSENT else text), code


def clean_each(*, texts: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Clean many differing texts: each made clean, and the code of what was wrong in those where something was."""
    plain, cleaned, wrong = PLAIN.fullmatch, {}, {}
    for text in texts:
        if plain(text) and (len(text) > LONGEST_ABSENT or text.casefold() not in ABSENT):
            cleaned[text] = text
            continue
        said, code = clean(text=text)
        cleaned[text] = str(said)
        if code:
            wrong[text] = code
    return cleaned, wrong


def garbled(*, text: str) -> bool:
    """Say whether letters were lost between two encodings: JosÃ© for José."""
    return not text.isascii() and bool(GARBLED.search(text))
