"""Which column holds what: proposed from Spanish or English headings, and remembered by the set of headings."""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from estancia.notices.rosters.refusals import NoHeadings, NoRows
from estancia.notices.rosters.sheets import Sheet, column_letter
from estancia.wording import ForPeople, Sentence

LOOKED_AT = 20  # rows among which the headings are looked for


class Field(StrEnum):
    """What a column may hold. `left_out` is recognised and not read."""

    NOTICE_NUMBER = "notice_number"
    NAME = "name"
    GIVEN_NAMES = "given_names"
    SECOND_GIVEN_NAME = "second_given_name"
    SURNAMES = "surnames"
    FIRST_SURNAME = "first_surname"
    SECOND_SURNAME = "second_surname"
    BORN_ON = "born_on"
    NATIONALITY = "nationality"
    LANGUAGE = "language"
    FAMILY_NUMBER = "family_number"
    SERVED_ON = "served_on"
    HEARING_ON = "hearing_on"
    HEARING_AT = "hearing_at"
    HEARING_PLACE = "hearing_place"
    CHECK_IN_ON = "check_in_on"
    CHECK_IN_AT = "check_in_at"
    PORT = "port"
    CASE_STATUS = "case_status"
    ADDRESS = "address"
    LEFT_OUT = "left_out"


# In the order in which a name is said.
NAME_PARTS = (
    Field.NAME,
    Field.GIVEN_NAMES,
    Field.SECOND_GIVEN_NAME,
    Field.SURNAMES,
    Field.FIRST_SURNAME,
    Field.SECOND_SURNAME,
)
NAMES = frozenset({Field.NAME, Field.GIVEN_NAMES, Field.SURNAMES, Field.FIRST_SURNAME})

SURNAMES = frozenset({Field.SURNAMES, Field.FIRST_SURNAME, Field.SECOND_SURNAME})

PLAIN_NAME = frozenset({"nombre", "nombres"})  # the whole name where nothing else names the person
FAMILY = frozenset({"family", "familia"})  # the surnames where given names stand without any; the group elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """A mapping: the headings as written, the field of each (None: nobody said), and where the headings stand.

    `heading_row` counts from 0. `key` names the set of headings, in any order, so that a choice can be remembered.
    """

    heading_row: int
    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    key: str
    remembered: bool = False

    def column_of(self, field: Field) -> int | None:
        """Give the column that holds a field, counted from 0."""
        return self.fields.index(field) if field in self.fields else None

    @property
    def name_field(self) -> Field:
        """The first field that holds a name or a part of one."""
        return next((field for field in self.fields if field in NAME_PARTS), Field.NAME)

    @property
    def told_apart(self) -> tuple[str, ...]:
        """The headings as a person is asked about them: what is written twice bears the letter of its column."""
        folded = [fold(heading) for heading in self.headings]
        return tuple(
            f"{heading} ({column_letter(place)})" if heading and folded.count(folded[place]) > 1 else heading
            for place, heading in enumerate(self.headings)
        )

    @property
    def not_understood(self) -> tuple[int, ...]:
        """Columns with a heading and no field: a person says what they hold, or that they are left out."""
        named = zip(self.headings, self.fields, strict=True)
        return tuple(place for place, (heading, field) in enumerate(named) if heading and field is None)


class FieldTwice(ForPeople):
    """Two columns were said to hold the same thing: nobody would know which of the two to believe."""

    sentence = Sentence(
        es="Dos columnas dicen contener lo mismo. No se sabría a cuál creer. Elija una, y en la otra «no se lee».",
        en="Two columns are said to hold the same thing. Nobody would know which to believe. Choose one, and “not "
        "read” for the other.",
    )


def propose_columns(*, sheet: Sheet, remembered: Mapping[str, Mapping[str, str]]) -> Columns:
    """Find the headings and propose what each column holds. Raises `NoHeadings`, `NoRows`.

    `remembered` holds, by `Columns.key`, what people said before: the field's word by folded heading.
    """
    heading_row = _heading_row(sheet)
    headings = tuple(" ".join(heading.split()) for heading in sheet.rows[heading_row])
    if heading_row + 1 >= len(sheet.rows):
        raise NoRows
    key = heading_key(headings=headings)
    said = remembered.get(key, {})
    words = {folded: Field(word) for folded, word in said.items() if word in Field._value2member_map_}
    said_elsewhere = set(words.values()) - {Field.LEFT_OUT}
    guessed = [None if field in said_elsewhere else field for field in _by_headings(headings=headings)]
    named = zip(_each_folded(headings), guessed, strict=True)
    return Columns(
        heading_row=heading_row,
        headings=headings,
        fields=_once([words.get(folded) or field for folded, field in named]),
        key=key,
        remembered=bool(words),
    )


def choose_columns(*, columns: Columns, chosen: Mapping[int, Field | None]) -> Columns:
    """Put a person's choice in place of the proposal, by column.

    Raises `NoHeadings` when nothing names anyone, `FieldTwice` when two columns are said to hold the same.
    """
    said = [chosen.get(place, field) for place, field in enumerate(columns.fields)]
    fields = _once(said)
    if list(fields) != said:
        raise FieldTwice
    if not NAMES.intersection(fields) and Field.NOTICE_NUMBER not in fields:
        raise NoHeadings
    return Columns(heading_row=columns.heading_row, headings=columns.headings, fields=fields, key=columns.key)


def to_remember(*, columns: Columns) -> dict[str, str]:
    """Give what is worth remembering under `columns.key`: the field's word by folded heading."""
    pairs = zip(_each_folded(columns.headings), columns.fields, strict=True)
    return {folded: str(field) for folded, field in pairs if folded and field is not None}


