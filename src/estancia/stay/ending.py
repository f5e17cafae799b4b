"""How a stay ends, and what comes next: each end is an outcome with its own way on, and none is a fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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


def days_proved(*, valid_until: date, ended_on: date) -> tuple[date, Sentence]:
    """Give the last day that the stay covered, and how its paper says so: `first` and `last` are yet to be filled in.

    `valid_until` is the first day no longer covered. A stay that had run out when it ended proves nothing after that.
    """
    if ended_on < valid_until:
        return ended_on, _SENTENCES["proves"]
    return valid_until - timedelta(days=1), _SENTENCES["proves_lapsed"]
