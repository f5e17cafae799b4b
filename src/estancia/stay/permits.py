"""The work permit and the CURP: what to hand in, how long the authority has, what silence means, what comes next.

The law's clocks count working days, from a complete application: what is not known to be missing is not missing.
The law's clocks are the migration law's, and so the work permit's. The CURP belongs to the population register: no text
we have says how long its answer takes or what silence means, so its days are reminders of the house and cite no law.

Nothing here refuses. That silence counts as a refusal is what the law says of the authority's silence; the person is
told what to do about it. What was reported of practice warns, and no more.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from estancia.calendars import add_working_days
from estancia.law import rules
from estancia.wording import Sentence

KINDS = ("work_permit", "curp")


@dataclass(frozen=True, slots=True)
class PermitPaper:
    """One paper asked for, half-open `[from_, until)`. `needed`: yes or not_known, and then its lack stops nothing."""

    code: str
    kinds: tuple[str, ...]
    needed: str
    name: Sentence
    from_: date
    until: date | None
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class Practice:
    """What was reported of whether a permit could really be used: yes, no, narrow or not_known.

    `places` are locations' keys; empty: everywhere.
    """

    kind: str
    usable: str
    places: tuple[str, ...]
    says: Sentence
    from_: date
    until: date | None
    grade: str
    source: str


def papers_for(*, kind: str, on: date) -> tuple[PermitPaper, ...]:
    """List what is asked for on a day, what is surely asked first."""
    found = [paper for paper in _papers() if kind in paper.kinds and _covers(paper, on)]
    return tuple(sorted(found, key=lambda paper: paper.needed != "yes"))


def known_from(*, kind: str) -> date:
    """Give the first day of which anything is known of this kind: no application lies before it."""
    return min(paper.from_ for paper in _papers() if kind in paper.kinds)


def silence_is_certified(*, kind: str) -> bool:
    """Say whether a law that we know says what silence means, and gives a certificate of it (art. 128)."""
    return kind == "work_permit"


def practice_at(*, kind: str, place: str, on: date) -> tuple[Practice, ...]:
    """List what was reported of this place on a day; nothing reported is not known, and counts against nobody."""
    rows = (row for row in _practice() if row.kind == kind and _covers(row, on))
    return tuple(row for row in rows if not row.places or place in row.places)


def answer_by(*, complete_on: date) -> date:
    """Give the last day of the authority's time to decide, from a complete application (art. 128)."""
    return add_working_days(start=complete_on, days=_days("MX-LM128.time_to_decide", on=complete_on))


def cure_by(*, notified_on: date) -> date:
    """Give the last day to hand in what was missing, from the day the person was told (art. 130)."""
    return add_working_days(start=notified_on, days=_days("MX-LM130.time_to_cure", on=notified_on))


def certificate_by(*, asked_on: date) -> date:
    """Give the last day to hand over the certificate of silence, from the day it was asked for (art. 128)."""
    return add_working_days(start=asked_on, days=_days("MX-LM128.certificate_of_silence", on=asked_on))


def opinion_by(*, asked_on: date) -> date:
    """Give the last day of another authority's opinion: natural days; without it there is no objection (art. 131)."""
    return asked_on + timedelta(days=_days("MX-LM131.opinion_of_another_authority", on=asked_on))


def renew_from(*, valid_until: date) -> date:
    """Give the first day on which to ask for the next one: so that an answer can come before this one ends.

    `valid_until` is the first day no longer covered. Counted back in working days from it.
    """
    day = valid_until
    while answer_by(complete_on=day) >= valid_until:
        day -= timedelta(days=1)
    return day


def _covers(row: PermitPaper | Practice, on: date) -> bool:
    return row.from_ <= on and (row.until is None or on < row.until)


def _days(rule: str, *, on: date) -> int:
    rows = [row for row in rules() if row.id == rule]
    row = next((row for row in rows if row.from_ <= on and (row.until is None or on < row.until)), rows[0])
    return int(row.value)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("estancia.stay").joinpath("permits.toml").read_text(encoding="utf-8"))


@cache
def _papers() -> tuple[PermitPaper, ...]:
    return tuple(
        PermitPaper(
            code=row["code"],
            kinds=tuple(row["kinds"]),
            needed=row["needed"],
            name=Sentence(**row["name"]),
            from_=row["from"],
            until=row.get("until"),
            grade=row["grade"],
            source=row["source"],
        )
        for row in _table()["paper"]
    )


@cache
def _practice() -> tuple[Practice, ...]:
    return tuple(
        Practice(
            kind=row["kind"],
            usable=row["usable"],
            places=tuple(row["places"]),
            says=Sentence(**row["says"]),
            from_=row["from"],
            until=row.get("until"),
            grade=row["grade"],
            source=row["source"],
        )
        for row in _table()["practice"]
    )
