"""Lists as pages: their addresses and titles hold no name, their sheets initials, their saved filters codes."""

import re
from typing import Any

import pytest

from tests.integration.web.window import Shown

pytestmark = pytest.mark.django_db

NAME = "Xóchitl Hernández Peña"
TRACES = re.compile(r"x[óo]chitl|hern[áa]ndez|pe[ñn]a", re.IGNORECASE)


@pytest.fixture
def family(world: Any, now: Any) -> Any:
    from tests.integration.casework.deeds import family_of

    return family_of(NAME, by=world.desk, now=now)


def names_outside_the_page(page: Shown) -> list[str]:
    """Traces of a name in the address, the title, or any address the page leads to."""
    outside = [page.address, page.title, *re.findall(r'(?:href|action)="([^"]*)"', page.html)]
    return [text for text in outside if TRACES.search(text)]


def test_no_list_or_search_carries_a_name_in_an_address_or_a_title(world: Any, at: Any, family: Any) -> None:
    window = at(world.desk)
    pages = [window.open(address) for address in ("/my-work/", "/requests/", "/requests/sheet/", "/holds/", "/search/")]
    pages.append(window.send("/search/", {"text": NAME}))
    assert NAME in pages[-1].text
    assert [page.address for page in pages if names_outside_the_page(page)] == []


@pytest.mark.parametrize(
    "planted",
    [
        Shown(200, "/search/?text=hernandez", "<title>Buscar</title>"),
        Shown(200, "/people/ABC/", f"<title>{NAME}</title>"),
        Shown(200, "/requests/", '<title>Solicitudes</title><a href="?after=Peña">más</a>'),
    ],
)
def test_a_planted_name_in_an_address_or_a_title_is_seen(planted: Shown) -> None:
    assert names_outside_the_page(planted) != []


def test_the_list_shows_the_desk_a_name_and_whoever_coordinates_a_reference(world: Any, at: Any, family: Any) -> None:
    assert NAME in at(world.desk).open("/requests/").text
    page = at(world.coordinator).open("/requests/?location=02004")
    assert (family.family in page.text, TRACES.search(page.html)) == (True, None)


@pytest.mark.parametrize("address", ["/requests/", "/requests/sheet/", "/my-work/saved/requests/"])
def test_a_stranger_opens_none_of_it(world: Any, at: Any, family: Any, address: str) -> None:
    for actor in (world.protector, world.observer, world.administrator, world.lawyer):
        assert at(actor).open(address).status in (403, 404)
    other = at(world.other_desk).open(address)
    assert (other.status, family.reference in other.html) == (200, False)


def test_the_sheet_has_place_date_and_purpose_initials_and_no_name_and_one_entry(
    world: Any, at: Any, family: Any
) -> None:
    from estancia.records.models import AuditEntry

    before = AuditEntry.objects.count()
    page = at(world.desk).open("/requests/sheet/")
    assert TRACES.search(page.html) is None
    for said in ("X. H. P.", family.reference, "Tijuana", "mié 2 oct 2019, 08:30"):
        assert said in page.text
    entry = AuditEntry.objects.latest("seq")
    assert (AuditEntry.objects.count() - before, entry.act) == (1, "request_sheet")
    assert sorted(entry.about) == sorted([family.reference, family.members[0].reference])


def kept(actor: Any) -> list[tuple[str, dict[str, str]]]:
    from estancia.records.models import SavedFilter

    rows = SavedFilter.objects.filter(user_id=actor.user_id).order_by("name")
    return list(rows.values_list("name", "narrows"))


def test_a_filter_is_saved_opened_renamed_and_deleted_and_a_second_click_does_nothing_more(
    world: Any, at: Any, family: Any
) -> None:
    window = at(world.desk)
    empty = window.open("/my-work/saved/requests/?state=on_hold&due=tomorrow")
    assert "Todavía no hay filtros guardados" in empty.text
    answers = {"state": "on_hold", "due": "tomorrow", "name": "Mañana", "text": NAME, "after": "1.2"}
    for _ in range(2):
        page = window.send("/my-work/saved/requests/", answers)
        assert "El filtro se guardó" in page.text
    assert kept(world.desk) == [("Mañana", {"state": "on_hold", "due": "tomorrow"})]
    assert 'href="/requests/?state=on_hold&amp;due=tomorrow"' in page.html
    number = re.search(r'name="number" value="(\d+)"', page.html).group(1)  # type: ignore[union-attr]
    window.send("/my-work/saved/requests/change/", {"number": number, "name": "Al alba", "deed": "rename"})
    assert [name for name, _ in kept(world.desk)] == ["Al alba"]
    for _ in range(2):
        gone = window.send("/my-work/saved/requests/change/", {"number": number, "deed": "delete"})
        assert gone.status == 200
    assert kept(world.desk) == []


