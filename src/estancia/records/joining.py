"""What must hold across two files that stand as one, refused by the database itself: triggers on both databases.

A merge moves no row, so the indexes that keep one person to one stay do not see that two files are one person. These
triggers do. They lock the files and the merge on PostgreSQL, so that of two who come at once one waits and then sees;
SQLite has one writer. Each refusal is a code; `casework.merge_refusals` says it in a sentence.

A later migration that rebuilds one of these tables on SQLite loses its triggers: let it end with `guard`; a test says
so otherwise.
"""
# ruff: noqa: S608  (every piece is a constant of this module)

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

KEPT_APART, CHAINED = "merge_kept_apart", "merge_chained"
TWO_STAYS, TWO_REQUESTS = "merge_two_stays", "merge_two_requests"
STANDS_JOINED, HOLDS_A_STAY = "apart_stands_joined", "stay_two_in_force"
CODES = (KEPT_APART, CHAINED, TWO_STAYS, TWO_REQUESTS, STANDS_JOINED, HOLDS_A_STAY)

# Everybody who would stand as one file once this merge is confirmed.
_WOULD = """(SELECT NEW.kept_id UNION SELECT NEW.other_id
 UNION SELECT m.other_id FROM records_merge m WHERE m.kept_id = NEW.kept_id AND m.state = 'confirmed')"""
_KEPT_FOR = """COALESCE((SELECT m.kept_id FROM records_merge m
 WHERE m.other_id = {person} AND m.state = 'confirmed'), {person})"""
# Everybody who stands as one file with this person, themselves among them.
_STANDS = f"""(SELECT {_KEPT_FOR} UNION SELECT m.other_id FROM records_merge m
 WHERE m.state = 'confirmed' AND m.kept_id = {_KEPT_FOR})"""
_OPEN = "('awaiting_decision', 'on_hold')"

_CHAINED = """EXISTS (SELECT 1 FROM records_merge m WHERE m.state = 'confirmed'
 AND (m.other_id = NEW.kept_id OR m.kept_id = NEW.other_id))"""
_KEPT_APART = f"""EXISTS (SELECT 1 FROM records_notthesame n JOIN records_person a ON a.reference = n.first
 JOIN records_person b ON b.reference = n.second WHERE n.for_ever AND a.id IN {_WOULD} AND b.id IN {_WOULD})"""
_TWO_STAYS = f"""EXISTS (SELECT 1 FROM records_stay a JOIN records_stay b ON a.person_id < b.person_id
 WHERE a.state = 'valid' AND b.state = 'valid' AND a.person_id IN {_WOULD} AND b.person_id IN {_WOULD}
 AND a.valid_from < b.valid_until AND b.valid_from < a.valid_until)"""
_TWO_REQUESTS = f"""EXISTS (SELECT 1 FROM records_person p JOIN records_request a ON a.family_id = p.family_id
 JOIN records_person q ON q.id <> p.id JOIN records_request b ON b.family_id = q.family_id
 WHERE p.id IN {_WOULD} AND q.id IN {_WOULD} AND a.family_id < b.family_id
 AND a.state IN {_OPEN} AND b.state IN {_OPEN})"""
_HOLDS_A_STAY = f"""EXISTS (SELECT 1 FROM records_stay s WHERE s.state = 'valid' AND s.person_id <> NEW.person_id
 AND s.person_id IN {_STANDS.format(person="NEW.person_id")}
 AND s.valid_from < NEW.valid_until AND NEW.valid_from < s.valid_until)"""
_STANDS_JOINED = f"""EXISTS (SELECT 1 FROM records_person a JOIN records_person b ON b.reference = NEW.second
 WHERE a.reference = NEW.first AND {_KEPT_FOR.format(person="a.id")} = {_KEPT_FOR.format(person="b.id")})"""

