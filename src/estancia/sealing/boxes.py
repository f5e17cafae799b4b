"""Boxes that anyone may close and only one organisation may open.

A box is: version (1 byte), then a sealed box (X25519, XSalsa20-Poly1305, a fresh sender key each time) around the
SHA-256 of what it is about, the text, 0x80 and zeros up to a multiple of 256 bytes.
"""

import hashlib
import hmac

import nacl.public
from nacl.exceptions import CryptoError

from estancia.sealing.keys import PrivateKey
from estancia.wording import ForPeople, Sentence

_VERSION = b"\x01"
_BLOCK_BYTES = 256
_ABOUT_BYTES = 32
_END = b"\x80"


class CannotOpen(ForPeople):
    """The box was closed for another key, is about something else, or was altered."""

    sentence = Sentence(
        es="Esta respuesta sellada no se puede abrir aquí: se selló para otra organización o fue movida o dañada. "
        "No se mostró nada. Pregunte de nuevo a la persona y avise a quien cuida los datos.",
        en="This sealed answer cannot be opened here: it was sealed for another organisation, or was moved or damaged. "
        "Nothing was shown. Ask the person again, and tell whoever looks after the data.",
    )


def seal(*, public: bytes, plain: bytes, about: str) -> bytes:
    """Close `plain` for the holder of this public key (32 bytes), bound to what it is `about`.

    `about` names the one place where the box belongs, such as "answer:REF:field"; it is not readable from outside.
    Texts of up to 255 bytes all give boxes of the same length.
    """
    inside = _about(about) + _padded(plain)
    return _VERSION + bytes(nacl.public.SealedBox(nacl.public.PublicKey(public)).encrypt(inside))


def open_sealed(*, key: PrivateKey, box: bytes, about: str) -> bytes:
    """Open a box with the organisation's unlocked key, provided it is about what the caller expects.

    Raises `CannotOpen` for another's box, a moved one and a damaged one, without saying which.
    """
    inside = _opened(key=key, box=box)
    if not hmac.compare_digest(inside[:_ABOUT_BYTES], _about(about)):
        raise CannotOpen
    return _unpadded(inside[_ABOUT_BYTES:])


def _opened(*, key: PrivateKey, box: bytes) -> bytes:
    if not box.startswith(_VERSION):
        raise CannotOpen
    try:
        return nacl.public.SealedBox(nacl.public.PrivateKey(key.secret)).decrypt(bytes(box[len(_VERSION) :]))
    except (CryptoError, ValueError):
        raise CannotOpen from None


def _about(about: str) -> bytes:
    return hashlib.sha256(b"estancia.sealing.about.v1\x00" + about.encode()).digest()


def _padded(plain: bytes) -> bytes:
    marked = plain + _END
    return marked + bytes(-len(marked) % _BLOCK_BYTES)


def _unpadded(padded: bytes) -> bytes:
    plain, end, rest = padded.rpartition(_END)
    if not end or rest.strip(b"\x00") or len(padded) % _BLOCK_BYTES:
        raise CannotOpen
    return plain
