"""An archive of the house: a stream of messages that anyone may keep, one keeper may open, and nobody may alter.

An archive is: a line that says what it is; its maker's name, a digest of the key that signs; a stream key in a sealed
box to the keeper (X25519); the messages in libsodium's secretstream (XChaCha20-Poly1305), each after its length, the
last one marked as last; and the maker's signature (Ed25519) over the SHA-512 of everything before it. So a byte that
was changed, cut or moved is found before anything is opened, and so is an archive that another house made.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import nacl.bindings as sodium
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import PrivateKey as Keeper
from nacl.public import PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from estancia.wording import ForPeople, Sentence

_MAGIC = b"estancia archive 1\n"
_NAME_BYTES = 16
_KEY_BYTES = 32
_SEALED_BYTES = _KEY_BYTES + sodium.crypto_box_SEALBYTES
_STREAM_BYTES = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_LENGTH_BYTES = 4
_SIGNATURE_BYTES = 64
_AT_ONCE = 1 << 20
_CONTEXT = b"estancia.archive.v1"
_LAST = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class ArchiveKeyUnreadable(ForPeople):
    """The text is no key of an archive."""

    sentence = Sentence(
        es="Esa no es una clave de respaldo: el archivo está incompleto o es otro. Nada cambió. "
        "Use el archivo que escribió «estancia backup key».",
        en="That is no backup key: the file is incomplete or another one. Nothing changed. "
        "Use the file that “estancia backup key” wrote.",
    )


class ArchiveDamaged(ForPeople):
    """The archive is not, byte for byte, what its maker signed."""

    sentence = Sentence(
        es="El respaldo está dañado o incompleto: no es, byte por byte, el que se firmó. No se tocó nada. "
        "Use otra copia o uno anterior.",
        en="The backup is damaged or incomplete: it is not, byte for byte, the one that was signed. Nothing was "
        "touched. Use another copy or an earlier one.",
    )


class ArchiveOfAnother(ForPeople):
    """The archive was made by another house, or for another keeper."""

    sentence = Sentence(
        es="Esa clave no es la de este respaldo. No se tocó nada. Use la clave que se hizo para esta instalación.",
        en="That key is not the one of this backup. Nothing was touched. Use the key made for this installation.",
    )


@dataclass(frozen=True, slots=True)
class MakersKey:
    """What the house keeps: to whom it seals archives, and the key it signs them with. It cannot open them."""

    public: bytes
    signing: bytes = field(repr=False)

    def __str__(self) -> str:
        return _written({"public": self.public, "signing": self.signing})


@dataclass(frozen=True, slots=True)
class KeepersKey:
    """What is kept away from the house: the only key that opens its archives, and whose signature they bear."""

    private: bytes = field(repr=False)
    maker: bytes

    def __str__(self) -> str:
        return _written({"private": self.private, "maker": self.maker})


def make_archive_keys() -> tuple[MakersKey, KeepersKey]:
    """Draw a new pair: one half for the house, one for whoever keeps its archives."""
    keeper, signing = Keeper.generate(), SigningKey.generate()
    maker = MakersKey(public=bytes(keeper.public_key), signing=bytes(signing))
    return maker, KeepersKey(private=bytes(keeper), maker=bytes(signing.verify_key))


def read_makers_key(text: str) -> MakersKey:
    """Read the house's half as written by `str`. Raises `ArchiveKeyUnreadable`."""
    public, signing = _read(text, "public", "signing")
    return MakersKey(public=public, signing=signing)


def read_keepers_key(text: str) -> KeepersKey:
    """Read the keeper's half as written by `str`. Raises `ArchiveKeyUnreadable`."""
    private, maker = _read(text, "private", "maker")
    return KeepersKey(private=private, maker=maker)


def write_archive(*, file: BinaryIO, messages: Iterator[bytes], key: MakersKey) -> int:
    """Write an archive of these messages, at least one; give its size in bytes. Holds one message at a time."""
    signing, told, size = SigningKey(key.signing), hashlib.sha512(), 0
    for part in _parts(messages=messages, key=key, name=_name(bytes(signing.verify_key))):
        told.update(part)
        size += file.write(part)
    return size + file.write(signing.sign(_CONTEXT + told.digest()).signature)


def check_archive(*, file: BinaryIO, key: KeepersKey) -> None:
    """Read an archive once from end to end and say whether it is whole and ours.

    Raises `ArchiveOfAnother` for one that another house made, `ArchiveDamaged` for one that was altered or cut.
    """
    size = file.seek(0, 2) - _SIGNATURE_BYTES
    file.seek(0)
    head = file.read(len(_MAGIC) + _NAME_BYTES)
    if size < len(head) or not head.startswith(_MAGIC):
        raise ArchiveDamaged
    if head[len(_MAGIC) :] != _name(key.maker):
        raise ArchiveOfAnother
    told = hashlib.sha512(head)
    while (left := size - file.tell()) > 0:
        told.update(file.read(min(_AT_ONCE, left)))
    try:
        VerifyKey(key.maker).verify(_CONTEXT + told.digest(), file.read())
    except (BadSignatureError, ValueError, TypeError):
        raise ArchiveDamaged from None


def read_archive(*, file: BinaryIO, key: KeepersKey) -> Iterator[bytes]:
    """Give the messages of an archive in order, each only once it is proved true; check it whole first.

    Raises `ArchiveOfAnother` or `ArchiveDamaged`.
    """
    check_archive(file=file, key=key)
    file.seek(len(_MAGIC) + _NAME_BYTES)
    try:
        stream_key = SealedBox(Keeper(key.private)).decrypt(file.read(_SEALED_BYTES))
    except (CryptoError, ValueError, TypeError):
        raise ArchiveOfAnother from None
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    tag = 0
    try:
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, file.read(_STREAM_BYTES), stream_key)
        while tag != _LAST:
            length = int.from_bytes(file.read(_LENGTH_BYTES), "big")
            message, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, file.read(length))
            yield message
    except (CryptoError, ValueError, TypeError, RuntimeError):
        raise ArchiveDamaged from None


def _parts(*, messages: Iterator[bytes], key: MakersKey, name: bytes) -> Iterator[bytes]:
    stream_key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
    yield _MAGIC + name
    yield bytes(SealedBox(PublicKey(key.public)).encrypt(stream_key))
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    yield sodium.crypto_secretstream_xchacha20poly1305_init_push(state, stream_key)
    waiting = next(messages)
    for message in messages:
        yield _framed(sodium.crypto_secretstream_xchacha20poly1305_push(state, waiting))
        waiting = message
    yield _framed(sodium.crypto_secretstream_xchacha20poly1305_push(state, waiting, tag=_LAST))


def _framed(sealed: bytes) -> bytes:
    return len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed


def _name(maker: bytes) -> bytes:
    return hashlib.sha256(maker).digest()[:_NAME_BYTES]


def _written(halves: dict[str, bytes]) -> str:
    told = {name: base64.b64encode(half).decode() for name, half in halves.items()}
    return json.dumps({"form": 1, **told}, indent=1) + "\n"


def _read(text: str, *names: str) -> list[bytes]:
    try:
        said = json.loads(text)
        halves = [base64.b64decode(said[name], validate=True) for name in names]
    except (ValueError, TypeError, KeyError):
        raise ArchiveKeyUnreadable from None
    if said.get("form") != 1 or any(len(half) != _KEY_BYTES for half in halves):
        raise ArchiveKeyUnreadable
    return halves
