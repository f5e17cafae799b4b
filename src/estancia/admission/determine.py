"""Facts in, what the rules say so far out. A person decides; this never does.

The order: any protection, or an unknown that could protect, holds; else any *outside* says the stay does not reach
this person or day; else anything to wait for, or not known, holds; else nothing stands in the way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from estancia.admission.derived import ASKED_AS, derive
from estancia.admission.determination import Determination, NotKnown, Outcome, Reason
from estancia.admission.facts import Facts
from estancia.admission.grounds import Effect
from estancia.admission.sentences import sentence_for
from estancia.admission.speaking import RANK, LawOfDay, Speaking, law_of_day
from estancia.law import Law, current_law, parameter
from estancia.law.criteria import NOT_KNOWN, YES, FactsByPath

# For the holder of a valid stay only a closed case still makes wait: nobody is stranded on the bridge.
STILL_WAITS_FOR_HOLDER = frozenset({"case_closed"})


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown fact and the effect its answer could have."""

    effect: Effect
    asked: NotKnown


def determine(*, facts: Facts, law: Law | None = None) -> Determination:
    """Say what the rules of the day say so far of one person."""
    law_then = law_of_day(law or current_law(), facts.on)
    determination, _ = concluded(facts=facts, law_then=law_then, grounds=law_then.speaking)
    return determination


def concluded(*, facts: Facts, law_then: LawOfDay, grounds: Iterable[Speaking]) -> tuple[Determination, bool]:
    """Ask these grounds of the facts and conclude, the day's own reasons included.

    The second value says whether a protection question is open: a reason that protects, or an unknown that could.
    """
    by_path = derive(facts.by_path())
    heard = (*grounds,)
    holder = by_path["person.holds_valid_stay"] is True
    reasons = _strongest_first([*_day_reasons(law_then), *_reasons(heard, by_path, facts.on)], holder)
    questions = _still_open(_questions(heard, by_path, facts.on), reasons, holder)
    asked: dict[str, NotKnown] = {}
    for question in questions:
        asked.setdefault(question.asked.path, question.asked)
    protection_open = "protect" in {*(reason.effect for reason in reasons), *(each.effect for each in questions)}
    outcome = _outcome(reasons, questions, protection_open)
    return Determination(outcome, reasons, tuple(asked.values()), law_then.rule_sets), protection_open


def _outcome(reasons: Iterable[Reason], questions: Iterable[Question], protection_open: bool) -> Outcome:
    effects = {reason.effect for reason in reasons}
    could = {question.effect for question in questions}
    if protection_open:
        return "hold"
    if "outside" in effects:
        return "not_covered"
    return "hold" if "wait" in effects or could else "admissible"


def _day_reasons(law_then: LawOfDay) -> Iterator[Reason]:
    for day in law_then.day_reasons:
        sentence = sentence_for(day.code, day.effect)
        yield Reason(day.code, day.effect, day.rule.id, day.rule.source, "on", sentence, None, None)


def _reasons(heard: Iterable[Speaking], by_path: FactsByPath, on: date) -> Iterator[Reason]:
    for each in heard:
        if each.ground.criterion.of(by_path) is YES:
            answers = each.effect in ("protect", "wait")
            yield Reason(
                code=each.ground.code,
                effect=each.effect,
                provision=each.rule.id,
                source=each.rule.source,
                fact=each.ground.fact,
                sentence=sentence_for(each.ground.code, each.effect),
                owner=each.ground.owner if answers else None,
                answer_by=answer_by(each.ground.clock, on) if answers else None,
            )


def _questions(heard: Iterable[Speaking], by_path: FactsByPath, on: date) -> Iterator[Question]:
    for each in heard:
        if each.effect == "warn" or not each.ground.asks or each.ground.criterion.of(by_path) is not NOT_KNOWN:
            continue
        for path in each.ground.criterion.asks(by_path):
            for asked in ASKED_AS.get(path, (path,)):
                due = answer_by(each.ground.clock, on)
                yield Question(each.effect, NotKnown(asked, each.ground.owner or "intake_desk", due))


def _strongest_first(reasons: Iterable[Reason], holder: bool) -> tuple[Reason, ...]:
    strongest: dict[str, Reason] = {}
    for reason in (_softened(reason) if holder else reason for reason in reasons):
        kept = strongest.get(reason.code)
        if kept is None or RANK[reason.effect] > RANK[kept.effect]:
            strongest[reason.code] = reason
    return tuple(sorted(strongest.values(), key=lambda reason: -RANK[reason.effect]))


def _softened(reason: Reason) -> Reason:
    if reason.effect not in ("outside", "wait") or reason.code in STILL_WAITS_FOR_HOLDER:
        return reason
    sentence = sentence_for(reason.code, "warn")
    return Reason(reason.code, "warn", reason.provision, reason.source, reason.fact, sentence, None, None)


def _still_open(questions: Iterable[Question], reasons: Iterable[Reason], holder: bool) -> tuple[Question, ...]:
    """Drop what no longer matters: beside a protection question, nothing is asked that could not change the outcome."""
    settled = holder or any(reason.effect == "outside" for reason in reasons)
    return tuple(question for question in questions if question.effect == "protect" or not settled)


def answer_by(clock: str | None, on: date) -> date:
    """Give the day by which an answer is due: whole days of the house parameter, at least the next.

    On the last days a calendar can write it is the last of them: any date asked about gets an answer.
    """
    hours = parameter(clock or "EST-2", on=on).value
    days = max(1, -(-hours // 24))
    return on + timedelta(days=days) if on <= date.max - timedelta(days=days) else date.max
