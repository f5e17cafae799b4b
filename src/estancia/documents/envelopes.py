"""The signed envelope (COSE_Sign1) around everything we sign, with nothing left to the bearer's choice.

The algorithm is ES256, the type is the one expected by who opens it, the key id names a key of the ring: the header
is compared with what it must be, byte for byte, and never asked which rule to apply. There is one form of each
envelope: canonical CBOR, an empty unprotected header, nothing after the end, and a signature in its low half, so that
not even a harmless variant of a document passes.
"""

from dataclasses import dataclass
from typing import Any

import cbor2
from cwt import COSE, COSEKey, CWTError

from estancia.documents.keys import KeyRing, PublicKey, SigningKey

_ES256 = -7
_ALGORITHM, _KID, _TYPE = 1, 4, 16  # header labels: RFC 9052, section 3.1, and RFC 9596
_SIGN1_TAG = 18
_HALF_BYTES = 32
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError, MemoryError, OverflowError)


class NotOurEnvelope(ValueError):
    """The bytes are no envelope that a key of this ring signed, of the type expected."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an envelope of ours holds, and the key that signed it (which may since be retired or revoked)."""

    claims: dict[int, Any]
    key: PublicKey


def close_envelope(*, claims: dict[int, Any], kind: str, key: SigningKey) -> bytes:
    """Sign claims as canonical CBOR, under the type `kind`. Signs again until the signature is in its low half."""
    payload = cbor2.dumps(claims, canonical=True)
    signer = COSEKey.from_pem(key.private_pem, kid=key.kid.encode(), alg="ES256")
    while True:
        signed: bytes = COSE.new(deterministic_header=True).encode_and_sign(
            payload, signer, protected=_header(kid=key.kid, kind=kind), unprotected={}
        )
        if _is_low(signed[-_HALF_BYTES:]):
            return signed


def open_envelope(*, signed: bytes, kind: str, ring: KeyRing) -> Opened:
    """Check an envelope against the ring and give its claims. Raises `NotOurEnvelope`."""
    protected, payload, signature = _parts(signed)
    key = _key_named(protected=protected, kind=kind, ring=ring)
    if not _is_low(signature[_HALF_BYTES:]):
        raise NotOurEnvelope("a second form of a signature")
    _check_signature(signed=signed, key=key)
    return Opened(claims=_canonical_map(payload), key=key)


def _parts(signed: bytes) -> tuple[bytes, bytes, bytes]:
    """Give the protected header, payload and signature, provided the bytes are the one form of an envelope."""
    try:
        read = cbor2.loads(signed)
        protected, unprotected, payload, signature = read.value
        if read.tag != _SIGN1_TAG or unprotected != {} or cbor2.dumps(read, canonical=True) != signed:
            raise NotOurEnvelope("another form of envelope")
        if not all(isinstance(part, bytes) for part in (protected, payload, signature)):
            raise NotOurEnvelope("parts that are not bytes")
    except (cbor2.CBORError, *_UNREADABLE):
        raise NotOurEnvelope("no envelope") from None
    if len(signature) != 2 * _HALF_BYTES:
        raise NotOurEnvelope("a signature of another length")
    return protected, payload, signature


def _key_named(*, protected: bytes, kind: str, ring: KeyRing) -> PublicKey:
    """Find the key whose header, written by us, is exactly this one."""
    for key in ring.keys:
        if cbor2.dumps(_header(kid=key.kid, kind=kind), canonical=True) == protected:
            return key
    raise NotOurEnvelope("another algorithm, type or key")


def _check_signature(*, signed: bytes, key: PublicKey) -> None:
    try:
        COSE.new().decode(signed, COSEKey.from_pem(key.public_pem, kid=key.kid.encode(), alg="ES256"))
    except (CWTError, *_UNREADABLE):
        raise NotOurEnvelope("signed by another") from None


def _canonical_map(payload: bytes) -> dict[int, Any]:
    try:
        claims = cbor2.loads(payload)
        if isinstance(claims, dict) and cbor2.dumps(claims, canonical=True) == payload:
            return claims
    except (cbor2.CBORError, *_UNREADABLE):
        pass
    raise NotOurEnvelope("claims in another form")


def _header(*, kid: str, kind: str) -> dict[int, Any]:
    return {_ALGORITHM: _ES256, _KID: kid.encode(), _TYPE: kind}


def _is_low(half: bytes) -> bool:
    return 0 < int.from_bytes(half, "big") <= _P256_ORDER // 2
