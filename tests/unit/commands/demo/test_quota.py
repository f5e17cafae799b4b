"""Shares kept by counting."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from estancia.commands.demo.quota import Tally, apportion

WEIGHTS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1), min_size=1)


@given(total=st.integers(0, 500), weights=WEIGHTS)
def test_what_is_shared_out_adds_up_and_is_never_a_whole_person_off(total: int, weights: dict[str, float]) -> None:
    given_out = apportion(total=total, weights=weights)
    everything = sum(weights.values())
    if everything:
        assert sum(given_out.values()) == total
        assert all(abs(given_out[what] - total * weight / everything) < 1 + 1e-9 for what, weight in weights.items())
    else:
        assert set(given_out.values()) == {0}


def test_what_one_month_owes_the_next_one_gives() -> None:
    tally = Tally()
    for _ in range(10):
        tally.expect(shares={"few": 0.1, "many": 0.9}, people=1)
        tally.give(tally.neediest(among={"few": 0.1, "many": 0.9}))
    assert abs(tally.owed("few")) < 1e-9


def test_yes_is_said_near_its_share_whatever_the_seed() -> None:
    for seed in range(20):
        tally, rng = Tally(), np.random.default_rng(seed)
        said = sum(2 for _ in range(100) if tally.says_yes("fear", share=0.3, people=2, rng=rng))
        assert abs(said - 60) <= 2
