"""How a plain family is changed into one in a situation: small pure changes, put one after another."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from estancia.commands.demo.people import CourtSays, Family, Member

Change = Callable[[Family], Family]
RECORD = "EOIR, línea automática"


def stay_as_they_are(family: Family) -> Family:
    """Change nothing: the place or the day is what is different."""
    return family


def after_another(*changes: Change) -> Change:
    """Make one change after another."""

    def change(family: Family) -> Family:
        for one in changes:
            family = one(family)
        return family

    return change


def every_member(change: Callable[[date, Member], Member]) -> Change:
    """Change each member, who arrives on the day given."""
    return lambda family: replace(family, members=tuple(change(family.on, member) for member in family.members))


def each(**changes: Any) -> Change:
    """Give every member these values."""
    return every_member(lambda _, member: replace(member, **changes))


def first(**changes: Any) -> Change:
    """Give the first member these values."""
    return lambda family: replace(family, members=(replace(family.members[0], **changes), *family.members[1:]))


def family_says(**changes: Any) -> Change:
    """Give the family these values."""
    return lambda family: replace(family, **changes)


def answering(**answers: str) -> Change:
    """Change what the first member answers in private; `pregnant="yes"` is about person.pregnant."""
    said = {f"person.{path}": answer for path, answer in answers.items()}
    return lambda family: first(private={**family.members[0].private, **said})(family)


def aged(age: int, accompanied_by: str = "") -> Change:
    """Make the first member this old."""

    def change(family: Family) -> Family:
        born_on = family.on.replace(year=family.on.year - age, day=min(family.on.day, 28)) - timedelta(days=90)
        return first(age=age, born_on=born_on, accompanied_by=accompanied_by)(family)

    return change


def with_another_adult(family: Family) -> Family:
    """Let the children have come with an aunt, say: another adult, who is not their parent."""
    return every_member(lambda _, member: replace(member, accompanied_by="other_adult") if member.age < 18 else member)(
        family
    )


def of_one_language(family: Family) -> Family:
    """Leave the family with one Mayan language."""
    tongue = next((word for word in family.members[0].languages if word != "spa"), "mam")
    return each(best_language=tongue, languages=(tongue,), interpreter_needed=True)(family)


def arriving(on: date) -> Change:
    """Let the family arrive on this day, as old as they were, with papers as many days before."""

    def change(family: Family) -> Family:
        shift = on - family.on
        return replace(family, on=on, members=tuple(_moved(member, by=shift) for member in family.members))

    return change


def _moved(member: Member, *, by: timedelta) -> Member:
    held, court = member.paper, member.court
    return replace(
        member,
        born_on=_later(member.born_on, by),
        paper=replace(held, served_on=_later(held.served_on, by), hearing_on=_later(held.hearing_on, by)),
        court=replace(court, hearing_on=_later(court.hearing_on, by)),
    )


def _later(day: date | None, by: timedelta) -> date | None:
    return day and day + by


def holding(**changes: Any) -> Change:
    """Give every member's notice these values."""
    return every_member(lambda _, member: replace(member, paper=replace(member.paper, **changes)))


def another_day_in_the_record(_: date, member: Member) -> Member:
    """Let the court's record name a day three weeks after the one on the paper."""
    assert member.paper.hearing_on
    hearing_on = member.paper.hearing_on + timedelta(days=21)
    return replace(member, court=CourtSays(status="pending", hearing_on=hearing_on, source=RECORD))


def heard_already(on: date, member: Member) -> Member:
    """Let the only hearing known lie nine days back."""
    hearing_on = on - timedelta(days=9)
    paper = replace(member.paper, served_on=on - timedelta(days=70), hearing_on=hearing_on, printed="8:30 AM")
    return replace(member, paper=paper, court=CourtSays(status="pending", hearing_on=hearing_on, source=RECORD))


def served_long_ago(on: date, member: Member) -> Member:
    """Let the notice be older than the days a court needs to enter it, and the record show nothing."""
    return replace(member, paper=replace(member.paper, served_on=on - timedelta(days=25)), court=CourtSays())


def one_adult(family: Family) -> bool:
    """Say whether someone came alone."""
    return len(family.members) == 1


def with_children(family: Family) -> bool:
    """Say whether children came with an adult."""
    return len(family.adults) < len(family.members)


def led_by_a_woman(family: Family) -> bool:
    """Say whether the first adult is a woman."""
    return family.members[0].woman


def from_guatemala(family: Family) -> bool:
    """Say whether a Mayan language may be the only one they have."""
    return family.members[0].nationality == "GTM"


def anyone(family: Family) -> bool:
    """Say that any family fits."""
    return bool(family.members)
