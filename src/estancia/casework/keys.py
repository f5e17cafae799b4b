"""The keys that sign papers: public halves in the database, private halves in files beside it, never in it.

A private half lies in `KEYS_FOLDER` under its key id, readable by the server's own user alone. The public ring is
written beside that folder after every change, for verifiers that work offline.
"""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from estancia.casework import audit
from estancia.casework.access import Actor, NotYours, Purpose, Role
from estancia.casework.views.stay import KeyLine
from estancia.documents import KeyRing, PublicKey, SigningKey, ring_to_json
from estancia.documents import revoke as revoke_in_ring
from estancia.documents import rotate as rotate_in_ring
from estancia.records.models import SigningKeyRow
from estancia.records.read import rows_of
from estancia.wording import ForPeople, Sentence


class NoSigningKey(ForPeople):
    """There is no active key, or its private half is not on this machine."""

    sentence = Sentence(
        es="No hay clave con la que firmar documentos en este equipo. Nada se emitió. "
        "Pida a quien administra el sistema que renueve la clave: estancia key rotate.",
        en="There is no key on this machine to sign documents with. Nothing was issued. "
        "Ask the system administrator to rotate the key: estancia key rotate.",
    )


class NoSuchKey(ForPeople):
    """A key id that the ring does not hold."""

    sentence = Sentence(
        es="Ninguna clave tiene ese identificador. Nada cambió. Vea los que hay: estancia key list.",
        en="No key has that identifier. Nothing changed. See those there are: estancia key list.",
    )


def ring(*, now: datetime) -> KeyRing:
    """Give the public ring as of now: every key that ever signed, oldest first."""
    rows = SigningKeyRow.objects.filter(from_at__lte=now).order_by("from_at", "pk")
    return KeyRing(keys=tuple(_public(row) for row in rows))


def key_list(*, by: Actor, now: datetime) -> tuple[KeyLine, ...]:
    """List the keys and where each stands. For the system administrator."""
    _require_keeper(by=by)
    with audit.deed():
        audit.record(by=by, act="key_list", about=(), detail={}, now=now)
    return tuple(_line(row) for row in SigningKeyRow.objects.order_by("from_at", "pk"))


def rotate_key(*, by: Actor, now: datetime) -> KeyLine:
    """Make a new active key; the one that was active retires, and what it signed stays good.

    The private half is on disk before the ring names it: whoever dies in between leaves an unused file, not a ring
    that names a key nobody holds.
    """
    _require_keeper(by=by)
    with audit.deed():
        rows = SigningKeyRow.objects.select_for_update().order_by("from_at", "pk")
        before = KeyRing(keys=tuple(_public(row) for row in rows))
        after, signing = rotate_in_ring(before, now)
        _keep_private(signing=signing)
        _write_ring(after=after)
        audit.record(by=by, act="rotate_key", about=(), detail={"kid": signing.kid}, now=now)
    publish_ring(now=now)
    return _line(SigningKeyRow.objects.get(kid=signing.kid))


def revoke_key(*, kid: str, by: Actor, now: datetime) -> KeyLine:
    """Say that a key may be in other hands: everything it signed counts as revoked, and a new key is made.

    Raises `NoSuchKey`. The private half is removed from this machine.
    """
    _require_keeper(by=by)
    with audit.deed():
        rows = SigningKeyRow.objects.select_for_update().order_by("from_at", "pk")
        before = KeyRing(keys=tuple(_public(row) for row in rows))
        if before.find(kid) is None:
            raise NoSuchKey
        was_active = before.active is not None and before.active.kid == kid
        _write_ring(after=revoke_in_ring(before, kid, now))
        audit.record(by=by, act="revoke_key", about=(), detail={"kid": kid}, now=now)
    _private_file(kid=kid).unlink(missing_ok=True)
    if was_active:
        rotate_key(by=by, now=now)
    publish_ring(now=now)
    return _line(SigningKeyRow.objects.get(kid=kid))


def signing_key() -> SigningKey:
    """Give the active key with its private half. Raises `NoSigningKey`."""
    row = next(iter(rows_of(SigningKeyRow, state="active", first=True)), None)
    if row is None:
        raise NoSigningKey
    try:
        return SigningKey(kid=row.kid, private_pem=_private_file(kid=row.kid).read_text())
    except OSError:
        raise NoSigningKey from None


def ring_file() -> Path:
    """Say where the public ring lies for verifiers: beside the folder of private halves, not in it."""
    return Path(settings.KEYS_FOLDER).parent / "ring.json"


def publish_ring(*, now: datetime) -> Path:
    """Write the public ring anew, whole or not at all."""
    return write_whole(path=ring_file(), text=ring_to_json(ring(now=now)), mode=0o644)


def write_whole(*, path: Path, text: str, mode: int) -> Path:
    """Write a file so that a reader sees the old text or the new one, never half; on disk before it is named."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return path


def _require_keeper(*, by: Actor) -> None:
    if by.role not in (Role.SA, Role.HOUSE) or by.purpose is not Purpose.MAINTENANCE:
        raise NotYours


def _private_file(*, kid: str) -> Path:
    return Path(settings.KEYS_FOLDER) / f"{kid}.pem"


def _keep_private(*, signing: SigningKey) -> None:
    folder = Path(settings.KEYS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    write_whole(path=_private_file(kid=signing.kid), text=signing.private_pem, mode=0o600)


def _write_ring(*, after: KeyRing) -> None:
    """Bring the rows to what the ring says; the active one last, for only one may be active."""
    for key in sorted(after.keys, key=lambda key: key.state == "active"):
        SigningKeyRow.objects.update_or_create(
            kid=key.kid,
            defaults={
                "public_pem": key.public_pem,
                "from_at": key.from_,
                "until_at": key.until,
                "state": key.state,
                "revoked_at": key.revoked_at,
            },
        )


def _public(row: SigningKeyRow) -> PublicKey:
    return PublicKey(
        kid=row.kid,
        public_pem=row.public_pem,
        from_=row.from_at,
        until=row.until_at,
        state=row.state,  # type: ignore[arg-type]
        revoked_at=row.revoked_at,
    )


def _line(row: SigningKeyRow) -> KeyLine:
    return KeyLine(kid=row.kid, state=row.state, from_at=row.from_at, until_at=row.until_at, revoked_at=row.revoked_at)
