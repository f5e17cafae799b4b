"""A proposal as it is kept: plain JSON, and back to the letter."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, time

from estancia.notices.rosters.proposals import Proposal

DAYS = ("born_on", "served_on", "hearing_on", "check_in_on")
HOURS = ("hearing_at", "check_in_at")
TEXTS = ("name", "language", "family_number", "address")
NAMES = tuple(field.name for field in fields(Proposal))


def to_json(*, proposal: Proposal) -> dict[str, object]:
    """Write a proposal; what is not known is left out."""
    values = ((name, getattr(proposal, name)) for name in NAMES)
    return {name: _plain(value) for name, value in values if value not in (None, "")}


def from_json(*, kept: Mapping[str, object]) -> Proposal:
    """Read a proposal as `to_json` wrote it."""
    values = {
        name: kept.get(name, "" if name in ("name", "language", "family_number", "address") else None) for name in NAMES
    }
    values |= {name: date.fromisoformat(str(values[name])) for name in DAYS if values[name]}
    values |= {name: time.fromisoformat(str(values[name])) for name in HOURS if values[name]}
    return Proposal(**values)  # type: ignore[arg-type]


def with_what_was_known(*, proposal: Proposal, before: Proposal | None) -> Proposal:
    """Fill what a newer list leaves out with what an older one said: the list forgets, the house does not."""
    if before is None:
        return proposal
    gaps = {name: getattr(before, name) for name in NAMES if getattr(proposal, name) in (None, "")}
    return replace(proposal, **gaps)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | time) else value
