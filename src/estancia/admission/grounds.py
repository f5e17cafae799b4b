"""The grounds a determination may stand on: code, criterion over facts, whom to ask, and which dated rows carry it.

A ground says *what must be so*. Whether it speaks on a day, and how strongly, is the law's: with no row in force it
is silent; with only soft rows it may warn or protect, never refuse or make anyone wait (`estancia.law.rules`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from estancia.law.criteria import (
    Before,
    Criterion,
    FewerThan,
    Known,
    MoreThan,
    Not,
    NotBefore,
    OneOf,
    Surely,
    Undecided,
    YearsBelow,
    all_of,
    either,
    is_,
)
from estancia.law.nationalities import nationals
from estancia.law.postponements import announcements

Effect = Literal["protect", "outside", "wait", "warn"]

ADULT, ELDERLY = 18, 60
# No notice of this arrangement was served earlier: with no date of service, who was of age then was of age when served.
FIRST_NOTICES_ON = date(2019, 1, 28)


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground. `key` is how rule rows name it; `code` is what people and programs read.

    `fact` is the path shown with the reason. `owner` answers for it and for its unknown facts; `clock` is the house
    parameter that says by when (in hours), None for grounds that ask nobody.
    """

    key: str
    code: str
    effect: Effect
    criterion: Criterion
    fact: str
    owner: str | None = None
    clock: str | None = None
    asks: bool = True

    def __hash__(self) -> int:
        """By its code: hashing a whole criterion costs more than asking it."""
        return hash(self.code)


def _protect(code: str, criterion: Criterion, fact: str, owner: str = "protecting_body", key: str = "") -> Ground:
    return Ground(key or code, code, "protect", criterion, fact, owner, "EST-1")


def _outside(code: str, criterion: Criterion, fact: str, key: str = "") -> Ground:
    return Ground(key or code, code, "outside", criterion, fact, "intake_desk", "EST-2")


def _wait(code: str, criterion: Criterion, fact: str, owner: str, key: str = "") -> Ground:
    return Ground(key or code, code, "wait", criterion, fact, owner, "EST-2")


def _warn(code: str, criterion: Criterion, fact: str, key: str = "") -> Ground:
    return Ground(key or code, code, "warn", criterion, fact, asks=False)


def _yes(path: str) -> OneOf:
    return is_(path, True)


AGE_NOT_KNOWN = Not(Known("person.born_on"))
CHILD_TODAY = either(AGE_NOT_KNOWN, YearsBelow("person.born_on", "on", ADULT))
CHILD_WHEN_SERVED = all_of(
    Not(Surely(is_("notice.state", "none"))),
    either(
        all_of(Known("notice.served_on"), YearsBelow("person.born_on", "notice.served_on", ADULT)),
        all_of(
            Not(Known("notice.served_on")),
            YearsBelow("person.born_on", FIRST_NOTICES_ON, ADULT),
            YearsBelow("person.born_on", "notice.served_on", ADULT),
        ),
    ),
)
ALONE = OneOf("person.accompanied_by", frozenset({"nobody", "other_adult"}))
CHILD_ALONE = all_of(either(CHILD_TODAY, CHILD_WHEN_SERVED), ALONE)
AGE_AND_COMPANY_NOT_KNOWN = all_of(AGE_NOT_KNOWN, Not(Known("person.accompanied_by")))

