"""What the rules say so far of one person, with every reason, its provision, and what is not known."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from estancia.admission.grounds import Effect
from estancia.wording import Sentence

Outcome = Literal["admissible", "hold", "not_covered"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its code and effect, the provision and source behind it, the fact it read, the sentence.

    `owner` and `answer_by` stand on every reason that protects or makes wait; elsewhere they are None.
    """

    code: str
    effect: Effect
    provision: str
    source: str
    fact: str
    sentence: Sentence
    owner: str | None
    answer_by: date | None


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A fact, by its path, whose answer could still protect, put outside or make wait; who asks, and by when."""

    path: str
    owner: str
    answer_by: date


@dataclass(frozen=True, slots=True)
class Determination:
    """The outcome with all its reasons, strongest first, and what is not known."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    not_known: tuple[NotKnown, ...]
    rule_sets: tuple[str, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its reasons."""
        return frozenset(reason.code for reason in self.reasons)

    def as_json(self) -> dict[str, Any]:
        """Say it as the `estancia determine` contract does."""
        return {
            "outcome": self.outcome,
            "reasons": [
                {
                    "code": reason.code,
                    "effect": reason.effect,
                    "provision": reason.provision,
                    "source": reason.source,
                    "fact": reason.fact,
                    "es": reason.sentence.es,
                    "en": reason.sentence.en,
                    "owner": reason.owner,
                    "answer_by": reason.answer_by.isoformat() if reason.answer_by else None,
                }
                for reason in self.reasons
            ],
            "not_known": [
                {"path": each.path, "owner": each.owner, "answer_by": each.answer_by.isoformat()}
                for each in self.not_known
            ],
            "rule_sets": list(self.rule_sets),
        }
