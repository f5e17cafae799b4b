"""What nearly every deed asks is planned once by PostgreSQL; SQLite's driver keeps its statements by itself."""

from datetime import date

import pytest
from django.db import connection

from estancia.casework.identity_keys import search
from estancia.casework.places import take_places
from estancia.people.identity import Identity
from estancia.records.models import FamilyGroup, Person
from estancia.records.read import rows_of
from estancia.records.written import write_row


def plans() -> list[str]:
    """The statements that this connection to PostgreSQL has planned, as the database itself tells."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


@pytest.mark.django_db
def test_what_nearly_every_deed_asks_is_planned_once_whatever_the_size_of_its_numbers(now):
    for number in (1, 40_000, 2_000_000_000):
        rows_of(Person, id=number, family_id=number)
        take_places(key="02004", on=date(2022, 6, 22), count=number)
        search(identity=Identity(name="Rosa Mar", born_on=date(1990, 1, 1)), limit=5)
    for at in range(2):
        write_row(row=FamilyGroup(reference=f"F{at}", location_key="02004", created_at=now))
    asked = plans()
    for words in (
        'WHERE "id" = $1 AND "family_id" = $2',
        "SET free = free - $1",
        "AS sought(key)",
        "WHERE p.id = ANY",
        'INTO "records_familygroup"',
    ):
        assert sum(words in plan for plan in asked) == 1, words
