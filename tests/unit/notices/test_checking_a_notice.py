"""A notice is read beside what the person says: each defect shows two values and what to do, and blames nobody."""

from dataclasses import replace
from datetime import date, time

import pytest

from estancia.notices import PrintedNotice, Told, notice_defects
from estancia.notices.checking import WORDS
from estancia.notices.hearing_places import hearing_place

SOUND = PrintedNotice(
    served_on=date(2019, 7, 2),
    served_how="in_person",
    box="present",
    hearing_on=date(2019, 10, 2),
    hearing_at=time(12, 30),
    hearing_printed="October 2, 2019 12:30 PM",
    hearing_place="ENP",
    check_in_on=date(2019, 10, 2),
    check_in_at=time(9),
    port="El Paso",
    address="Calle Neptuno 1855, Ciudad Juárez",
)
TOLD = Told(received_on=date(2019, 7, 2), entry="between_ports", stayed_there=True, languages=("spa", "eng"))


def codes(notice: PrintedNotice, told: Told = TOLD) -> list[str]:
    return [defect.code for defect in notice_defects(notice=notice, told=told)]


def test_a_sound_notice_has_no_defect() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"served_on": None}, "service_not_said"),
        ({"served_on": date(2019, 7, 4)}, "service_differs"),
        ({"hearing_on": date(2019, 7, 2), "check_in_on": date(2019, 7, 2)}, "served_after_hearing"),
        ({"hearing_on": date(2019, 7, 11), "check_in_on": date(2019, 7, 11)}, "served_too_close"),
        ({"box": "none_ticked"}, "box_not_ticked"),
        ({"box": "arriving"}, "box_against_entry"),
        ({"hearing_place": ""}, "place_missing"),
        ({"hearing_place": "QQQ"}, "place_unknown"),
        ({"hearing_place": "SYP"}, "place_not_by_this_port"),
        ({"hearing_on": None, "hearing_printed": "September 31, 2019"}, "date_does_not_exist"),
        ({"hearing_on": None, "hearing_printed": "a date to be set"}, "hearing_day_missing"),
        ({"hearing_on": date(2019, 10, 6), "check_in_on": date(2019, 10, 6)}, "hearing_on_weekend"),
        ({"hearing_at": None}, "hearing_hour_missing"),
        ({"hearing_at": time(23, 59)}, "hearing_at_night"),
        ({"check_in_at": None}, "check_in_missing"),
        ({"check_in_at": time(12, 30)}, "check_in_is_the_hearing"),
        ({"check_in_at": time(13)}, "check_in_after_hearing"),
        ({"check_in_on": date(2019, 10, 3)}, "check_in_after_hearing"),
        ({"check_in_at": time(3, 30)}, "check_in_before_dawn"),
        ({"address": None}, "address_missing"),
        ({"address": "Domicilio Conocido, Cd. Juárez"}, "address_reaches_nobody"),
        ({"address": "FACEBOOK"}, "address_reaches_nobody"),
        ({"language": "fra"}, "language_not_read"),
    ],
)
def test_each_defect_alone_is_named_alone(changes: dict[str, object], code: str) -> None:
    assert codes(replace(SOUND, **changes)) == [code]


def test_a_notice_mailed_to_facebook_is_two_defects() -> None:
    assert codes(replace(SOUND, served_how="by_mail", address="facebook")) == [
        "mailed_to_nobody",
        "address_reaches_nobody",
    ]


def test_a_defect_shows_both_values_and_what_to_do_in_both_languages() -> None:
    (defect,) = notice_defects(notice=replace(SOUND, served_on=date(2019, 7, 4)), told=TOLD)
    paper, person = defect.shown
    assert (paper.value, person.value) == (date(2019, 7, 4), date(2019, 7, 2))
    assert paper.where.es == "Fecha de notificación en el aviso"
    assert "counsel" in defect.what_to_do.en
    assert "representante legal" in defect.what_to_do.es


def test_what_the_person_was_not_asked_is_no_defect() -> None:
    notice = replace(SOUND, address="Albergue El Buen Samaritano", box="arriving")
    assert codes(notice, Told()) == []
    assert codes(notice, Told(stayed_there=False)) == ["address_nobody_slept_in"]


def test_a_shelter_nobody_slept_in_is_found_by_asking_of_the_printed_address_alone() -> None:
    notice = replace(SOUND, address="Albergue El Buen Samaritano, Cd. Juárez")
    (defect,) = notice_defects(notice=notice, told=replace(TOLD, stayed_there=False))
    paper, person = defect.shown
    assert paper.value == "Albergue El Buen Samaritano, Cd. Juárez"
    assert person.word is not None
    assert person.word.en == "Was never there"
    assert codes(notice, replace(TOLD, stayed_there=None)) == []


def test_a_notice_in_a_language_the_person_reads_is_sound_and_one_never_asked_about_too() -> None:
    assert codes(replace(SOUND, language="eng")) == []
    assert codes(replace(SOUND, language="eng"), replace(TOLD, languages=None)) == []
    assert codes(replace(SOUND, language="eng"), replace(TOLD, languages=("spa", "mam"))) == ["language_not_read"]


def test_what_somebody_wrote_is_never_read_as_a_code_of_ours() -> None:
    (defect,) = notice_defects(notice=replace(SOUND, hearing_place="present"), told=TOLD)
    assert (defect.shown[0].value, defect.shown[0].word) == ("present", None)


def test_a_port_hour_before_dawn_and_a_hearing_at_noon_stay_two_facts() -> None:
    defects = notice_defects(notice=replace(SOUND, check_in_at=time(4)), told=TOLD)
    assert [shown.value for shown in defects[0].shown] == [time(4), time(12, 30)]


def test_every_defect_has_its_words_and_no_word_is_left_over() -> None:
    import inspect

    import estancia.notices.checking as room
    import estancia.notices.printed as paper

    text = inspect.getsource(room)
    text += inspect.getsource(paper)
    assert [code for code in WORDS if code.removeprefix("where_").removeprefix("value_") not in text] == []


@pytest.mark.parametrize("printed", ["enp", " ENP ", "mpp court el paso"])
def test_a_hearing_place_is_found_by_code_or_name_in_either_case(printed: str) -> None:
    found = hearing_place(printed=printed)
    assert found is not None
    assert (found.code, found.port, found.court) == ("ENP", "El Paso", "ELP")


def test_a_paper_read_only_in_part_is_never_said_to_lack_what_nobody_read() -> None:
    glance = PrintedNotice(served_on=date(2019, 7, 2), hearing_on=date(2019, 10, 2), read_in_full=False)
    assert codes(glance) == []
    assert codes(replace(glance, hearing_on=date(2019, 10, 6))) == ["hearing_on_weekend"]
    assert codes(replace(glance, read_in_full=True)) == [
        "place_missing",
        "hearing_hour_missing",
        "check_in_missing",
        "address_missing",
    ]


def test_a_city_written_alone_is_a_place_known() -> None:
    assert codes(replace(SOUND, hearing_place="El Paso")) == []
