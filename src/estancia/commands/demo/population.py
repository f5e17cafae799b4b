"""The demo's people: pure, seeded, calibrated; the same seed makes the same families."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from numpy.random import Generator

from estancia.commands.demo.changing import arriving
from estancia.commands.demo.composing import Group, compose
from estancia.commands.demo.naming import custom_of, given_name, surnames, tongues
from estancia.commands.demo.people import CourtSays, Family, Member, Paper
from estancia.commands.demo.published import driving_shares
from estancia.commands.demo.quota import Tally
from estancia.commands.demo.situations import place_situations

# The first day people were received at a place, where the record names a later day than the first of its month.
FIRST_DAYS = {
    ("02004", "2019-01"): 29,
    ("02002", "2019-03"): 11,
    ("28022", "2019-07"): 18,
    ("26043", "2020-01"): 2,
    ("08037", "2021-12"): 8,
    ("02004", "2022-01"): 21,
    ("28022", "2022-01"): 19,
}
LAST_DAYS = {"2021-01": 20, "2022-06": 21}  # the first implementation's last day; the day before the demo's clock
NEWCOMERS_DESK, AT_THE_WINDOW = "08037", 3  # left undecided for whoever opens the demo
PAUSED = (date(2019, 4, 8), date(2019, 4, 16))  # nobody received: INM via El Economista, 11 Aug 2019
HEARD_AT = {
    "02004": "San Ysidro",
    "02002": "Calexico",
    "08037": "El Paso",
    "28027": "Laredo",
    "28022": "Brownsville",
    "05025": "Laredo",
    "26043": "El Paso",
}
CALM = {
    "person.pregnant": "no",
    "person.illness": "no",
    "person.disability": "no",
    "person.lgbt": "no",
    "person.other_vulnerability": "no",
    "person.fear_asked": "yes",
    "person.fear_of_mexico": "no",
    "person.fear_of_origin": "no",
    "person.asks_asylum_in_mexico": "no",
    "person.request_made_freely": "yes",
    "person.covered_by_order": "no",
}


@dataclass(frozen=True, slots=True)
class Home:
    """What the members of one family share."""

    group: Group
    on: date
    languages: tuple[str, ...]
    custom: str
    bear: tuple[str, ...]
    paper: Paper
    court: CourtSays


def make_population(*, people: int, rng: Generator) -> tuple[Family, ...]:
    """Make families of `people` in all, in order of arrival, each kind of situation among them."""
    tally = Tally()
    made = [_family(group=group, tally=tally, rng=rng) for group in compose(people=people, rng=rng)]
    told = place_situations(families=made, rng=rng)
    untold = {id(family) for family in made}
    morning = _this_morning([family for family in told if id(family) in untold])
    feared = [_with_fear(family=morning.get(id(family), family), tally=tally, rng=rng) for family in told]
    in_order = sorted(feared, key=lambda family: (family.on, family.minute, family.number))
    return tuple(replace(family, number=number) for number, family in enumerate(in_order, start=1))


def _this_morning(plain: Sequence[Family]) -> Mapping[int, Family]:
    """Let three plain families of Ciudad Juárez come on the morning the clock starts, to be decided."""
    month = max(LAST_DAYS)
    near = [family for family in plain if family.month >= f"{month[:4]}-03" and family.location == NEWCOMERS_DESK]
    there = sorted(near, key=lambda family: (len(family.members) > 1, family.month, family.on))[-AT_THE_WINDOW:]
    today = date.fromisoformat(f"{month}-{LAST_DAYS[month]:02d}") + timedelta(days=1)
    return {
        id(family): replace(arriving(today)(family), minute=8 * 60 + 10 * place) for place, family in enumerate(there)
    }


def _family(*, group: Group, tally: Tally, rng: Generator) -> Family:
    home = _home(group=group, rng=rng)
    ages = _ages(group=group, tally=tally, rng=rng)
    return Family(
        number=0,
        on=home.on,
        minute=8 * 60 + int(rng.integers(0, 480)),
        location=group.place,
        members=tuple(_member(home=home, age=age, order=order, tally=tally, rng=rng) for order, age in enumerate(ages)),
    )


def _home(*, group: Group, rng: Generator) -> Home:
    on = _day(group=group, rng=rng)
    languages = tongues(nationality=group.nationality, rng=rng)
    custom = custom_of(nationality=group.nationality, best_language=languages[0])
    paper, court = _papers(place=group.place, on=on, rng=rng)
    bear = surnames(custom=custom, rng=rng)
    return Home(group=group, on=on, languages=languages, custom=custom, bear=bear, paper=paper, court=court)


def _day(*, group: Group, rng: Generator) -> date:
    year, month = map(int, group.month.split("-"))
    first = FIRST_DAYS.get((group.place, group.month), 1)
    last = LAST_DAYS.get(group.month, monthrange(year, month)[1])
    open_days = [date(year, month, day) for day in range(first, last + 1)]
    received = [day for day in open_days if not PAUSED[0] <= day < PAUSED[1]]
    return received[int(rng.integers(len(received)))]


def _ages(*, group: Group, tally: Tally, rng: Generator) -> Sequence[int]:
    """Draw ages: adults first, then children from the eldest; a parent is at least sixteen years older."""
    children = [_child_age(month=group.month, tally=tally, rng=rng) for _ in range(group.children)]
    children.sort(reverse=True)
    floor = 18 if not children else max(18, children[0] + 16)
    adults = [_adult_age(floor=floor, rng=rng) for _ in range(group.adults)]
    return [*adults, *children]


def _adult_age(*, floor: int, rng: Generator) -> int:
    """Draw an age under 60, young adults most of all; the shape is ours, no published figure found."""
    return min(59, max(floor, int(floor + rng.gamma(1.6, 7.5))))


def _child_age(*, month: str, tally: Tally, rng: Generator) -> int:
    shares = driving_shares(topic="age", month=month)
    brackets = {
        "under_1": shares["under_1"],
        "under_5": shares["under_5"] - shares["under_1"],
        "under_18": shares["under_18"] - shares["under_5"],
    }
    tally.expect(shares={what: share / shares["under_18"] for what, share in brackets.items()}, people=1)
    bracket = tally.neediest(among=brackets)
    tally.give(bracket)
    low, high = {"under_1": (0, 1), "under_5": (1, 5), "under_18": (5, 18)}[bracket]
    return int(rng.integers(low, high))


def _member(*, home: Home, age: int, order: int, tally: Tally, rng: Generator) -> Member:
    share = driving_shares(topic="sex", month=home.group.month)["woman"]
    woman = tally.says_yes("woman", share=share, people=1, rng=rng)
    given = given_name(custom=home.custom, woman=woman, rng=rng)
    return Member(
        name=" ".join((given, *_surnames(home=home, age=age, order=order, rng=rng))),
        woman=woman,
        age=age,
        born_on=_birthday(age=age, on=home.on, rng=rng),
        nationality=home.group.nationality,
        best_language=home.languages[0],
        languages=home.languages,
        interpreter_needed="spa" not in home.languages,
        accompanied_by="parent" if age < 18 else "",
        entry="between_ports" if rng.random() < 0.85 else "at_port",
        paper=replace(home.paper, number=f"DEMO-{int(rng.integers(10**8)):08d}"),
        court=home.court,
        private={**CALM, "person.fear_of_origin": "yes" if rng.random() < 0.4 else "no"},
    )


def _surnames(*, home: Home, age: int, order: int, rng: Generator) -> tuple[str, ...]:
    """Children bear both of the family's surnames; each adult brings one of them, and one of their own."""
    if age < 18 or len(home.bear) == 1:
        return home.bear
    return home.bear[order % 2], surnames(custom=home.custom, rng=rng)[0]


