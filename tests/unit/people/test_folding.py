"""Spellings that are heard as one meet in one sound or one skeleton; others stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estancia.people.identity import folding
from estancia.people.identity.folding import parts_of


def sounds(name: str) -> list[str]:
    return [part.sound for part in parts_of(name)]


def full(name: str) -> list[str]:
    return [part.full for part in parts_of(name)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Helena", "Elena"),
        ("González", "Gonsales"),
        ("Vásquez", "Basques"),
        ("Guillermo", "Guiyermo"),
        ("Yesenia", "Llesenia"),
        ("Quiché", "Kiche"),
        ("Muñoz", "Munioz"),
        ("Núñez", "Nunez"),
        ("Ximena", "Jimena"),
        ("Mejía", "Mexia"),
        ("Gerónimo", "Jeronimo"),
        ("Huerta", "Guerta"),
        ("Wendy", "Guendi"),
        ("Rodríguez", "Rodrihuez"),
        ("Jhonny", "Joni"),
        ("Parra", "Para"),
        ("Tzoc", "Soc"),
        ("K'iche'", "Kiche"),
        ("Stephanie", "Stefani"),
        ("Sánchez", "Samshez"),
    ],
)
def test_what_sounds_alike_meets(one, other):
    assert {part.skeleton for part in parts_of(one)} == {part.skeleton for part in parts_of(other)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("García", "Gómez"),
        ("López", "Pérez"),
        ("Ana", "Eva"),
        ("Coc", "Pop"),
        ("Pineda", "Pinto"),
        ("Luis", "Elías"),
    ],
)
def test_other_names_stay_apart(one, other):
    assert {part.skeleton for part in parts_of(one)}.isdisjoint(part.skeleton for part in parts_of(other))


def test_a_name_of_vowels_and_its_plural_differ_in_sound_at_least():
    assert sounds("Reyes") != sounds("Rey")


def test_surnames_before_a_comma_go_last():
    assert full("LÓPEZ GARCÍA, María Elena") == full("María Elena López García")


def test_particles_drop_out_wherever_they_are_written():
    assert full("María de la Cruz") == full("Maria DELACRUZ") == full("María Cruz") == ["maria", "cruz"]


def test_a_name_of_particles_only_keeps_them():
    assert full("De Los") == ["de", "los"]


def test_names_written_in_one_are_parted():
    assert full("Juancarlos Lopezgarcia") == ["juan", "carlos", "lopez", "garcia"]
    assert full("Josefina Fernández") == ["josefina", "fernandez"]


@pytest.mark.parametrize(
    ("short", "whole"), [("Pepe", "jose"), ("Ma.", "maria"), ("Chuy", "jesus"), ("Hdez", "hernandez")]
)
def test_a_short_form_is_read_in_full(short, whole):
    assert full(short) == [whole]


@pytest.mark.parametrize("name", ["", "  ", "...", "'", "-,-"])
def test_a_name_without_letters_has_no_parts(name):
    assert parts_of(name) == ()


def test_signs_of_other_scripts_are_kept():
    assert full("李 小龙") == ["李", "小龙"]
    assert full("محمد") == ["محمد"]


def test_an_uncommon_surname_says_more_than_garcia_however_it_is_spelled():
    garcia, garsia, rare = parts_of("García")[0], parts_of("Garsia")[0], parts_of("Xicotencatl")[0]
    assert garcia.says == garsia.says < rare.says


def test_an_initial_tells_nobody_from_another():
    assert full("Juan A. Paz") == ["juan", "paz"]


@given(st.text(alphabet="aeioucghjklmnpqstvwxyz", max_size=10))
def test_no_rule_is_passed_over_that_would_have_changed_the_word(word: str) -> None:
    tried = word
    for _, pattern, sound in folding._SOUNDS:
        tried = pattern.sub(sound, tried)
    assert folding.sound_of(word) == tried.lower()
