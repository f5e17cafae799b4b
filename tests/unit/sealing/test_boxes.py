"""Only the organisation an answer was sealed for can read it, in the place where it was put."""

import hashlib

import nacl.public
import pytest

from estancia.sealing import CannotOpen, PrivateKey, Strength, make_keys, open_sealed, seal, unlock
from estancia.wording import ForPeople

PHRASE = "canela bosque reloj tortuga nieve farol"


def organisation(phrase=PHRASE):
    keys = make_keys(phrase=phrase, strength=Strength.TEST)
    return keys.public, unlock(wrapped=keys.wrapped, phrase=phrase)


def test_the_organisation_reads_what_was_sealed_for_it():
    public, key = organisation()
    box = seal(public=public, plain="sí, en Honduras".encode(), about="answer:REF1:fear_of_origin")
    assert open_sealed(key=key, box=box, about="answer:REF1:fear_of_origin").decode() == "sí, en Honduras"


def test_another_organisation_cannot_open_it():
    public, _ = organisation()
    _, stranger = organisation(phrase="otra frase de otra casa distinta")
    with pytest.raises(CannotOpen):
        open_sealed(key=stranger, box=seal(public=public, plain=b"no", about="a"), about="a")


@pytest.mark.parametrize("length", [0, 1, 2, 100, 255, 256, 511, 512, 5000])
def test_any_length_of_text_comes_back_whole_even_when_it_ends_like_padding(length):
    public, key = organisation()
    plain = (b"\x80\x00" * length)[:length]
    assert open_sealed(key=key, box=seal(public=public, plain=plain, about="a"), about="a") == plain


def test_boxes_of_different_answers_have_equal_length_and_the_subject_does_not_show():
    public, _ = organisation()
    answers = [b"no", b"yes", "sí, mi primo me buscó".encode(), b"x" * 255, b""]
    abouts = ["answer:1:pregnant", "answer:123456:fear_of_mexico_with_a_long_name"]
    assert len({len(seal(public=public, plain=plain, about=about)) for plain in answers for about in abouts}) == 1


def test_the_same_answer_sealed_twice_does_not_look_the_same():
    public, _ = organisation()
    assert seal(public=public, plain=b"no", about="a") != seal(public=public, plain=b"no", about="a")


def transplants_accepted(open_box, public, key):
    """Move each of forty boxes to every other row and field, and count those that open there."""
    places = [f"answer:{row}:{field}" for row in range(10) for field in ("pregnant", "illness", "fear", "other")]
    boxes = {place: seal(public=public, plain=b"no", about=place) for place in places}
    accepted = 0
    for place in places:
        for elsewhere in places:
            try:
                open_box(key=key, box=boxes[place], about=elsewhere)
                accepted += place != elsewhere
            except CannotOpen:
                assert place != elsewhere
    return accepted


def test_no_box_opens_in_another_row_or_field():
    public, key = organisation()
    assert transplants_accepted(open_sealed, public, key) == 0


def test_the_transplant_test_catches_an_opener_that_does_not_ask_what_a_box_is_about():
    public, key = organisation()

    def careless_open(*, key, box, about):
        return nacl.public.SealedBox(nacl.public.PrivateKey(key.secret)).decrypt(box[1:])[32:]

    assert transplants_accepted(careless_open, public, key) == 40 * 39


def test_a_box_with_any_byte_changed_or_cut_does_not_open():
    public, key = organisation()
    box = seal(public=public, plain=b"no", about="a")
    spoiled = [box[:place] + bytes([box[place] ^ 1]) + box[place + 1 :] for place in range(len(box))]
    for each in [*spoiled, b"", box[:-1], box + b"\x00", box[:20]]:
        with pytest.raises(CannotOpen):
            open_sealed(key=key, box=each, about="a")


def test_a_box_made_by_hand_without_padding_does_not_open():
    public, key = organisation()
    inside = hashlib.sha256(b"estancia.sealing.about.v1\x00a").digest() + b"no"
    by_hand = b"\x01" + nacl.public.SealedBox(nacl.public.PublicKey(public)).encrypt(inside)
    with pytest.raises(CannotOpen):
        open_sealed(key=key, box=by_hand, about="a")


def test_what_people_are_told_says_nothing_of_the_answer():
    assert issubclass(CannotOpen, ForPeople)
    assert "sellada" in CannotOpen().in_language("es")
    assert "sealed" in CannotOpen().in_language("en")


def test_an_unlocked_key_does_not_show_itself():
    _, key = organisation()
    assert repr(key) == "PrivateKey()"
    assert isinstance(key, PrivateKey)
