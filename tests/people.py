"""The people the tests speak of, in the shape `estancia determine` reads, and how one of them is changed."""

import copy
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

PLAIN_DAY = date(2022, 3, 2)
NOT_KNOWN = "not known"

# Marisol, grown up, from Honduras, asks at Ciudad Juárez; nothing about her protects, puts outside or makes wait.
_MARISOL: Mapping[str, Any] = {
    "location": "08037",
    "person": {
        "nationality": "HND",
        "born_on": "1990-05-17",
        "accompanied_by": "nobody",
        "entry": "between_ports",
        "us_status": "none",
        "interviewed_by_us": True,
        "requests_admission": True,
        "request_made_freely": True,
        "languages": ["spa"],
        "pregnant": False,
        "illness": False,
        "disability": False,
        "lgbt": False,
        "other_vulnerability": False,
        "fear_asked": True,
        "fear_of_mexico": False,
        "fear_of_origin": False,
        "asks_asylum_in_mexico": False,
        "holds_valid_stay": False,
        "covered_by_order": False,
    },
    "notice": {
        "state": "held",
        "kind": "notice",
        "hearing_location": "ENP",
        "address": "Casa del Migrante, Calle Neptuno 1855, Ciudad Juárez",
    },
    "court_record": {"status": "pending"},
    "family": {"members": 1, "includes_citizen_child": False},
    "location_state": {"places_free": 12, "security": "ok"},
}


def marisol(*, on: date = PLAIN_DAY, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Give Marisol's facts on a day: served three days before, heard sixty-nine days after, then changed.

    `changes` are by path, as `{"person.pregnant": True}`; the text `not known` takes a fact away.
    """
    facts = copy.deepcopy(dict(_MARISOL)) | {"on": on.isoformat()}
    heard = (on + timedelta(days=69)).isoformat()
    facts["notice"] |= {"served_on": (on - timedelta(days=3)).isoformat(), "hearing_on": heard}
    facts["court_record"]["hearing_on"] = heard
    return changed(facts=facts, changes=changes or {})


def changed(*, facts: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Give a copy of the facts with some of them changed by path; `not known` becomes null."""
    copied = copy.deepcopy(dict(facts))
    for path, value in changes.items():
        *parts, last = path.split(".")
        where = copied
        for part in parts:
            where = where[part]
        where[last] = None if value == NOT_KNOWN else value.isoformat() if isinstance(value, date) else value
    return copied
