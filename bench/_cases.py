"""Synthetic cases by the million: drawn once for every database, and put into its tables as fast as it takes them."""

import os
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from bench._filling import looked_over, put_rows
from bench._waiting import waiting

NOW = datetime(2022, 6, 22, 15, 0, tzinfo=UTC)
TODAY = date(2022, 6, 22)
PLACES = ("08037", "02004", "02002", "28022", "28027", "05025", "26043")
SHARES = (0.4, 0.2, 0.15, 0.1, 0.08, 0.05, 0.02)
STATES = ("awaiting_decision", "on_hold", "admitted", "not_covered", "no_request", "withdrawn")
STANDING = (0.02, 0.04, 0.64, 0.1, 0.05, 0.15)
UNTOLD, YEAR = 0.25, 365
POOL = 60_000
NO_DAY = date(9999, 12, 31).toordinal()
BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Cases:
    """A case at each index: shapes (cases,); `keys` (keys, 2) are key and person, a person's number one above."""

    place: np.ndarray
    state: np.ndarray
    day: np.ndarray  # ordinal of the next day
    given: np.ndarray  # whose given names and whose surnames, by index of the pool
    surnames: np.ndarray
    born: np.ndarray  # ordinal
    pool: Sequence
    cards: Sequence[str]
    keys: np.ndarray

    def name(self, at: int) -> str:
        """The name as written."""
        return " ".join((*self.pool[self.given[at]].given, *self.pool[self.surnames[at]].surnames))

    def number(self, at: int) -> str:
        """The number of the notice."""
        return f"A{200_000_000 + at}"

    def card(self, at: int) -> str:
        """The number of the card, were it admitted."""
        return self.cards[at]

    def next_on(self, at: int) -> date:
        """The next day."""
        return date.fromordinal(int(self.day[at]))


def cases(*, count: int, kept: Path) -> Cases:
    """Draw them, or read what another process of this run drew."""
    file = kept / f"cases_{count}.pickle"
    if not file.exists():
        file.write_bytes(pickle.dumps(_drawn(count=count), protocol=pickle.HIGHEST_PROTOCOL))
    return pickle.loads(file.read_bytes())


def _drawn(*, count: int) -> Cases:
    from tests.identities.population import population

    rng = np.random.default_rng(1)
    pool = population(people=min(POOL, count), rng=rng)
    place = rng.choice(len(PLACES), size=count, p=SHARES)
    state = rng.choice(len(STATES), size=count, p=STANDING)
    cards = _cards(count=count, rng=rng)
    drawn = Cases(
        place=place,
        state=state,
        day=_days(state=state, rng=rng),
        given=rng.integers(len(pool), size=count),
        surnames=rng.integers(len(pool), size=count),
        born=rng.integers(date(1950, 1, 1).toordinal(), date(2018, 1, 1).toordinal(), size=count),
        pool=pool,
        cards=cards,
        keys=np.empty((0, 2), dtype=np.int64),
    )
    return Cases(**{name: getattr(drawn, name) for name in Cases.__slots__} | {"keys": _keys(drawn)})


def _cards(*, count: int, rng: np.random.Generator) -> list[str]:
    from estancia.documents import card_number
    from estancia.documents.card_numbers import ALPHABET

    drawn = iter(rng.integers(len(ALPHABET), size=count * 10).tolist())
    chooser = SimpleNamespace(choice=lambda signs: signs[next(drawn)])
    return [card_number(rng=chooser) for _ in range(count)]


