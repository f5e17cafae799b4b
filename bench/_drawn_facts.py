"""Facts of synthetic people on one day, drawn at random over everything a determination reads."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from estancia.admission import CourtRecordFacts, Facts, FamilyFacts, LocationStateFacts, NoticeFacts, PersonFacts
from estancia.admission.bulk import columns_of
from estancia.law.columns import Column, Columns

ON = date(2022, 6, 22)
DRAWN = 4_000
NATIONALITIES = ("HND", "SLV", "GTM", "CUB", "NIC", "VEN", "BRA", "HTI", "IND", "MEX", "USA", None)
PLEAS = ("pregnant", "illness", "disability", "lgbt", "other_vulnerability", "fear_of_mexico", "fear_of_origin")
RARELY = (*PLEAS, "asks_asylum_in_mexico", "covered_by_order", "holds_valid_stay")


def facts(*, rng: np.random.Generator) -> Facts:
    """Draw one person: mostly ordinary answers, some of them missing."""

    def one_of(values: Sequence[object]) -> object:
        return values[int(rng.integers(len(values)))]

    def ago(most: int) -> date:
        return ON - timedelta(days=int(rng.integers(1, most)))

    def perhaps(value: object) -> object:
        return None if rng.random() < 0.1 else value

    rare = {name: perhaps(bool(rng.random() < 0.05)) for name in RARELY}
    person = PersonFacts(
        nationality=one_of(NATIONALITIES),  # type: ignore[arg-type]
        born_on=perhaps(ago(28_000)),  # type: ignore[arg-type]
        accompanied_by=one_of(("parent", "legal_guardian", "other_adult", "nobody", None)),  # type: ignore[arg-type]
        entry=one_of(("at_port", "between_ports", "between_ports", "elsewhere", None)),  # type: ignore[arg-type]
        us_status=one_of(("none", "none", "none", "parole", None)),  # type: ignore[arg-type]
        interviewed_by_us=perhaps(bool(rng.random() < 0.95)),  # type: ignore[arg-type]
        requests_admission=perhaps(bool(rng.random() < 0.9)),  # type: ignore[arg-type]
        request_made_freely=perhaps(bool(rng.random() < 0.95)),  # type: ignore[arg-type]
        languages=one_of((("spa",), ("spa",), ("quc",), ("mam", "spa"), ())),  # type: ignore[arg-type]
        fear_asked=perhaps(bool(rng.random() < 0.95)),  # type: ignore[arg-type]
        fear_finding=one_of((None, None, "pending", "positive", "negative")),  # type: ignore[arg-type]
        **rare,  # type: ignore[arg-type]
    )
    notice = NoticeFacts(
        state=one_of(("held", "held", "taken_or_lost", "none", None)),  # type: ignore[arg-type]
        kind=one_of(("notice", "notice", "tear_sheet", None)),  # type: ignore[arg-type]
        served_on=perhaps(ago(500)),  # type: ignore[arg-type]
        hearing_on=perhaps(ON + timedelta(days=int(rng.integers(-30, 300)))),  # type: ignore[arg-type]
        hearing_location=perhaps(one_of(("ENP", "SYP", ""))),  # type: ignore[arg-type]
        address=perhaps(one_of(("Calle Neptuno 1855", "Facebook", ""))),  # type: ignore[arg-type]
    )
    court = CourtRecordFacts(
        status=one_of(("pending", "pending", "pending", "closed", None)),  # type: ignore[arg-type]
        hearing_on=perhaps(ON + timedelta(days=int(rng.integers(-30, 300)))),  # type: ignore[arg-type]
    )
    family = FamilyFacts(
        members=int(rng.integers(1, 7)),
        others_admissible=one_of((True, True, False, None)),  # type: ignore[arg-type]
        includes_citizen_child=bool(rng.random() < 0.1),
    )
    place = LocationStateFacts(
        places_free=one_of((0, 3, 12, 40, None)),  # type: ignore[arg-type]
        security=one_of(("ok", "ok", "ok", "unsafe", None)),  # type: ignore[arg-type]
    )
    return Facts(
        on=ON, location="08037", person=person, notice=notice, court_record=court, family=family, location_state=place
    )


def drawn(*, rng: np.random.Generator, people: int = DRAWN) -> tuple[Facts, ...]:
    """Draw so many people."""
    return tuple(facts(rng=rng) for _ in range(people))


def many(*, rng: np.random.Generator, people: int) -> Columns:
    """Lay out a large crowd in columns: each one of `DRAWN` people, chosen at random."""
    few = columns_of(drawn(rng=rng))
    chosen = rng.integers(DRAWN, size=people)
    return {path: Column(each.values[chosen], each.known[chosen], each.words) for path, each in few.items()}
