"""Leaving entries at the end of the chain, the tail's row locked for as short as each database lets us.

Every deed of the house waits for that one row, so nothing is done under it that can be done before: an entry's bytes
are made, and only its place is missing. On PostgreSQL place, digest, entry and mentions are one statement, and what
ends the transaction travels with it: a COMMIT that lets the row go, then the flush, which deeds that end together
share. Nothing is answered before it (decision 0009). SQLite has one writer, whose lock is held from the beginning of
the transaction whatever is done here.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from estancia.ledger import DOMAIN, GENESIS, placed_digest
from estancia.records.models import AuditEntry, AuditMention
from estancia.records.written import write_many, write_row

_END = "0}"
_GENESIS = rf"'\x{GENESIS.hex()}'::bytea"
_DIGEST = rf"sha256('\x{DOMAIN.hex()}'::bytea || {{previous}} || told || convert_to(({{seq}})::text || '}}}}', 'UTF8'))"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION estancia_leave_entry(unplaced text) RETURNS void LANGUAGE plpgsql AS $$ DECLARE
    told bytea := convert_to(unplaced, 'UTF8');
    said jsonb := (unplaced || '{_END}')::jsonb;
BEGIN
WITH tail AS (
    INSERT INTO records_audittail AS tail (id, seq, previous, digest)
    VALUES (1, 1, {_GENESIS}, {_DIGEST.format(previous=_GENESIS, seq="1")})
    ON CONFLICT (id) DO UPDATE SET seq = tail.seq + 1, previous = tail.digest,
        digest = {_DIGEST.format(previous="tail.digest", seq="tail.seq + 1")}
    RETURNING seq, previous, digest
), entry AS (
    INSERT INTO records_auditentry
        (seq, at, actor_id, role, organisation, purpose, act, about, detail, previous, digest)
    SELECT seq, (said->>'at')::timestamptz, (said->>'actor')::bigint, said->>'role', said->>'organisation',
        said->>'purpose', said->>'act', said->'about', said->'detail', previous, digest
    FROM tail RETURNING id
)
INSERT INTO records_auditmention (entry_id, reference)
SELECT entry.id, about.reference FROM entry, jsonb_array_elements_text(said->'about') AS about (reference);
END $$
"""  # noqa: S608 - constants of our own
"""What PostgreSQL does to leave one entry: a function, so that a connection plans it once and not with every deed.

It is told the canonical bytes alone, so the row can say nothing but what the digest covers.
"""

_LEAVE = "SELECT estancia_leave_entry(%s)"
# The commit does not wait for the disk, with the tail locked; the message's own does, and takes all before it along.
_UNHURRIED = "SET LOCAL synchronous_commit = off;"
_COMMIT_AND_FLUSH = "; COMMIT; SELECT pg_logical_emit_message(true, 'estancia', '')"
_TAKE_PLACE = """
INSERT INTO records_audittail AS tail (id, seq, previous, digest) VALUES (1, 1, %s, %s)
ON CONFLICT (id) DO UPDATE SET seq = tail.seq + 1, previous = tail.digest RETURNING seq, previous
"""
_LEAVE_DIGEST = "UPDATE records_audittail SET digest = %s WHERE id = 1"


def leave(*, entries: Sequence[bytes]) -> None:
    """Write entries at the end of the chain, in this order; the tail stays locked until the transaction ends.

    Each is its canonical bytes up to where its place goes (`ledger.unplaced_bytes`).
    """
    with connection.cursor() as cursor:
        for one in entries:
            _leave(cursor, one)


def leave_and_commit(*, entries: Sequence[bytes]) -> None:
    """Write the last entries of a transaction, and on PostgreSQL end it: committed and flushed. Nothing comes after.

    Django commits next, and finds nothing left to do. What the database refuses, be it at its COMMIT only, is raised
    from here and undoes the transaction as anything raised inside it does.
    """
    with connection.cursor() as cursor:
        for one in entries[:-1]:
            _leave(cursor, one)
        for one in entries[-1:]:
            _leave(cursor, one, first=_UNHURRIED, then=_COMMIT_AND_FLUSH)


def _leave(cursor: CursorWrapper, unplaced: bytes, *, first: str = "", then: str = "") -> None:
    if cursor.db.vendor == "postgresql":
        cursor.execute(first + _LEAVE + then, [unplaced.decode()])
        return
    cursor.execute(_TAKE_PLACE, [GENESIS, GENESIS])
    seq, previous = cursor.fetchone()
    digest = placed_digest(previous=bytes(previous), unplaced=unplaced, seq=seq)
    entry = write_row(row=AuditEntry(**_columns(unplaced=unplaced), seq=seq, previous=bytes(previous), digest=digest))
    cursor.execute(_LEAVE_DIGEST, [digest])
    write_many(model=AuditMention, columns=("entry_id", "reference"), rows=[(entry.pk, one) for one in entry.about])


def _columns(*, unplaced: bytes) -> dict[str, Any]:
    """Give the columns that these bytes say; PostgreSQL reads them for itself."""
    said: dict[str, Any] = json.loads(unplaced + _END.encode())
    del said["seq"]
    return said | {"at": datetime.fromisoformat(said["at"]), "actor_id": said.pop("actor")}
