"""The last place goes to exactly one family, whole; places are neither made nor lost."""

import os

import numpy as np
import pytest
from django.db import connection

from tests.faults.racing import conditionally, count_then_insert, run, trials_of

KEY = "02004"
FULL = {"sqlite": 2000, "postgresql": 500}


def _trials() -> int:
    """As many as asked for, else the full number for this database."""
    return int(os.environ.get("ESTANCIA_RACE_TRIALS", FULL[connection.vendor]))


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_exactly_one_family():
    trials = trials_of(count=_trials(), rng=np.random.default_rng(20191002), key=KEY)
    ended = run(trials=trials, key=KEY, take=conditionally(KEY))
    assert [(one.trial.on, one.broken(), one.errors[:1]) for one in ended if one.broken()] == []
    last = [one for one in ended if one.trial.places == 1 and set(one.trial.sizes) == {1}]
    assert {sum(one.admitted) for one in last} == {1}
    print(f"{len(ended)} trials of 64 on {connection.vendor}, {sum(one.taken for one in ended)} admitted")


@pytest.mark.django_db(transaction=True)
def test_counting_first_and_then_writing_is_caught():
    trials = trials_of(count=20, rng=np.random.default_rng(20191002), key=KEY)
    ended = run(trials=trials, key=KEY, take=count_then_insert(KEY))
    assert any("more admitted than places" in one.broken() for one in ended)
