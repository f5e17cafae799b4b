"""Long lists a page at a time, the paper card for private answers, and what stands chosen or named for a reader."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from estancia.casework.keyset import AT_ONCE
from tests.integration.web.window import hear

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(world: Any, now: Any) -> list[str]:
    """Two holds more than a page shows, a minute apart, the last of them gone up to the overseer."""
    from estancia.records.models import Hold
    from tests.integration.casework.world import adult, hand_in

    reference = hand_in(by=world.desk, now=now, members=[adult("Jacinta Canario Amarillo")]).reference
    from estancia.records.models import Organisation, Request

    request = Request.objects.get(reference=reference)
    owner = Organisation.objects.get(key=world.desk.organisation)
    Hold.objects.all().delete()
    made = [
        Hold.objects.create(
            reference=f"HELD{number:04d}",
            request=request,
            location_key=request.location_key,
            person=None,
            kind="wait",
            code=f"planted_{number}",
            organisation=owner,
            answer_by=now + timedelta(hours=1, minutes=number),
            waits_at="with_protecting_body",
            state="escalated" if number == AT_ONCE + 1 else "open",
            opened_at=now,
        )
        for number in range(AT_ONCE + 2)
    ]
    return [hold.reference for hold in made]


def references(html: str) -> list[str]:
    return re.findall(r'href="/holds/(HELD\d+)/"', html)


def test_holds_come_a_page_at_a_time_what_burns_first_and_nobody_twice(world: Any, at: Any, held: list[str]) -> None:
    first = at(world.desk).open("/holds/")
    onward = re.search(r'href="(\?after=[\d.]+)"', first.html)
    second = at(world.desk).open(f"/holds/{onward.group(1)}")  # type: ignore[union-attr]
    seen = references(first.html) + references(second.html)
    assert (seen[0], len(references(first.html)), 'href="?after=' in second.html) == (held[-1], AT_ONCE, False)
    assert sorted(seen) == sorted(held)


def test_a_hold_answered_meanwhile_hides_no_other(world: Any, at: Any, now: Any, held: list[str]) -> None:
    from estancia.records.models import Hold

    first = at(world.desk).open("/holds/")
    Hold.objects.filter(reference=references(first.html)[3]).update(state="lifted", closed_at=now)
    onward = re.search(r'href="(\?after=[\d.]+)"', first.html)
    second = at(world.desk).open(f"/holds/{onward.group(1)}")  # type: ignore[union-attr]
    assert set(references(first.html)) | set(references(second.html)) == set(held)


def test_the_desk_counts_what_others_answer_of_its_families(world: Any, at: Any, held: list[str]) -> None:
    from estancia.records.models import Hold, Organisation

    other = Organisation.objects.exclude(key=world.desk.organisation).first()
    Hold.objects.filter(reference__in=held[:2]).update(organisation=other)
    window = at(world.desk)
    work = window.open("/my-work/")
    link = re.search(r'href="(/holds/\?mine=no[^"]*)"', work.html)
    opened = window.open(unescape(link.group(1)))  # type: ignore[union-attr]
    assert "2 Preguntas de su lugar que responden otros" in work.text
    assert references(opened.html) == held[:2]


@pytest.mark.parametrize(("due", "count"), [("overdue", 1), ("today", AT_ONCE + 1), ("tomorrow", 0), ("later", 0)])
def test_each_number_of_my_work_opens_just_its_holds(
    world: Any, at: Any, held: list[str], due: str, count: int
) -> None:
    page = at(world.desk).open(f"/holds/?mine=yes&due={due}")
    assert (page.status, f"{count} pregunta" in page.text) == (200, True)


@pytest.mark.parametrize(("language", "word"), [("es", "Prefiero no decir"), ("en", "I prefer not to say")])
def test_the_paper_card_names_nobody_and_speaks_the_language_asked_for(
    world: Any, at: Any, language: str, word: str
) -> None:
    draft = hear(at(world.desk)).address.split("/")[2]
    card = at(world.desk, language).open(f"/intake/{draft}/private/1/card/?language={language}")
    assert (card.status, "Canario" in card.html, word in card.text) == (200, False, True)
    assert f"{draft} · 1" in card.text


def test_the_paper_card_opens_to_its_own_desk_alone(world: Any, at: Any) -> None:
    draft = hear(at(world.desk)).address.split("/")[2]
    assert at(world.other_desk).open(f"/intake/{draft}/private/1/card/").status == 404
    assert at(world.desk).open(f"/intake/{draft}/private/9/card/").status == 404


def test_what_a_role_mostly_does_stands_first_and_chosen(world: Any, at: Any) -> None:
    page = at(world.desk).open("/purpose/")
    offered = re.findall(r'<input[^>]*name="purpose"[^>]*>', page.html)
    assert 'value="intake"' in offered[0]
    assert "checked" in offered[0]


def test_who_looked_is_told_by_the_organisations_name_on_the_files_own_clock(world: Any, at: Any, now: Any) -> None:
    from estancia.records.models import Organisation, Person
    from tests.integration.casework.world import adult, hand_in

    hand_in(by=world.desk, now=now, members=[adult("Jacinta Canario Amarillo")])
    person = Person.objects.latest("pk").reference
    page = at(world.data_protection).open(f"/people/{person}/looked/")
    assert Organisation.objects.get(key=world.desk.organisation).name in page.text
    assert "(Tijuana)" in page.text
    assert "centro de México" not in page.text
