"""The two halves of an organisation's key, and the phrase that guards the private one.

The wrapped form is: "ESTK", version (1 byte), strength (1 byte), salt (16 bytes), then XChaCha20-Poly1305 of the
private key with everything before it as associated data. The cost of Argon2id follows from the strength, so a tampered
form cannot ask this machine for a terabyte of memory.
"""

import unicodedata
from dataclasses import dataclass, field
from enum import Enum

import nacl.public
from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import Aead
from nacl.utils import random as entropy

from estancia.wording import ForPeople, Sentence

_MARK = b"ESTK"
_VERSION = 1
_SALT_BYTES = argon2id.SALTBYTES
_HEADER_BYTES = len(_MARK) + 2 + _SALT_BYTES


class WrongPhrase(ForPeople):
    """The key phrase does not open this key."""

    sentence = Sentence(
        es="La frase clave no abre. Nada cambió. Revise cada palabra y su orden; "
        "mayúsculas y acentos no importan. Si se perdió, pídala a quien la guarda en su organización.",
        en="The key phrase does not open. Nothing has changed. Check each word and their order; "
        "capitals and accents do not matter. If it is lost, ask whoever keeps it in your organisation.",
    )


class Strength(Enum):
    """How dear each guess of a phrase is made. The mark stays inside the wrapped key."""

    INTERACTIVE = "interactive"
    """About a tenth of a second and 64 MiB a guess: for people."""

    TEST = "test"
    """Almost nothing a guess: for tests and the demo only. Production must refuse it (`strength_of`)."""


@dataclass(frozen=True, slots=True)
class _Cost:
    mark: int
    passes: int
    memory_bytes: int


_COSTS = {
    Strength.INTERACTIVE: _Cost(
        mark=1, passes=argon2id.OPSLIMIT_INTERACTIVE, memory_bytes=argon2id.MEMLIMIT_INTERACTIVE
    ),
    Strength.TEST: _Cost(mark=0x7F, passes=argon2id.OPSLIMIT_MIN, memory_bytes=argon2id.MEMLIMIT_MIN),
}


@dataclass(frozen=True, slots=True)
class OrganisationKeys:
    """What is stored for an organisation: the public key (32 bytes) and the private one, wrapped under its phrase."""

    public: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """An unlocked private key. It shows nothing of itself when printed, and is never stored."""

    secret: bytes = field(repr=False)

    @property
    def public(self) -> bytes:
        """Give the public half (32 bytes)."""
        return bytes(nacl.public.PrivateKey(self.secret).public_key)


def make_keys(*, phrase: str, strength: Strength = Strength.INTERACTIVE) -> OrganisationKeys:
    """Make a new key pair (X25519) and wrap the private key under the phrase with Argon2id.

    Raises `ValueError` for an empty phrase.
    """
    if not _folded(phrase):
        raise ValueError("a key phrase cannot be empty")
    private = nacl.public.PrivateKey.generate()
    header = _MARK + bytes([_VERSION, _COSTS[strength].mark]) + entropy(_SALT_BYTES)
    box = Aead(_guard(phrase=phrase, header=header)).encrypt(bytes(private), aad=header)
    return OrganisationKeys(public=bytes(private.public_key), wrapped=header + bytes(box))


def unlock(*, wrapped: bytes, phrase: str) -> PrivateKey:
    """Open the wrapped private key. Capitals, accents and spaces around words do not matter.

    Raises `WrongPhrase` when the phrase is another, or the wrapped key was altered: the two cannot be told apart.
    """
    header, box = wrapped[:_HEADER_BYTES], wrapped[_HEADER_BYTES:]
    try:
        return PrivateKey(secret=Aead(_guard(phrase=phrase, header=header)).decrypt(box, aad=header))
    except (CryptoError, ValueError):
        raise WrongPhrase from None


def strength_of(*, wrapped: bytes) -> Strength:
    """Say how strongly a wrapped key is guarded, so that production can refuse one made for tests.

    Raises `ValueError` for bytes that are no wrapped key of this version.
    """
    if len(wrapped) < _HEADER_BYTES or not wrapped.startswith(_MARK + bytes([_VERSION])):
        raise ValueError("not a wrapped key of this version")
    for strength, cost in _COSTS.items():
        if cost.mark == wrapped[len(_MARK) + 1]:
            return strength
    raise ValueError("not a known strength")


def _guard(*, phrase: str, header: bytes) -> bytes:
    cost = _COSTS[strength_of(wrapped=header)]
    salt = header[-_SALT_BYTES:]
    return argon2id.kdf(Aead.KEY_SIZE, _folded(phrase).encode(), salt, opslimit=cost.passes, memlimit=cost.memory_bytes)


def _folded(phrase: str) -> str:
    """Give the phrase as it is compared: lower case, no accents, one space between words."""
    apart = unicodedata.normalize("NFKD", phrase).casefold()
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.replace("-", " ").split())
