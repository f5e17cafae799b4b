"""A hearing date is a claim: who says so, what was printed, who saw it and when. Nothing is overwritten.

Several sources may speak of the same hearing. They agree, or are in dispute; a date for a case that the court shows as
closed is an alarm with an owner, for people have been returned with dates that no judge had set.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from estancia.wording import Sentence, load_sentences

WORDS = load_sentences(package="estancia.notices", name="claims.toml")
CLOSED = "closed"
OWNER = "court_liaison"


class About(StrEnum):
    """What a claim speaks of. The two are never derived from each other."""

    HEARING = "hearing"
    CHECK_IN = "check_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """A day, and where known the hour (in the place's own clock) and the place."""

    on: date
    at: time | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One source's word. `says` is None when what is printed names no day. Raises `ValueError` without a source."""

    about: About
    source: str
    says: Says | None
    printed: str
    seen_by: str
    seen_at: datetime

    def __post_init__(self) -> None:
        if not self.source or not self.seen_by or self.seen_at.tzinfo is None:
            raise ValueError("a claim has a source, someone who saw it, and an instant with its zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtSeen:
    """How the case stood in the court's own record when someone looked: pending, closed, appeal."""

    status: str
    seen_by: str
    seen_at: datetime


class Accord(StrEnum):
    """How the sources stand to each other."""

    NOTHING = "nothing"
    ONE_SOURCE = "one_source"
    AGREE = "agree"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The latest word of each source, whether they agree, and on what they differ (`on`, `at`, `place`)."""

    about: About
    accord: Accord
    latest: tuple[Claim, ...]
    differ_on: tuple[str, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What must be looked at by its owner, the claims it rests on, and what to do."""

    code: str
    owner: str
    claims: tuple[Claim, ...]
    what_to_do: Sentence


def weigh(*, claims: Iterable[Claim], about: About, on: date) -> Weighed:
    """Say whether the sources agree on a coming hearing or check-in. A source's newer word stands before its older one.

    An hour or a place that one source does not give is no disagreement, and neither is a day gone by before `on`.
    """
    latest = latest_of_each(claims=claims, about=about)
    dated = [claim.says for claim in latest if claim.says and claim.says.on >= on]
    differ_on = tuple(name for name in ("on", "at", "place") if len({getattr(s, name) for s in dated} - {None}) > 1)
    accord = _accord(sources=len(dated), differ=bool(differ_on))
    return Weighed(about=about, accord=accord, latest=latest, differ_on=differ_on, sentence=WORDS[accord])


def latest_of_each(*, claims: Iterable[Claim], about: About) -> tuple[Claim, ...]:
    """Give the newest claim of each source, newest first."""
    newest: dict[str, Claim] = {}
    for claim in sorted((one for one in claims if one.about is about), key=lambda one: one.seen_at):
        newest[claim.source] = claim
    return tuple(sorted(newest.values(), key=lambda one: (one.seen_at, one.source), reverse=True))


def alarms(*, claims: Iterable[Claim], court: CourtSeen | None, on: date) -> tuple[Alarm, ...]:
    """Say what must be looked at on a day: a date for a closed case, sources in dispute. The court liaison owns both.

    A legal team is told by the person or by the liaison: the house tells no counsel of a case they may not have. A
    court record nobody has looked at raises nothing here; that it was not looked at is a fact the desk asks for.
    """
    kept = tuple(claims)
    return (*_closed_with_a_date(kept, court), *_disputes(kept, on))


def _accord(*, sources: int, differ: bool) -> Accord:
    if differ:
        return Accord.DISPUTE
    return (Accord.NOTHING, Accord.ONE_SOURCE)[sources] if sources < 2 else Accord.AGREE


def _closed_with_a_date(claims: tuple[Claim, ...], court: CourtSeen | None) -> tuple[Alarm, ...]:
    if court is None or court.status != CLOSED:
        return ()
    looked_on = court.seen_at.date()
    dated = tuple(one for about in About for one in latest_of_each(claims=claims, about=about))
    ahead = tuple(one for one in dated if one.says and (one.says.on >= looked_on or one.seen_at >= court.seen_at))
    return (_alarm("closed_case_with_a_date", OWNER, ahead),) if ahead else ()


def _disputes(claims: tuple[Claim, ...], on: date) -> tuple[Alarm, ...]:
    weighed = (weigh(claims=claims, about=about, on=on) for about in About)
    return tuple(
        _alarm(f"{one.about}_in_dispute", OWNER, one.latest) for one in weighed if one.accord is Accord.DISPUTE
    )


def _alarm(code: str, owner: str, claims: tuple[Claim, ...]) -> Alarm:
    return Alarm(code=code, owner=owner, claims=claims, what_to_do=WORDS[code])
