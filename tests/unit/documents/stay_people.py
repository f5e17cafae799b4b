"""A key ring, a list and a stay that the tests of this room share."""

from datetime import UTC, date, datetime, timedelta

from estancia.documents import KeyRing, StayClaims, holder_check, qr_text, rotate, sign_revocations, sign_stay

NOW = datetime(2019, 10, 2, 15, 30, tzinfo=UTC)
NUMBER = "7K3M-9QTX-2FD"
HOLDER = holder_check(number=NUMBER, name="Marisol Ayala Pineda", birth_year=1991)


def first_ring(now=NOW - timedelta(days=60)):
    return rotate(KeyRing(), now)


def claims(number=NUMBER, valid_from=date(2019, 9, 1), valid_until=date(2020, 2, 27), holder=HOLDER):
    return StayClaims(
        number=number, valid_from=valid_from, valid_until=valid_until, entries="multiple", holder_check=holder
    )


def stay_text(key, *, issued_at=NOW - timedelta(days=31), **changes):
    return qr_text(sign_stay(claims=claims(**changes), key=key, issued_at=issued_at))


def fresh_list(key, *, numbers=(), now=NOW, age=timedelta(hours=1)):
    return sign_revocations(numbers=set(numbers), key=key, issued_at=now - age)
