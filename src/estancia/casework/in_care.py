"""Which bodies protect the person a paper is kept from, written on the paper: no list of theirs walks through others.

It only spares looking, and is never taken back: `fetch.assigned` still says whether a body sees the paper.
"""

from estancia.records.models import Hold, KeptPaper, Person, ProtectionNotice, SealedAnswer
from estancia.records.read import rows_of
from estancia.records.written import update_row


def now_in_care(*, person_id: int, body: int) -> None:
    """Write a body on what is kept from a person, once the row that assigns it to them was written."""
    for row in rows_of(KeptPaper, person_id=person_id):
        if row.cared_by_id is None:
            row.cared_by_id = body
            update_row(row=row, columns=("cared_by",))
        elif row.cared_by_id != body and not row.cared_by_others:
            row.cared_by_others = True
            update_row(row=row, columns=("cared_by_others",))


def bodies_caring(*, person: Person) -> tuple[int | None, bool]:
    """Give one body assigned to a person, and whether others are.

    The person's row is held: whoever assigns a body to them meanwhile waits, and finds the paper; or was first.
    """
    rows_of(Person, id=person.pk, lock=True)
    notices = rows_of(ProtectionNotice, person_id=person.pk, kind="child_protection", order=("id",))
    holds = rows_of(Hold, person_id=person.pk, order=("id",))
    answers = rows_of(SealedAnswer, person_id=person.pk, order=("id",))
    assigned = [*(row.organisation_id for row in holds), *(row.organisation_id for row in answers)]
    bodies = dict.fromkeys([*assigned, *(row.organisation_id for row in notices)])
    return next(iter(bodies), None), len(bodies) > 1
