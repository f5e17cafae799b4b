"""What every count of a person's work is made of: its group, its number, and the list that the number opens.

A room that has something waiting writes one function, `Callable[[Actor, datetime], Iterable[Found]]`, and one line in
`work._COUNTS`. The function

- yields nothing for an actor who has no such work, and otherwise every count it knows, zeros too: they are left out
  later, and the test of counts learns from them which codes there are;
- gives a route that stands in `casework.routes`, and `kwargs` and `query` that narrow its page to just what was
  counted; no name of a person, no text that was searched for;
- counts rows by `up_to_most`, so that a million cost no more than a thousand.

The page marks each thing counted with `data-counted` (`data-counted="CODE"` where it also shows others), and its link
to a next page has `rel="next"`. `tests/integration/web/test_counts.py` opens every number and counts them there; it
wants a line in its SITUATIONS that makes the new number more than zero.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from estancia.casework.hold_rows import SENTENCES
from estancia.casework.hours import DUES, LATER, OVERDUE, TODAY, TOMORROW, due_of
from estancia.casework.keyset import Part
from estancia.casework.views.work import MOST, WorkCount
from estancia.wording import Sentence

BURNING, FOR_TODAY, FOR_TOMORROW, WAITING, OTHERS = "burning", "today", "tomorrow", "waiting", "others"
GROUPS = (BURNING, FOR_TODAY, FOR_TOMORROW, WAITING, OTHERS)
GROUP_OF: Mapping[str, str] = {OVERDUE: BURNING, TODAY: FOR_TODAY, TOMORROW: FOR_TOMORROW, LATER: WAITING}

_FEW = 200
Found = tuple[str, WorkCount]  # which group it stands in, and the count


def work_count(
    code: str,
    count: int,
    *,
    route: str,
    kwargs: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    label: Sentence | None = None,
) -> WorkCount:
    """Give a count; its label is `work_CODE` of the deeds' sentences unless one is given."""
    return WorkCount(
        code=code,
        label=label or SENTENCES[f"work_{code}"],
        count=count,
        route=route,
        kwargs=kwargs or {},
        query=query or {},
    )


def up_to_most(*parts: QuerySet[Any]) -> int:
    """Count rows, in one part or several that share none, and stop at one above MOST: a page then says "more than"."""
    count = 0
    for rows in parts:
        count += rows.order_by().values("pk")[: MOST + 1 - count].count() if count <= MOST else 0
    return count


def shown_once(parts: Iterable[Part[Any]]) -> int:
    """Count the rows of parts that may share some, each once, and stop at one above MOST."""
    found: set[int] = set()
    for part in parts:
        if len(found) <= MOST:
            found.update(part.rows.order_by().values_list("pk", flat=True)[: MOST + 1])
    return min(len(found), MOST + 1)


def by_due(
    *,
    rows: QuerySet[Any],
    told_by: Sequence[str],
    due: Callable[..., str],
    narrowed: Callable[[str], Iterable[QuerySet[Any]]],
) -> Mapping[str, int]:
    """Count rows by where their hour stands, each up to one above MOST; in one question where the rows are few.

    `told_by` names the fields from which `due` tells it; `narrowed` gives the rows of one due, as its list does, in
    parts. Four questions cost more to write down than a few rows to read.
    """
    read = list(rows.order_by().values_list(*told_by)[: _FEW + 1])
    if len(read) > _FEW:
        return {one: up_to_most(*narrowed(one)) for one in DUES}
    standing = [due(*row) for row in read]
    return {one: standing.count(one) for one in DUES}


def stands_at(*, gone_up: str, now: datetime) -> Callable[[str, datetime, str], str]:
    """Give what tells from a row's state, hour and place where it stands; one that went up stays overdue."""

    def told(state: str, at: datetime, location: str) -> str:
        return OVERDUE if state == gone_up else due_of(location=location, at=at, now=now)

    return told


def group_at(*, location: str, at: datetime, now: datetime) -> str:
    """Give the group of something due at an hour, by the clock of its place."""
    return GROUP_OF[due_of(location=location, at=at, now=now)]
