"""Which grounds speak on a day, how strongly, and by which row: the law of the day applied to the grounds."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from estancia.admission.grounds import GROUNDS, Effect, Ground
from estancia.admission.reads import paths_read
from estancia.law.rules import Law, Rule, Strength

RANK: dict[str, int] = {"warn": 1, "wait": 2, "outside": 3, "protect": 4}


@dataclass(frozen=True, slots=True)
class Speaking:
    """A ground that speaks on a day: with what effect, carried by which row; and the paths of the facts it reads."""

    ground: Ground
    effect: Effect
    rule: Rule
    reads: frozenset[str]


@dataclass(frozen=True, slots=True)
class DayReason:
    """What the day alone decides: no programme, or no agreement of Mexico."""

    code: str
    effect: Effect
    rule: Rule


@dataclass(frozen=True, slots=True)
class LawOfDay:
    """Everything the rows say on one day."""

    speaking: tuple[Speaking, ...]
    day_reasons: tuple[DayReason, ...]
    rule_sets: tuple[str, ...]


@lru_cache(maxsize=4096)
def law_of_day(law: Law, on: date) -> LawOfDay:
    """Work out, once for a day, which grounds speak and what the day itself decides."""
    speaking = tuple(heard for ground in GROUNDS if (heard := _heard(law, ground, on)))
    bearing = {rule.rule_set for rule in law.in_force(on=on) if rule.grounds}
    day_reasons = tuple(reason for reason in (_programme(law, on), _agreement(law, on)) if reason)
    return LawOfDay(speaking, day_reasons, tuple(sorted(bearing)))


def _heard(law: Law, ground: Ground, on: date) -> Speaking | None:
    voices = [(_effect(ground.effect, rule, on), rule) for rule in law.supporting(ground.key, on=on)]
    if not voices:
        return None
    effect, rule = max(voices, key=lambda voice: RANK[voice[0]])
    return Speaking(ground, effect, rule, paths_read(ground))


def _effect(wanted: Effect, rule: Rule, on: date) -> Effect:
    effect: Effect = rule.effect or wanted  # type: ignore[assignment]
    soft = rule.strength_on(on) is Strength.SOFT
    return "warn" if soft and effect in ("wait", "outside") else effect


def _programme(law: Law, on: date) -> DayReason | None:
    """No enrolment rule in force, or a pause of one."""
    return _unless(law, on, code="programme_not_in_force", stands="programme", stopped_by="pause")


def _agreement(law: Law, on: date) -> DayReason | None:
    """Mexico has agreed to nothing, or has said no."""
    return _unless(law, on, code="admission_not_agreed", stands="agreement", stopped_by="refusal")


def _unless(law: Law, on: date, *, code: str, stands: str, stopped_by: str) -> DayReason | None:
    """Say what is missing or stopped; a soft stop only warns, and never hides that nothing stands."""
    stop = next(iter(law.supporting(stopped_by, on=on)), None)
    if stop and stop.strength_on(on) is Strength.BINDING:
        return DayReason(code, "outside", stop)
    if not law.supporting(stands, on=on, at_least=Strength.BINDING):
        return _missing(law, stands, code, on)
    return DayReason(code, "warn", stop) if stop else None


def _missing(law: Law, ground: str, code: str, on: date) -> DayReason | None:
    rows = law.by_ground.get(ground, ()) or law.rules
    nearest = min(rows, key=lambda rule: abs((rule.from_ - on).days), default=None)
    return DayReason(code, "outside", nearest) if nearest else None
