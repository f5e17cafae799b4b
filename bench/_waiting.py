"""What else a million cases leave waiting: reviews, alarms, kept papers, returns, permits, merges, complaints, rosters.

Each share is a guess at a busy house's, told by the number of the case, so that a case has the same on both databases.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np

DESK, CARES = 1, 2  # the organisations, as they are founded
OFFICER, OTHER = 1, 2  # the staff
ROSTER_ROWS, CASES_A_ROSTER, UNKNOWN = 100, 2000, 4
Table = tuple[str, str, Iterator[tuple]]


def waiting(*, drawn, count: int, now: datetime, places, states) -> Iterator[Table]:
    """Give each table, its columns and its rows."""
    said = now.isoformat(sep=" ")
    by_state = {state: [at for at in range(count) if states[drawn.state[at]] == state] for state in states}
    yield from _reviewed(by_state["not_covered"], drawn=drawn, places=places, now=now, said=said)
    yield from _alarming(by_state["admitted"], drawn=drawn, places=places, now=now, said=said)
    yield from _lived(by_state["admitted"], drawn=drawn, places=places, now=now, said=said)
    yield from _of_several(drawn, count=count, now=now, said=said, places=places)
    yield from _rosters(drawn, count=count, said=said, places=places)


def _reviewed(refused: Sequence[int], *, drawn, places, now: datetime, said: str) -> Iterator[Table]:
    yield (
        "decision",
        "id request_id decision rules_said reason by_id at",
        ((at + 1, at + 1, "not_covered", "not_covered", "", OTHER, said) for at in refused),
    )
    yield (
        "review",
        "reference request_id decision_id decided_by_id organisation_id asked_by_person state answer_by opened_at "
        "opened_by_id answered_by_id answered_at location_key",
        (
            (
                f"V{at:07d}",
                at + 1,
                at + 1,
                OTHER,
                DESK,
                True,
                *_answered(at, now=now),
                said,
                OTHER,
                *_by(at, said),
                places[drawn.place[at]],
            )
            for at in refused
        ),
    )


def _alarming(admitted: Sequence[int], *, drawn, places, now: datetime, said: str) -> Iterator[Table]:
    yield (
        "hearingalarm",
        "reference person_id location_key code rests_on organisation_id answer_by state opened_at closed_at",
        (
            (
                f"A{at:07d}",
                at + 1,
                places[drawn.place[at]],
                "hearing_in_dispute",
                "",
                DESK,
                _hour(at, now=now),
                *_closed(at, said, "answered"),
            )
            for at in admitted
            if at % 10 == 1
        ),
    )
    yield (
        "keptpaper",
        "reference person_id location_key what number folded_number keeper_kind since_on organisation_id chase_by "
        "recorded_at recorded_by_id state returned_on",
        (
            (f"K{at:07d}", at + 1, places[drawn.place[at]], "passport", f"P{at}", f"P{at}", "police", "2022-05-01",
             DESK, _hour(at, now=now), said, OFFICER, *_back(at))
            for at in admitted
            if at % 16 == 3
        ),
    )  # fmt: skip


def _lived(admitted: Sequence[int], *, drawn, places, now: datetime, said: str) -> Iterator[Table]:
    left = [at for at in admitted if at % 12 == 5]
    yield (
        "crossing",
        "id stay_id direction happened_at location_key identified_by source press recorded_by_id recorded_at",
        (
            (at + 1, at + 1, "out", said, places[drawn.place[at]], "card", "window", f"p{at}", OFFICER, said)
            for at in left
        ),
    )
    yield (
        "expectedreturn",
        "reference stay_id exit_id hearing_on expected_by organisation_id call_by state closed_at",
        (
            (f"E{at:07d}", at + 1, at + 1, "2022-06-21", _hour(at, now=now), CARES, _hour(at, now=now),
             *(("returned", said) if at % 60 != 5 else ("waiting", None)))
            for at in left
        ),
    )  # fmt: skip
    yield (
        "chosencontact",
        "person_id wants_call name telephone folded_telephone recorded_by_id recorded_at",
        (
            (at + 1, True, "a contact", telephone(at), telephone(at), OFFICER, said)
            for at in admitted
            if at % 2
        ),
    )  # fmt: skip
    yield (
        "permitapplication",
        "reference person_id kind place_key missing filed_on complete_on recorded_at recorded_by_id state due_on",
        (
            (f"T{at:07d}", at + 1, "work_permit", places[drawn.place[at]], "[]", "2022-05-20", "2022-05-20", said,
             OFFICER, *(("granted", None) if at % 16 == 2 else ("filed", _hour(at, now=now)[:10])))
            for at in admitted
            if at % 8 == 2
        ),
    )  # fmt: skip


def _of_several(drawn, *, count: int, now: datetime, said: str, places) -> Iterator[Table]:
    yield (
        "complaint",
        "reference receipt_key kind organisation_id organisation_house_id box filed_at due_by answer_by state "
        "closed_at",
        (
            (f"C{at:07d}", at.to_bytes(32, "big"), "not_heard", CARES, CARES, b"-", said, *[_hour(at, now=now)] * 2,
             *(("withdrawn", said) if at % 100 else ("opened", None)))
            for at in range(0, count, 50)
        ),
    )  # fmt: skip
    yield (
        "merge",
        "reference kept_id other_id location_key reason chosen stood asked_by_id asked_at state answered_by_id "
        "answered_at",
        (
            (f"M{at:07d}", at + 1, other + 1, places[drawn.place[at]], "-", "{}", "{}", OTHER, said,
             *(("refused", OFFICER, said) if number % 3 else ("asked", None, None)))
            for number, (at, other) in enumerate(_pairs(drawn, count=count))
        ),
    )  # fmt: skip


def telephone(at: int) -> str:
    """The digits of whom a person chose to be called."""
    return f"{8_110_000_000 + at}"


def _hour(at: int, *, now: datetime) -> str:
    """An hour of the fortnight about now; a third has passed."""
    return (now + timedelta(days=at % 13 - 4, minutes=at % 719)).isoformat(sep=" ")


def _answered(at: int, *, now: datetime) -> tuple[str, str]:
    return ("confirmed" if at % 5 else "open"), _hour(at, now=now)


def _by(at: int, said: str) -> tuple[int | None, str | None]:
    return (OFFICER, said) if at % 5 else (None, None)


def _closed(at: int, said: str, state: str) -> tuple[str, str, str | None]:
    return (state, said, said) if at % 40 != 1 else ("open", said, None)


def _back(at: int) -> tuple[str, str | None]:
    return ("returned", "2022-06-01") if at % 64 >= 32 else ("kept", None)


def _pairs(drawn, *, count: int) -> Iterator[tuple[int, int]]:
    """Two cases of one place, one pair in two hundred cases."""
    for place in np.unique(drawn.place[:count]):
        here = np.flatnonzero(drawn.place[:count] == place)[::100].tolist()
        yield from list(pairwise(here))[::2]


def _rosters(drawn, *, count: int, said: str, places) -> Iterator[Table]:
    """Of the desk's place, each of a hundred rows: three of four made a request since, and one is still unheard."""
    from estancia.people.identity import key_number

    rosters = range(1, max(2, count // CASES_A_ROSTER))
    here = np.flatnonzero(drawn.place[:count] == 0)
    yield (
        "roster",
        "id reference location_key organisation_id digest kind counts based_on place_in_line staged_at staged_by_id "
        "ended_at sheets_left state",
        (
            (one, f"L{one:07d}", places[0], DESK, "", "csv", "{}", one - 1, one, said, OFFICER, said, "[]", "committed")
            for one in rosters
        ),
    )
    rows = ((roster, number) for roster in rosters for number in range(ROSTER_ROWS))
    yield (
        "rosterrow",
        "roster_id number key standing proposal number_key problems differs",
        (
            (roster, number + 2, key, "new", '{"name": "One Two", "notice_number": "' + key + '"}',
             key_number(f"a{key}"), "[]", "[]")
            for roster, number in rows
            for key in [_listed(here, at=roster * ROSTER_ROWS + number)]
        ),
    )  # fmt: skip


def _listed(here: np.ndarray, *, at: int) -> str:
    """The figures of the notice a row names: a case's of the place, or nobody's."""
    return str(900_000_000 + at if at % UNKNOWN == 0 else 200_000_000 + int(here[at % here.size]))
