"""One word of five, and never `valid` when it is not known."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import cbor2
import pytest
import segno

from estancia.documents import (
    KeyRing,
    ListNotOurs,
    RevocationList,
    RingUnreadable,
    StayClaims,
    Verdict,
    holder_check,
    qr_svg,
    qr_text,
    read_revocations,
    revoke,
    ring_from_json,
    ring_to_json,
    rotate,
    sign_revocations,
    sign_stay,
    verify,
)
from tests.unit.documents.stay_people import HOLDER, NOW, NUMBER, claims, first_ring, fresh_list, stay_text

RING, KEY = first_ring()


def word(text, *, ring=RING, revocations=None, now=NOW):
    return verify(text=text, ring=ring, revocations=revocations, now=now).verdict


def test_there_are_exactly_five_words():
    assert [verdict.value for verdict in Verdict] == ["valid", "expired", "revoked", "not_ours", "cannot_tell"]


def test_a_stay_of_ours_with_a_fresh_list_is_valid_and_says_its_number_and_days():
    said = verify(text=stay_text(KEY), ring=RING, revocations=fresh_list(KEY), now=NOW)
    assert said.verdict is Verdict.VALID
    assert (said.number, said.valid_from, said.valid_until) == (NUMBER, date(2019, 9, 1), date(2020, 2, 27))
    assert said.list_age == timedelta(hours=1)


def test_a_stay_on_the_list_is_revoked():
    assert word(stay_text(KEY), revocations=fresh_list(KEY, numbers=[NUMBER])) is Verdict.REVOKED


def test_a_stay_serves_all_of_its_last_day_by_every_clock_of_mexico():
    text, listed = stay_text(KEY), fresh_list(KEY, now=datetime(2020, 2, 28, 8, tzinfo=UTC))
    end = datetime(2020, 2, 28, 8, tzinfo=UTC)  # midnight in Tijuana
    assert word(text, revocations=listed, now=end - timedelta(seconds=1)) is Verdict.VALID
    assert word(text, revocations=listed, now=end) is Verdict.EXPIRED


def test_a_stay_serves_from_the_first_midnight_and_before_that_it_cannot_be_told():
    first = datetime(2019, 9, 1, 5, tzinfo=UTC)  # midnight in Cancún
    listed = fresh_list(KEY, now=first)
    text = stay_text(KEY, issued_at=first - timedelta(days=2))
    assert word(text, revocations=listed, now=first) is Verdict.VALID
    assert word(text, revocations=listed, now=first - timedelta(seconds=1)) is Verdict.CANNOT_TELL


def test_without_a_list_it_cannot_be_told_but_what_the_document_says_is_said():
    said = verify(text=stay_text(KEY), ring=RING, revocations=None, now=NOW)
    assert (said.verdict, said.number, said.list_age) == (Verdict.CANNOT_TELL, NUMBER, None)


@pytest.mark.parametrize(("age", "expected"), [
    (timedelta(hours=24), Verdict.VALID),
    (timedelta(hours=24, seconds=1), Verdict.CANNOT_TELL),
    (timedelta(days=400), Verdict.CANNOT_TELL),
    (timedelta(minutes=-5), Verdict.VALID),
    (timedelta(hours=-2), Verdict.CANNOT_TELL),
])  # fmt: skip
def test_only_a_list_of_the_last_day_makes_a_stay_valid(age, expected):
    ring, key = first_ring(now=NOW - timedelta(days=900))
    assert word(stay_text(key), ring=ring, revocations=fresh_list(key, age=age)) is expected


def test_an_old_list_still_says_what_is_revoked_and_no_list_still_says_what_is_expired_or_not_ours():
    old = fresh_list(KEY, numbers=[NUMBER], age=timedelta(days=20))
    assert word(stay_text(KEY), revocations=old) is Verdict.REVOKED
    assert word(stay_text(KEY), now=datetime(2021, 1, 1, tzinfo=UTC)) is Verdict.EXPIRED
    assert word(stay_text(first_ring()[1])) is Verdict.NOT_OURS


def test_a_list_that_is_not_ours_counts_as_none():
    strangers = fresh_list(first_ring()[1])
    said = verify(text=stay_text(KEY), ring=RING, revocations=strangers, now=NOW)
    assert (said.verdict, said.list_age) == (Verdict.CANNOT_TELL, None)


def test_only_the_signed_bytes_of_a_list_are_believed():
    stale = fresh_list(KEY, numbers=[NUMBER], age=timedelta(days=3))
    dressed = replace(stale, numbers=frozenset(), issued_at=NOW)
    assert word(stay_text(KEY), revocations=dressed) is Verdict.REVOKED
    assert word(stay_text(KEY), revocations=RevocationList(frozenset(), NOW, b"")) is Verdict.CANNOT_TELL


def test_a_stay_cannot_pass_for_a_list_nor_a_list_for_a_stay():
    token = sign_stay(claims=claims(), key=KEY, issued_at=NOW)
    with pytest.raises(ListNotOurs):
        read_revocations(signed=token, ring=RING)
    assert word(qr_text(fresh_list(KEY).signed), revocations=fresh_list(KEY)) is Verdict.NOT_OURS


def test_a_document_from_after_the_clock_of_the_phone_cannot_be_told():
    text = stay_text(KEY, issued_at=NOW + timedelta(hours=3))
    assert word(text, revocations=fresh_list(KEY)) is Verdict.CANNOT_TELL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "EST1:",
        "hello",
        "EST1:ñ",
        "EST1:" + "A" * 5_000,
        "HC1:6BF",
        "\x00",
        "EST1:::::::",
        "EST1:" + "0" * 99,
        "\ud800",
    ],
)
def test_what_is_no_code_of_ours_is_not_ours_and_never_a_crash(text):
    assert word(text, revocations=fresh_list(KEY)) is Verdict.NOT_OURS


def test_a_naive_clock_is_refused():
    with pytest.raises(ValueError, match="aware"):
        word(stay_text(KEY), now=NOW.replace(tzinfo=None))


# ── what the code says, and does not ─────────────────────────────────────────────────────────────────────


def test_the_code_holds_a_number_two_dates_and_a_check_and_no_word_at_all_beside_them():
    token = sign_stay(claims=claims(), key=KEY, issued_at=NOW)
    protected, _, payload, _ = cbor2.loads(token).value
    said = cbor2.loads(payload)
    texts = {value for value in said.values() if isinstance(value, str)}
    assert texts == {"estancia:verify:stay", NUMBER, HOLDER}
    assert set(cbor2.loads(protected)) == {1, 4, 16}
    for word_ in (b"Marisol", b"Ayala", b"Mexic", b"court", b"corte", b"asyl", b"asil", b"return", b"Tijuana"):
        assert word_.lower() not in token.lower()


def test_the_code_is_small_enough_for_a_cheap_camera_and_uses_alphanumeric_signs():
    text = stay_text(KEY)
    assert re.fullmatch(r"EST1:[0-9A-Z $%*+\-./:]+", text)
    assert len(text) < 340
    assert segno.make(text, error="m").mode == "alphanumeric"
    assert "<svg" in qr_svg(text)
    assert qr_svg(text) == qr_svg(text)


def test_the_name_printed_on_the_card_is_tied_to_it_however_accents_are_typed():
    same = [
        holder_check(number=NUMBER, name=name, birth_year=1991)
        for name in ("Marisol Ayala Pineda", "MARISOL  AYALA PINEDA", "Marisól Ayala Pineda")
    ]
    assert set(same) == {HOLDER}
    others = {
        holder_check(number=NUMBER, name="Marisol Ayala", birth_year=1991),
        holder_check(number=NUMBER, name="Marisol Ayala Pineda", birth_year=1992),
        holder_check(number=NUMBER, name="Marisol Ayala Pineda", birth_year=None),
        holder_check(number="0000-0000-000", name="Marisol Ayala Pineda", birth_year=1991),
    }
    assert len(others | {HOLDER}) == 5


def test_a_name_in_any_script_has_a_check():
    for name in ("李小龙", "محمد", "Пётр", "", "\ud800"):
        assert len(holder_check(number=NUMBER, name=name, birth_year=None)) == 8


@pytest.mark.parametrize("wrong", [
    {"valid_until": date(2019, 8, 31)}, {"holder_check": "SHORT"}, {"holder_check": "IIIIIIII"},
    {"entries": "single"}, {"number": "7K3M-9QTX-2F2"}, {"number": "7K3M9QTX2FD"},
])  # fmt: skip
def test_claims_that_make_no_sense_cannot_be_made(wrong):
    good = {
        "number": NUMBER,
        "valid_from": date(2019, 9, 1),
        "valid_until": date(2020, 2, 27),
        "entries": "multiple",
        "holder_check": HOLDER,
    }
    assert StayClaims(**good)
    with pytest.raises((ValueError, Exception), match=r".") as refused:
        StayClaims(**{**good, **wrong})
    assert type(refused.value).__name__ in {"ValueError", "NotACardNumber"}


# ── key drill ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_of_a_retired_key_is_still_valid():
    old = stay_text(KEY)
    ring, fresh_key = rotate(RING, NOW)
    assert [key.state for key in ring.keys] == ["retired", "active"]
    assert word(old, ring=ring, revocations=fresh_list(fresh_key)) is Verdict.VALID
    assert word(stay_text(fresh_key), ring=ring, revocations=fresh_list(fresh_key)) is Verdict.VALID


def test_when_a_key_leaks_everything_it_signed_is_revoked_and_nothing_else():
    leaked = [stay_text(KEY, issued_at=NOW - timedelta(days=days)) for days in (40, 10, 0)]
    ring, next_key = rotate(RING, NOW)
    good, ring = stay_text(next_key), revoke(ring, KEY.kid, NOW)
    listed = fresh_list(next_key)
    assert {word(text, ring=ring, revocations=listed) for text in leaked} == {Verdict.REVOKED}
    assert word(good, ring=ring, revocations=listed) is Verdict.VALID
    assert word(leaked[0], ring=ring) is Verdict.REVOKED


def test_a_leaked_key_cannot_sign_a_list_that_empties_the_list():
    ring, next_key = rotate(RING, NOW)
    ring = revoke(ring, KEY.kid, NOW)
    forged = fresh_list(KEY)
    assert word(stay_text(next_key), ring=ring, revocations=forged) is Verdict.CANNOT_TELL


def test_a_list_of_a_retired_key_is_believed_only_from_before_it_retired():
    ring, _ = rotate(RING, NOW - timedelta(hours=2))
    before, after = fresh_list(KEY, age=timedelta(hours=3)), fresh_list(KEY, age=timedelta(hours=1))
    assert word(stay_text(KEY), ring=ring, revocations=before) is Verdict.VALID
    assert word(stay_text(KEY), ring=ring, revocations=after) is Verdict.CANNOT_TELL


def test_a_stranger_who_borrows_the_name_of_a_key_is_not_ours():
    _, strangers = first_ring()
    borrowed = replace(strangers, kid=KEY.kid)
    assert word(stay_text(borrowed), revocations=fresh_list(KEY)) is Verdict.NOT_OURS


def test_a_key_the_ring_does_not_know_is_not_ours():
    ring, next_key = rotate(RING, NOW)
    assert word(stay_text(next_key), ring=RING, revocations=fresh_list(KEY)) is Verdict.NOT_OURS
    assert word(stay_text(KEY), ring=KeyRing(), revocations=fresh_list(KEY)) is Verdict.NOT_OURS
    assert word(stay_text(next_key), ring=ring, revocations=fresh_list(next_key)) is Verdict.VALID


def test_a_ring_survives_the_journey_through_json_without_a_private_half():
    ring, _ = rotate(revoke(rotate(RING, NOW)[0], KEY.kid, NOW), NOW + timedelta(days=1))
    text = ring_to_json(ring)
    assert ring_from_json(text) == ring
    assert "PRIVATE" not in text
    assert [key.state for key in ring.keys] == ["revoked", "retired", "active"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"form": 2, "keys": []}',
        '{"form": 1, "keys": [1]}',
        '{"form": 1, "keys": [{"kid": "a", "state": "active"}]}',
    ],
)
def test_what_is_no_ring_is_refused_with_a_sentence(text):
    with pytest.raises(RingUnreadable):
        ring_from_json(text)


def test_a_key_once_revoked_stays_so_with_its_first_hour_and_an_unknown_one_is_an_error():
    once = revoke(RING, KEY.kid, NOW)
    assert revoke(once, KEY.kid, NOW + timedelta(days=1)) == once
    assert once.active is None
    with pytest.raises(KeyError):
        revoke(RING, "unknown", NOW)


def test_a_private_key_does_not_show_itself():
    assert "PRIVATE" not in repr(KEY)


def test_a_list_says_its_numbers_in_order_once_each():
    listed = sign_revocations(numbers={NUMBER, NUMBER.lower(), "0000-0000-000"}, key=KEY, issued_at=NOW)
    assert listed.numbers == {NUMBER, "0000-0000-000"}
    assert read_revocations(signed=listed.signed, ring=RING) == listed
