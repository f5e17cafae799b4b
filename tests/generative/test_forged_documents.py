"""Ten thousand forgeries of a stay document, and not one accepted: random ones, and those a forger would think of."""

import hashlib
import hmac
import random

import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from estancia.documents import Verdict, qr_text, verify
from estancia.documents.base45 import from_base45, to_base45
from estancia.documents.qr import token_from_text
from tests.generative.forgeries import LIST, NOW, RING, THOUGHT_FORGERIES, some_stay


def ours(text):
    return verify(text=text, ring=RING, revocations=LIST, now=NOW).verdict


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


def test_of_the_forgeries_a_forger_thinks_of_none_is_accepted():
    assert accepted(ours, THOUGHT_FORGERIES, 10 * len(THOUGHT_FORGERIES)) == set()


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