def _birthday(*, age: int, on: date, rng: Generator) -> date:
    """Draw a day of birth that makes the age true on that day."""
    latest = on.replace(year=on.year - age, day=min(on.day, 28))
    return latest - timedelta(days=int(rng.integers(0, 330)))


def _papers(*, place: str, on: date, rng: Generator) -> tuple[Paper, CourtSays]:
    """Give the family one notice and what the court's record says of it: the same day, or nothing yet."""
    hearing_on = _weekday(on + timedelta(days=int(rng.integers(28, 120))))
    paper = Paper(
        served_on=on - timedelta(days=int(rng.integers(0, 4))),
        hearing_on=hearing_on,
        hearing_location=HEARD_AT[place],
        address=f"Calle {int(rng.integers(1, 99))} número {int(rng.integers(100, 999))}",
        printed=f"{hearing_on:%m/%d/%Y} 8:30 AM",
    )
    if rng.random() < 0.15:
        return paper, CourtSays()
    return paper, CourtSays(status="pending", hearing_on=hearing_on, source="EOIR, línea automática")


def _weekday(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _with_fear(*, family: Family, tally: Tally, rng: Generator) -> Family:
    """Let as many say they fear Mexico as the record has it; those in a situation that must stay calm do not."""
    share = driving_shares(topic="fear", month=family.month).get("said")
    if share is None:
        return family
    if not family.may_fear:
        tally.expect(shares={"fear": share}, people=len(family.members))
        return family
    if not tally.says_yes("fear", share=share, people=len(family.members), rng=rng):
        return family
    return replace(family, members=tuple(_fearful(member=member) for member in family.members))


def _fearful(*, member: Member) -> Member:
    private: Mapping[str, str] = {**member.private, "person.fear_asked": "yes", "person.fear_of_mexico": "yes"}
    return replace(member, private=private)
