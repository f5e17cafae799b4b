"""A word of a name misspelt asks who was meant, in search and at the gate: within reach only, and by the same reads."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from estancia.casework import crossing_desk
from estancia.casework.finding import find
from estancia.casework.name_words import store_words
from estancia.casework.nearly_named import named_nearly
from estancia.people import begin_words, fold_name
from estancia.people.identity.closeness import one_letter_apart
from estancia.people.identity.folding import sound_of
from estancia.records.models import AuditEntry, FamilyGroup, Person
from tests.integration.casework.deeds import decide, family_of, signing
from tests.integration.casework.test_finding import statements
from tests.integration.casework.world import TIJUANA


def meant(text, *, by, now):
    found = find(text=text, by=by, now=now)
    assert found.lines == ()
    return [line.name for line in found.meant]


@pytest.fixture
def rosaura(world, now):
    return family_of("Rosaura Medina", by=world.desk, now=now)


@pytest.mark.parametrize("text", ["Medyna", "Medna", "Mednia", "Metina", "Meddina", "Mehdina"])
def test_a_surname_misspelt_asks_who_was_meant_alone_and_beside_a_right_name(world, rosaura, now, text):
    assert meant(text, by=world.desk, now=now) == ["Rosaura Medina"]
    assert meant(f"Rosaura {text}", by=world.desk, now=now) == ["Rosaura Medina"]
    assert meant(f"{text} ros", by=world.desk, now=now) == ["Rosaura Medina"]


@pytest.mark.parametrize("text", ["Rozaura Medina", "Rosuara", "Rosaira Medyna", "MEDÝNA, Rosahura"])
def test_a_given_name_misspelt_and_both_misspelt_ask_too(world, rosaura, now, text):
    assert meant(text, by=world.desk, now=now) == ["Rosaura Medina"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("ernandes", "Elsa Hernández"), ("bargas", "Elsa Vargas"), ("sepeda", "Elsa Zepeda"), ("kispe", "Elsa Quispe")],
)
def test_a_surname_written_as_it_sounds_asks_who_was_meant(world, now, text, name):
    family_of(name, by=world.desk, now=now)
    assert meant(text, by=world.desk, now=now) == [name]


@pytest.mark.parametrize(
    "text", ["Molina", "Rosaura Rodríguez", "Rosalba Medyna", "Mdn", "Medyna Medyna", "A208555123"]
)
def test_a_quite_different_word_asks_for_nobody(world, rosaura, now, text):
    assert meant(text, by=world.desk, now=now) == []


def test_where_each_word_begins_somebodys_name_one_of_them_is_corrected(world, rosaura, now):
    family_of("Elsa Medyna", by=world.desk, now=now)
    assert meant("Rosaura Medyna", by=world.desk, now=now) == ["Rosaura Medina"]
    found = find(text="Medyna", by=world.desk, now=now)
    assert ([line.name for line in found.lines], found.meant) == (["Elsa Medyna"], ())


def test_five_at_most_are_shown_and_named_in_the_one_entry(world, now):
    for number in range(7):
        family_of(f"Rosaura{'abcdefg'[number]} Medina", by=world.desk, now=now)
    found = find(text="Medyna", by=world.desk, now=now)
    entry = AuditEntry.objects.latest("seq")
    assert (len(found.meant), entry.act, entry.detail) == (5, "find", {})
    assert entry.about == [line.reference for line in found.meant]


def test_those_who_protect_are_asked_about_their_own_people_only(world, now):
    family_of("Rosaura Medina", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    family_of("Elsa Medina", by=world.other_desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    assert meant("Medyna", by=world.protector, now=now) == ["Rosaura Medina"]
    assert meant("Medyna", by=world.other_protector, now=now) == ["Elsa Medina"]
    assert sorted(meant("Medyna", by=world.data_protection, now=now)) == ["Elsa Medina", "Rosaura Medina"]
    assert meant("Medyna", by=world.children, now=now) == []


@pytest.mark.parametrize("actor", ["other_desk", "other_protector"])
@pytest.mark.parametrize(
    ("known", "never"), [("Medyna", "Zumurraga"), ("Rosaura Medyna", "Quirina Zumurraga"), ("Ros", "Zum")]
)
def test_someone_misspelt_of_another_port_and_someone_never_seen_take_the_same_reads(world, now, actor, known, never):
    family_of("Rosaura Medina", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    by = getattr(world, actor)
    meant(known, by=by, now=now)
    there, asked_there = statements(known, by=by, now=now)
    nowhere, asked_nowhere = statements(never, by=by, now=now)
    assert (there, there.meant) == (nowhere, ())
    assert asked_there == asked_nowhere


@pytest.mark.parametrize("text", ["Medina", "Rosaura Medina", "Medyna", "Rosaura Medyna", "Zumurraga"])
def test_no_search_of_those_who_protect_reads_everybody(world, now, text):
    if connection.vendor != "sqlite":  # its plans are what is read here
        return
    family_of("Rosaura Medina", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    with CaptureQueriesContext(connection) as asked:
        find(text=text, by=world.protector, now=now)
    selects = [one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT")]
    with connection.cursor() as cursor:
        for sql in selects:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[3] for row in cursor.fetchall()]
            people = [step for step in plan if step.startswith("SCAN") and "INDEX records_person_" in step]
            assert not people, (sql, plan)
    assert any("records_nameword" in sql for sql in selects)


def test_a_correction_is_looked_for_where_the_word_stands_and_only_there(world, rosaura, now):
    _, asked = statements("Medyna", by=world.desk, now=now)
    _, asked_elsewhere = statements("Medyna", by=world.other_desk, now=now)
    assert len(asked) > len(asked_elsewhere)


def test_of_several_corrections_no_more_are_given_than_asked_for(world, now):
    for name in ("Medina", "Medrina"):
        for letter in "abcd":
            family_of(f"Rosaura{letter} {name}", by=world.desk, now=now)
    reach = Person.objects.all()
    for places in ([TIJUANA], ()):
        near = named_nearly(words=["medrjna"], places=places, reach=reach, limit=9)
        assert [one.name.split()[1] for one in near] == ["Medrina"] * 4  # two letters from Medina
        near = named_nearly(words=["mdina"], places=places, reach=reach, limit=3)
        assert [one.name.split()[1] for one in near] == ["Medina"] * 3
        near = named_nearly(words=["medjina"], places=places, reach=reach, limit=5)
        assert sorted({one.name.split()[1] for one in near}) == ["Medina", "Medrina"]
        assert len(near) == 5


# ── against a plain reading of everybody ─────────────────────────────────────────────────────────────────
SURNAMES = ["Medina", "Vargas", "Hernández", "Zepeda", "Quispe", "Xol", "Peña", "Montenegro", "Guadarrama"]
GIVEN = ["Rosaura", "Elsa", "Quirina", "Darío", "Wilmer"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def spoilt(word, rng):
    at, letter = rng.randrange(len(word)), rng.choice(LETTERS)
    return rng.choice(
        [
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        ]
    )


def nearly(one, other):
    return one_letter_apart(one, other) or sound_of(one) == sound_of(other)


def plainly(words, people, alike):
    """Whoever would be found if the words that begin nobody's, or else one of them, were written as one that stands."""
    standing = {own for one in people for own in one.folded_name.split()}
    unknown = [word for word in words if not any(own.startswith(word) for own in standing)]
    found = set()

    def correct(at, written):
        if at == len(words):
            found.update(one.pk for one in people if begin_words(prefixes=written, folded=one.folded_name))
            return
        word = words[at]
        if word in unknown:
            for own in standing:
                if len(word) > 3 and alike(word, own):
                    correct(at + 1, [*written, own])
        else:
            correct(at + 1, [*written, word])

    if unknown:
        correct(0, [])
        return found
    for place, word in enumerate(words):
        for own in standing:
            if len(word) > 3 and own != word and alike(word, own):
                written = [*words[:place], own, *words[place + 1 :]]
                found.update(one.pk for one in people if begin_words(prefixes=written, folded=one.folded_name))
    return found


