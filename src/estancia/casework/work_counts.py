"""What every count of a person's work is made of: its group, its number, and the list that the number opens.

A room that has something waiting writes one function, `Callable[[Actor, datetime], Iterable[Found]]`, and one line in
`work._COUNTS`. The function

- yields nothing for an actor who has no such work, and otherwise every count it knows, zeros too: they are left out
  later, and the test of counts learns from them which codes there are;
- gives a route that stands in `casework.routes`, and `kwargs` and `query` that narrow its page to just what was
  counted; no name of a person, no text that was searched for;
- counts rows by a question of `counts_of`, all of its counts at once, so that a million cost no more than a thousand.

The page marks each thing counted with `data-counted` (`data-counted="CODE"` where it also shows others), and its link
to a next page has `rel="next"`. `tests/integration/web/test_counts.py` opens every number and counts them there; it
wants a line in its SITUATIONS that makes the new number more than zero.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, wraps
from typing import Any

from django.db.models import QuerySet

from estancia.casework.access import Actor, Purpose, Role
from estancia.casework.hold_rows import SENTENCES
from estancia.casework.hours import DUES, LATER, OVERDUE, TODAY, TOMORROW
from estancia.casework.keyset import Part
from estancia.casework.views.work import MOST, WorkCount
from estancia.records.prepared import counted
from estancia.wording import Sentence

BURNING, FOR_TODAY, FOR_TOMORROW, WAITING, OTHERS = "burning", "today", "tomorrow", "waiting", "others"
GROUPS = (BURNING, FOR_TODAY, FOR_TOMORROW, WAITING, OTHERS)
GROUP_OF: Mapping[str, str] = {OVERDUE: BURNING, TODAY: FOR_TODAY, TOMORROW: FOR_TOMORROW, LATER: WAITING}

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
            found.update(part.keys(size=MOST + 1))
    return min(len(found), MOST + 1)


def counts_of(question: Callable[..., Sequence[Sequence[QuerySet[Any]]]]) -> Callable[..., list[int]]:
    """Let an actor's counts be asked in one statement, written once for each kind of actor: see `records.prepared`.

    `question(by, **values)` gives for each count the query sets counted together. Of `by` it may look at the role, the
    purpose, and whether there is an organisation and a place; which they are it only places in its query sets, as it
    does with the values. Each count stops at one above MOST.
    """

    @cache
    def of_kind(role: Role, purpose: Purpose) -> Callable[..., list[int]]:
        @counted
        def asked(*, user: int | None, organisation: str | None, location: str | None, **values: Any) -> Any:
            by = Actor(user, role, purpose, organisation=organisation or "", location=location or "", session="")
            return question(by, **values)

        return asked

    @wraps(question)
    def ask(by: Actor, **values: Any) -> list[int]:
        who = {"user": by.user_id, "organisation": by.organisation or None, "location": by.location or None}
        return of_kind(by.role, by.purpose)(most=MOST + 1, **who, **values)

    return ask


def by_due(
    code: str, counts: Sequence[int], *, route: str, query: Mapping[str, str], label: Sentence | None = None
) -> Iterator[Found]:
    """Give counts in the order of DUES, each in the group of its due and opening the list narrowed to it."""
    for due, count in zip(DUES, counts, strict=True):
        yield GROUP_OF[due], work_count(code, count, route=route, query={**query, "due": due}, label=label)
