"""Backup and restore: everything the house remembers, in one archive that only its keeper opens.

What is in it: every row of every table but sessions, and the private halves of the signing keys. What is not: the
session secret, which the operator keeps apart (without it second factors are set up anew), and the key phrases, which
are kept nowhere. Answers sealed to an organisation stay sealed inside.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from estancia.casework import audit
from estancia.casework.access import Actor, NotYours, Purpose, Role
from estancia.casework.backup_refusals import (
    AlreadyThere,
    CannotBeWritten,
    HouseInUse,
    NoBackupKey,
    OtherVersion,
)
from estancia.casework.backup_rows import (
    TableSum,
    all_filled,
    columns_of,
    empty_all,
    every,
    is_untouched,
    packed,
    put_rows,
    row_sum,
    rows_of,
    snapshot,
    summed,
    tables,
    unpacked,
)
from estancia.casework.keys import publish_ring, ring, write_whole
from estancia.casework.ledger import AuditVerdict, verify_audit
from estancia.casework.verifying import publish_revocations
from estancia.records.at_once import is_shortcut
from estancia.sealing.archives import (
    ArchiveDamaged,
    KeepersKey,
    MakersKey,
    check_archive,
    make_archive_keys,
    read_archive,
    read_makers_key,
    write_archive,
)

FORM = 1
Told = Callable[[int, int], None]
"""Is told how many rows are done, and of how many."""


def quietly(_done: int, _of: int) -> None:
    """Say nothing of how far it is."""


@dataclass(frozen=True, slots=True)
class BackupView:
    """What a backup says of itself. `tables`: rows and digest of each by name; `keys`: files of signing keys in it."""

    made_at: datetime
    migrations: tuple[str, ...]
    tables: Mapping[str, TableSum]
    keys: tuple[str, ...]

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(table.rows for table in self.tables.values())


@dataclass(frozen=True, slots=True)
class RestoredView:
    """What was restored, and whether the record of deeds that came back is whole."""

    backup: BackupView
    audit: AuditVerdict


def make_backup_key(*, to: Path, by: Actor, now: datetime) -> None:
    """Make the pair: the keeper's half into a new file `to`, this house's half beside the signing keys.

    Earlier backups stay with the key they were made for. The house's half is replaced last, once the entry stands: a
    key that could not be recorded leaves the one before in its place, and no file behind. Raises `AlreadyThere` and
    `CannotBeWritten`.
    """
    _require_keeper(by=by)
    maker, keeper = make_archive_keys()
    _write_new(to, text=str(keeper))
    try:
        with audit.deed():
            audit.record(by=by, act="make_backup_key", about=[], detail={}, now=now)
        _keys_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path=_makers_file(), text=str(maker), mode=0o600)
    except OSError:
        to.unlink(missing_ok=True)
        raise CannotBeWritten from None
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def make_backup(*, to: Path, by: Actor, now: datetime, told: Told = quietly) -> BackupView:
    """Write everything as of one instant into a new file `to`, while the house goes on working.

    The entry stands before anything is read, so the backup holds it too. The file appears whole or not at all.
    Raises `NoBackupKey`, `AlreadyThere` and `CannotBeWritten`.
    """
    _require_keeper(by=by)
    key = _makers_key()
    if to.exists():
        raise AlreadyThere
    with audit.deed():
        audit.record(by=by, act="make_backup", about=[], detail={}, now=now)
    draft = to.with_name(f".{to.name}.{os.getpid()}")
    told_end: list[BackupView] = []
    try:
        with open(draft, "xb", opener=_for_us_alone) as file, snapshot():
            write_archive(file=file, messages=_messages(now=now, told=told, end=told_end.append), key=key)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(to)
    except OSError:
        raise CannotBeWritten from None
    finally:
        draft.unlink(missing_ok=True)
    return told_end[0]


def show_backup(*, file: BinaryIO, key: KeepersKey) -> BackupView:
    """Prove a backup whole and say what is in it; changes nothing. Raises as `read_archive` does."""
    head: dict[str, Any] = {}
    for message in read_archive(file=file, key=key):
        said = unpacked(message)
        head = head or said
    return _view(head=head, end=said)


def require_restorable(*, file: BinaryIO, key: KeepersKey, replace: bool) -> None:
    """Refuse, before even a table is made, an archive that is not whole and ours, and a database that is in use.

    Raises `HouseInUse` unless told to `replace`, and as `check_archive` does.
    """
    check_archive(file=file, key=key)
    if not (replace or is_untouched()):
        raise HouseInUse


def restore_backup(
    *, file: BinaryIO, key: KeepersKey, replace: bool, by: Actor, now: datetime, told: Told = quietly
) -> RestoredView:
    """Put everything back, all or nothing, and say whether the record of deeds that came back is whole.

    The archive is proved whole before anything is touched; every table is summed again before the transaction ends.
    The tables must stand already, by this version's migrations. Raises `HouseInUse` unless told to `replace`,
    `OtherVersion`, and as `read_archive` does.
    """
    _require_keeper(by=by)
    require_restorable(file=file, key=key, replace=replace)
    with audit.deed():
        view = _filled(messages=read_archive(file=file, key=key), told=told)
        made = view.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        audit.record(by=by, act="restore_backup", about=[], detail={"made_at": made, "rows": view.rows}, now=now)
    ContentType.objects.clear_cache()
    publish_ring(now=now)
    publish_revocations(now=now)
    return RestoredView(backup=view, audit=verify_audit(ring=ring(now=now)))


def _messages(*, now: datetime, told: Told, end: Callable[[BackupView], None]) -> Iterator[bytes]:
    """What a backup says, in order: its head, the rows by table, the key files, and the sums of it all."""
    head = {
        "form": FORM,
        "made_at": now.astimezone(UTC),
        "migrations": _migrations(),
        "columns": {name: columns_of(model) for name, model in tables().items()},
    }
    yield packed(head)
    of, done, sums, keys = sum(every(model).count() for model in tables().values()), 0, {}, []
    for name, model in tables().items():
        rows, total = 0, 0
        for batch in rows_of(model):
            yield packed({"table": name, "rows": batch})
            rows, total = rows + len(batch), total + sum(row_sum(row) for row in batch)
            told(done := done + len(batch), of)
        sums[name] = asdict(TableSum.of(rows=rows, total=total))
    for path in sorted(_keys_folder().glob("*")):
        keys.append(path.name)
        yield packed({"key": path.name, "octets": path.read_bytes()})
    last = {"tables": sums, "keys": keys}
    end(_view(head=head, end=last))
    yield packed(last)


def _filled(*, messages: Iterator[bytes], told: Told) -> BackupView:
    """Empty the tables and fill them from the messages; hold the result against the sums the backup ends with."""
    head = unpacked(next(messages))
    _require_same_tables(head=head)
    empty_all()
    standing, said, done = tables(), {}, 0
    for message in messages:
        said = unpacked(message)
        if "rows" in said:
            put_rows(standing[said["table"]], said["rows"])
            told(done := done + len(said["rows"]), 0)
        elif "key" in said:
            _put_key(name=said["key"], octets=said["octets"])
    all_filled()
    view = _view(head=head, end=said)
    if {name: summed(rows_of(model)) for name, model in standing.items()} != view.tables:
        raise ArchiveDamaged
    return view


def _require_same_tables(*, head: Mapping[str, Any]) -> None:
    columns = {name: columns_of(model) for name, model in tables().items()}
    if head.get("form") != FORM or _steps(head["migrations"]) != _steps(_migrations()) or head["columns"] != columns:
        raise OtherVersion


def _view(*, head: Mapping[str, Any], end: Mapping[str, Any]) -> BackupView:
    return BackupView(
        made_at=head["made_at"],
        migrations=tuple(head["migrations"]),
        tables={name: TableSum(**told) for name, told in end["tables"].items()},
        keys=tuple(end["keys"]),
    )


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _steps(migrations: Sequence[str]) -> list[str]:
    return [one for one in migrations if not is_shortcut(one.partition(".")[2])]


def _put_key(*, name: str, octets: bytes) -> None:
    """Put a key file back beside its kin; one that stands already is left alone. One no ring names harms nobody."""
    path = _keys_folder() / Path(name).name
    _keys_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        write_whole(path=path, text=octets.decode(), mode=0o600)


def _makers_key() -> MakersKey:
    try:
        return read_makers_key(_makers_file().read_text())
    except OSError:
        raise NoBackupKey from None


def _keys_folder() -> Path:
    return Path(settings.KEYS_FOLDER)


def _makers_file() -> Path:
    return _keys_folder() / "backup.json"


def _write_new(to: Path, *, text: str) -> None:
    try:
        with open(to, "x", opener=_for_us_alone) as file:
            file.write(text)
    except FileExistsError:
        raise AlreadyThere from None
    except OSError:
        raise CannotBeWritten from None


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _require_keeper(*, by: Actor) -> None:
    if by.role not in (Role.SA, Role.HOUSE) or by.purpose is not Purpose.MAINTENANCE:
        raise NotYours