def _days(*, state: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Requests of these days, answers due within four, hearings of a year before and after, and no day for the rest."""
    today = TODAY.toordinal()
    spread = {
        0: today - rng.integers(4, size=state.size),
        1: today + rng.integers(5, size=state.size),
        2: today + rng.integers(-YEAR, YEAR, size=state.size),
    }
    days = np.full(state.size, NO_DAY)
    for number, drawn in spread.items():
        days = np.where(state == number, drawn, days)
    return np.where((state == 2) & (rng.random(state.size) < UNTOLD), NO_DAY, days)


def _keys(drawn: Cases) -> np.ndarray:
    parts = [range(at, min(at + BATCH, drawn.place.size)) for at in range(0, drawn.place.size, BATCH)]
    lean = Cases(**{name: getattr(drawn, name) for name in Cases.__slots__} | {"cards": ()})
    with ProcessPoolExecutor(max_workers=os.cpu_count(), initializer=_keep, initargs=(lean,)) as workers:
        return np.concatenate(list(workers.map(_keys_of, parts)))


_LEAN: list[Cases] = []


def _keep(drawn: Cases) -> None:
    _LEAN[:] = [drawn]


def _keys_of(part: range) -> np.ndarray:
    from estancia.people.identity import Identity, key_number, keys_of

    drawn = _LEAN[0]
    rows = []
    for at in part:
        born = date.fromordinal(int(drawn.born[at]))
        one = Identity(name=drawn.name(at), born_on=born, numbers=frozenset({drawn.number(at)}))
        rows += [(key_number(key), at + 1) for key in keys_of(person=one)]
    return np.array(rows, dtype=np.int64)


# ── into the tables ──────────────────────────────────────────────────────────────────────────────────────
STAFF = (("bench-desk", "IO", "desk"), ("bench-other", "IO", "desk"), ("bench-care", "PW", "cares"))


def found():
    """Found the desk's organisation, one that protects, and their staff; give the officer as the door would."""
    from estancia.casework.setting_up import SETTER_UP, add_staff, found_organisation

    found_organisation(key="desk", name="A desk", kind="migration_authority", phrase=None, by=SETTER_UP, now=NOW)
    found_organisation(key="cares", name="A shelter", kind="protection", phrase=None, by=SETTER_UP, now=NOW)
    for username, role, body in STAFF:
        person = {"username": username, "password": "a long enough pass phrase", "role": role, "organisation": body}
        add_staff(**person, location=PLACES[0] if role == "IO" else "", by=SETTER_UP, now=NOW)
    return officer()


def officer():
    """Give the officer at the desk, as the door would."""
    from estancia.casework.access import Actor, Purpose, Role
    from estancia.records.models import User

    user = User.objects.get(username="bench-desk")
    return Actor(user.pk, Role.IO, Purpose.INTAKE, organisation="desk", location=PLACES[0], session="bench")


def carer():
    """Give somebody of those who protect, as the door would."""
    from estancia.casework.access import Actor, Purpose, Role
    from estancia.records.models import User

    user = User.objects.get(username="bench-care")
    return Actor(user.pk, Role.PW, Purpose.CARE, organisation="cares", location="", session="bench-care")


def put(drawn: Cases, *, count: int, desk) -> None:
    """Write the first so many cases in one transaction, and look the tables over as their keeper would."""
    from django.db import connection, transaction

    connection.disable_constraint_checking()  # on SQLite; nothing here leads nowhere
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # no checks here either, and no guard that would read a table row by row
            cursor.execute("SET LOCAL session_replication_role = replica")
        for table, columns, rows in _tables(drawn, count=count, desk=desk):
            put_rows(cursor, table, columns.split(), rows)
    connection.enable_constraint_checking()
    looked_over()


def _tables(drawn: Cases, *, count: int, desk) -> Iterator[tuple[str, str, Iterator[tuple]]]:
    """Each table, its columns, its rows; those looked up by key in the order of the key."""
    every, now = range(count), NOW.isoformat(sep=" ")
    admitted = [at for at in every if STATES[drawn.state[at]] == "admitted"]
    held = [at for at in every if STATES[drawn.state[at]] == "on_hold"]
    yield (
        "familygroup",
        "id reference location_key created_at",
        ((at + 1, f"F{at:07d}", PLACES[drawn.place[at]], now) for at in every),
    )
    yield (
        "person",
        (
            "id reference family_id name folded_name born_on born_approximately nationality languages best_language "
            "accompanied_by entry us_status order_in_family recorded_at"
        ),
        (_person(drawn, at, now) for at in every),
    )
    yield "nameword", "location word person_id", iter(_words(drawn, every))
    mine = drawn.keys[drawn.keys[:, 1] <= count]
    yield "identitykey", "key person_id", iter(mine[np.lexsort((mine[:, 1], mine[:, 0]))].tolist())
    yield (
        "notice",
        "person_id state kind number hearing_location address printed source recorded_at",
        ((at + 1, "held", "notice", drawn.number(at), "", "", "", "a bench", now) for at in every),
    )
    yield "request", 'id reference family_id location_key "on" state next_on made_at recorded_by_id', (
        (at + 1, f"R{at:07d}", at + 1, PLACES[drawn.place[at]], "2022-06-20", STATES[drawn.state[at]],
         drawn.next_on(at).isoformat(), now, desk.user_id) for at in every
    )  # fmt: skip
    yield (
        "stay",
        "id person_id request_id valid_from valid_until state granted_at",
        ((at + 1, at + 1, at + 1, "2022-06-20", _until(at), "valid", now) for at in admitted),
    )
    yield (
        "stayrenewal",
        "stay_id location_key state opened_at old_until",
        ((at + 1, PLACES[drawn.place[at]], "open", now, _until(at)) for at in admitted if _to_renew(at)),
    )
    yield (
        "staydocument",
        "stay_id number token kid issued_at",
        ((at + 1, drawn.card(at), b"", "bench", now) for at in admitted),
    )
    yield (
        "hold",
        "reference request_id location_key person_id kind code organisation_id answer_by waits_at state opened_at",
        ((f"H{at:07d}", at + 1, PLACES[drawn.place[at]], *_asked(drawn, at), "open", now) for at in held),
    )
    yield from waiting(drawn=drawn, count=count, now=NOW, places=PLACES, states=STATES)


def _to_renew(at: int) -> bool:
    return at % 20 == 0


def _until(at: int) -> str:
    return "2022-07-10" if _to_renew(at) else "2022-12-20"


def _asked(drawn: Cases, at: int) -> tuple[int | None, str, str, int, str, str]:
    """Who is asked what, by when, and where the family waits: the desk itself, or those who protect."""
    by = f"{drawn.next_on(at)} 18:00:00+00:00"
    if at % 2:
        return (at + 1, "protection", "", 2, by, "with_protecting_body")
    return (None, "wait", "officer", 1, by, "at_the_office")


def _person(drawn: Cases, at: int, now: str) -> tuple:
    name = drawn.name(at)
    born = date.fromordinal(int(drawn.born[at])).isoformat()
    return (at + 1, f"P{at:07d}", at + 1, name, _folded(name), born, False, "HND", "[]", "", "", "", "", 0, now)


def _folded(name: str) -> str:
    return " ".join(_word(word) for word in name.split())


@lru_cache(maxsize=1 << 18)
def _word(word: str) -> str:
    from estancia.people import fold_name

    return fold_name(word)


def _words(drawn: Cases, every: range) -> list[tuple[int, int, int]]:
    from estancia.people import name_numbers

    return sorted(
        (int(PLACES[drawn.place[at]]), number, at + 1)
        for at in every
        for number in name_numbers(_folded(drawn.name(at)))
    )
