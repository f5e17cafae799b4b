"""One field finds people by name, notice, card, reference and telephone: of one's own reach, saying why."""

import re
from dataclasses import replace
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from estancia.casework import name_words
from estancia.casework.access import NotYours, Purpose
from estancia.casework.finding import SHOWN, find
from estancia.casework.name_words import named_so, store_words
from estancia.people import begin_words, new_reference
from estancia.records.models import AuditEntry, ChosenContact, FamilyGroup, NameWord, Person, StayDocument
from tests.integration.casework.deeds import decide, family_of, signing
from tests.integration.casework.world import TIJUANA

VALUES = re.compile(r"""'[^']*'|-?\b\d+\b|(?<="s)[0-9a-z_]+""")
LISTS = re.compile(r"\(\?(, \?)*\)")


def names(found):
    return [line.name for line in found.lines]


def why(found):
    return [line.why.en for line in found.lines]


@pytest.fixture
def xochitl(world, now):
    return family_of("Xóchitl Hernández Peña", by=world.desk, now=now, number="A208-555-123")


@pytest.mark.parametrize(
    "text",
    [
        "Xóchitl",
        "xochitl hernandez pena",
        "PEÑA XÓCHITL",
        "pena hern",
        "Hernández-Peña",
        "xoc pen her",
        "hernandez  peña",
    ],
)
def test_a_name_is_found_by_the_beginnings_of_its_words_in_any_order(world, now, xochitl, text):
    assert names(find(text=text, by=world.desk, now=now)) == ["Xóchitl Hernández Peña"]


@pytest.mark.parametrize("text", ["chitl", "xochitl hernandez gomez", "xochitl xochitl", "xo", "%", ""])
def test_what_begins_no_word_of_the_name_finds_nobody(world, now, xochitl, text):
    assert names(find(text=text, by=world.desk, now=now)) == []


@pytest.mark.parametrize(
    "text", ["A208555123", "a 208 555 123", "208-555-123", "208555123", "A-208555123", "0208555123"]
)
def test_a_notice_is_found_however_its_number_is_spaced(world, now, xochitl, text):
    found = find(text=text, by=world.desk, now=now)
    assert (names(found), why(found)) == (["Xóchitl Hernández Peña"], ["By the notice number"])


@pytest.mark.parametrize(("text", "too_short"), [("xo", True), ("de xochitl", True), ("xoc", False), ("A2", False)])
def test_who_types_fewer_than_three_letters_is_told(world, now, xochitl, text, too_short):
    assert find(text=text, by=world.desk, now=now).too_short is too_short


def test_a_card_is_found_as_printed_and_as_mistyped(world, now, xochitl, tmp_path, monkeypatch):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    decide(xochitl.reference, "admit", by=world.desk, now=now)
    number = StayDocument.objects.get().number
    for text in (number, number.lower().replace("-", " "), number.replace("0", "O").replace("1", "l")):
        found = find(text=text, by=world.desk, now=now)
        assert (names(found), why(found)) == (["Xóchitl Hernández Peña"], ["By the card number"])
    assert names(find(text=number, by=world.other_desk, now=now)) == []


def test_a_reference_of_person_family_or_request_is_found(world, now, xochitl):
    for text in (xochitl.reference, xochitl.family.lower(), xochitl.members[0].reference):
        assert why(find(text=text, by=world.desk, now=now)) == ["By the reference"]


