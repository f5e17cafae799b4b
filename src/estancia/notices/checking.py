"""What is wrong on the face of a notice: two values side by side, and what to do about it.

A defect never speaks against the person; most are what a lawyer needs before the hearing. Sources: INA 239(a)(1)
(what a notice must state) and 239(b)(1) (ten days between service and hearing); Matter of Herrera-Vasquez, 27 I&N Dec.
825 (an unticked box and a "domicilio conocido" did not end the case, and are recorded all the same); press and court
accounts of hearings set at night, on Sundays and on days that do not exist.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from estancia.notices.defects import address_reaches_nobody
from estancia.notices.hearing_places import place_or_city
from estancia.notices.printed import (
    ARRIVING,
    AT_PORT,
    BETWEEN_PORTS,
    BY_MAIL,
    NONE_TICKED,
    PRESENT,
    PrintedNotice,
    Told,
)
from estancia.people import fold_name
from estancia.wording import Sentence, load_sentences

WORDS = load_sentences(package="estancia.notices", name="defects.toml")
NOTICE_DAYS = 10  # INA 239(b)(1)
COURT_HOURS = (time(7), time(18))
DAWN = time(6)
SATURDAY = 5
# Which box fits which way of entering.
FITS = {AT_PORT: ARRIVING, BETWEEN_PORTS: PRESENT}

# What a paper lacks, which nobody can say who read only part of it.
LACKING = frozenset(
    {
        "service_not_said",
        "place_missing",
        "hearing_day_missing",
        "hearing_hour_missing",
        "check_in_missing",
        "address_missing",
    }
)
# Fields whose values are codes of ours; every other value is what somebody wrote.
CODED = frozenset({"service_way", "box", "entry", "stayed"})

Value = str | date | time | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the two values: where it stands, and what it says (None: nothing stands there)."""

    where: Sentence
    value: Value
    field: str = ""

    @property
    def word(self) -> Sentence | None:
        """Give the words of a value that is a code of ours; None for what is shown as it stands."""
        return WORDS.get(f"value_{self.value}") if self.field in CODED else None


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect by its code, the two values a reader compares, and what to do."""

    code: str
    shown: tuple[Shown, Shown]
    what_to_do: Sentence


def notice_defects(*, notice: PrintedNotice, told: Told) -> tuple[Defect, ...]:
    """Say every defect of a notice, in the order of the paper: service, box, place, time, check-in, address, language.

    What the person was not asked raises nothing, and what was not read of the paper is not called missing.
    """
    found = (
        *_service(notice, told),
        *_box(notice, told),
        *_place(notice),
        *_time(notice),
        *_check_in(notice),
        *_address(notice, told),
        *_language(notice, told),
    )
    return found if notice.read_in_full else tuple(defect for defect in found if defect.code not in LACKING)


def _defect(code: str, left: tuple[str, Value], right: tuple[str, Value]) -> Defect:
    shown = (_shown(*left), _shown(*right))
    return Defect(code=code, shown=shown, what_to_do=WORDS[code])


def _shown(field: str, value: Value) -> Shown:
    return Shown(where=WORDS[f"where_{field}"], value=value, field=field)


def _service(notice: PrintedNotice, told: Told) -> Iterator[Defect]:
    served = ("served", notice.served_on)
    if notice.served_on is None:
        yield _defect("service_not_said", served, ("received", told.received_on))
    elif told.received_on not in (None, notice.served_on):
        yield _defect("service_differs", served, ("received", told.received_on))
    if notice.served_how == BY_MAIL and address_reaches_nobody(notice.address or ""):
        yield _defect("mailed_to_nobody", ("service_way", BY_MAIL), ("address", notice.address))
    if notice.served_on and notice.hearing_on:
        yield from _between(notice.served_on, notice.hearing_on)


def _between(served: date, hearing: date) -> Iterator[Defect]:
    pair = ("served", served), ("hearing_day", hearing)
    if hearing <= served:
        yield _defect("served_after_hearing", *pair)
    elif hearing - served < timedelta(days=NOTICE_DAYS):
        yield _defect("served_too_close", *pair)


def _box(notice: PrintedNotice, told: Told) -> Iterator[Defect]:
    pair = ("box", notice.box), ("entry", told.entry)
    fitting = FITS.get(told.entry or "")
    if notice.box == NONE_TICKED:
        yield _defect("box_not_ticked", *pair)
    elif notice.box and fitting and notice.box != fitting:
        yield _defect("box_against_entry", *pair)


def _place(notice: PrintedNotice) -> Iterator[Defect]:
    pair = ("hearing_place", notice.hearing_place), ("port", notice.port)
    found = place_or_city(printed=notice.hearing_place) if notice.hearing_place else None
    if not notice.hearing_place:
        yield _defect("place_missing", *pair)
    elif found is None:
        yield _defect("place_unknown", *pair)
    elif notice.port and found.port and fold_name(found.port) != fold_name(notice.port):
        yield _defect("place_not_by_this_port", *pair)


def _time(notice: PrintedNotice) -> Iterator[Defect]:
    printed, hour = ("printed", notice.hearing_printed or None), notice.hearing_at
    if notice.hearing_on is None:
        code = "date_does_not_exist" if any(map(str.isdigit, notice.hearing_printed)) else "hearing_day_missing"
        yield _defect(code, ("hearing_day", None), printed)
    elif notice.hearing_on.weekday() >= SATURDAY:
        yield _defect("hearing_on_weekend", ("hearing_day", notice.hearing_on), printed)
    if notice.hearing_on and hour is None:
        yield _defect("hearing_hour_missing", ("hearing_hour", None), printed)
    elif hour and not COURT_HOURS[0] <= hour < COURT_HOURS[1]:
        yield _defect("hearing_at_night", ("hearing_hour", hour), printed)


def _check_in(notice: PrintedNotice) -> Iterator[Defect]:
    check_in, hearing = ("check_in_hour", notice.check_in_at), ("hearing_hour", notice.hearing_at)
    same_day = notice.check_in_on is None or notice.check_in_on == notice.hearing_on
    if notice.check_in_at is None:
        if notice.hearing_on:
            yield _defect("check_in_missing", check_in, hearing)
        return
    if notice.check_in_on and notice.hearing_on and notice.check_in_on > notice.hearing_on:
        yield _defect(
            "check_in_after_hearing", ("check_in_day", notice.check_in_on), ("hearing_day", notice.hearing_on)
        )
    elif same_day and notice.hearing_at:
        yield from _same_day(notice.check_in_at, notice.hearing_at)
    if notice.check_in_at < DAWN:
        yield _defect("check_in_before_dawn", check_in, hearing)


def _same_day(check_in: time, hearing: time) -> Iterator[Defect]:
    """Two clocks may differ by an hour or two; an order that is wrong on either is worth a look."""
    if check_in >= hearing:
        code = "check_in_is_the_hearing" if check_in == hearing else "check_in_after_hearing"
        yield _defect(code, ("check_in_hour", check_in), ("hearing_hour", hearing))


def _address(notice: PrintedNotice, told: Told) -> Iterator[Defect]:
    stayed = {None: None, True: "stayed", False: "never_stayed"}[told.stayed_there]
    pair = ("address", notice.address), ("stayed", stayed)
    if not notice.address or not notice.address.strip():
        yield _defect("address_missing", *pair)
    elif address_reaches_nobody(notice.address):
        yield _defect("address_reaches_nobody", *pair)
    elif told.stayed_there is False:
        yield _defect("address_nobody_slept_in", *pair)


def _language(notice: PrintedNotice, told: Told) -> Iterator[Defect]:
    if notice.language and told.languages and notice.language not in told.languages:
        yield _defect("language_not_read", ("language", notice.language), ("languages", "; ".join(told.languages)))
