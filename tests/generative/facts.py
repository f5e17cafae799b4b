"""Facts nobody thought of: Marisol on any day, with a few of her facts changed to anything the contract allows."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from estancia.admission import Facts, facts_from_json
from tests.people import NOT_KNOWN, changed, marisol

FIRST_DAY, LAST_DAY = date(2018, 12, 1), date(2026, 12, 31)
# Days around which the law turns, drawn more often than chance would.
TURNS = [
    date(2018, 12, 20), date(2019, 1, 28), date(2019, 2, 21), date(2019, 3, 31), date(2019, 4, 8), date(2019, 4, 12),
    date(2019, 4, 16), date(2019, 7, 10), date(2019, 11, 1), date(2020, 1, 29), date(2020, 3, 23), date(2020, 5, 12),
    date(2020, 7, 17), date(2021, 1, 21), date(2021, 2, 19), date(2021, 11, 15), date(2021, 11, 26), date(2021, 12, 2),
    date(2021, 12, 6), date(2022, 3, 2), date(2022, 8, 8), date(2023, 2, 10), date(2025, 1, 20), date(2025, 1, 22),
    date(2025, 4, 10), date(2025, 5, 10), date(2025, 7, 18), date(2026, 11, 21),
]  # fmt: skip
YES_NO = (True, False, "declined", NOT_KNOWN)
PLEAS = (
    "pregnant",
    "illness",
    "disability",
    "lgbt",
    "other_vulnerability",
    "fear_of_mexico",
    "asks_asylum_in_mexico",
    "covered_by_order",
)
ANSWERED = (
    *PLEAS,
    "interviewed_by_us",
    "requests_admission",
    "request_made_freely",
    "fear_asked",
    "fear_of_origin",
    "holds_valid_stay",
)
NATIONALITIES = ("HND", "SLV", "GTM", "CUB", "NIC", "VEN", "BRA", "HTI", "IND", "CMR", "ESP", "MEX", "USA")
LANGUAGES = (["spa"], ["quc"], ["mam", "kjb"], ["mam", "spa"], ["hat"], ["por", "eng"], ["qaa"], ["quc", "qaa"])

st_days = st.one_of(
    st.builds(lambda turn, by: turn + timedelta(days=by), st.sampled_from(TURNS), st.integers(-1, 1)),
    st.dates(FIRST_DAY, LAST_DAY),
)


def _values(on: date) -> Mapping[str, st.SearchStrategy[Any]]:
    near = st.integers(-400, 400).map(lambda by: on + timedelta(days=by))
    served = st.integers(0, 500).map(lambda by: max(date(2019, 1, 28), on - timedelta(days=by)))
    born = st.one_of(
        st.sampled_from([0, 11, 17, 18, 19, 20, 21, 31, 59, 60, 61, 90]).map(lambda years: _years_before(on, years)),
        st.integers(0, 30_000).map(lambda by: on - timedelta(days=by)),
    )
    return {
        **{f"person.{name}": st.sampled_from(YES_NO) for name in ANSWERED},
        "location": st.sampled_from(["02004", "02002", "08037", "28022", "26043", "20067", NOT_KNOWN]),
        "person.nationality": st.sampled_from([*NATIONALITIES, NOT_KNOWN]),
        "person.born_on": st.one_of(born, st.just(NOT_KNOWN)),
        "person.accompanied_by": st.sampled_from(["parent", "legal_guardian", "other_adult", "nobody", NOT_KNOWN]),
        "person.entry": st.sampled_from(["at_port", "between_ports", "elsewhere", NOT_KNOWN]),
        "person.us_status": st.sampled_from(["none", "citizen", "permanent_resident", "parole", NOT_KNOWN]),
        "person.languages": st.sampled_from([*LANGUAGES, [], NOT_KNOWN]),
        "person.fear_finding": st.sampled_from(["pending", "positive", "negative", NOT_KNOWN]),
        "notice.state": st.sampled_from(["held", "taken_or_lost", "none", NOT_KNOWN]),
        "notice.kind": st.sampled_from(["notice", "tear_sheet", NOT_KNOWN]),
        "notice.served_on": st.one_of(served, st.just(NOT_KNOWN)),
        "notice.hearing_on": st.one_of(near, st.just(NOT_KNOWN)),
        "notice.hearing_location": st.sampled_from(["ENP", "", NOT_KNOWN]),
        "notice.address": st.sampled_from(["Calle Neptuno 1855", "Facebook", "", NOT_KNOWN]),
        "court_record.status": st.sampled_from(["pending", "closed", "appeal", NOT_KNOWN]),
        "court_record.hearing_on": st.one_of(near, st.just(NOT_KNOWN)),
        "family.members": st.sampled_from([1, 2, 4, NOT_KNOWN]),
        "family.others_admissible": st.sampled_from([True, False, NOT_KNOWN]),
        "family.includes_citizen_child": st.sampled_from([True, False, NOT_KNOWN]),
        "location_state.places_free": st.sampled_from([0, 1, 3, 12, NOT_KNOWN]),
        "location_state.security": st.sampled_from(["ok", "unsafe", NOT_KNOWN]),
    }


PATHS = tuple(_values(LAST_DAY))


@st.composite
def st_tables(draw: st.DrawFn, most: int = 6) -> dict[str, Any]:
    """Give facts as the contract writes them, up to `most` of them changed."""
    on = draw(st_days)
    values = _values(on)
    names = draw(st.lists(st.sampled_from(PATHS), max_size=most, unique=True))
    return marisol(on=on, changes={name: draw(values[name]) for name in names})


def read(table: Mapping[str, Any], changes: Mapping[str, Any] | None = None) -> Facts:
    """Read facts, after changing some by path."""
    return facts_from_json(changed(facts=table, changes=changes or {}))


def value_at(table: Mapping[str, Any], path: str) -> Any:
    """Give the value at a path."""
    found: Any = table
    for part in path.split("."):
        found = found.get(part)
    return found


def _years_before(on: date, years: int) -> date:
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return on.replace(year=on.year - years, day=day)
