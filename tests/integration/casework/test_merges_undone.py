"""A thousand merges, each undone to the letter: every row of every table is what it was, and what came stays put."""

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
from django.apps import apps
from django.db import connection

from estancia.casework import merging
from estancia.records.append_only import changes_allowed
from estancia.records.models import Merge, Notice, Person
from tests.integration.casework.test_merging import WHY
from tests.integration.casework.world import TIJUANA, adult, child, hand_in, staff

MERGES = int(os.environ.get("M", "1000"))
PLANTED = 3
# That it was done is written here, and nowhere else.
WRITTEN = {"records_merge", "records_auditentry", "records_auditmention", "records_audittail"}
ADDED_EVERY = 5
Rows = Counter[tuple[str, str]]


def every_row() -> Rows:
    """Every row of every table but those that say that it was done."""
    tables = {model._meta.db_table for model in apps.get_models()} - WRITTEN
    return Counter((table, row) for table in sorted(tables) for row in rows_of(table))


def rows_of(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return [repr([bytes(value) if isinstance(value, memoryview) else value for value in row]) for row in cursor]


@pytest.fixture
def files(world, now) -> list[str]:
    """Two dozen files in a score of families: asked privately and held, told to child protection, or asked nothing."""
    afraid = {(1, "fear_of_mexico"): "yes"}
    requests = [
        hand_in(by=world.desk, now=now, members=[adult(f"Elena {at}"), child(f"Nadia {at}")], private=afraid)
        for at in range(3)
    ]
    requests += [hand_in(by=world.desk, now=now, members=[adult(f"Helena {at}")], asks="no") for at in range(18)]
    return [member.reference for request in requests for member in request.members]


def undone_to_the_letter(*, files: list[str], desk, second, now, merges: int) -> int:
    """Join two and part them, so many times; give how many. Raises `AssertionError` at the first row not put back."""
    rng, before, done = np.random.default_rng(1_000), every_row(), 0
    undecided = Person.objects.filter(family__requests__state__in=["awaiting_decision", "on_hold"])
    open_families = set(undecided.values_list("reference", flat=True))
    number = 0
    while done < merges:
        number += 1
        kept, other = (files[at] for at in rng.choice(len(files), 2, replace=False))
        if {kept, other} <= open_families:
            continue  # the database refuses them: two families with an open request
        at = now + timedelta(seconds=number)
        asked = merging.ask_merge(kept=kept, other=other, reason=WHY, families_seen=True, by=desk, now=at)
        merging.confirm_merge(reference=asked.reference, by=second, now=at)
        came = added(to=other, now=at) if number % ADDED_EVERY == 0 else Counter()
        undone = merging.undo_merge(reference=asked.reference, reason=WHY, by=second, now=at)
        after = every_row()
        assert after - before == came, "something is there that was not"
        assert before - after == Counter(), "something is not what it was"
        assert [(one.file, one.count) for one in undone.added] == [(other, 1)] * bool(came)
        before, done = after, done + 1
    return done


def added(*, to: str, now) -> Rows:
    """A notice comes for one of the two while they are joined."""
    before = every_row()
    Notice.objects.create(person=Person.objects.get(reference=to), state="held", source="a test", recorded_at=now)
    return every_row() - before


def test_a_thousand_merges_are_undone_to_the_letter(world, now, files):
    second = staff("IO", "inm-tijuana", TIJUANA, "intake", now=now)
    assert undone_to_the_letter(files=files, desk=world.desk, second=second, now=now, merges=MERGES) == MERGES
    assert Merge.objects.filter(state="undone").count() == MERGES


def moves_a_row(row: Merge) -> None:
    with changes_allowed(connection=connection):  # the database itself would refuse
        Notice.objects.filter(person=row.other).update(person=row.kept)


def forgets_a_column(row: Merge) -> None:
    Person.objects.filter(pk=row.other_id).update(born_approximately=True)


def leaves_a_row_out(row: Merge) -> None:
    with changes_allowed(connection=connection):
        Notice.objects.filter(person=row.kept).delete()


@pytest.mark.parametrize("fault", [moves_a_row, forgets_a_column, leaves_a_row_out])
def test_the_planted_fault_a_merge_that_touches_one_row_or_column_is_caught(
    world, now, files, monkeypatch, fault: Callable[[Merge], None]
):
    second = staff("IO", "inm-tijuana", TIJUANA, "intake", now=now)
    rightly = merging._move

    def wrongly(*, row: Merge, was: str, state: str, **said: object) -> None:
        rightly(row=row, was=was, state=state, **said)
        if state == "confirmed":
            fault(row)

    monkeypatch.setattr(merging, "_move", wrongly)
    with pytest.raises(AssertionError, match="something is"):
        undone_to_the_letter(files=files, desk=world.desk, second=second, now=now, merges=PLANTED)