COURT_SILENT = all_of(Not(Known("court_record.status")), Not(Known("court_record.hearing_on")))
NO_NOTICE_AND_NO_CASE = all_of(Surely(is_("notice.state", "none")), COURT_SILENT)
NOT_VERIFIED = all_of(
    Not(NO_NOTICE_AND_NO_CASE),
    Surely(Not(Surely(is_("court_record.status", "closed")))),
    either(Not(Known("court_record.status")), Not(Known("court_record.hearing_on"))),
)
FIRST_NOTICE_ON_ITS_WAY = all_of(
    COURT_SILENT,
    Surely(is_("notice.kind", "notice")),
    Surely(Not(Before("on", "notice.served_on"))),
    Surely(Not(Before("notice.served_on", "on", days=10))),
)
# Known to differ; or the paper is in the person's hands, unread, and could contradict the court.
DATES_DIFFER = either(
    Surely(Before("notice.hearing_on", "court_record.hearing_on")),
    Surely(Before("court_record.hearing_on", "notice.hearing_on")),
    all_of(
        Surely(is_("notice.state", "held")),
        Known("court_record.hearing_on"),
        Surely(Not(Surely(is_("court_record.status", "closed")))),
        Before("notice.hearing_on", "court_record.hearing_on"),
    ),
)


def _postponed() -> Criterion:
    moved = []
    for each in announcements():
        covers: list[Criterion] = [
            NotBefore("on", each.announced),
            Not(NotBefore("on", each.until)),
            NotBefore("derived.hearing_on", each.announced),
        ]
        if each.through is not None:
            covers.append(Not(Surely(_after("derived.hearing_on", each.through))))
        moved.append(Surely(all_of(*covers)))
    return either(*moved)


def _after(path: str, day: date) -> Criterion:
    return NotBefore(path, date.fromordinal(day.toordinal() + 1))


POSTPONED = _postponed()
NATIONALITY = "person.nationality"


def _national_of(group: str) -> OneOf:
    return OneOf(NATIONALITY, frozenset(nationals(group)))