def test_whoever_a_plain_reading_of_everybody_finds_is_found_by_look_ups(world, now):
    rng = Random(11)
    family = FamilyGroup.objects.create(reference="CROWD", location_key=TIJUANA, created_at=now)
    full = [f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)} {rng.choice(SURNAMES)}" for _ in range(40)]
    people = Person.objects.bulk_create(
        Person(
            reference=f"C{number:06d}",
            family=family,
            name=name,
            folded_name=fold_name(name),
            order_in_family=number,
            recorded_at=now,
        )
        for number, name in enumerate(full)
    )
    store_words(people=people)
    some = 0
    for _ in range(150):
        words = rng.sample(rng.choice(people).folded_name.split(), rng.choice([1, 2]))
        words = [spoilt(word, rng) if at == 0 or rng.random() < 0.2 else word for at, word in enumerate(words)]
        reach = Person.objects.filter(family__location_key=TIJUANA)
        found = {one.pk for one in named_nearly(words=words, places=[TIJUANA], reach=reach, limit=100)}
        surely = plainly(words, people, one_letter_apart)
        perhaps = plainly(
            words, people, lambda one, other: one_letter_apart(one, other) or sound_of(one) == sound_of(other)
        )
        assert surely <= found <= perhaps, words
        some += bool(found)
    assert some > 75


# ── at the gate ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def admitted(world, rosaura, now, tmp_path, monkeypatch):
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    decide(rosaura.reference, "admit", by=world.desk, now=now)


def at_gate(text, *, by, now, person=""):
    return crossing_desk.find_at_gate(text=text, person=person, by=by, now=now)


@pytest.mark.parametrize("text", ["Medyna", "Rosaura Medna", "mednia rosaura"])
def test_at_the_gate_whoever_is_written_nearly_so_is_given_to_pick_and_never_opened(world, admitted, now, text):
    (pick,) = at_gate(text, by=world.desk, now=now)
    assert (pick.name, pick.near) == ("Rosaura Medina", True)
    entry = AuditEntry.objects.latest("seq")
    assert (entry.act, entry.about, entry.detail) == ("gate_search", [pick.person], {})
    assert [one.name for one in at_gate("", person=pick.person, by=world.desk, now=now).members] == ["Rosaura Medina"]


def test_at_the_gate_nobody_of_another_port_without_a_stay_or_quite_different_is_offered(world, admitted, now):
    family_of("Elsa Quispe", by=world.desk, now=now)
    for text, by in (("Medyna", world.other_desk), ("Kispe", world.desk), ("Molina", world.desk)):
        with pytest.raises(crossing_desk.NobodyFound):
            at_gate(text, by=by, now=now)
