"""What is read by a statement prepared once is what Django reads, on both databases."""

from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import BooleanField, Case, Count, QuerySet, Value, When

from estancia.records.models import (
    Determination,
    Hold,
    HoldEvent,
    NamedBody,
    NameWord,
    NotTheSame,
    Person,
    Request,
)
from estancia.records.narrowed import Asked
from estancia.records.prepared import NotPreparable, counted, prepared
from estancia.records.read import rows_of
from estancia.records.written import delete_rows, plain_type, update_row, write_rows
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


# ── questions in Django's own words ──────────────────────────────────────────────────────────────────────


def holds_of(*, requests: list[int], until: datetime, person: int | None = None) -> QuerySet[Hold]:
    rows = Hold.objects.filter(request__id__in=requests, opened_at__lte=until, state="open")
    rows = rows if person is None else rows.filter(person_id=person)
    return rows.select_related("request__family", "person", "organisation").order_by("pk")


def named(*, on: date) -> QuerySet[NamedBody, tuple[str, int]]:
    return NamedBody.objects.filter(from_on__lte=on).order_by("kind", "pk").values_list("kind", "organisation_id")


def test_a_question_is_answered_as_django_answers_it_with_its_neighbours(held, now, django_assert_num_queries):
    asked = prepared(holds_of)
    pk = Request.objects.get(reference=held.reference).pk
    for said in (
        {"requests": [pk], "until": now},
        {"requests": [0, pk], "until": now},  # another shape, another statement
        {"requests": [pk], "until": now - timedelta(seconds=1)},
    ):
        django = list(holds_of(**said))
        found = asked(**said)
        assert [columns(row) for row in found] == [columns(row) for row in django]
        with django_assert_num_queries(0):
            assert [(row.request.family.reference, row.person.name, row.organisation.key) for row in found] == [
                (row.request.family.reference, row.person.name, row.organisation.key) for row in django
            ]
    assert asked(requests=[pk], until=now)
    assert asked(requests=[], until=now) == []
    assert asked(requests=[pk], until=now, person=0) == []


def test_columns_are_given_as_django_gives_them(held, now):
    asked, days = prepared(named), [now.date(), date(1999, 1, 1)]
    assert [asked(on=day) for day in days] == [list(named(on=day)) for day in days]
    assert asked(on=now.date())
    names = prepared(lambda *, family: Person.objects.filter(family_id=family).values_list("name", flat=True))
    family = Person.objects.get(reference=held.members[0].reference).family_id
    assert sorted(names(family=family)) == ["Berta Luna", "Raúl Luna"]


def test_words_of_a_question_are_said_as_django_says_them(held):
    odd = "O'Hara % %s \\ ñ"
    Person.objects.filter(reference=held.members[0].reference).update(name=odd, best_language="x")
    asked = prepared(lambda *, family: Person.objects.filter(family_id=family, name=odd, order_in_family__lt=9))
    family = Person.objects.get(reference=held.members[0].reference).family_id
    assert [row.name for row in asked(family=family)] == [odd]
    assert asked(family=0) == []


def test_several_counts_are_asked_at_once_each_up_to_the_most(held, now, django_assert_num_queries):
    def people(*, family, until):
        rows = Person.objects.filter(family_id=family, recorded_at__lte=until)
        split = [rows.filter(order_in_family=0), rows.exclude(order_in_family=0)]
        return [[rows], split, [rows.none()], [rows.select_related("family").order_by("name")]]

    family = Person.objects.get(reference=held.members[0].reference).family_id
    asked = counted(people)
    with django_assert_num_queries(1):
        assert asked(most=9, family=family, until=now) == [2, 2, 0, 2]
    assert asked(most=1, family=family, until=now) == [1, 1, 0, 1]
    assert asked(most=9, family=family, until=now - timedelta(days=1)) == [0, 0, 0, 0]
    assert asked(most=9, family=0, until=now) == [0, 0, 0, 0]


def test_a_neighbour_that_is_not_there_is_none(held):
    asked = prepared(lambda *, hold: HoldEvent.objects.filter(hold_id=hold).select_related("by__organisation"))
    event = HoldEvent.objects.create(hold=Hold.objects.first(), event="escalated", by=None, at=held.made_at)
    found = {row.pk: row.by for row in asked(hold=event.hold_id)}
    assert found[event.pk] is None
    assert len(found) > 1
    assert all(by is not None for pk, by in found.items() if pk != event.pk)


def test_what_is_told_beside_a_row_is_told_as_django_tells_it(held):
    def told(*, family, name):
        rows = Person.objects.filter(family_id=family).select_related("family")
        return rows.annotate(
            so=Case(When(name=name, then=Value(True)), default=Value(False), output_field=BooleanField())
        )

    asked, family = prepared(told), Person.objects.get(reference=held.members[0].reference).family_id
    for name in ("Raúl Luna", "Berta Luna", "Nadie"):
        django = {row.name: (row.so, row.family.reference) for row in told(family=family, name=name)}
        assert {row.name: (row.so, row.family.reference) for row in asked(family=family, name=name)} == django
        assert [so for so, _ in django.values()].count(True) == (name != "Nadie")


