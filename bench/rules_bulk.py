"""A million people decided with a reason for each, beside OpenFisca: the same grounds, the same day, the same facts.

`ESTANCIA_BENCH_PEOPLE` (1,000,000) says how many; the goal is for a million. No database. Both start from one array of
whole numbers a fact, in which -1 is not known. Ours loads them as columns and decides, the effect of every code kept
for everyone; the peer builds its simulation and calculates the outcome and every ground. Each is run in turn, and the
median of the ratios counts.
"""

import os
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from bench._drawn_facts import ON, many
from bench._line import line
from bench._openfisca_peer import MISSING, decide, inputs, name_of, simulation, system
from estancia.admission.bulk import Determinations, determine_many
from estancia.law.columns import Column, Columns

PEOPLE = int(os.environ.get("ESTANCIA_BENCH_PEOPLE", "1000000"))
RUNS = 5
TIMES_FASTER = 5.0
PERIOD = ON.isoformat()
Given = dict[str, NDArray[np.int32]]


def main() -> bool:
    """Decide the same crowd on both sides, check that they agree, and print the line."""
    columns = many(rng=np.random.default_rng(1), people=PEOPLE)
    built, given = system(columns), inputs(columns)
    words = {path: columns[path].words for path in columns if name_of(path) in given}
    times = []
    for _ in range(RUNS):
        took, ours = _ours(given, words)
        peer_took, peer = _peer(built, given)
        times.append((took, peer_took))
    differ = int((ours.outcome != peer).sum())
    ratio = float(np.median([peer_took / took for took, peer_took in times]))
    took, peer_took = np.median(times, axis=0)
    said = f"{PEOPLE:,} people in {took:.2f} s against {peer_took:.2f} s, medians of {RUNS}: {ratio:.1f}x"
    said += f"; {differ} differ; no database"
    return line("rules-bulk", said, goal=f"≥ {TIMES_FASTER:g}x", met=ratio >= TIMES_FASTER and not differ)


def _ours(given: Given, words: dict[str, tuple[str, ...]]) -> tuple[float, Determinations]:
    began = perf_counter()
    said = determine_many(columns=_loaded(given, words))
    return perf_counter() - began, said


def _loaded(given: Given, words: dict[str, tuple[str, ...]]) -> Columns:
    return {path: Column(given[name_of(path)], given[name_of(path)] != MISSING, words[path]) for path in words}


def _peer(built: TaxBenefitSystem, given: Given) -> tuple[float, NDArray[np.int32]]:
    began = perf_counter()
    outcome, _ = decide(simulation(built, given, period=PERIOD), period=PERIOD)
    return perf_counter() - began, outcome
