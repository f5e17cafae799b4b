"""Where people wait: a kind of place with a roof, and on no disk, page or paper which one."""

import pytest
from django.db import IntegrityError, connection, transaction

from estancia.casework import admission, holds, protection
from estancia.casework.papers_written import hold_content
from estancia.casework.setting_up import SETTER_UP, found_organisation, name_body
from estancia.casework.waiting import WAITING_PLACES
from estancia.records.models import Hold
from tests.integration.casework.deeds import family_of
from tests.integration.casework.world import PHRASE, TIJUANA, child, hand_in

ROOF = "Refugio Jacaranda, calle Ficticia 7"


@pytest.fixture
def roofed(world, now):
    """A shelter is named at Tijuana besides those who protect."""
    found_organisation(key="roof", name=ROOF, kind="protection", phrase=None, by=SETTER_UP, now=now)
    name_body(kind="shelter", location=TIJUANA, organisation="roof", from_on=now.date(), by=SETTER_UP, now=now)
    return world


def rows_naming(text: str) -> set[str]:
    """Name the tables where a text stands in clear."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(text in str(value) for row in cursor.fetchall() for value in row):
                found.add(table)
    return found


def test_no_row_ties_a_held_person_to_the_roof_they_sleep_under(roofed, now):
    family_of("Rosa Mar", by=roofed.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    hand_in(by=roofed.desk, now=now, members=[child("Tomás Pino", accompanied_by="nobody")])
    assert rows_naming(ROOF) == {"records_organisation"}  # the shelter itself, and nobody in it
    assert set(Hold.objects.values_list("waits_at", flat=True)) == {"with_protecting_body"}


def test_a_named_roof_is_refused_by_the_database_itself(roofed, now):
    family_of("Rosa Mar", by=roofed.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.update(waits_at=ROOF[:24])


def test_page_paper_and_notice_say_the_kind_of_place_and_never_the_bridge(roofed, now):
    request = family_of("Rosa Mar", by=roofed.desk, now=now, served_year="2018", interviewed_by_us="")
    admission.decide_request(reference=request.reference, decision="hold", reason="", by=roofed.desk, now=now)
    lines = holds.hold_list(by=roofed.desk, now=now)
    shown = [*lines.overdue, *lines.today, *lines.tomorrow, *lines.waiting]
    assert shown
    assert {line.waits_at for line in shown} == {WAITING_PLACES["at_the_office"]}
    rows = Hold.objects.select_related("request")
    content = hold_content(holds=rows, request=rows[0].request, language="es", now=now)
    assert content.where_to_wait == WAITING_PLACES["at_the_office"].es
    assert all("puente" in said.es and "bridge" in said.en for said in WAITING_PLACES.values())


def test_child_protection_is_told_the_kind_of_place_alone(roofed, now):
    hand_in(by=roofed.desk, now=now, members=[child("Tomás Pino", accompanied_by="nobody")])
    protection.unlock(phrase=PHRASE, by=roofed.children, now=now)
    (notice,) = protection.open_notices(by=roofed.children, now=now)
    assert notice.waits_at == WAITING_PLACES["with_protecting_body"]