def test_a_telephone_is_found_by_those_who_may_call_and_by_nobody_else(world, now):
    afraid = family_of("Rosa Mar", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    ChosenContact.objects.create(
        person=Person.objects.get(reference=afraid.members[0].reference),
        wants_call=True,
        name="su hermana",
        telephone="+52 664 123 45 67",
        folded_telephone="526641234567",
        recorded_by_id=world.protector.user_id,
        recorded_at=now,
    )
    for text in ("664 123 4567", "+52 (664) 123-45-67", "526641234567"):
        found = find(text=text, by=world.protector, now=now)
        assert (names(found), why(found)) == (["Rosa Mar"], ["By the telephone of the person to call"])
    for actor in (
        world.desk,
        world.other_protector,
        world.data_protection,
        replace(world.protector, purpose=Purpose.PLACEMENT),
    ):
        assert names(find(text="664 123 4567", by=actor, now=now)) == []


@pytest.mark.parametrize("text", ["Xochitl Ernandes Penia", "Hernándes Peina Xochitl"])
def test_a_misspelt_name_asks_who_was_meant(world, now, xochitl, text):
    found = find(text=text, by=world.desk, now=now)
    assert (found.lines, [line.name for line in found.meant]) == ((), ["Xóchitl Hernández Peña"])
    assert find(text=text, by=world.other_desk, now=now).meant == ()


def test_who_is_found_is_not_asked_about_again(world, now, xochitl):
    assert find(text="Xóchitl Hernández Peña", by=world.desk, now=now).meant == ()


def test_those_who_protect_find_the_people_assigned_to_them_and_nobody_else(world, now, xochitl):
    family_of("Elsa Hernández", by=world.other_desk, now=now)
    for_all = find(text="hernandez", by=world.data_protection, now=now)
    assert names(for_all) == ["Elsa Hernández", "Xóchitl Hernández Peña"]
    assert names(find(text="hernandez", by=world.protector, now=now)) == ["Xóchitl Hernández Peña"]
    assert names(find(text="hernandez", by=world.other_protector, now=now)) == ["Elsa Hernández"]
    assert names(find(text="hernandez", by=world.children, now=now)) == []


def test_whoever_holds_no_names_searches_nobody(world, now, xochitl):
    for actor in (world.coordinator, world.observer, world.administrator, world.lawyer):
        with pytest.raises(NotYours):
            find(text="hernandez", by=actor, now=now)


def statements(text, *, by, now):
    """What is asked of the database, values aside."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = find(text=text, by=by, now=now)
    return found, [LISTS.sub("(?)", VALUES.sub("?", one["sql"])) for one in asked.captured_queries]


@pytest.mark.parametrize("kind", ["name", "notice", "reference"])
def test_someone_known_elsewhere_and_someone_never_seen_are_answered_alike_by_the_same_reads(world, now, xochitl, kind):
    known = {"name": "Xóchitl Hernández Peña", "notice": "A208555123", "reference": xochitl.members[0].reference}
    never = {"name": "Quirina Zumárraga Ñol", "notice": "A208555124", "reference": new_reference(rng=Random(5))}
    find(text="a first time", by=world.other_desk, now=now)
    there, asked_there = statements(known[kind], by=world.other_desk, now=now)
    nowhere, asked_nowhere = statements(never[kind], by=world.other_desk, now=now)
    assert (there, there.lines) == (nowhere, ())
    assert asked_there == asked_nowhere


def test_a_search_leaves_one_mark_that_names_those_shown_and_not_what_was_typed(world, now, xochitl):
    find(text="Xóchitl Peña", by=world.desk, now=now)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.act, entry.about, entry.detail) == ("find", [xochitl.members[0].reference], {})


def many(world, now, names_):
    """Put people of one port straight into the tables."""
    family = FamilyGroup.objects.create(reference="CROWD", location_key=TIJUANA, created_at=now)
    put = [
        Person(
            reference=f"C{number:06d}",
            family=family,
            name=name,
            folded_name=name.casefold(),
            order_in_family=number,
            recorded_at=now,
        )
        for number, name in enumerate(names_)
    ]
    store_words(people=Person.objects.bulk_create(put))


def test_of_a_crowd_so_many_are_shown_and_another_word_is_asked_for(world, now):
    many(world, now, [f"Maria Lopez {letter}ia" for letter in "bcdfghjklmnpqrstvwxyz"] * 3)
    found = find(text="maria lop", by=world.desk, now=now)
    assert (len(found.lines), found.more) == (SHOWN, True)
    assert names(find(text="maria lopez zia", by=world.desk, now=now)) == ["Maria Lopez zia"] * 3


def test_a_rare_one_among_common_words_is_found_whatever_is_typed_first(world, now, monkeypatch):
    monkeypatch.setattr(name_words, "_COUNTED", 10)
    monkeypatch.setattr(name_words, "_AT_MOST", 10)
    many(world, now, ["Maria Lopez"] * 30 + ["Maria Quispe"] + ["Juana Lopez"] * 30)
    for text in ("maria quispe", "quis mar"):
        assert names(find(text=text, by=world.desk, now=now)) == ["Maria Quispe"]


def test_two_words_that_begin_alike_ask_for_two_words_of_a_name(world, now):
    many(world, now, ["Maria Lopez"] * 30 + ["Maria Marta Lopez"])
    assert names(find(text="mar maria", by=world.desk, now=now)) == ["Maria Marta Lopez"]


WORDS = ["Ana", "Maria", "Marta", "Mariano", "Lopez", "Lopera", "Li", "de", "Montenegrogarcia", "Montenegrogarza"]


def test_several_words_find_just_those_a_reading_of_everybody_would(world, now):
    """Names and what is typed drawn by chance; beside it, whoever has a word for each of those typed."""
    rng = Random(11)
    drawn = [" ".join(rng.sample(WORDS, rng.randint(1, 5))) for _ in range(60)]
    many(world, now, drawn)
    found_any = 0
    for _ in range(120):
        picked = rng.sample([word for word in WORDS if len(word) > 2], rng.randint(1, 4))
        typed = [word[: rng.randint(3, 16)].casefold() for word in picked]
        some = named_so(words=typed, places=[TIJUANA], reach=Person.objects.all(), limit=100)
        assert sorted(one.name for one in some) == sorted(
            name for name in drawn if begin_words(prefixes=typed, folded=name.casefold())
        ), typed
        found_any += bool(some)
    assert found_any > 20


def test_words_are_written_anew_when_a_name_is_corrected(world, now, xochitl):
    person = Person.objects.get()
    person.name, person.folded_name = "Xóchitl Fernández Peña", "xochitl fernandez pena"
    person.save()
    store_words(people=[person])
    assert names(find(text="fernandez", by=world.desk, now=now)) == ["Xóchitl Fernández Peña"]
    assert NameWord.objects.count() == 3 + 3  # words, and pairs of them


@pytest.mark.parametrize("text", ["\x00", "\x00nul", "\x07\x00\x1b", "A\x00"])
def test_signs_no_keyboard_writes_find_nobody_and_keep_nobody_from_being_found(world, xochitl, now, text):
    assert find(text=text, by=world.desk, now=now).lines == ()
    assert names(find(text="Xóchitl\x00 Hern\x00ández", by=world.desk, now=now)) == ["Xóchitl Hernández Peña"]
