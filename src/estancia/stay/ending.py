"""How a stay ends, and what comes next: each end is an outcome with its own way on, and none is a fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from estancia.wording import Sentence, load_sentences

_SENTENCES = load_sentences(package="estancia.stay", name="ending.toml")
_CODES = ("admitted_us", "chose_not_to_go_on", "other_status", "case_ended", "left")


@dataclass(frozen=True, slots=True)
class EndReason:
    """Why a stay ends, in the person's own terms, and what comes next."""

    code: str
    line: Sentence
    next_line: Sentence


END_REASONS: Mapping[str, EndReason] = MappingProxyType(
    {code: EndReason(code, _SENTENCES[code], _SENTENCES[f"{code}_next"]) for code in _CODES}
)
