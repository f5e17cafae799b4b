"""A proposal as it is kept: plain JSON, and back to the letter.

The text is the same whichever way it is written: value by value for one proposal, or column by column, each differing
value once, for a hundred thousand. So a row that says the same again is known by the digest of its text.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import date, time
from hashlib import blake2b
from json.encoder import encode_basestring
from typing import Any

from estancia.notices.rosters.proposals import Proposal

DAYS = ("born_on", "served_on", "hearing_on", "check_in_on")
HOURS = ("hearing_at", "check_in_at")
SAID_OTHERWISE = frozenset({*DAYS, *HOURS, "born_year"})  # than as the text they are
NAMES = tuple(field.name for field in fields(Proposal))
EMPTY = dict.fromkeys(NAMES) | {"name": "", "language": "", "family_number": "", "address": ""}


def to_json(*, proposal: Proposal) -> dict[str, object]:
    """Write a proposal; what is not known is left out."""
    values = ((name, getattr(proposal, name)) for name in NAMES)
    return {name: _plain(value) for name, value in values if value not in (None, "")}


def from_json(*, kept: Mapping[str, object]) -> Proposal:
    """Read a proposal as `to_json` wrote it."""
    values = EMPTY | {name: kept[name] for name in NAMES if name in kept}
    values |= {name: date.fromisoformat(str(values[name])) for name in DAYS if values[name]}
    values |= {name: time.fromisoformat(str(values[name])) for name in HOURS if values[name]}
    return Proposal(**values)  # type: ignore[arg-type]


def text_of(*, proposal: Proposal) -> str:
    """Write a proposal as the text it is kept as."""
    return json.dumps(to_json(proposal=proposal), ensure_ascii=False)


def parts_of_text(*, name: str, values: Collection[Any]) -> dict[Any, str]:
    """Write each differing value of one fact as it stands within `text_of`; nothing when it is not known."""
    if name in SAID_OTHERWISE:
        said = ((value, _plain(value)) for value in values if value)
        parts = {value: f'"{name}": {encode_basestring(one) if isinstance(one, str) else one}' for value, one in said}
    else:
        parts = {value: f'"{name}": {encode_basestring(value)}' for value in values if value}
    return dict.fromkeys((None, ""), "") | parts


def joined(*, parts: tuple[str, ...]) -> str:
    """Put the facts of one row together, in the order of a proposal."""
    return "{" + ", ".join(filter(None, parts)) + "}"


def digest_of(*, text: str) -> str:
    """Name what a row says in 32 signs."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


def with_what_was_known(*, proposal: Proposal, before: Proposal | None) -> Proposal:
    """Fill what a newer list leaves out with what an older one said: the list forgets, the house does not."""
    if before is None:
        return proposal
    gaps = {name: getattr(before, name) for name in NAMES if getattr(proposal, name) in (None, "")}
    return replace(proposal, **gaps)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | time) else value
