"""What a forger tries on a stay document: each takes a good token and gives the text of another that must not pass."""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from estancia.documents import (
    KeyRing,
    StayClaims,
    card_number,
    holder_check,
    qr_text,
    rotate,
    sign_revocations,
    sign_stay,
)
from estancia.documents.base45 import to_base45
from estancia.documents.claims import claims_to_map
from estancia.documents.envelopes import close_envelope
from estancia.documents.qr import PREFIX

NOW = datetime(2019, 10, 2, 15, 30, tzinfo=UTC)
RING, KEY = rotate(KeyRing(), NOW - timedelta(days=90))
_, STRANGERS_KEY = rotate(KeyRing(), NOW)
LIST = sign_revocations(numbers=set(), key=KEY, issued_at=NOW)
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
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
    return text[:at] + rng.choice(SIGNS.replace(text[at], "")) + text[at + 1 :]


def cut_or_add(token, rng):
    cut = rng.randrange(1, 40)
    return qr_text(rng.choice([token[:-cut], token[cut:], token + rng.randbytes(cut), rng.randbytes(cut) + token]))


def parts(token):
    return list(cbor2.loads(token).value)


def packed(protected, unprotected, payload, signature, tag=18):
    header = protected if isinstance(protected, bytes) else cbor2.dumps(protected, canonical=True)
    body = payload if isinstance(payload, bytes) else cbor2.dumps(payload, canonical=True)
    return qr_text(cbor2.dumps(cbor2.CBORTag(tag, [header, unprotected, body, signature]), canonical=True))


def signed_as_written(payload, header, key=KEY):
    """Sign bytes with a true key, whatever they say: what a thief of the key, or a careless desk, could make."""
    private = load_pem_private_key(key.private_pem.encode(), password=None)
    told = cbor2.dumps(["Signature1", header, b"", payload])
    r, s = decode_dss_signature(private.sign(told, ec.ECDSA(hashes.SHA256())))
    return packed(header, {}, payload, r.to_bytes(32, "big") + min(s, ORDER - s).to_bytes(32, "big"))


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


def words_in_the_open_header(token, rng):
    """A true document with something added where the signature does not reach."""
    protected, _, payload, signature = parts(token)
    added = rng.choice([{1: -7}, {4: b"another"}, {4: KEY.kid.encode()}, {33: b""}, {"note": "VALID"}, [], None, b""])
    return packed(protected, added, payload, signature)


def signed_by_a_stranger(token, rng):
    return qr_text(some_stay(rng, key=STRANGERS_KEY))


def signed_by_a_stranger_in_our_name(token, rng):
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


# ── true signatures under what no desk of ours writes ────────────────────────────────────────────────────


def said_otherwise(token, rng):
    """The same claims in CBOR that means the same: longer numbers, an open-ended map, a label twice, another order."""
    header, _, payload, _ = parts(token)
    said = cbor2.loads(payload)
    pairs = [cbor2.dumps(label) + cbor2.dumps(value) for label, value in said.items()]
    loose = rng.choice(
        [
            b"\xbf" + b"".join(pairs) + b"\xff",
            b"\xb8\x07" + b"".join(pairs),
            b"\xa8" + b"".join(pairs) + pairs[0],
            b"\xa7" + b"".join(reversed(pairs)),
            payload.replace(b"\x03\x74", b"\x18\x03\x74", 1),
            payload + b"\x00",
            payload.replace(b"\x03\x74", b"\xf9\x42\x00\x74", 1),
        ]
    )
    return signed_as_written(loose, header)


def of_another_kind(token, rng):
    """Claims whose values are of a kind that a careless reader takes for the right one."""
    header, _, payload, _ = parts(token)
    said = cbor2.loads(payload)
    label, value = rng.choice(
        [
            (-70002, False), (-70002, 0.0), (-70002, "0"), (-70003, list(said[-70003])),
            (-70003, said[-70003].encode()),
            (-70003, said[-70003].lower()), (-70003, ["01"] * 8), (-70001, said[-70001].replace("-", "")),
            (-70001, said[-70001].lower()), (-70001, said[-70001].encode()), (-70001, [said[-70001]]),
            (4, float(said[4])), (4, str(said[4])), (4, said[5] - 86_400 * 9), (4, 2**63), (4, -(2**63)), (4, 2**70),
            (5, -62_135_596_800), (5, -62_135_596_800 + 3600), (4, 253_402_300_799), (6, 2**53), (6, None),
            (6, 253_402_300_800), (3, b"estancia:verify:stay"), (3, ["estancia:verify:stay"]),
        ]
    )  # fmt: skip
    return signed_as_written(cbor2.dumps({**said, label: value}, canonical=True), header)


