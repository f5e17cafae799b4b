"""The people of a request, in the family's order: read once in a deed, for a family does not change within one."""

from estancia.casework.once import once
from estancia.records.models import Person, Request


def people_of(*, request: Request) -> list[Person]:
    """Give the members of the request's family, the family beside each."""
    return list(once("people", request.pk, look=lambda: _read(request=request)))


def _read(*, request: Request) -> list[Person]:
    members = Person.objects.filter(family_id=request.family_id).select_related("family")
    people = list(members.order_by("order_in_family"))
    if people:
        request.family = people[0].family
    return people
