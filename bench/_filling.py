"""Rows by the million put into the house's own tables, as fast as a database takes them."""

from collections.abc import Iterable, Iterator, Sequence

_QUOTED = ("on",)  # given in quotation marks


def put_rows(cursor, table: str, columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Insert rows of these columns; what must hold something and is not among them holds its model's default."""
    left = _left(table, given=columns, connection=cursor.db)
    whole = ((*row, *left.values()) for row in rows)
    write = _copied if cursor.db.vendor == "postgresql" else _executed
    write(cursor, f"records_{table}", [*columns, *left], whole)


def looked_over() -> None:
    """Let the database take stock of its tables, as its keeper would."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _left(table: str, *, given: Sequence[str], connection) -> dict[str, object]:
    from django.apps import apps

    fields = apps.get_model("records", table)._meta.concrete_fields  # noqa: SLF001  (Django's own name for it)
    needed = (field for field in fields if not field.null and not field.primary_key)
    left = (field for field in needed if field.column not in {*given, *_QUOTED})
    return {field.column: field.get_db_prep_save(field.get_default(), connection) for field in left}


def _executed(cursor, table: str, columns: Sequence[str], rows: Iterator[tuple]) -> None:
    marks = ", ".join(["?"] * len(columns))
    cursor.connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _copied(cursor, table: str, columns: Sequence[str], rows: Iterator[tuple]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
