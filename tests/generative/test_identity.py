"""Ten thousand labelled pairs: nobody is joined by a machine, and the two files of one person come out alike.

A thousand merges, and each undone to the letter.
"""

import numpy as np
import pytest

from estancia.people.identity import (
    Identity,
    SecondPersonNeeded,
    Snapshot,
    differing,
    keys_of,
    likeness,
    plan_merge,
    probes_of,
    undo,
)
from tests.identities.hearing import heard
from tests.identities.population import Written, population
from tests.identities.typist import typed

PEOPLE = 2_500
PAIRS = 10_000
MERGES = 1_000


@pytest.fixture(scope="module")
def people() -> list[Written]:
    return population(people=PEOPLE, rng=np.random.default_rng(20191002))


@pytest.fixture(scope="module")
def pairs(people) -> list[tuple[Identity, Identity, bool]]:
    """Half of one person, written rightly and wrongly; half of two, the second drawn by chance."""
    rng = np.random.default_rng(20211126)
    found = []
    for at in range(PAIRS // 2):
        person, wrongly = people[at % PEOPLE], typed if at % 2 else heard
        written = wrongly(person=person, rng=rng).identity()
        stranger = people[(at + 1 + int(rng.integers(PEOPLE - 1))) % PEOPLE]
        found += [(person.identity(), written, True), (stranger.identity(), written, stranger == person)]
    return found


def snapshot(reference: str, identity: Identity) -> Snapshot:
    born = identity.born_on.isoformat() if identity.born_on else ""
    facts = (("name", identity.name), ("born_on", born), ("nationality", identity.nationality))
    return Snapshot(reference, facts, tuple(sorted(identity.numbers)))


def joins(one: Identity, other: Identity, asked_by: int | None, confirmed_by: int | None) -> bool:
    """Whether these may join two files, the likeness being what it is."""
    kept, second = snapshot("A", one), snapshot("B", other)
    chosen = dict.fromkeys(differing(kept=kept, other=second), "A")
    try:
        plan_merge(
            kept=kept,
            other=second,
            chosen=chosen,
            asked_by=asked_by,
            confirmed_by=confirmed_by,
            kept_apart=frozenset(),
        )
    except SecondPersonNeeded:
        return False
    return True


def test_no_pair_however_alike_is_joined_by_a_machine_or_by_one_person(pairs):
    nobody_or_one = ((None, None), (None, 7), (7, None), (7, 7))
    assert len(pairs) == PAIRS
    assert [pair for pair in pairs if any(joins(*pair[:2], *who) for who in nobody_or_one)] == []


def test_two_people_may_join_any_pair(pairs):
    assert all(joins(one, other, 7, 8) for one, other, _ in pairs[:MERGES])


def test_files_of_one_person_are_likelier_than_files_of_two(pairs):
    same = sorted(likeness(one=one, other=other).score for one, other, one_person in pairs if one_person)
    two = sorted(likeness(one=one, other=other).score for one, other, one_person in pairs if not one_person)
    assert same[len(same) // 50] > two[len(two) * 98 // 100]


def test_nearly_every_pair_of_one_person_meets_under_a_key(pairs):
    met = [bool(keys_of(person=one) & probes_of(person=other)) for one, other, same in pairs if same]
    assert sum(met) / len(met) >= 0.97


def test_few_strangers_meet(pairs):
    met = [bool(keys_of(person=one) & probes_of(person=other)) for one, other, same in pairs if not same]
    assert sum(met) / len(met) < 0.02


def test_without_folding_those_who_listened_are_lost(pairs, monkeypatch):
    """The planted fault: keys of letters instead of sounds."""
    monkeypatch.setattr("estancia.people.identity.folding.skeleton_of", lambda sound: sound)
    monkeypatch.setattr("estancia.people.identity.folding.sound_of", lambda word: word)
    from estancia.people.identity import folding

    caches = (folding.parts_of, folding._words_of, folding.part_of)
    for cached in caches:
        cached.cache_clear()
    met = [
        bool(keys_of(person=one) & probes_of(person=other) - keys_by_day(one))
        for one, other, same in pairs[:4_000]
        if same
    ]
    for cached in caches:
        cached.cache_clear()
    assert sum(met) / len(met) < 0.97


def keys_by_day(one: Identity) -> frozenset[str]:
    return frozenset(key for key in keys_of(person=one) if key.startswith("d"))


def test_a_thousand_merges_are_undone_to_the_letter(pairs):
    rng = np.random.default_rng(3)
    for one, other, _ in pairs[:MERGES]:
        kept, second = snapshot("A", one), snapshot("B", other)
        chosen = {name: str(rng.choice(["A", "B"])) for name, _ in kept.facts}
        merge = plan_merge(kept=kept, other=second, chosen=chosen, asked_by=1, confirmed_by=2, kept_apart=frozenset())
        later = Snapshot("A", merge.after.facts, (*merge.after.belongings, "later"))
        undone = undo(merge=merge, stands=later)
        assert (undone.kept, undone.other) == (kept, second)
        assert undone.later == ("later",)
