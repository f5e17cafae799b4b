"""Two thousand forgeries of a stay document, and not one accepted: random ones, and those a forger would think of."""

import hashlib
import hmac
import random
from datetime import UTC, datetime, timedelta

import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from estancia.documents import (
    KeyRing,
    StayClaims,
    Verdict,
    card_number,
    holder_check,
    qr_text,
    rotate,
    sign_revocations,
    sign_stay,
    verify,
)
from estancia.documents.base45 import from_base45, to_base45
from estancia.documents.claims import claims_to_map
from estancia.documents.envelopes import close_envelope
from estancia.documents.qr import PREFIX, token_from_text

NOW = datetime(2019, 10, 2, 15, 30, tzinfo=UTC)
RING, KEY = rotate(KeyRing(), NOW - timedelta(days=90))
_, STRANGERS_KEY = rotate(KeyRing(), NOW)
LIST = sign_revocations(numbers=set(), key=KEY, issued_at=NOW)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def some_claims(rng):
    number = card_number(rng=rng)
    begins = (NOW - timedelta(days=rng.randrange(2, 90))).date()
    return StayClaims(
        number=number,
        valid_from=begins,
        valid_until=begins + timedelta(days=180),
        entries="multiple",
        holder_check=holder_check(number=number, name=f"Persona {rng.random()}", birth_year=rng.randrange(1930, 2019)),
    )


def some_stay(rng, key=KEY):
    return sign_stay(claims=some_claims(rng), key=key, issued_at=NOW - timedelta(days=1))


def ours(text):
    return verify(text=text, ring=RING, revocations=LIST, now=NOW).verdict


# ── what a forger tries; each takes a good token and gives the text of another ───────────────────────────


def flip_a_bit(token, rng):
    changed = bytearray(token)
    changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return qr_text(bytes(changed))


def flip_several_bits(token, rng):
    changed = int.from_bytes(token, "big")
    for bit in rng.sample(range(len(token) * 8), rng.randrange(2, 9)):
        changed ^= 1 << bit
    return qr_text(changed.to_bytes(len(token), "big"))


