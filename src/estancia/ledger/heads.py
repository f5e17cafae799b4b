"""A head of the record that someone else can keep: size, root and instant, signed.

ES256 with a deterministic nonce (RFC 6979), over canonical JSON behind a domain of its own, so that a signature made
here cannot pass for a stay document and the same head always has the same bytes.
"""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from estancia.ledger.entries import JSON
from estancia.wording import ForPeople, Sentence

_DOMAIN = b"estancia.ledger.head.v1\x00"
_HALF = 32


class HeadNotOurs(ForPeople):
    """The signed head cannot be read, or was not signed by the key it is checked with."""

    sentence = Sentence(
        es="Esta cabeza del registro no está firmada por la clave indicada. "
        "Compruebe que el archivo y la clave son los correctos y avise a quien guarda las copias.",
        en="This head of the record was not signed by the key given. "
        "Check that the file and the key are the right ones, and tell whoever keeps the copies.",
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What a signed head says: so many entries, under this root (32 bytes), at this instant (UTC)."""

    size: int
    root: bytes
    at: datetime


def sign_head(*, size: int, root: bytes, at: datetime, key: str | bytes) -> bytes:
    """Sign a head with a P-256 private key (PEM) and give it as JSON bytes.

    Raises `ValueError` for a naive `at`, a root that is not 32 bytes, or a key of another kind.
    """
    if at.tzinfo is None or len(root) != _HALF or size < 0:
        raise ValueError("a head needs an aware instant, a root of 32 bytes and a size that is not negative")
    said: dict[str, JSON] = {"at": at.astimezone(UTC).isoformat(), "root": root.hex(), "size": size}
    der = _private(key).sign(_DOMAIN + rfc8785.dumps(said), ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    r, s = decode_dss_signature(der)
    signature = base64.urlsafe_b64encode(r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")).decode()
    return rfc8785.dumps({**said, "signature": signature})


def read_head(*, signed: bytes, key: str | bytes) -> Head:
    """Read a signed head with the P-256 public key (PEM) of the one who keeps the record.

    Raises `HeadNotOurs` when it cannot be read or the signature is another's.
    """
    try:
        said = json.loads(signed)
        signature = base64.b64decode(said.pop("signature"), altchars=b"-_", validate=True)
        _check_signature(said=said, signature=signature, key=key)
        return Head(size=said["size"], root=bytes.fromhex(said["root"]), at=datetime.fromisoformat(said["at"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, InvalidSignature):
        raise HeadNotOurs from None


def check_head(*, signed: bytes, size: int, root: bytes, key: str | bytes) -> bool:
    """Say whether the signed head is ours and says this size and this root: the ones the checker counted alone."""
    try:
        head = read_head(signed=signed, key=key)
    except HeadNotOurs:
        return False
    return head.size == size and head.root == root


def _check_signature(*, said: dict[str, JSON], signature: bytes, key: str | bytes) -> None:
    if len(signature) != 2 * _HALF or set(said) != {"at", "root", "size"}:
        raise ValueError("not a signed head")
    r, s = (int.from_bytes(half, "big") for half in (signature[:_HALF], signature[_HALF:]))
    message = _DOMAIN + rfc8785.dumps(said)
    _public(key).verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))


def _private(key: str | bytes) -> ec.EllipticCurvePrivateKey:
    loaded = load_pem_private_key(_octets(key), password=None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey) or not isinstance(loaded.curve, ec.SECP256R1):
        raise ValueError("a head is signed with a P-256 key")
    return loaded


def _public(key: str | bytes) -> ec.EllipticCurvePublicKey:
    loaded = load_pem_public_key(_octets(key))
    if not isinstance(loaded, ec.EllipticCurvePublicKey) or not isinstance(loaded.curve, ec.SECP256R1):
        raise ValueError("a head is checked with a P-256 key")
    return loaded


def _octets(key: str | bytes) -> bytes:
    return key.encode() if isinstance(key, str) else key
