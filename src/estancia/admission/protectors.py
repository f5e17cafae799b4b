"""Whose the protection is that the clear facts alone bring about: the owners of the grounds that protect, or could."""

from estancia.admission.derived import derive
from estancia.admission.facts import PRIVATE_PATHS, Facts
from estancia.admission.speaking import Speaking, law_of_day
from estancia.law import Law, current_law
from estancia.law.criteria import NO, NOT_KNOWN, FactsByPath

CHILD_PROTECTION, PROTECTING_BODY = "child_protection", "protecting_body"


def clear_protectors(*, facts: Facts, law: Law | None = None) -> frozenset[str]:
    """Name who owns a ground that protects, or could, by what the desk knows: age, company, languages.

    `child_protection`, `protecting_body`, both, or none. Grounds that read a private answer are left out: they are
    sealed, and the protecting body owns them.
    """
    by_path = derive(facts.by_path())
    speaking = law_of_day(law or current_law(), facts.on).speaking
    return frozenset(_owner(each) for each in speaking if _in_clear(each) and _protects(each, by_path))


def _in_clear(each: Speaking) -> bool:
    return each.effect == "protect" and not each.reads & PRIVATE_PATHS


def _protects(each: Speaking, by_path: FactsByPath) -> bool:
    answer = each.ground.criterion.of(by_path)
    return answer is not NO and (answer is not NOT_KNOWN or each.ground.asks)


def _owner(each: Speaking) -> str:
    return CHILD_PROTECTION if each.ground.owner == CHILD_PROTECTION else PROTECTING_BODY
