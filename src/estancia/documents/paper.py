"""The printed papers: tagged PDF that a screen reader follows (PDF/UA-1), A4 or Letter, Spanish or English.

Every answer is given a paper, and a paper is always issued: a letter that the fonts lack is given in Latin letters
and marked, never a hole and never an error at the window. The same content gives the same bytes. Only the fonts that
travel with the typesetter are used, so a paper looks the same on every machine.
"""

import json
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Literal

import typst

from estancia.documents.letters import Prints, printed_name, printed_text
from estancia.wording import load_sentences

_FOLDER = Path(__file__).parent / "papers"
_LISTS = frozenset({"stay_allows", "stay_asks", "routes_always", "routes_back"})
_SHARED = (
    "reference_label", "people_label", "issued_label", "page_label", "own_paper", "letters_note", "name_unprinted",
    "routes_heading", "routes_protection", "routes_always", "review_heading", "review_text",
    "count_on_heading", "count_on_complain",
)  # fmt: skip
_LINES = (
    "reference", "issued_on", "issuing_place", "clock_line", "where_to_wait", "card_number", "what", "what_to_say",
    "where_to_complain", "rights_where",
)  # fmt: skip
_FREE_LINES = ("title_lines", "paragraphs", "routes", "review_lines")
_CODE_ALT = "stay_code_alt"
_SHOW_ONE_SIGN = b"""
#set document(title: "sign", date: none)
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), fallback: false, lang: "es")
#sys.inputs.sign
"""


class PaperKind(Enum):
    """Which paper."""

    STAY = "stay"
    HOLD = "hold"
    NOT_COVERED = "not_covered"
    REVIEW_RECEIPT = "review_receipt"
    KEPT_PAPER = "kept_paper"
    ROUTES = "routes"
    REVOCATION_NOTICE = "revocation_notice"
    END_OF_STAY = "end_of_stay"
    COMPLAINT_RECEIPT = "complaint_receipt"
    CERTIFICATE_REQUEST = "certificate_request"


@dataclass(frozen=True, slots=True)
class PaperContent:
    """What one paper says beyond its fixed sentences, already in the reader's language. Absent parts are left out.

    `clock_line`: for a stay its validity ("Del 1 de septiembre de 2019 al 27 de febrero de 2020"); for a hold and a
    review receipt the hour by which it is answered; for `not_covered` the day by which a review may be asked, if any.
    `paragraphs`: for a hold what is waited for, in general words; for `not_covered` the reasons, a sentence each; for
    a receipt what will be reviewed. `routes` are those of the day; without them one general line on protection is
    printed, and in either case care, advice and complaint. `where_to_wait` is for a hold; `review_lines` say how soon
    and where a review is answered; `what` and `paragraphs` of a revocation notice are the card taken back and the
    officer's own words why: it prints no `routes`, so that it names no court, country or asylum of ours. For a kept
    paper `paragraphs` say what is kept, by whom and since when, `clock_line` when it is promised back. A stay prints
    neither `title_lines`, `paragraphs` nor `routes`, so that no court, country, asylum or return can be named on it:
    its words are fixed.
    """

    reference: str
    issued_on: str = ""
    issuing_place: str = ""
    title_lines: tuple[str, ...] = ()
    person_names: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    clock_line: str = ""
    where_to_wait: str = ""
    qr_svg: str = ""
    card_number: str = ""
    what: str = ""
    what_to_say: str = ""
    where_to_complain: str = ""
    review_lines: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    rights_where: str = ""


def make_paper(
    *, kind: PaperKind, language: Literal["es", "en"], size: Literal["a4", "letter"], content: PaperContent
) -> bytes:
    """Print a paper and give it as PDF. The document's title is that of its kind: it holds no name and no reference.

    Raises `ValueError` for another language or size.
    """
    kind = PaperKind(kind)
    if language not in ("es", "en") or size not in ("a4", "letter"):
        raise ValueError("papers come in es and en, a4 and letter")
    texts = _texts(kind=kind, language=language)
    typeset = partial(_typeset, kind=kind, language=language, size=size, texts=texts)
    try:
        return typeset(content=_shown(content, kind=kind, texts=texts, prints=_prints))
    except typst.TypstError:
        # A sign that printed alone was refused in its place: a paper all in Latin letters is better than none.
        return typeset(content=_shown(content, kind=kind, texts=texts, prints=_only_latin))


def _typeset(*, kind: PaperKind, language: str, size: str, texts: dict[str, Any], content: dict[str, Any]) -> bytes:
    paper = {"language": language, "size": size, "texts": texts, "content": content}
    return typst.compile(
        str(_FOLDER / f"{kind.value}.typ"),
        root=str(_FOLDER),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(paper)},
        pdf_standards=["ua-1"],
        timestamp=0,
    )


def _texts(*, kind: PaperKind, language: str) -> dict[str, Any]:
    """Give the fixed sentences of a paper by their short names, lists as lists."""
    sentences = load_sentences(package="estancia.documents", name="papers.toml")
    own = [code for code in sentences if code.startswith(f"{kind.value}_")]
    named = {**{code: code for code in _SHARED}, **{code.removeprefix(f"{kind.value}_"): code for code in own}}
    texts: dict[str, Any] = {}
    for name, code in {**named, "code_alt": _CODE_ALT}.items():
        said = sentences[code].in_language(language)
        texts[name] = said.split("|") if code in _LISTS else said
    return texts


def _shown(content: PaperContent, *, kind: PaperKind, texts: dict[str, Any], prints: Prints) -> dict[str, Any]:
    """Give the content in letters that print. A stay keeps only what may stand on it."""
    free = kind is not PaperKind.STAY

    def line(text: str) -> str:
        return printed_text(text=text, prints=prints).text

    return {
        **{name: line(getattr(content, name)) for name in _LINES},
        **{name: [line(text) for text in getattr(content, name) if free] for name in _FREE_LINES},
        "qr_svg": content.qr_svg,
        "rights": [line(text) for text in content.rights],
        "people": [_person(name, texts=texts, prints=prints) for name in content.person_names],
    }


def _person(name: str, *, texts: dict[str, Any], prints: Prints) -> dict[str, Any]:
    shown = printed_name(name=name, prints=prints)
    return {"text": shown.text or texts["name_unprinted"], "marked": shown.marked or not shown.text}


def _only_latin(_sign: str) -> bool:
    return False


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


@lru_cache(maxsize=4_096)
def _prints(sign: str) -> bool:
    """Say whether the fonts have this one sign, by printing it: the typesetter refuses what it cannot show."""
    try:
        typst.compile(
            _SHOW_ONE_SIGN,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"sign": sign},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    except typst.TypstError:
        return False
    return True