def of_family(*, family: int) -> QuerySet[Person]:
    return Person.objects.filter(family_id=family)


def test_rows_narrowed_before_they_are_asked_for_are_those_of_a_query_set(held, now, django_assert_num_queries):
    family = Person.objects.get(reference=held.members[0].reference).family_id
    with django_assert_num_queries(0):
        asked = Asked(of_family, {"family": family}).filter(order_in_family__gte=0).filter(recorded_at__lte=now)
        ways = [asked.order_by("pk"), asked.order_by("-pk"), asked.order_by("-pk")[:1], asked.filter(name="Raúl Luna")]
    both = [row.pk for row in Person.objects.filter(family_id=family).order_by("pk")]
    assert [[row.pk for row in way] for way in ways] == [both, both[::-1], both[:0:-1], [both[1]]]
    assert (asked.exists(), asked.filter(order_in_family__gt=7).exists()) == (True, False)
    assert asked.filter(recorded_at__gt=now).exists() is False
    assert (sorted(asked.keys()), len(asked[:1].keys())) == (both, 1)
    assert list(Asked(of_family, {"family": 0})) == []


def test_what_is_counted_beside_a_row_is_refused():
    with pytest.raises(NotPreparable):
        prepared(lambda *, pk: Person.objects.filter(pk=pk).annotate(n=Count("notices")))(pk=1)


def test_a_row_is_written_by_columns_and_one_that_is_gone_is_said(held):
    person = Person.objects.get(reference=held.members[0].reference)
    person.name, person.nationality = "Berta Luna Paz", "XXX"
    update_row(row=person, columns=("name",))
    again = Person.objects.get(pk=person.pk)
    assert (again.name, again.nationality) == ("Berta Luna Paz", Person.objects.get(pk=person.pk).nationality)
    assert again.nationality != "XXX"
    person.pk = 0
    with pytest.raises(DatabaseError):
        update_row(row=person, columns=("name",))


def test_what_is_handed_on_unchanged_is_what_django_hands_on(held):
    """Were a plain value one that a field changes on its way, the two would differ here."""
    handed = 0
    for model in apps.get_app_config("records").get_models():
        for row in model.objects.all()[:3]:
            for field in row._meta.concrete_fields:
                value = getattr(row, field.attname)
                if value is None or type(value) is plain_type(field):
                    assert field.get_db_prep_save(value, connection) == value
                    handed += 1
    assert handed > 200


def test_rows_are_written_once_left_or_replaced_and_deleted(held, now, world):
    person = Person.objects.get(reference=held.members[0].reference)
    word = NameWord(location=8037, word=1, person=person)
    for _ in range(2):
        write_rows(rows=[word, NameWord(location=8037, word=2, person=person)], unique=("location", "word", "person"))
    assert NameWord.objects.filter(person=person, word__in=[1, 2]).count() == 2
    delete_rows(NameWord, person_id=person.pk, word=1)
    assert [row.word for row in NameWord.objects.filter(person=person, word__in=[1, 2])] == [2]
    for for_ever in (False, True):
        said = NotTheSame(first="A", second="B", for_ever=for_ever, said_by_id=world.desk.staff_id, said_at=now)
        write_rows(rows=[said], unique=("first", "second"), instead=("for_ever",))
    assert NotTheSame.objects.get(first="A").for_ever
    write_rows(rows=[])


@pytest.mark.django_db(transaction=True)
def test_no_row_is_locked_by_a_question_outside_a_transaction():
    asked = prepared(lambda *, reference: Person.objects.select_for_update().filter(reference=reference))
    with transaction.atomic():
        assert asked(reference="ABCDEFGH") == []
    with pytest.raises(transaction.TransactionManagementError):
        asked(reference="ABCDEFGH")


def test_an_error_of_a_kept_statement_is_one_of_djangos(held):
    (person,) = rows_of(Person, reference=held.members[0].reference)
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(rows=[person])
    person.name = None
    with pytest.raises(IntegrityError), transaction.atomic():
        update_row(row=person, columns=("name",))


def test_no_kept_statement_is_carried_out_where_a_transaction_is_broken(held):
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            rows_of(Person, name="Berta Luna")
    assert rows_of(Person, name="Berta Luna")


def test_whoever_listens_hears_every_kept_statement(held):
    heard = []

    def listens(execute, sql, params, many, context):
        heard.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listens):
        rows_of(Person, name="Berta Luna")
    assert [sql.split()[0] for sql in heard] == ["SELECT"]


def test_a_sign_of_the_question_itself_stands_beside_its_values(held):
    """A question whose SQL holds a `%` of its own."""

    @prepared
    def odd(*, name: str) -> QuerySet[Person]:
        return Person.objects.extra(where=["10 %% 3 = 1"]).filter(name=name)

    assert [row.name for row in odd(name="Berta Luna")] == ["Berta Luna"]
    assert odd(name="Nadie") == []
