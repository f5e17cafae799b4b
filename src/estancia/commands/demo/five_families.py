"""The families of the check: a plain one, four whom the rules must not pass over, and those who get another answer."""

from dataclasses import replace
from datetime import date, timedelta

from estancia.commands.demo.people import CourtSays, Family, Member, Paper
from estancia.commands.demo.population import CALM

JUAREZ = "08037"
RECORD = "EOIR"


def five_families(*, on: date) -> dict[str, Family]:
    """Give the families by name, arriving in Ciudad Juárez on this day."""
    mother, son = _adult("Prueba Rivera Solís", on=on), _child("Nilo Rivera Solís", on=on, with_whom="parent")
    return {
        "plain": _family(on, mother, son),
        "pregnant": _family(on, _saying(_adult("Prueba Molina Paz", on=on), "person.pregnant")),
        "aunt": _family(
            on, _adult("Prueba Funes Lara", on=on), _child("Ada Funes Cruz", on=on, with_whom="other_adult")
        ),
        "false date": _family(on, _another_day(_adult("Prueba Sosa Ávila", on=on))),
        "asylum": _family(on, _saying(_adult("Prueba Zepeda Arias", on=on), "person.asks_asylum_in_mexico")),
    }


def more_families(*, on: date) -> dict[str, Family]:
    """Give those who ask for nothing, are not covered, have a card taken back, or find the place full or unsafe."""
    outside = replace(_adult("Prueba Lagos Mena", on=on), interviewed_by_us="no")
    return {
        "says no": _passing_by("Prueba Nieto Robles", on=on),
        "not covered": _family(on, outside),
        "revoked": _family(on, _adult("Prueba Cano Prado", on=on)),
        "place full": _family(on, _adult("Prueba Vega Luna", on=on)),
        "two spellings": _passing_by("Prueba Ribera Solis", on=on),
        "place unsafe": _family(on, _adult("Prueba Rojas Peña", on=on)),
    }


def two_spellings(*, on: date) -> tuple[tuple[Family, Family], ...]:
    """Give two women who were each written down twice, on two days and in two spellings, asking for nothing."""
    pairs = (
        ("Ximena Duarte Orozco", "Jimena Duarte Orosco"),
        ("Fátima Ochoa Bermúdez", "Fatima Ochoa Vermudes"),
    )
    return tuple((_passing_by(first, on=on), _passing_by(second, on=on)) for first, second in pairs)


def one_woman(name: str, *, on: date) -> Family:
    """Give a woman of about thirty, alone, who arrives in Ciudad Juárez on this day with papers in order."""
    return _family(on, _adult(name, on=on))


def _passing_by(name: str, *, on: date) -> Family:
    return replace(_family(on, _adult(name, on=on)), requests_admission="no")


def _family(on: date, *members: Member) -> Family:
    return Family(number=0, on=on, minute=9 * 60, location=JUAREZ, members=members)


def _adult(name: str, *, on: date) -> Member:
    """A woman of about thirty from Nicaragua with papers in order, who asks freely and says she fears nothing."""
    hearing_on = on + timedelta(days=40)
    return Member(
        name=name,
        woman=True,
        age=31,
        born_on=on - timedelta(days=31 * 365 + 100),
        nationality="NIC",
        best_language="spa",
        languages=("spa",),
        entry="between_ports",
        paper=Paper(
            number=f"DEMO-{sum(map(ord, name)):08d}",
            served_on=on - timedelta(days=2),
            hearing_on=hearing_on,
            hearing_location="El Paso",
            address="Calle 5 número 210",
            printed=f"{hearing_on:%m/%d/%Y} 8:30 AM",
        ),
        court=CourtSays(status="pending", hearing_on=hearing_on, source=RECORD),
        private=CALM,
    )


def _child(name: str, *, on: date, with_whom: str) -> Member:
    return replace(
        _adult(name, on=on), woman=False, age=8, born_on=on - timedelta(days=8 * 365 + 100), accompanied_by=with_whom
    )


def _saying(member: Member, path: str) -> Member:
    return replace(member, private={**member.private, path: "yes"})


def _another_day(member: Member) -> Member:
    """The paper promises a day that the court's own record does not know."""
    assert member.paper.hearing_on
    return replace(member, court=replace(member.court, hearing_on=member.paper.hearing_on + timedelta(days=90)))
