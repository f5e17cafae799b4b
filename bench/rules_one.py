"""One person with every reason explained, beside OpenFisca with its trace on: the same grounds, the same day.

No database. Each side starts from facts in memory and ends with its explanation: ours with a sentence, a provision and
what is still to be asked; the peer's with the lines of its trace. Building the peer's simulation is not counted.
"""

from time import perf_counter

import numpy as np
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from bench._drawn_facts import ON, drawn
from bench._line import line
from bench._openfisca_peer import inputs, system
from estancia.admission import Facts, determine
from estancia.admission.bulk import OUTCOMES, columns_of

PEOPLE, PEER_PEOPLE = 2_000, 100
TIMES_FASTER = 50.0
PERIOD = ON.isoformat()


def main() -> bool:
    """Ask both of the same people, check that they agree, and print the line."""
    people = drawn(rng=np.random.default_rng(1), people=PEOPLE)
    columns = columns_of(people)
    built, given = system(columns), inputs(columns)
    determine(facts=people[0])
    ours = np.median([_seconds_of_ours(one) for one in people])
    peer, lines = np.median([_seconds_of_peer(built, given, number) for number in range(PEER_PEOPLE)], axis=0)
    differ = [number for number in range(PEER_PEOPLE) if not _agree(built, given, number, people[number])]
    said = f"{ours * 1e6:.0f} µs against {peer * 1e3:.2f} ms ({lines:.0f} trace lines), medians: {peer / ours:.0f}x"
    said += f"; {len(differ)} of {PEER_PEOPLE} differ; no database"
    return line("rules-one", said, goal=f"≥ {TIMES_FASTER:g}x", met=peer / ours >= TIMES_FASTER and not differ)


def _seconds_of_ours(facts: Facts) -> float:
    began = perf_counter()
    determine(facts=facts).as_json()
    return perf_counter() - began


def _seconds_of_peer(built: TaxBenefitSystem, given: dict[str, np.ndarray], number: int) -> tuple[float, int]:
    made = _one(built, given, number)
    made.trace = True
    began = perf_counter()
    made.calculate("outcome", PERIOD)
    told = made.tracer.computation_log.lines()
    return perf_counter() - began, len(told)


def _agree(built: TaxBenefitSystem, given: dict[str, np.ndarray], number: int, facts: Facts) -> bool:
    said = int(_one(built, given, number).calculate("outcome", PERIOD)[0])
    return OUTCOMES[said] == determine(facts=facts).outcome


def _one(built: TaxBenefitSystem, given: dict[str, np.ndarray], number: int) -> Simulation:
    person = {name: {PERIOD: int(values[number])} for name, values in given.items()}
    return SimulationBuilder().build_from_entities(built, {"persons": {"one": person}})