def labels_that_equal_ours(token, rng):
    """3.0 is 3 to a reader that compares numbers."""
    header, _, payload, _ = parts(token)
    label = rng.choice([3, 4, 5, 6])
    said = {float(one) if one == label else one: value for one, value in cbor2.loads(payload).items()}
    return signed_as_written(cbor2.dumps(said, canonical=True), header)


def another_header(token, rng):
    """A header that says the same and more, or in another order, or leaves the type out; all truly signed."""
    header = cbor2.loads(parts(token)[0])
    kid, kind = header[4], header[16]
    said = rng.choice(
        [
            {1: -7, 4: kid}, {1: -7, 16: kind}, {1: -7, 4: kid, 16: kind, 2: [99], 99: 1},
            {1: -7, 4: kid, 16: kind, 5: b""},
            {1: -35, 4: kid, 16: kind}, {1: "ES256", 4: kid, 16: kind}, {1: -7, 4: kid.decode(), 16: kind},
            {1: -7, 4: kid, 3: kind}, {},
        ]
    )  # fmt: skip
    loose = rng.choice([cbor2.dumps(said, canonical=True), cbor2.dumps({16: kind, 4: kid, 1: -7}), b""])
    return signed_as_written(parts(token)[2], loose)


def a_list_shown_as_a_stay(token, rng):
    return qr_text(sign_revocations(numbers={card_number(rng=rng)}, key=KEY, issued_at=NOW).signed)


def text_tricks(token, rng):
    """The right code in signs that look or fold alike, or with something before, after or inside."""
    text = qr_text(token)
    at = rng.randrange(len(PREFIX), len(text))
    wide = chr(ord(text[at]) + 0xFEE0) if text[at] != " " else "\u3000"
    return rng.choice(
        [
            text[:at] + wide + text[at + 1 :], text[:at] + "\n" + text[at:], text[:at] + "\u200b" + text[at:],
            "\ufeff" + text,
            text.replace("EST1:", "EST1 :"), text.replace("EST1:", "est1:"), text + "0", text + "00", text + "000",
            text + ":::", text[:-1], text[:-3], text + "\0", "\0" + text, text * 2, text + " " + text, PREFIX, "",
            "https://example.org/" + text, PREFIX + "A" * 3000, PREFIX + "FGW", PREFIX + "GGW", PREFIX + "::",
            PREFIX + "U5",
        ]
    )  # fmt: skip


def a_deep_well(token, rng):
    """Bytes that open a thousand lists or say that a thousand million signs follow."""
    return qr_text(
        rng.choice(
            [
                b"\xd2" + b"\x81" * 900,
                b"\xd2" * 900,
                b"\xd2\x84\x5a\x3b\x9a\xca\x00" + bytes(90),
                b"\xd2",
                b"",
                b"\xd2\x84",
            ]
        )
    )


RANDOM_FORGERIES = [flip_a_bit, flip_several_bits, misread_a_sign, cut_or_add]
THOUGHT_FORGERIES = [
    edit_the_claims, no_algorithm, no_algorithm_in_the_open_header, shared_secret, another_key_id, another_audience,
    key_id_in_the_open_header, signed_by_a_stranger, signed_by_a_stranger_in_our_name, another_type, empty_signature,
    claims_out_of_shape, other_half_of_the_signature, another_wrapping, halves_of_two_documents, said_otherwise,
    of_another_kind, words_in_the_open_header, labels_that_equal_ours, another_header, a_list_shown_as_a_stay,
    text_tricks, a_deep_well,
]  # fmt: skip
