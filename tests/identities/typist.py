"""A typist's errors: the paper is read rightly and the fingers slip.

Letters by where keys lie, doubled or lost; accents left out; a name skipped or the surnames changed about; day and
month the other way; a figure of the date or number mistyped. It knows nothing of how names sound.
"""

from dataclasses import replace
from datetime import date

from numpy.random import Generator

from tests.identities.population import Written

ROWS = ("qwertyuiop", "asdfghjklñ", "zxcvbnm")
BESIDE = {
    sign: [row[at + step] for step in (-1, 1) if 0 <= at + step < len(row)]
    for row in ROWS
    for at, sign in enumerate(row)
}
PLAIN = str.maketrans("áéíóúüñÁÉÍÓÚÑ", "aeiouunAEIOUN")


def typed(*, person: Written, rng: Generator) -> Written:
    """Write a person down once more, as a hurried typist: one to three slips."""
    slips = 1 + int(rng.random() < 0.45) + int(rng.random() < 0.2)
    written = replace(person, given=_plain(person.given), surnames=_plain(person.surnames))
    if rng.random() < 0.4:
        written = replace(written, number="")
    for _ in range(slips):
        slip = rng.choice(SLIPS, p=SHARES)
        written = slip(written, rng)
    return written


def _plain(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.translate(PLAIN) for name in names)


def slip_letter(person: Written, rng: Generator) -> Written:
    """Slip in one letter of one name."""
    if rng.random() < 0.5:
        return replace(person, given=_one_slipped(person.given, rng))
    return replace(person, surnames=_one_slipped(person.surnames, rng))


def lose_name(person: Written, rng: Generator) -> Written:
    """Skip the second given name or a surname."""
    if len(person.given) > 1 and rng.random() < 0.6:
        return replace(person, given=person.given[:1])
    return replace(person, surnames=person.surnames[: 1 if rng.random() < 0.8 else None])


def turn_surnames(person: Written, rng: Generator) -> Written:
    """Write the surnames in the other order, or before the given names."""
    if rng.random() < 0.5:
        return replace(person, surnames=person.surnames[::-1])
    return replace(person, surnames_first=True)


def turn_date(person: Written, rng: Generator) -> Written:
    """Write the month where the day belongs, where that is a date."""
    born = person.born_on
    if born is None or born.day > 12:
        return slip_date(person, rng)
    return replace(person, born_on=date(born.year, born.day, born.month))


def slip_date(person: Written, rng: Generator) -> Written:
    """Mistype one figure of the date, where what comes out is a date."""
    if person.born_on is None:
        return person
    figures = list(person.born_on.isoformat())
    at = int(rng.choice([2, 3, 5, 6, 8, 9]))
    figures[at] = str(rng.integers(10))
    try:
        born = date.fromisoformat("".join(figures))
    except ValueError:
        return person
    return replace(person, born_on=born if 1930 < born.year < 2022 else person.born_on)


def slip_number(person: Written, rng: Generator) -> Written:
    """Mistype one figure of the number, or swap two."""
    number = person.number
    if not number:
        return slip_letter(person, rng)
    at = int(rng.integers(1, len(number) - 1))
    if rng.random() < 0.5:
        return replace(person, number=number[:at] + str(rng.integers(10)) + number[at + 1 :])
    return replace(person, number=number[:at] + number[at + 1] + number[at] + number[at + 2 :])


def _one_slipped(names: tuple[str, ...], rng: Generator) -> tuple[str, ...]:
    at = int(rng.integers(len(names)))
    return tuple(_slipped(name, rng) if index == at else name for index, name in enumerate(names))


def _slipped(name: str, rng: Generator) -> str:
    at, how = int(rng.integers(len(name))), int(rng.integers(4))
    if how == 0:  # lost
        return name[:at] + name[at + 1 :] if len(name) > 2 else name
    if how == 1:  # twice
        return name[: at + 1] + name[at:]
    if how == 2 and at + 1 < len(name):  # out of turn
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    near = BESIDE.get(name[at].lower(), ["e"])
    return name[:at] + str(rng.choice(near)) + name[at + 1 :]


SLIPS = (slip_letter, lose_name, turn_surnames, turn_date, slip_date, slip_number)
SHARES = (0.42, 0.16, 0.1, 0.1, 0.1, 0.12)
