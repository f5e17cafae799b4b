"""A card number said aloud through glass is read right, or refused."""

import random
import secrets

import pytest

from estancia.documents import NotACardNumber, card_number, read_card_number
from estancia.documents.card_numbers import ALPHABET
from estancia.wording import ForPeople


def test_a_number_is_three_groups_without_look_alikes():
    for seed in range(200):
        number = card_number(rng=random.Random(seed))
        assert [len(group) for group in number.split("-")] == [4, 4, 3]
        assert not set("ILOU") & set(number)


def test_a_number_is_read_however_it_is_typed():
    for seed in range(200):
        number = card_number(rng=random.Random(seed))
        bare = number.replace("-", "")
        for typed in (
            bare,
            bare.lower(),
            f"  {number} ",
            " ".join(bare),
            number.replace("0", "O").replace("1", "l"),
            number.replace("1", "I").replace("-", "–"),
        ):
            assert read_card_number(typed) == number


def test_every_single_wrong_symbol_is_refused():
    number = card_number(rng=random.Random(1)).replace("-", "")
    for at, right in enumerate(number):
        for wrong in set(ALPHABET) - {right}:
            with pytest.raises(NotACardNumber):
                read_card_number(number[:at] + wrong + number[at + 1 :])


def test_any_two_exchanged_symbols_are_refused():
    for seed in range(50):
        number = card_number(rng=random.Random(seed)).replace("-", "")
        for one in range(11):
            for other in range(one + 1, 11):
                if number[one] != number[other]:
                    exchanged = list(number)
                    exchanged[one], exchanged[other] = number[other], number[one]
                    with pytest.raises(NotACardNumber):
                        read_card_number("".join(exchanged))


@pytest.mark.parametrize("typed", ["", "7K3M", "UUUU-UUUU-UUU", "ñandú", "7K3M-9QTX-2FD7", "😀" * 11, "٠" * 11])
def test_what_is_no_card_number_is_refused_with_a_sentence(typed):
    with pytest.raises(NotACardNumber) as refused:
        read_card_number(typed)
    assert isinstance(refused.value, ForPeople)
    assert "once signos" in refused.value.in_language("es")


def test_the_same_seed_gives_the_same_number_and_the_system_never_repeats():
    assert card_number(rng=random.Random(5)) == card_number(rng=random.Random(5))
    assert len({card_number(rng=secrets.SystemRandom()) for _ in range(2_000)}) == 2_000


def test_the_example_in_the_sentence_is_a_real_number():
    assert read_card_number("7K3M-9QTX-2FD")
