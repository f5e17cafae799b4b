"""The pages on notices, alarms and kept papers: filled as a reader fills them, and shut to strangers."""

import re

import pytest

from tests.integration.web.window import hand_in

PAPER = {
    "kind": "tear_sheet",
    "printed": "11/20/2019 8:30 AM",
    "hearing_day": "20",
    "hearing_month": "noviembre",
    "hearing_year": "2019",
    "hearing_at": "8:30 AM",
    "hearing_location": "SYP",
    "check_in_day": "20",
    "check_in_month": "nov",
    "check_in_year": "2019",
    "check_in_at": "4:30",
    "port": "San Ysidro",
    "address": "Facebook",
}
KEPT = {
    "what": "passport",
    "number": "E 123456",
    "keeper_kind": "employer",
    "keeper": "Maquila del Norte",
    "since_month": "agosto",
    "since_year": "2019",
}


@pytest.fixture
def person(world, at):
    """The address of someone who was heard at Tijuana."""
    from estancia.records.models import Person

    hand_in(at(world.desk))
    return f"/people/{Person.objects.get().reference}/"


def test_a_sheet_is_written_down_and_its_defects_are_shown_as_two_values_and_what_to_do(world, at, person):
    window = at(world.desk)
    form = window.open(f"{person}notice/write/")
    checked = window.fill(form, PAPER, holding="check_in_at")
    assert checked.address == f"{person}notice/"
    assert "Facebook" in checked.text
    assert "EOIR-33" in checked.text
    shown = window.open(person).text
    assert "mié 20 nov 2019, 08:30 (Tijuana)" in shown
    assert "mié 20 nov 2019, 04:30 (Tijuana)" in shown


def test_an_hour_that_does_not_exist_is_mended_beside_its_box_and_what_was_typed_stays(world, at, person):
    window = at(world.desk, "en")
    form = window.open(f"{person}notice/write/")
    mend = window.fill(form, PAPER | {"check_in_at": "27:00"}, holding="check_in_at")
    assert mend.status == 422
    assert "That hour is not on the clock" in mend.text
    assert "Facebook" in mend.html
    assert "27:00" in mend.html


def test_a_day_beside_the_tick_that_there_is_none_is_mended_beside_it_and_both_stay(world, at, person):
    window = at(world.desk, "en")
    form = window.open(f"{person}hearing/write/")
    both = {"about": "hearing", "source": "lawyer", "on_day": "5", "on_month": "12", "on_year": "2019"}
    mend = window.fill(form, both | {"no_date": "yes"}, holding="no_date")
    assert mend.status == 422
    assert "both cannot be so" in mend.text
    assert 'value="2019"' in mend.html
    assert re.search(r'name="no_date"[^>]*checked', mend.html)


def test_a_closed_case_with_a_date_is_an_alarm_that_its_owner_answers(world, at, person):
    window = at(world.desk)
    form = window.open(f"{person}court-record/write/")
    window.fill(form, {"status": "closed", "source": "línea de la corte"}, holding="status")
    assert "Revise esta fecha antes de que alguien viaje" in window.open(person).text
    owner = at(world.data_protection, "en")
    work = owner.open("/my-work/")
    assert "Hearing dates to look at" in work.text
    listed = owner.open("/alarms/")
    alarm = next(part for part in listed.html.split('"') if part.startswith("/alarms/") and part.count("/") == 3)
    page = owner.open(alarm)
    mend = owner.fill(page, {"found": "date_is_false"}, holding="found")
    assert mend.status == 422
    done = owner.fill(mend, {"found": "date_is_false", "source": "EOIR line"}, holding="found")
    assert "nobody should travel for it" in done.text
    assert "EOIR line" in done.text
    assert "Answer by" not in done.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", "Falta esta respuesta: «¿Quién lo tiene?». Elija o escriba una para continuar."),
        ("en", "This answer is missing: “Who has it?”. Choose or write one to continue."),
    ],
)
def test_an_empty_kept_paper_says_of_each_missing_answer_which_it_is(world, at, person, language, said):
    window = at(world.desk, language)
    empty = window.fill(window.open(f"{person}kept-papers/write/"), {}, holding="keeper_kind")
    told = re.findall(r'<li><a href="#[^"]*">([^<]*)</a></li>', empty.html[: empty.html.index("</main>")])
    assert (empty.status, len(told), len(set(told)), said in told) == (422, 3, 3, True)


def test_a_kept_passport_has_a_receipt_is_asked_for_and_closed_when_it_is_back(world, at, person):
    window = at(world.desk)
    form = window.open(f"{person}kept-papers/write/")
    page = window.fill(form, KEPT, holding="keeper_kind")
    assert page.address.startswith("/kept-papers/")
    assert "ago 2019" in page.text
    receipt = window.client.get(f"{page.address}receipt/es/letter.pdf")
    assert receipt.content.startswith(b"%PDF")
    assert "Jacinta" not in receipt["Content-Disposition"]
    asked = window.send(f"{page.address}ask/", {"said": "Dijo que mañana."})
    assert "Dijo que mañana." in asked.text
    early = window.fill(
        asked, {"returned_day": "1", "returned_month": "7", "returned_year": "2019"}, holding="returned_day"
    )
    assert early.status == 422
    back = window.fill(
        early, {"returned_day": "1", "returned_month": "10", "returned_year": "2019"}, holding="returned_day"
    )
    assert "Devuelto a la persona" in back.text
    assert "returned_day" not in back.html


def test_the_same_passport_is_not_written_twice(world, at, person):
    window = at(world.desk)
    form = window.open(f"{person}kept-papers/write/")
    first = window.fill(form, KEPT, holding="keeper_kind")
    again = window.fill(form, KEPT, holding="keeper_kind")
    assert again.address == first.address
    fresh = window.open(f"{person}kept-papers/write/")
    other = window.fill(fresh, KEPT | {"number": "e-123456", "keeper": "Otra"}, holding="keeper_kind")
    assert other.status == 422
    assert "ya consta como retenido" in other.text


def test_strangers_find_none_of_it(world, at, person):
    window = at(world.desk)
    page = window.fill(window.open(f"{person}kept-papers/write/"), KEPT, holding="keeper_kind")
    addresses = (
        f"{person}notice/",
        f"{person}notice/write/",
        f"{person}hearing/write/",
        f"{person}court-record/write/",
        f"{person}kept-papers/write/",
        page.address,
        f"{page.address}receipt/es/a4.pdf",
    )
    for actor in world.strangers():
        for address in addresses:
            seen = at(actor).client.get(address)
            assert seen.status_code in (403, 404), (actor.role, address)
            assert b"Jacinta" not in seen.content
    assert at(None).client.get(f"{person}notice/").status_code == 302


def test_the_day_of_a_closed_case_stands_under_hearing_and_not_under_next(world, at, now, person):
    import re

    from estancia.casework import notices
    from estancia.records.models import HearingAlarm

    def heading():
        return re.findall(r'id="next-hearing">([^<]+)<', at(world.desk).open(person).html)

    assert heading() == ["Próxima audiencia"]
    closed = {"status": "closed", "source": "EOIR"}
    notices.record_court(reference=person.split("/")[2], answers=closed, by=world.desk, now=now)
    assert heading() == ["Audiencia"]
    alarm = at(world.data_protection).open(f"/alarms/{HearingAlarm.objects.get().reference}/").text
    assert "Queda abierta y pasa a quien supervisa la sede" in alarm
