"""What is read by a statement prepared once is what Django reads, on both databases."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection, transaction

from estancia.casework.identity_keys import search
from estancia.casework.places import take_places
from estancia.people.identity import Identity
from estancia.records.models import Determination, FamilyGroup, Person
from estancia.records.read import rows_of
from estancia.records.written import write_row
from tests.integration.casework.deeds import decide, family_of, signing

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(world, tmp_path, now, monkeypatch):
    """A family of two with every kind of row that hearing and holding them leaves."""
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    request = family_of("Berta Luna", "Raúl Luna", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    decide(request.reference, "hold", by=world.desk, now=now)
    return request


def columns(row) -> dict[str, object]:
    """Give the row's values by column."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_every_row_is_read_as_django_reads_it(held):
    read = 0
    for model in apps.get_app_config("records").get_models():
        for row in model.objects.all()[:3]:
            (same,) = rows_of(model, **{field.attname: getattr(row, field.attname) for field in row._meta.pk_fields})
            assert columns(same) == columns(row)
            assert (same._state.db, same._state.adding) == (connection.alias, False)
            read += 1
    assert read > 20


def test_rows_come_in_the_order_asked_and_only_those_asked(held):
    family = Person.objects.get(reference=held.members[0].reference).family_id
    for order in ("order_in_family", "-order_in_family"):
        told = [row.pk for row in rows_of(Person, family_id=family, order=(order,))]
        assert told == list(Person.objects.filter(family_id=family).order_by(order).values_list("pk", flat=True))
        assert [row.pk for row in rows_of(Person, family_id=family, order=(order,), first=True)] == told[:1]
    assert rows_of(Person, family_id=family, name="Nadie") == []
    assert rows_of(Determination, request_id=0) == []


@pytest.mark.django_db(transaction=True)
def test_no_row_is_locked_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        rows_of(Person, reference="ABCDEFGH", lock=True)


def plans() -> list[str]:
    """The statements that this connection to PostgreSQL has planned, as the database itself tells."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's driver keeps its statements by itself")
def test_what_nearly_every_deed_asks_is_planned_once_whatever_the_size_of_its_numbers(held, now):
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
        "unnest($1",
        'INTO "records_familygroup"',
    ):
        assert sum(words in plan for plan in asked) == 1, words
