"""The people of a request, in the family's order: read once in a deed, for a family does not change within one."""

from estancia.casework.once import once
from estancia.records.models import FamilyGroup, Person, Request
from estancia.records.read import rows_of


def people_of(*, request: Request) -> list[Person]:
    """Give the members of the request's family, the family beside each."""
    return list(once("people", request.pk, look=lambda: _read(request=request)))


def _read(*, request: Request) -> list[Person]:
    people = rows_of(Person, family_id=request.family_id, order=("order_in_family",))
    request.family = rows_of(FamilyGroup, id=request.family_id)[0]
    for person in people:
        person.family = request.family
    return people