def heading_key(*, headings: Sequence[str]) -> str:
    """Name a set of headings, whatever their order, case or accents."""
    folded = sorted({fold(heading) for heading in headings} - {""})
    return hashlib.sha256("\n".join(folded).encode()).hexdigest()[:32]


def fold(heading: str) -> str:
    """Fold a heading: no case, accents or signs, words apart by one space."""
    decomposed = unicodedata.normalize("NFKD", heading.casefold().replace("º", " ").replace("°", " "))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", letters).split())


@cache
def known_headings() -> Mapping[str, Field]:
    """Every heading we know, folded, with its field; EOIR's own column names among them."""
    table = tomllib.loads(files("estancia.notices.rosters").joinpath("fields.toml").read_text(encoding="utf-8"))
    known = {fold(heading): Field(field) for field, row in table.items() for heading in row["headings"]}
    return known | {fold(field.value): field for field in Field}


def _heading_row(sheet: Sheet) -> int:
    """The row among the first ones with most headings we know; it must name people or notices."""
    best, best_score = -1, 0
    for place, row in enumerate(sheet.rows[:LOOKED_AT]):
        known = {known_headings().get(fold(cell)) for cell in row} - {None}
        if len(known) > best_score and (known & NAMES or Field.NOTICE_NUMBER in known):
            best, best_score = place, len(known)
    if best < 0:
        raise NoHeadings
    return best


def _each_folded(headings: Sequence[str]) -> list[str]:
    """Fold each heading; the second under one name, and those after it, with their count below, which no fold gives."""
    folded = [fold(heading) for heading in headings]
    earlier = (folded[:place].count(one) for place, one in enumerate(folded))
    return [f"{one}\n{before + 1}" if one and before else one for one, before in zip(folded, earlier, strict=True)]


def _by_headings(*, headings: Sequence[str]) -> list[Field | None]:
    """Give the field of each heading, where some words depend on what stands beside them.

    A plain "Nombre" that no other part of a name stands beside is the whole name; "Family" beside given names, with no
    surnames elsewhere, is the surnames.
    """
    folded = [fold(heading) for heading in headings]
    known = [known_headings().get(one) for one in folded]
    parts = [field for field in known if field in NAME_PARTS]
    depends: dict[str, Field] = {}
    if parts == [Field.GIVEN_NAMES]:
        depends |= dict.fromkeys(PLAIN_NAME, Field.NAME)
    if Field.GIVEN_NAMES in parts and not SURNAMES.union({Field.NAME}).intersection(parts):
        depends |= {} if PLAIN_NAME.intersection(folded) else dict.fromkeys(FAMILY, Field.SURNAMES)
    return [depends.get(one) or field for one, field in zip(folded, known, strict=True)]


def _once(fields: list[Field | None]) -> tuple[Field | None, ...]:
    """A field belongs to its first column; a second one under the same name is left for a person to say."""
    taken: set[Field] = set()
    out: list[Field | None] = []
    for field in fields:
        again = field in taken and field is not Field.LEFT_OUT
        out.append(None if again else field)
        if field is not None:
            taken.add(field)
    return tuple(out)
