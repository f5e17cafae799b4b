"""Who is expected back by whom, and which of them one call is for: those who left together and wish alike.

Somebody who asked that nobody be called is called for by nobody, whatever those beside them wish. Who said nothing goes
with the family: a child is spoken of with the mother's contact, or with nobody where the mother wants nobody.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from estancia.casework.access import Actor, Purpose, Role
from estancia.casework.own_body import body_with
from estancia.records.models import ExpectedReturn
from estancia.records.prepared import prepared

OPEN = ("waiting", "not_reached")
_LEFT_TOGETHER = ("stay__person__family_id", "exit__press", "call_by")
_OWN_WISH = "stay__person__chosen_contact__wants_call"


def expected_of(*, by: Actor) -> QuerySet[ExpectedReturn]:
    """Those whom the actor's organisation expects back; none for a role or purpose that does not care for them."""
    return of_body(by=by).filter(state__in=OPEN)


def of_body(*, by: Actor) -> QuerySet[ExpectedReturn]:
    """The same, and whoever was expected before: whatever their state."""
    return of_organisation(key=by.organisation) if cares(by=by) else ExpectedReturn.objects.none()


def cares(*, by: Actor) -> bool:
    """Say whether this role and purpose care for those who left."""
    return by.role is Role.PW and by.purpose is Purpose.CARE


def of_organisation(*, key: str) -> QuerySet[ExpectedReturn]:
    """Give whoever an organisation expects back, or expected before."""
    rows = ExpectedReturn.objects.filter(organisation=body_with(key=key))
    return rows.select_related("stay__person__family", "exit")


def with_wishes(rows: QuerySet[ExpectedReturn]) -> QuerySet[ExpectedReturn]:
    """Mark each with `quiet`: nobody is to be called for them."""
    none_said = Q(stay__person__chosen_contact__isnull=True)
    quiet = Case(
        When(Q(**{_OWN_WISH: False}), then=Value(True)),
        When(none_said & Exists(_says(wants_call=False)) & ~Exists(_says(wants_call=True)), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return rows.annotate(quiet=quiet)


def to_call(*, rows: QuerySet[ExpectedReturn]) -> QuerySet[ExpectedReturn]:
    """Leave out those for whom nobody is to be called."""
    return with_wishes(rows).filter(Q(quiet=False))


def firsts(*, rows: QuerySet[ExpectedReturn], among: QuerySet[ExpectedReturn]) -> QuerySet[ExpectedReturn]:
    """Of these, those who were written down first of all whom the same call is for, among others too."""
    same = {name: OuterRef(name) for name in (*_LEFT_TOGETHER, "quiet")}
    before = with_wishes(among).order_by().filter(**same, pk__lt=OuterRef("pk"))
    return with_wishes(rows).filter(~Exists(before))


@cache
def firsts_of(*, state: str) -> Callable[..., QuerySet[ExpectedReturn]]:
    """Give the question of which an organisation's list is read, for one state of those it expects back."""

    def question(*, organisation: str) -> QuerySet[ExpectedReturn]:
        everyone = of_organisation(key=organisation).filter(state__in=OPEN)
        return firsts(rows=of_organisation(key=organisation).filter(state=state), among=everyone)

    return question


@prepared
def _left_with_them(*, organisation: str, families: Sequence[int], presses: Sequence[str]) -> QuerySet[ExpectedReturn]:
    rows = of_organisation(key=organisation).filter(state__in=OPEN, stay__person__family__id__in=families)
    return with_wishes(rows.filter(exit__press__in=presses)).order_by("stay__person__order_in_family", "pk")


def groups_of(*, leading: Sequence[ExpectedReturn], organisation: str) -> list[list[ExpectedReturn]]:
    """Give these with whoever shares their call, in the order of these; each row is told if others stand `apart`."""
    together: dict[tuple[Any, ...], list[ExpectedReturn]] = {called_with(row): [] for row in leading}
    families = sorted({row.stay.person.family_id for row in leading})
    presses = sorted({row.exit.press for row in leading})
    beside = _left_with_them(organisation=organisation, families=families, presses=presses)
    tell_apart(beside)
    for row in beside:
        if called_with(row) in together:
            together[called_with(row)].append(row)
    return list(together.values())


def tell_apart(rows: Iterable[ExpectedReturn]) -> None:
    """Mark each with `apart`: of those who left with them some wish otherwise, and are no part of the same call."""
    wishes: dict[tuple[Any, ...], set[bool]] = {}
    found = list(rows)
    for row in found:
        wishes.setdefault(_left_with(row), set()).add(row.quiet)  # type: ignore[attr-defined]
    for row in found:
        row.apart = len(wishes[_left_with(row)]) > 1  # type: ignore[attr-defined]


def called_with(row: ExpectedReturn) -> tuple[Any, ...]:
    """Say what those one call is for have in common."""
    return (*_left_with(row), row.call_by, row.quiet)  # type: ignore[attr-defined]


def _left_with(row: ExpectedReturn) -> tuple[Any, ...]:
    return row.stay.person.family_id, row.exit.press


def _says(*, wants_call: bool) -> QuerySet[ExpectedReturn]:
    same = {name: OuterRef(name) for name in _LEFT_TOGETHER}
    return ExpectedReturn.objects.filter(**{_OWN_WISH: wants_call}, **same, state__in=OPEN)
