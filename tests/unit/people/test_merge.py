"""Two people join two files, and any one of them parts them to the letter."""

from dataclasses import replace

import pytest

from estancia.people.identity import (
    KeptApart,
    NotChosen,
    SecondPersonNeeded,
    Snapshot,
    differing,
    pair_of,
    plan_merge,
    undo,
)

KEPT = Snapshot("7H2K9QPD", (("name", "Elena Paz"), ("born_on", ""), ("nationality", "HND")), ("notice:1", "stay:1"))
OTHER = Snapshot("3M4N5PQR", (("name", "Helena Paz"), ("born_on", "1988-03-05"), ("entry", "at_port")), ("notice:2",))
CHOSEN = {"name": OTHER.reference}


def merged(**changed):
    said = {"chosen": CHOSEN, "asked_by": 1, "confirmed_by": 2, "kept_apart": frozenset()} | changed
    return plan_merge(kept=KEPT, other=OTHER, **said)


def test_the_joined_file_has_what_either_knew_and_what_was_chosen():
    after = merged().after
    assert dict(after.facts) == {
        "name": "Helena Paz",
        "born_on": "1988-03-05",
        "nationality": "HND",
        "entry": "at_port",
    }
    assert after.belongings == ("notice:1", "stay:1", "notice:2")


@pytest.mark.parametrize(("asked_by", "confirmed_by"), [(1, 1), (None, 2), (1, None), (None, None)])
def test_one_person_or_a_machine_joins_nothing(asked_by, confirmed_by):
    with pytest.raises(SecondPersonNeeded):
        merged(asked_by=asked_by, confirmed_by=confirmed_by)


def test_files_kept_apart_are_not_joined():
    with pytest.raises(KeptApart):
        merged(kept_apart=frozenset({pair_of(one=KEPT.reference, other=OTHER.reference)}))


@pytest.mark.parametrize("chosen", [{}, {"name": "somebody else"}, {"born_on": KEPT.reference}])
def test_what_the_files_say_differently_is_chosen_by_a_person(chosen):
    assert differing(kept=KEPT, other=OTHER) == ("name",)
    with pytest.raises(NotChosen):
        merged(chosen=chosen)


def test_a_file_is_not_joined_to_itself():
    with pytest.raises(ValueError, match="itself"):
        plan_merge(kept=KEPT, other=KEPT, asked_by=1, confirmed_by=2, kept_apart=frozenset())


def test_undone_at_once_both_stand_as_before():
    merge = merged()
    undone = undo(merge=merge, stands=merge.after)
    assert (undone.kept, undone.other) == (KEPT, OTHER)
    assert (undone.later_facts, undone.later, undone.gone) == ((), (), ())


def test_undone_years_later_what_has_happened_since_is_shown_for_a_person_to_place():
    merge = merged()
    facts = tuple((name, "GTM" if name == "nationality" else value) for name, value in merge.after.facts)
    stands = replace(merge.after, facts=facts, belongings=("notice:1", "notice:2", "stay:9"))
    undone = undo(merge=merge, stands=stands)
    assert (undone.kept, undone.other) == (KEPT, OTHER)
    assert undone.later_facts == (("nationality", "GTM"),)
    assert (undone.later, undone.gone) == (("stay:9",), ("stay:1",))