def misread_a_sign(token, rng):
    text = qr_text(token)
    at = rng.randrange(len(PREFIX), len(text))
    return (
        text[:at]
        + rng.choice("".join(set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:") - {text[at]}))
        + text[at + 1 :]
    )


def cut_or_add(token, rng):
    cut = rng.randrange(1, 40)
    return qr_text(rng.choice([token[:-cut], token[cut:], token + rng.randbytes(cut), rng.randbytes(cut) + token]))


def parts(token):
    return list(cbor2.loads(token).value)


def packed(protected, unprotected, payload, signature, tag=18):
    header = protected if isinstance(protected, bytes) else cbor2.dumps(protected, canonical=True)
    body = payload if isinstance(payload, bytes) else cbor2.dumps(payload, canonical=True)
    return qr_text(cbor2.dumps(cbor2.CBORTag(tag, [header, unprotected, body, signature]), canonical=True))


def longer_stay(token):
    said = cbor2.loads(parts(token)[2])
    return {**said, 4: said[4] + 86_400 * 365}


def edit_the_claims(token, rng):
    protected, unprotected, _, signature = parts(token)
    said = longer_stay(token) if rng.random() < 0.5 else {**cbor2.loads(parts(token)[2]), -70001: card_number(rng=rng)}
    return packed(protected, unprotected, said, signature)


def no_algorithm(token, rng):
    header = {**cbor2.loads(parts(token)[0]), 1: rng.choice(["none", 0, None])}
    return packed(header, {}, longer_stay(token), rng.choice([b"", bytes(64)]))


def no_algorithm_in_the_open_header(token, rng):
    header = {4: KEY.kid.encode(), 16: "estancia-stay+cwt"}
    return packed(header, {1: rng.choice(["none", -7, 5])}, longer_stay(token), parts(token)[3])


def shared_secret(token, rng):
    """HS256 with the published key as the secret: the oldest trick."""
    header = cbor2.dumps({**cbor2.loads(parts(token)[0]), 1: 5}, canonical=True)
    payload = cbor2.dumps(longer_stay(token), canonical=True)
    context = rng.choice(["Signature1", "MAC0"])
    told = cbor2.dumps([context, header, b"", payload])
    secret = RING.keys[0].public_pem.encode()
    return packed(header, {}, payload, hmac.new(secret, told, hashlib.sha256).digest(), tag=rng.choice([17, 18]))


def another_key_id(token, rng):
    header = {**cbor2.loads(parts(token)[0]), 4: rng.randbytes(6).hex().encode()}
    return packed(header, *parts(token)[1:])


def key_id_in_the_open_header(token, rng):
    header = cbor2.loads(parts(token)[0])
    kid = header.pop(4)
    return packed(header, {4: kid}, *parts(token)[2:])


def signed_by_a_stranger(token, rng):
    return qr_text(some_stay(rng, key=STRANGERS_KEY))


def signed_by_a_stranger_in_our_name(token, rng):
    from dataclasses import replace

    return qr_text(some_stay(rng, key=replace(STRANGERS_KEY, kid=KEY.kid)))


def another_audience(token, rng):
    """Signed by our own key, for someone else."""
    said = {
        **claims_to_map(claims=some_claims(rng), issued_at=NOW),
        3: rng.choice(["estancia:verify:list", "", None, 3]),
    }
    return qr_text(close_envelope(claims=said, kind="estancia-stay+cwt", key=KEY))


def another_type(token, rng):
    """Signed by our own key, as something else."""
    said = claims_to_map(claims=some_claims(rng), issued_at=NOW)
    return qr_text(close_envelope(claims=said, kind=rng.choice(["JWT", "", "estancia-revocations+cwt"]), key=KEY))


def claims_out_of_shape(token, rng):
    """Signed by our own key, saying what no desk of ours writes."""
    said = claims_to_map(claims=some_claims(rng), issued_at=NOW)
    label = rng.choice(list(said))
    worse = rng.choice(
        [
            {k: v for k, v in said.items() if k != label},
            {**said, 99: "extra"},
            {**said, 4: said[4] + 1},
            {**said, label: None},
        ]
    )
    return qr_text(close_envelope(claims=worse, kind="estancia-stay+cwt", key=KEY))


def other_half_of_the_signature(token, rng):
    """The second signature that the curve allows for the same document: true, but not the form we wrote."""
    *rest, signature = parts(token)
    other = ORDER - int.from_bytes(signature[32:], "big")
    return packed(*rest, signature[:32] + other.to_bytes(32, "big"))


def empty_signature(token, rng):
    return packed(
        *parts(token)[:2], longer_stay(token), rng.choice([b"", bytes(64), b"\xff" * 64, parts(token)[3][:63]])
    )


def another_wrapping(token, rng):
    """The same parts in CBOR that means the same but is written otherwise, or under another tag."""
    value = parts(token)
    loose = cbor2.dumps(cbor2.CBORTag(18, value)).replace(b"\xd2\x84", b"\xd8\x12\x84", 1)
    return rng.choice(
        [
            qr_text(loose),
            packed(*value, tag=98),
            packed(*value, tag=61),
            qr_text(cbor2.dumps(value)),
            "EST2:" + to_base45(token),
            qr_text(token).lower(),
            PREFIX + qr_text(token),
        ]
    )


def halves_of_two_documents(token, rng):
    other = parts(some_stay(rng))
    return packed(*parts(token)[:3], other[3])


RANDOM_FORGERIES = [flip_a_bit, flip_several_bits, misread_a_sign, cut_or_add]
THOUGHT_FORGERIES = [
    edit_the_claims, no_algorithm, no_algorithm_in_the_open_header, shared_secret, another_key_id, another_audience,
    key_id_in_the_open_header, signed_by_a_stranger, signed_by_a_stranger_in_our_name, another_type, empty_signature,
    claims_out_of_shape, other_half_of_the_signature, another_wrapping, halves_of_two_documents,
]  # fmt: skip


def accepted(say, forgeries, count, seed=20181220):
    """Make so many forgeries, each kind in turn, and name the kinds of which one was not called `not_ours`."""
    rng = random.Random(seed)
    taken = set()
    for trial in range(count):
        forge = forgeries[trial % len(forgeries)]
        token = some_stay(rng)
        text = forge(token, rng)
        assert text != qr_text(token)
        if say(text) is not Verdict.NOT_OURS:
            taken.add(forge.__name__)
    return taken


def test_of_two_thousand_random_mutants_none_is_accepted():
    assert accepted(ours, RANDOM_FORGERIES, 2_000) == set()


def test_of_the_forgeries_a_forger_thinks_of_none_is_accepted():
    assert accepted(ours, THOUGHT_FORGERIES, 40 * len(THOUGHT_FORGERIES)) == set()


def test_of_five_hundred_good_documents_none_is_refused():
    rng = random.Random(1)
    assert {ours(qr_text(some_stay(rng))) for _ in range(500)} == {Verdict.VALID}


def trusting(text):
    """A planted fault: a verifier that asks the header which rule to apply, and believes what it reads."""
    try:
        protected, _, payload, signature = cbor2.loads(token_from_text(text)).value
        header = cbor2.loads(protected)
        told = cbor2.dumps(["Signature1", protected, b"", payload])
        if header[1] == -7:
            r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
            key = load_pem_public_key(RING.keys[0].public_pem.encode())
            key.verify(encode_dss_signature(r, s), told, ec.ECDSA(hashes.SHA256()))
        elif header[1] == 5:
            right = hmac.new(RING.keys[0].public_pem.encode(), told, hashlib.sha256).digest()
            if not hmac.compare_digest(right, signature):
                return Verdict.NOT_OURS
        elif header[1] not in ("none", 0, None):
            return Verdict.NOT_OURS
        return Verdict.VALID if cbor2.loads(payload)[4] > NOW.timestamp() else Verdict.EXPIRED
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, InvalidSignature, cbor2.CBORError):
        return Verdict.NOT_OURS


def test_the_forgeries_catch_a_verifier_that_trusts_the_header():
    taken = accepted(trusting, THOUGHT_FORGERIES, 10 * len(THOUGHT_FORGERIES))
    assert {"no_algorithm", "shared_secret", "another_audience", "another_type", "other_half_of_the_signature"} <= taken


def test_the_trusting_verifier_does_accept_good_documents_so_that_catching_it_means_something():
    rng = random.Random(2)
    assert {trusting(qr_text(some_stay(rng))) for _ in range(20)} == {Verdict.VALID}


@pytest.mark.parametrize("length", range(40))
def test_bytes_survive_base45_and_nothing_else_reads_as_them(length):
    octets = random.Random(length).randbytes(length)
    text = to_base45(octets)
    assert from_base45(text) == octets
    for wrong in (
        text + "A" * (1 if len(text) % 3 != 1 else 2) if len(text) % 3 == 0 else text[:-1] + "ñ",
        ":::",
        "GGW",
    ):
        with pytest.raises(ValueError, match="base45"):
            from_base45(wrong)
