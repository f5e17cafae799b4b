"""The keys papers are signed with: one active, some retired, some revoked; and the ring that verifiers carry.

A retired key signs no more, and what it signed stays good. A revoked key is one that may be in other hands: **every
document signed under it is then said to be revoked**, the honest ones too, for nobody can tell them apart any more;
their holders are given new ones. Publish a ring with its new key before the first paper signed with it leaves the
desk, for a verifier with an older ring says `not_ours`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from estancia.wording import ForPeople, Sentence

KeyState = Literal["active", "retired", "revoked"]
_STATES = ("active", "retired", "revoked")
_FORM = 1


class RingUnreadable(ForPeople):
    """The text is no key ring of ours."""

    sentence = Sentence(
        es="El llavero no se puede leer: está incompleto o no es de este sistema. "
        "Ningún documento se da por bueno sin él. Descárguelo de nuevo de quien emite los documentos.",
        en="The key ring cannot be read: it is incomplete or not of this system. "
        "No document is called good without it. Download it again from whoever issues the documents.",
    )


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half of the active key (P-256, PEM), under the same `kid` as its public half."""

    kid: str
    private_pem: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of a key (P-256, PEM) and where it stands.

    It signed in [`from_`, `until`); `until` is None while it is active. `revoked_at` is set only when revoked.
    """

    kid: str
    public_pem: str
    from_: datetime
    until: datetime | None = None
    state: KeyState = "active"
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Every public key that ever signed, oldest first. Raises `ValueError` when two share a `kid` or two are active."""

    keys: tuple[PublicKey, ...] = ()

    def __post_init__(self) -> None:
        if len({key.kid for key in self.keys}) != len(self.keys):
            raise ValueError("two keys share a kid")
        if sum(key.state == "active" for key in self.keys) > 1:
            raise ValueError("two keys are active")

    def find(self, kid: str) -> PublicKey | None:
        """Give the key of this `kid`; None when the ring has none."""
        return next((key for key in self.keys if key.kid == kid), None)

    @property
    def active(self) -> PublicKey | None:
        """Give the key that signs now; None before the first rotation, and after a revocation until the next."""
        return next((key for key in self.keys if key.state == "active"), None)


def rotate(ring: KeyRing, now: datetime) -> tuple[KeyRing, SigningKey]:
    """Make a new active key; the one that was active retires. An empty ring gets its first key this way."""
    _require_aware(now)
    private = ec.generate_private_key(ec.SECP256R1())
    public, signing = _halves(private, now=now)
    kept = tuple(replace(key, state="retired", until=now) if key.state == "active" else key for key in ring.keys)
    return KeyRing(keys=(*kept, public)), signing


def revoke(ring: KeyRing, kid: str, now: datetime) -> KeyRing:
    """Mark a key as possibly in other hands: everything signed under it is revoked from now on, for ever.

    A key already revoked keeps its first instant. Raises `KeyError` when the ring has no such key.
    """
    _require_aware(now)
    if ring.find(kid) is None:
        raise KeyError("no such key in the ring")
    return KeyRing(keys=tuple(_revoked(key, now=now) if key.kid == kid else key for key in ring.keys))


def ring_to_json(ring: KeyRing) -> str:
    """Write the ring as JSON: public halves only, instants in UTC."""
    keys = [
        {
            "kid": key.kid,
            "public_pem": key.public_pem,
            "from": _written(key.from_),
            "until": _written(key.until),
            "state": key.state,
            "revoked_at": _written(key.revoked_at),
        }
        for key in ring.keys
    ]
    return json.dumps({"form": _FORM, "keys": keys}, indent=1, sort_keys=True)


def ring_from_json(text: str) -> KeyRing:
    """Read a ring. Raises `RingUnreadable` for anything that `ring_to_json` does not write."""
    try:
        said = json.loads(text)
        if said["form"] != _FORM:
            raise ValueError("another form")
        return KeyRing(keys=tuple(_read(key) for key in said["keys"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise RingUnreadable from None


def _halves(private: ec.EllipticCurvePrivateKey, *, now: datetime) -> tuple[PublicKey, SigningKey]:
    public = private.public_key()
    kid = hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()[:12]
    private_pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    public_pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return PublicKey(kid=kid, public_pem=public_pem, from_=now), SigningKey(kid=kid, private_pem=private_pem)


def _revoked(key: PublicKey, *, now: datetime) -> PublicKey:
    return replace(key, state="revoked", until=key.until or now, revoked_at=key.revoked_at or now)


def _read(said: Mapping[str, Any]) -> PublicKey:
    if said["state"] not in _STATES or (said["state"] == "revoked") != (said["revoked_at"] is not None):
        raise ValueError("a key in no known state")
    if not all(isinstance(said[name], str) for name in ("kid", "public_pem", "from")):
        raise ValueError("a key that is not text")
    begun = _instant(said["from"])
    if begun is None:
        raise ValueError("a key without a beginning")
    return PublicKey(
        kid=said["kid"],
        public_pem=said["public_pem"],
        from_=begun,
        until=_instant(said["until"]),
        state=said["state"],
        revoked_at=_instant(said["revoked_at"]),
    )


def _written(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    at = datetime.fromisoformat(text)
    _require_aware(at)
    return at


def _require_aware(at: datetime) -> None:
    if at.tzinfo is None:
        raise ValueError("an aware instant is needed")