PROTECTING = (
    _protect("child_alone", CHILD_ALONE, "person.accompanied_by", "child_protection"),
    _protect("child_alone", AGE_AND_COMPANY_NOT_KNOWN, "person.born_on", "child_protection"),
    _protect("exempt_pregnancy", _yes("person.pregnant"), "person.pregnant"),
    _protect("exempt_illness", _yes("person.illness"), "person.illness"),
    _protect("exempt_disability", _yes("person.disability"), "person.disability"),
    _protect(
        "exempt_elderly",
        all_of(
            Not(Surely(either(all_of(AGE_NOT_KNOWN, ALONE), AGE_AND_COMPANY_NOT_KNOWN))),
            Not(YearsBelow("person.born_on", "on", ELDERLY)),
        ),
        "person.born_on",
    ),
    _protect("exempt_lgbt", _yes("person.lgbt"), "person.lgbt"),
    _protect("exempt_indigenous_monolingual", is_("derived.languages", "only_indigenous"), "person.languages"),
    _protect("exempt_other", _yes("person.other_vulnerability"), "person.other_vulnerability"),
    _protect(
        "fear_not_asked",
        Not(Surely(OneOf("person.fear_asked", frozenset({True, "declined"})))),
        "person.fear_asked",
    ),
    _protect(
        "fear_expressed",
        either(
            Surely(_yes("person.fear_of_mexico")),
            Surely(is_("person.fear_finding", "positive")),
            Undecided("person.fear_finding", frozenset({"pending"})),
            all_of(Surely(_yes("person.fear_asked")), _yes("person.fear_of_mexico")),
        ),
        "person.fear_of_mexico",
    ),
    _protect(
        "asylum_in_mexico_requested", _yes("person.asks_asylum_in_mexico"), "person.asks_asylum_in_mexico", "comar"
    ),
    _protect("protected_by_order", _yes("person.covered_by_order"), "person.covered_by_order", "legal_team"),
    _protect(
        "request_not_free",
        either(
            Surely(is_("person.request_made_freely", False)),
            all_of(
                Not(Surely(OneOf("person.requests_admission", frozenset({False, "declined"})))),
                is_("person.request_made_freely", False),
            ),
        ),
        "person.request_made_freely",
    ),
)
COVERED_STATUSES = frozenset({"citizen", "permanent_resident", "parole"})
OUTSIDE = (
    _outside("mexican_national", _national_of("mexico"), NATIONALITY),
    _outside("nationality_not_covered", _national_of("us_national"), NATIONALITY, "nationality.us_national"),
    _outside(
        "nationality_not_covered",
        all_of(Not(_national_of("western_hemisphere")), Not(_national_of("us_national"))),
        NATIONALITY,
        "nationality.western_hemisphere",
    ),
    _outside("us_status_not_covered", OneOf("person.us_status", COVERED_STATUSES), "person.us_status"),
    _outside("entry_not_covered", is_("person.entry", "elsewhere"), "person.entry"),
    _outside("no_notice", is_("notice.state", "none"), "notice.state"),
    _outside("not_interviewed", is_("person.interviewed_by_us", False), "person.interviewed_by_us"),
    _outside(
        "no_request", OneOf("person.requests_admission", frozenset({False, "declined"})), "person.requests_admission"
    ),
)
WAITING = (
    _wait("case_closed", Surely(is_("court_record.status", "closed")), "court_record.status", "court_liaison"),
    _wait(
        "hearing_not_verified",
        all_of(NOT_VERIFIED, Not(FIRST_NOTICE_ON_ITS_WAY)),
        "court_record.hearing_on",
        "court_liaison",
    ),
    _wait("hearing_date_disputed", DATES_DIFFER, "notice.hearing_on", "court_liaison"),
    _wait("hearing_postponed", POSTPONED, "court_record.hearing_on", "court_liaison"),
    _wait(
        "hearing_in_the_past",
        all_of(Not(POSTPONED), Surely(Before("derived.hearing_on", "on"))),
        "court_record.hearing_on",
        "court_liaison",
    ),
    _wait("location_not_designated", is_("derived.location", "not_designated"), "location", "location_authority"),
    _wait("location_not_open", is_("derived.location", "not_open"), "location", "location_authority"),
    _wait(
        "location_full",
        FewerThan("location_state.places_free", "family.members", least=1),
        "location_state.places_free",
        "location_authority",
    ),
    _wait("location_unsafe", is_("location_state.security", "unsafe"), "location_state.security", "location_authority"),
    _wait(
        "family_would_be_split",
        all_of(MoreThan("family.members", 1), is_("family.others_admissible", False)),
        "family.others_admissible",
        "intake_desk",
    ),
)
WARNING = (
    _warn(
        "hearing_not_verified",
        all_of(NOT_VERIFIED, FIRST_NOTICE_ON_ITS_WAY),
        "court_record.hearing_on",
        "hearing_not_verified.first_notice",
    ),
    _warn(
        "notice_defect",
        either(
            Surely(_yes("derived.address_reaches_nobody")),
            Surely(_yes("derived.place_missing")),
            Surely(Before("notice.hearing_on", "notice.served_on", days=-1)),
            Surely(Before("on", "notice.served_on")),
        ),
        "notice",
    ),
    _warn("location_not_open", is_("derived.location", "perhaps_open"), "location"),
    _warn("fear_of_origin", Surely(_yes("person.fear_of_origin")), "person.fear_of_origin"),
    _warn("child_protection_to_be_told", CHILD_TODAY, "person.born_on"),
    _warn(
        "family_includes_citizen_child", Surely(_yes("family.includes_citizen_child")), "family.includes_citizen_child"
    ),
    _warn(
        "nationality_not_covered",
        Surely(all_of(Not(_national_of("spanish_speaking")), Not(_national_of("brazil")))),
        NATIONALITY,
        "nationality.practice",
    ),
    _warn("nationality_not_covered", Surely(_national_of("brazil")), NATIONALITY, "nationality.practice_before_brazil"),
    _warn(
        "nationality_not_covered",
        Surely(Not(_national_of("first_criteria"))),
        NATIONALITY,
        "nationality.first_criteria",
    ),
)
GROUNDS = PROTECTING + OUTSIDE + WAITING + WARNING
# Decided by the day alone: see `estancia.admission.speaking`.
DAY_CODES = ("programme_not_in_force", "admission_not_agreed")
CODES = tuple(dict.fromkeys([*(each.code for each in PROTECTING), *DAY_CODES, *(each.code for each in GROUNDS)]))