def test_a_filter_without_a_name_or_under_one_taken_is_mended_and_what_was_typed_stays(world: Any, at: Any) -> None:
    window = at(world.desk)
    nameless = window.send("/my-work/saved/requests/", {"state": "on_hold", "name": " "})
    assert (nameless.status, 'name="state" value="on_hold"' in nameless.html) == (422, True)
    assert window.send("/my-work/saved/requests/", {"name": "x" * 41}).status == 422
    for name in ("Uno", "Dos"):
        page = window.send("/my-work/saved/requests/", {"state": "on_hold", "name": name})
    number = re.search(r'name="number" value="(\d+)"', page.html).group(1)  # type: ignore[union-attr]
    taken = window.send("/my-work/saved/requests/change/", {"number": number, "name": "Uno", "deed": "rename"})
    assert (taken.status, "ya tiene en esta lista un filtro con ese nombre" in taken.text) == (422, True)
    assert [name for name, _ in kept(world.desk)] == ["Dos", "Uno"]


def test_nobody_opens_renames_or_deletes_anothers_filter(world: Any, at: Any) -> None:
    page = at(world.desk).send("/my-work/saved/requests/", {"state": "on_hold", "name": "Mío"})
    number = re.search(r'name="number" value="(\d+)"', page.html).group(1)  # type: ignore[union-attr]
    other = at(world.other_desk)
    assert "Mío" not in other.open("/my-work/saved/requests/").text
    refused = other.send("/my-work/saved/requests/change/", {"number": number, "name": "Suyo", "deed": "rename"})
    assert refused.status == 404
    other.send("/my-work/saved/requests/change/", {"number": number, "deed": "delete"})
    assert [name for name, _ in kept(world.desk)] == ["Mío"]
    assert other.open("/my-work/saved/nosuch/").status == 404


# ── a protection upheld ──────────────────────────────────────────────────────────────────────────────────
def test_pages_say_that_a_protection_stands_and_show_no_old_hour_and_the_sheet_leaves_it_out(
    world: Any, at: Any, now: Any
) -> None:
    from tests.integration.casework.deeds import answer_all, decide, family_of

    request = family_of(NAME, by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    other = family_of("Vera Paz", by=world.desk, now=now)
    for one in (request, other):
        decide(one.reference, "hold", by=world.desk, now=now, reason="Por un dato que falta.")
    hour = "jue 3 oct 2019, 08:30"
    assert hour in at(world.desk).open(f"/requests/{request.reference}/").text
    answer_all(request.reference, "uphold", by=world.protector, now=now)
    listed = at(world.desk).open("/requests/?state=on_hold")
    assert "La protección se mantiene" in listed.text
    assert "Sin fecha" not in listed.text
    assert "Sin respuesta pendiente" in listed.text
    file = at(world.desk).open(f"/requests/{request.reference}/").text
    assert (hour in file, "falta una respuesta" in file, "La protección se mantiene" in file) == (False, False, True)
    for narrows in ("state=on_hold", "state=on_hold&due=undated", "state=on_hold&due=overdue"):
        assert request.reference not in at(world.desk).open(f"/requests/sheet/?{narrows}").text
    sheet = at(world.desk).open("/requests/sheet/?state=on_hold").text
    assert (other.reference in sheet, "no aparece en esta hoja" in sheet) == (True, True)
    assert "La protección" not in at(world.coordinator).open("/requests/?location=02004&state=on_hold").text


def test_the_tab_of_those_admitted_says_from_when_it_counts(world: Any, at: Any, family: Any) -> None:
    assert "Admitidas con audiencia de hoy en adelante" in at(world.desk).open("/requests/").text


def test_an_hour_that_passed_is_told_beside_the_new_one(world: Any, at: Any, now: Any) -> None:
    from datetime import timedelta

    from estancia.casework.holds import escalate_due
    from estancia.records.models import Hold
    from tests.integration.casework.deeds import family_of

    family_of(NAME, by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    window = at(world.desk)
    pages = ("/holds/", f"/holds/{Hold.objects.get().reference}/")
    for page in pages:
        assert "Pasó la hora. Nueva hora:" not in window.open(page).text
    assert "Para responder mañana" in window.open("/holds/").text
    Hold.objects.update(answer_by=now - timedelta(hours=1))
    escalate_due(now=now)
    for page in pages:
        assert "Pasó la hora. Nueva hora: mié 2 oct 2019" in window.open(page).text


def test_a_saved_filter_opens_from_my_work_for_its_owner_alone(world: Any, at: Any, family: Any) -> None:
    window = at(world.desk)
    window.send("/my-work/saved/requests/", {"state": "on_hold", "due": "tomorrow", "name": "Vencen mañana"})
    work = window.open("/my-work/")
    assert re.findall(r'href="([^"]+)">Vencen mañana<', work.html) == ["/requests/?state=on_hold&amp;due=tomorrow"]
    assert "Vencen mañana" not in at(world.other_desk).open("/my-work/").text
