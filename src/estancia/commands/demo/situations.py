"""The situations families are in: each kind the rules know happens to some, by count and not by luck.

The shares are ours: the record names these situations and hardly ever counts them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from numpy.random import Generator

from estancia.commands.demo import changing as to
from estancia.commands.demo.people import CourtSays, Family, Paper

SECOND = (date(2021, 12, 6), date(2022, 6, 22))
FIRST = (date(2019, 1, 1), date(2020, 3, 1))
BEFORE = (FIRST[0], SECOND[0])
LATE = (date(2022, 3, 1), SECOND[1])  # months whose nationalities the record does not give


@dataclass(frozen=True, slots=True)
class Situation:
    """One kind of situation: which reason codes it brings about, to how many in a thousand families, and how."""

    name: str
    codes: tuple[str, ...]
    per_thousand: float
    change: Callable[[Family], Family]
    fits: Callable[[Family], bool] = to.anyone
    when: tuple[date, date] = BEFORE  # half-open; in the second implementation nearly everyone said they feared
    may_fear: bool = False


def place_situations(*, families: Sequence[Family], rng: Generator) -> tuple[Family, ...]:
    """Give each situation its count of families, rarest to fit first, and at least one where any fits."""
    placed = list(families)
    free = [int(index) for index in rng.permutation(len(families))]
    for situation in sorted(SITUATIONS, key=lambda kind: sum(_suits(kind, family) for family in families)):
        count = max(1, round(situation.per_thousand * len(families) / 1000))
        chosen = [index for index in free if _suits(situation, placed[index])][:count]
        free = [index for index in free if index not in set(chosen)]
        for index in chosen:
            changed = situation.change(placed[index])
            placed[index] = replace(changed, situation=situation.name, may_fear=situation.may_fear)
    return tuple(placed)


def _suits(situation: Situation, family: Family) -> bool:
    return situation.when[0] <= family.on < situation.when[1] and situation.fits(family)


SITUATIONS = (
    # protect
    Situation("child alone", ("child_alone",), 8, to.aged(16, "nobody"), to.one_adult, FIRST),
    Situation("child with an aunt", ("child_alone",), 8, to.with_another_adult, to.with_children, FIRST),
    Situation(
        "age nobody knows", ("child_alone",), 3, to.first(born_on=None, accompanied_by="nobody"), to.one_adult, FIRST
    ),
    Situation(
        "pregnant, first years", ("exempt_pregnancy",), 12, to.answering(pregnant="yes"), to.led_by_a_woman, FIRST
    ),
    Situation("pregnant", ("exempt_pregnancy",), 4, to.answering(pregnant="yes"), to.led_by_a_woman, SECOND, True),
    Situation("ill", ("exempt_illness",), 12, to.answering(illness="yes"), when=FIRST, may_fear=True),
    Situation("ill, second time", ("exempt_illness",), 3, to.answering(illness="yes"), when=SECOND, may_fear=True),
    Situation("disability", ("exempt_disability",), 3, to.answering(disability="yes"), when=SECOND, may_fear=True),
    Situation("elderly", ("exempt_elderly",), 3, to.aged(70), to.one_adult, SECOND, True),
    Situation("elderly, first years", (), 4, to.aged(70), to.one_adult, FIRST),
    Situation("LGBT+", ("exempt_lgbt",), 4, to.answering(lgbt="yes"), when=SECOND, may_fear=True),
    Situation("LGBT+, first years", (), 5, to.answering(lgbt="yes"), when=FIRST),
    Situation(
        "another need", ("exempt_other",), 2, to.answering(other_vulnerability="yes"), when=SECOND, may_fear=True
    ),
    Situation("one Mayan language", (), 8, to.of_one_language, to.from_guatemala, FIRST),
    Situation(
        "one Mayan language, second time",
        ("exempt_indigenous_monolingual",),
        2,
        to.after_another(to.each(nationality="GTM"), to.of_one_language),
        to.one_adult,
        LATE,
        True,
    ),
    Situation(
        "not asked about fear", ("fear_not_asked",), 8, to.answering(fear_asked="no", fear_of_mexico="not_known")
    ),
    Situation("asylum in Mexico", ("asylum_in_mexico_requested",), 12, to.answering(asks_asylum_in_mexico="yes")),
    Situation("request not free", ("request_not_free",), 5, to.answering(request_made_freely="no")),
    Situation("would rather not say", (), 15, to.answering(pregnant="declined", lgbt="declined", illness="declined")),
    Situation("does not know", (), 12, to.answering(illness="not_known")),
    # outside
    Situation("before agreement", ("programme_not_in_force",), 2, to.arriving(date(2019, 4, 10)), when=FIRST),
    Situation(
        "in the pause of 2021", ("programme_not_in_force",), 2, to.arriving(date(2021, 6, 15)), to.one_adult, FIRST
    ),
    Situation(
        "while nothing is agreed", ("admission_not_agreed",), 1, to.arriving(date(2021, 11, 30)), to.one_adult, LATE
    ),
    Situation("Mexican", ("mexican_national",), 2, to.each(nationality="MEX"), to.one_adult, FIRST),
    Situation(
        "from far",
        ("nationality_not_covered",),
        1,
        to.each(nationality="GHA", languages=("eng", "spa")),
        to.one_adult,
        LATE,
    ),
    Situation("resident", ("us_status_not_covered",), 2, to.first(us_status="permanent_resident"), to.one_adult),
    Situation("on parole", ("us_status_not_covered",), 2, to.each(us_status="parole")),
    Situation("entered elsewhere", ("entry_not_covered",), 3, to.each(entry="elsewhere")),
    Situation("no notice", ("no_notice",), 8, to.each(paper=Paper(state="none", kind=""), court=CourtSays())),
    Situation("never interviewed", ("not_interviewed",), 5, to.each(interviewed_by_us="no")),
    Situation("asks for nothing", ("no_request",), 8, to.family_says(requests_admission="no")),
    # wait
    Situation("case closed", ("case_closed",), 6, to.each(court=CourtSays(status="closed", source=to.RECORD))),
    Situation("false date", ("hearing_date_disputed",), 10, to.every_member(to.another_day_in_the_record)),
    Situation("never in the record", ("hearing_not_verified",), 10, to.every_member(to.served_long_ago)),
    Situation("hearing gone by", ("hearing_in_the_past",), 6, to.every_member(to.heard_already), when=FIRST),
    Situation(
        "before the place opened",
        ("location_not_open",),
        3,
        to.after_another(to.family_says(location="26043"), to.arriving(date(2019, 12, 10))),
    ),
    Situation("place full", ("location_full",), 6, to.stay_as_they_are, when=FIRST),
    Situation("place unsafe", ("location_unsafe",), 6, to.stay_as_they_are, when=FIRST),
    Situation(
        "one of them outside", ("family_would_be_split",), 5, to.first(interviewed_by_us="no"), to.with_children, FIRST
    ),
    # warn
    Situation(
        "address that reaches nobody", ("notice_defect",), 15, to.holding(address="Domicilio conocido"), may_fear=True
    ),
    Situation("paper taken", (), 12, to.holding(state="taken_or_lost"), may_fear=True),
    Situation(
        "citizen child",
        ("family_includes_citizen_child",),
        5,
        to.family_says(includes_citizen_child="yes"),
        to.with_children,
        may_fear=True,
    ),
)
