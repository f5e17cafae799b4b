"""A phrase opens the key it was made with, however it is typed, and no other."""

import random
import secrets
import time
from datetime import UTC, datetime, timedelta

import pytest

from estancia.sealing import (
    HeldKeys,
    PrivateKey,
    Strength,
    WrongPhrase,
    make_keys,
    phrase_from_words,
    strength_of,
    unlock,
)
from estancia.sealing.phrases import word_list
from estancia.wording import ForPeople

PHRASE = "canela bosque reloj tortuga nieve farol"
NOON = datetime(2019, 10, 2, 12, 0, tzinfo=UTC)
KEY = PrivateKey(secret=bytes(range(32)))


@pytest.mark.parametrize(
    "typed",
    [
        PHRASE,
        PHRASE.upper(),
        f"  {PHRASE.replace(' ', '   ')} ",
        PHRASE.replace(" ", "-"),
        PHRASE.replace("canela", "canéla"),
    ],
)
def test_capitals_accents_and_spaces_do_not_matter(typed):
    keys = make_keys(phrase=PHRASE, strength=Strength.TEST)
    assert unlock(wrapped=keys.wrapped, phrase=typed).public == keys.public


@pytest.mark.parametrize("typed", ["", "canela", PHRASE + " sol", "bosque canela reloj tortuga nieve farol"])
def test_another_phrase_is_refused_with_a_sentence(typed):
    keys = make_keys(phrase=PHRASE, strength=Strength.TEST)
    with pytest.raises(WrongPhrase) as refused:
        unlock(wrapped=keys.wrapped, phrase=typed)
    assert isinstance(refused.value, ForPeople)
    assert "frase clave" in refused.value.in_language("es")


def test_a_wrapped_key_with_any_byte_changed_does_not_open():
    wrapped = make_keys(phrase=PHRASE, strength=Strength.TEST).wrapped
    spoiled = [wrapped[:at] + bytes([wrapped[at] ^ 1]) + wrapped[at + 1 :] for at in range(len(wrapped))]
    for each in [*spoiled, b"", wrapped[:10], wrapped[:-1]]:
        with pytest.raises(WrongPhrase):
            unlock(wrapped=each, phrase=PHRASE)


def test_neither_the_phrase_nor_the_key_can_be_read_in_the_wrapped_form():
    keys = make_keys(phrase=PHRASE, strength=Strength.TEST)
    assert unlock(wrapped=keys.wrapped, phrase=PHRASE).secret not in keys.wrapped
    assert b"canela" not in keys.wrapped


def test_two_keys_under_one_phrase_share_nothing():
    first, second = (make_keys(phrase=PHRASE, strength=Strength.TEST) for _ in range(2))
    assert first.public != second.public
    assert first.wrapped[6:22] != second.wrapped[6:22]


def test_a_key_made_for_tests_says_so_and_the_default_is_the_dear_one():
    assert strength_of(wrapped=make_keys(phrase=PHRASE, strength=Strength.TEST).wrapped) is Strength.TEST
    assert strength_of(wrapped=make_keys(phrase=PHRASE).wrapped) is Strength.INTERACTIVE


def test_a_test_key_cannot_be_relabelled_as_a_strong_one():
    wrapped = bytearray(make_keys(phrase=PHRASE, strength=Strength.TEST).wrapped)
    wrapped[5] = 1
    assert strength_of(wrapped=bytes(wrapped)) is Strength.INTERACTIVE
    with pytest.raises(WrongPhrase):
        unlock(wrapped=bytes(wrapped), phrase=PHRASE)


def test_a_guess_at_an_ordinary_key_costs_noticeable_work():
    keys = make_keys(phrase=PHRASE)
    begun = time.process_time()
    with pytest.raises(WrongPhrase):
        unlock(wrapped=keys.wrapped, phrase="otra")
    assert time.process_time() - begun > 0.02


def test_an_empty_phrase_makes_no_key():
    with pytest.raises(ValueError, match="empty"):
        make_keys(phrase="  ", strength=Strength.TEST)


def test_what_is_not_a_wrapped_key_has_no_strength():
    with pytest.raises(ValueError, match="wrapped key"):
        strength_of(wrapped=b"nothing of ours")


# ── phrases ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_seeded_generator_gives_the_same_phrase_and_the_system_another():
    seeded = [phrase_from_words(rng=random.Random(7)) for _ in range(2)]
    assert seeded[0] == seeded[1]
    assert phrase_from_words(rng=secrets.SystemRandom()) != seeded[0]


def test_a_phrase_is_six_words_that_any_keyboard_can_type():
    phrase = phrase_from_words(rng=random.Random(1))
    assert len(phrase.split()) == 6
    assert phrase.isascii()


def test_the_list_has_more_than_256_words_each_once_and_in_order():
    words = word_list()
    assert len(words) >= 256
    assert list(words) == sorted(set(words))


def test_fewer_than_six_words_are_refused():
    with pytest.raises(ValueError, match="six"):
        phrase_from_words(rng=random.Random(1), words=3)


# ── held keys ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_held_key_is_given_until_its_hour_and_not_after():
    ring = HeldKeys()
    ring.hold("session", "casa", KEY, NOON + timedelta(minutes=15))
    assert ring.get("session", "casa", NOON) == KEY
    assert ring.get("session", "casa", NOON + timedelta(minutes=14, seconds=59)) == KEY
    assert ring.get("session", "casa", NOON + timedelta(minutes=15)) is None


def test_another_session_or_organisation_gets_nothing():
    ring = HeldKeys()
    ring.hold("session", "casa", KEY, NOON + timedelta(minutes=5))
    assert ring.get("stranger", "casa", NOON) is None
    assert ring.get("session", "other", NOON) is None
    assert ring.get("session", "casa", NOON) == KEY


def test_a_hold_beyond_fifteen_minutes_is_refused_at_both_doors():
    ring = HeldKeys()
    with pytest.raises(ValueError, match="15 minutes"):
        ring.hold("session", "casa", KEY, NOON + timedelta(minutes=16), NOON)
    ring.hold("session", "casa", KEY, NOON + timedelta(hours=8))
    assert ring.get("session", "casa", NOON) is None
    assert ring.get("session", "casa", NOON + timedelta(hours=7, minutes=50)) is None


def test_signing_out_forgets_every_key_of_the_session_and_no_other():
    ring = HeldKeys()
    for session, organisation in [("mine", "casa"), ("mine", "clinic"), ("theirs", "casa")]:
        ring.hold(session, organisation, KEY, NOON + timedelta(minutes=5))
    ring.drop("mine")
    assert ring.get("mine", "casa", NOON) is None
    assert ring.get("mine", "clinic", NOON) is None
    assert ring.get("theirs", "casa", NOON) == KEY


def test_a_naive_hour_is_refused():
    with pytest.raises(ValueError, match="aware"):
        HeldKeys().hold("session", "casa", KEY, NOON.replace(tzinfo=None))


def test_keys_that_nobody_asks_for_again_are_forgotten_too():
    ring = HeldKeys()
    ring.hold("gone", "casa", KEY, NOON + timedelta(minutes=5))
    ring.get("someone", "casa", NOON + timedelta(minutes=6))
    assert repr(ring) == "HeldKeys(0 held)"
