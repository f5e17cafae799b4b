"""No state is an oubliette: each has a sentence, an owner, a way in, and a way out unless nothing more is due."""

from collections.abc import Mapping

import pytest

from estancia.admission.states import State
from estancia.commands.docs import EVERY_MACHINE as MACHINES
from estancia.commands.docs import EVERY_STEP as TRANSITIONS
from estancia.wording import Sentence

Machines = Mapping[str, Mapping[str, State]]
Steps = Mapping[tuple[str, str, str], str]


def unowned(machines: Machines) -> list[str]:
    """States whose next step belongs to nobody, or that cannot be said in both languages."""
    return [
        f"{machine}.{name}"
        for machine, states in machines.items()
        for name, state in states.items()
        if not (state.owner.strip() and state.line.es.strip() and state.line.en.strip())
    ]


def stuck(machines: Machines, steps: Steps) -> list[str]:
    """States that are not final and that no event leaves for another."""
    leaving = {(machine, before) for (machine, before, _), after in steps.items() if after != before}
    return [
        f"{machine}.{name}"
        for machine, states in machines.items()
        for name, state in states.items()
        if not state.final and (machine, name) not in leaving
    ]


def never_ending(machines: Machines, steps: Steps) -> list[str]:
    """States from which no path reaches a final one: a circle nobody gets out of."""
    ends = {(machine, name) for machine, states in machines.items() for name, state in states.items() if state.final}
    grown = True
    while grown:
        more = {(machine, before) for (machine, before, _), after in steps.items() if (machine, after) in ends}
        grown = bool(more - ends)
        ends |= more
    every = {(machine, name) for machine, states in machines.items() for name in states}
    return sorted(".".join(one) for one in every - ends)


def unknown(machines: Machines, steps: Steps) -> list[str]:
    """Steps from or to a state the machine does not have, or onward from one that is final."""
    return [
        f"{machine}.{before} {event}"
        for (machine, before, event), after in steps.items()
        if not {before, after} <= set(machines.get(machine, {})) or machines[machine][before].final
    ]


def test_every_state_has_a_sentence_and_an_owner() -> None:
    assert unowned(MACHINES) == []


def test_every_state_that_is_not_final_has_a_way_out() -> None:
    assert stuck(MACHINES, TRANSITIONS) == []


def test_from_every_state_an_end_can_be_reached() -> None:
    assert never_ending(MACHINES, TRANSITIONS) == []


def test_every_step_leads_from_a_state_to_a_state() -> None:
    assert unknown(MACHINES, TRANSITIONS) == []


SAID = Sentence(es="Abierta.", en="Open.")
WHOLE = {"hold": {"open": State(SAID, "body"), "lifted": State(SAID, "desk", final=True)}}
LIFT = {("hold", "open", "answer_lift"): "lifted"}


def test_a_whole_machine_is_accepted() -> None:
    assert unowned(WHOLE) + stuck(WHOLE, LIFT) + never_ending(WHOLE, LIFT) + unknown(WHOLE, LIFT) == []


@pytest.mark.parametrize("planted", [State(SAID, " "), State(Sentence(es="Abierta.", en=""), "body")])
def test_a_planted_state_without_owner_or_sentence_is_seen(planted: State) -> None:
    assert unowned({"hold": {**WHOLE["hold"], "open": planted}}) == ["hold.open"]


def test_a_planted_state_without_a_way_out_is_seen() -> None:
    planted = {"hold": {**WHOLE["hold"], "forgotten": State(SAID, "body")}}
    assert stuck(planted, LIFT) == ["hold.forgotten"]
    assert stuck(planted, {**LIFT, ("hold", "forgotten", "escalate"): "forgotten"}) == ["hold.forgotten"]


def test_a_planted_circle_is_seen() -> None:
    planted = {"hold": {**WHOLE["hold"], "left": State(SAID, "body"), "right": State(SAID, "body")}}
    circle = {**LIFT, ("hold", "left", "pass"): "right", ("hold", "right", "pass"): "left"}
    assert stuck(planted, circle) == []
    assert never_ending(planted, circle) == ["hold.left", "hold.right"]


def test_a_planted_step_to_nowhere_is_seen() -> None:
    assert unknown(WHOLE, {**LIFT, ("hold", "open", "lose"): "lost"}) == ["hold.open lose"]
