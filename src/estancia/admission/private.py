"""What an authority's desk may see of a determination, and how private answers are judged before they are sealed."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from estancia.admission.determination import Determination, NotKnown, Outcome, Reason
from estancia.admission.determine import concluded
from estancia.admission.facts import PRIVATE_PATHS, Facts
from estancia.admission.grounds import PROTECTING
from estancia.admission.speaking import LawOfDay, law_of_day
from estancia.law import Law, current_law

# Shown to authority roles as *reserved*: every protection, and every warning that would tell one.
PRIVATE_CODES = frozenset(ground.code for ground in PROTECTING) | {"fear_of_origin"}


@dataclass(frozen=True, slots=True)
class PrivateJudgement:
    """What private answers lead to: the one bit that stays in clear, and the reasons that are sealed."""

    protection_open: bool
    reasons: tuple[Reason, ...]
    not_known: tuple[NotKnown, ...]


@dataclass(frozen=True, slots=True)
class OpenView:
    """The reserved view: no protection code, no private fact; `protection_hold` and nothing more."""

    outcome: Outcome
    protection_hold: bool
    reasons: tuple[Reason, ...]
    not_known: tuple[NotKnown, ...]
    rule_sets: tuple[str, ...]


def judge_private(
    *, facts: Facts, answered: Collection[str] = PRIVATE_PATHS, law: Law | None = None
) -> PrivateJudgement:
    """Judge private answers in the request that receives them.

    `facts` carry what is known in clear and the private answers just given; `answered` names the paths those answers
    are about ("person.fear_of_mexico" means the question was asked, whatever was said). Only grounds that read an
    answered path are heard, so an answer given earlier and sealed is neither needed nor judged again.
    """
    if "person.fear_of_mexico" in answered:
        facts = replace(facts, person=replace(facts.person, fear_asked=True))
    law_then = law_of_day(law or current_law(), facts.on)
    heard = tuple(each for each in law_then.speaking if not each.reads.isdisjoint(answered))
    said, _ = concluded(facts=facts, law_then=_silent(law_then), grounds=heard)
    asked = tuple(each for each in said.not_known if each.path in answered)
    protects = any(reason.effect == "protect" for reason in said.reasons)
    return PrivateJudgement(protects or bool(asked), said.reasons, asked)


def determine_open(*, facts: Facts, protection_open: bool, law: Law | None = None) -> tuple[Determination, bool]:
    """Determine with the private part sealed: private grounds are left out and `protection_open` stands for them.

    Gives the determination (its protective reasons, from age or languages, are to be sealed too) and whether a
    protection question is open.
    """
    law_then = law_of_day(law or current_law(), facts.on)
    grounds = (each for each in law_then.speaking if not each.reads & PRIVATE_PATHS)
    said, open_in_clear = concluded(facts=facts, law_then=law_then, grounds=grounds)
    hold = protection_open or open_in_clear
    outcome: Outcome = "hold" if hold else said.outcome
    return Determination(outcome, said.reasons, said.not_known, said.rule_sets), hold


def open_view(*, determination: Determination, protection_hold: bool | None = None) -> OpenView:
    """Give what an authority's desk may see; pass `protection_hold` where the private part was sealed apart."""
    protects = any(reason.effect == "protect" for reason in determination.reasons) or any(
        each.path in PRIVATE_PATHS for each in determination.not_known
    )
    return OpenView(
        outcome=determination.outcome,
        protection_hold=protects if protection_hold is None else protection_hold,
        reasons=tuple(
            each for each in determination.reasons if each.code not in PRIVATE_CODES and each.effect != "protect"
        ),
        not_known=tuple(each for each in determination.not_known if each.path not in PRIVATE_PATHS),
        rule_sets=determination.rule_sets,
    )


def _silent(law_then: LawOfDay) -> LawOfDay:
    return LawOfDay(law_then.speaking, (), law_then.rule_sets)
