"""What a person may decide, and the states a request, a hold and a review walk through."""

from collections.abc import Mapping

import pytest

from estancia.admission import (
    DecisionNotOpen,
    Outcome,
    ReasonNeeded,
    allowed_decisions,
    check_decision,
    family_outcome,
)
from estancia.admission.states import MACHINES, TRANSITIONS, NotPossibleNow, move

# (outcome, protection hold) -> decisions along the rules, decisions against them
OPEN: Mapping[tuple[Outcome, bool], tuple[set[str], set[str]]] = {
    ("admissible", False): ({"admit"}, {"hold"}),
    ("hold", False): ({"hold"}, {"admit"}),
    ("not_covered", False): ({"not_covered"}, {"admit", "hold"}),
    ("admissible", True): ({"hold"}, set()),
    ("hold", True): ({"hold"}, set()),
    ("not_covered", True): ({"hold"}, set()),
}
BEGINNINGS = {
    "request": {"awaiting_decision", "no_request"},
    "hold": {"open"},
    "review": {"open"},
    "alarm": {"open"},
    "kept_paper": {"kept"},
}


@pytest.mark.parametrize("stands", OPEN, ids=str)
def test_the_open_decisions_are_these_and_no_others(stands: tuple[Outcome, bool]) -> None:
    along, against = OPEN[stands]
    allowed = allowed_decisions(outcome=stands[0], protection_hold=stands[1])
    assert {each.decision for each in allowed if not each.needs_reason} == along
    assert {each.decision for each in allowed if each.needs_reason} == against


@pytest.mark.parametrize("stands", OPEN, ids=str)
@pytest.mark.parametrize("decision", ["admit", "hold", "not_covered", "return", ""])
def test_button_and_enforcement_agree(stands: tuple[Outcome, bool], decision: str) -> None:
    along, against = OPEN[stands]
    if decision in along | against:
        check_decision(decision=decision, outcome=stands[0], protection_hold=stands[1], reason="Heard again.")
    else:
        with pytest.raises(DecisionNotOpen):
            check_decision(decision=decision, outcome=stands[0], protection_hold=stands[1], reason="Heard again.")
    if decision in against:
        with pytest.raises(ReasonNeeded):
            check_decision(decision=decision, outcome=stands[0], protection_hold=stands[1], reason="  ")


def test_a_protected_person_is_never_handed_a_refusal() -> None:
    outcomes: tuple[Outcome, ...] = ("admissible", "hold", "not_covered")
    decisions = {each.decision for one in outcomes for each in allowed_decisions(outcome=one, protection_hold=True)}
    assert decisions == {"hold"}


def test_only_the_rules_open_not_covered() -> None:
    for outcome in ("admissible", "hold"):
        assert "not_covered" not in {
            each.decision
            for each in allowed_decisions(outcome=outcome, protection_hold=False)  # type: ignore[arg-type]
        }


@pytest.mark.parametrize(
    ("outcomes", "protection_hold", "family"),
    [
        (["admissible", "admissible"], False, "admissible"),
        (["not_covered", "not_covered"], False, "not_covered"),
        (["admissible", "not_covered"], False, "hold"),
        (["admissible", "hold"], False, "hold"),
        (["not_covered", "hold"], False, "hold"),
        (["admissible"], True, "hold"),
        (["not_covered", "not_covered"], True, "hold"),
        ([], False, "hold"),
    ],
)
def test_a_family_is_taken_whole_or_held(outcomes: list[Outcome], protection_hold: bool, family: Outcome) -> None:
    assert family_outcome(outcomes=outcomes, protection_hold=protection_hold) == family


@pytest.mark.parametrize(("step", "to"), TRANSITIONS.items(), ids=str)
def test_every_step_of_the_table_can_be_taken(step: tuple[str, str, str], to: str) -> None:
    machine, state, event = step
    assert move(machine=machine, state=state, event=event) == to


@pytest.mark.parametrize(("machine", "state"), [(name, state) for name, states in MACHINES.items() for state in states])
def test_a_step_the_table_does_not_have_is_refused(machine: str, state: str) -> None:
    events = {event for _, _, event in TRANSITIONS}
    missing = sorted(event for event in events if (machine, state, event) not in TRANSITIONS)
    assert missing
    for event in missing:
        with pytest.raises(NotPossibleNow):
            move(machine=machine, state=state, event=event)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_state_can_be_reached(machine: str) -> None:
    reached = set(BEGINNINGS[machine])
    for _ in MACHINES[machine]:
        reached |= {to for (of, state, _), to in TRANSITIONS.items() if of == machine and state in reached}
    assert reached == set(MACHINES[machine])


def test_a_protection_can_be_raised_wherever_a_no_could_be_said_or_was() -> None:
    assert {state for machine, state, event in TRANSITIONS if (machine, event) == ("request", "protect")} == {
        "awaiting_decision",
        "on_hold",
        "not_covered",
    }


def test_nobody_on_hold_is_told_not_covered_without_a_new_decision() -> None:
    from_hold = {to for (machine, state, _), to in TRANSITIONS.items() if (machine, state) == ("request", "on_hold")}
    assert "not_covered" not in from_hold
