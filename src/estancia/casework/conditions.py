"""Mexico's conditions of the day for a family: met, not met, or not known, each with the provision behind it."""

from collections.abc import Mapping, Sequence
from datetime import date

from estancia.admission.grounds import GROUNDS
from estancia.admission.reads import paths_read
from estancia.admission.speaking import law_of_day
from estancia.casework.views.people import ConditionView, DeterminationView, ReasonView
from estancia.law import current_law
from estancia.wording import load_sentences

_SENTENCES = load_sentences(package="estancia.casework", name="conditions.toml")
_ASKED_OF_THE_DERIVED = {"derived.location": "location"}


def conditions_of(*, on: date, determinations: Sequence[DeterminationView]) -> tuple[ConditionView, ...]:
    """Say of each condition how it stands for the family; none while nothing was determined."""
    if not determinations:
        return ()
    failing = {reason.code: reason for one in determinations for reason in one.reasons if reason.effect != "warn"}
    missing = {gap.path for one in determinations for gap in one.not_known}
    provisions = _provisions(on=on)
    return tuple(
        _condition(code=code, failing=failing, missing=missing, provision=provisions.get(code, ("", "")))
        for code in _SENTENCES
    )


def _condition(
    *, code: str, failing: Mapping[str, ReasonView], missing: set[str], provision: tuple[str, str]
) -> ConditionView:
    reason = failing.get(code)
    state = "not_met" if reason else "not_known" if _paths(code=code) & missing else "met"
    shown = (reason.provision, reason.source) if reason else provision
    return ConditionView(
        code=code,
        state=state,
        sentence=reason.sentence if reason else _SENTENCES[code],
        provision=shown[0],
        source=shown[1],
    )


def _paths(*, code: str) -> set[str]:
    read = {path for ground in GROUNDS if ground.code == code for path in paths_read(ground)}
    return {_ASKED_OF_THE_DERIVED.get(path, path) for path in read} - {"on", "family.members"}


def _provisions(*, on: date) -> dict[str, tuple[str, str]]:
    day = law_of_day(current_law(), on)
    spoken = {each.ground.code: (each.rule.id, each.rule.source) for each in day.speaking if each.effect != "warn"}
    agreed = {
        code: (rule.id, rule.source)
        for code, ground in (("admission_not_agreed", "agreement"), ("programme_not_in_force", "programme"))
        for rule in current_law().supporting(ground, on=on)[:1]
    }
    return spoken | agreed