_ALONE = """NOT EXISTS (SELECT 1 FROM records_merge m WHERE m.state = 'confirmed'
 AND NEW.person_id IN (m.kept_id, m.other_id))"""

# Nearly everybody stands alone: once their file is locked nobody can join it, and no more is asked (PostgreSQL).
_NOTHING_MORE = {"records_stay": _ALONE}
# By table: when the guard looks, what it locks first (PostgreSQL), and what it refuses.
_GUARDS = {
    "records_merge": (
        "NEW.state = 'confirmed'",
        (f"SELECT 1 FROM records_person WHERE id IN {_WOULD} ORDER BY id FOR NO KEY UPDATE",),
        ((CHAINED, _CHAINED), (KEPT_APART, _KEPT_APART), (TWO_STAYS, _TWO_STAYS), (TWO_REQUESTS, _TWO_REQUESTS)),
    ),
    "records_stay": (
        "NEW.state = 'valid'",
        (
            "SELECT 1 FROM records_person WHERE id = NEW.person_id FOR NO KEY UPDATE",
            f"SELECT 1 FROM records_merge m WHERE m.state = 'confirmed' AND m.kept_id = "
            f"{_KEPT_FOR.format(person='NEW.person_id')} ORDER BY m.id FOR UPDATE",
        ),
        ((HOLDS_A_STAY, _HOLDS_A_STAY),),
    ),
    "records_notthesame": (
        "NEW.for_ever",
        (
            "SELECT 1 FROM records_person WHERE reference IN (NEW.first, NEW.second) ORDER BY id FOR NO KEY UPDATE",
        ),
        ((STANDS_JOINED, _STANDS_JOINED),),
    ),
}  # fmt: skip


def guard(*, connection: BaseDatabaseWrapper) -> None:
    """Put the triggers."""
    _run(connection, _putting_postgresql() if connection.vendor == "postgresql" else _putting_sqlite())


def unguard(*, connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away."""
    _run(connection, _taking(connection.vendor))


def look_again(*, connection: BaseDatabaseWrapper) -> None:
    """Teach the triggers that stand what is written above; on SQLite they hold it themselves, and it is as it was."""
    if connection.vendor == "postgresql":
        _run(connection, _functions())


def _run(connection: BaseDatabaseWrapper, statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _putting_sqlite() -> Iterator[str]:
    for table, (when, _, refused) in _GUARDS.items():
        body = " ".join(f"SELECT RAISE(ABORT, '{code}') WHERE {found};" for code, found in refused)
        for event in ("INSERT", "UPDATE"):
            yield f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} WHEN {when} BEGIN {body} END"


def _putting_postgresql() -> Iterator[str]:
    yield from _functions()
    for table, (when, _, _) in _GUARDS.items():
        for event in ("INSERT", "UPDATE"):
            yield (
                f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} FOR EACH ROW WHEN ({when}) "
                f"EXECUTE FUNCTION {table}_joining()"
            )


def _functions() -> Iterator[str]:
    for table, (_, locked, refused) in _GUARDS.items():
        first, *others = (f"PERFORM {what.removeprefix('SELECT ')};" for what in locked)
        alone = f"IF {_NOTHING_MORE[table]} THEN RETURN NEW; END IF;" if table in _NOTHING_MORE else ""
        refuse = " ".join(
            f"IF {found} THEN RAISE EXCEPTION '{code}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            for code, found in refused
        )
        yield (
            f"CREATE OR REPLACE FUNCTION {table}_joining() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {first} {alone} {' '.join(others)} {refuse} RETURN NEW; END $$"
        )


def _taking(vendor: str) -> Iterator[str]:
    for table in _GUARDS:
        for event in ("INSERT", "UPDATE"):
            on = f" ON {table}" if vendor == "postgresql" else ""
            yield f"DROP TRIGGER IF EXISTS {_name(table, event)}{on}"


def _name(table: str, event: str) -> str:
    return f"{table}_joining_{event.lower()}"
