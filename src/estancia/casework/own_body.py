"""The organisation of whoever acts, as a value that a database can look an index up by."""

from typing import Any

from django.db.models import QuerySet

from estancia.casework.access import Actor
from estancia.records.models import Organisation


def own_body(*, by: Actor) -> QuerySet[Organisation, Any]:
    """Give it for a filter on a foreign key: one value, read once, so that rows come in the order of the index.

    A filter on the organisation's own key would be a join, and PostgreSQL would sort everything that is joined.
    """
    return body_with(key=by.organisation)


def body_with(*, key: str) -> QuerySet[Organisation, Any]:
    """The same for the key of an organisation."""
    return Organisation.objects.filter(key=key).values("pk")[:1]
