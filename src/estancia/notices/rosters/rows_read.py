"""Rows as they were read, held column by column: a hundred thousand of them are checked without being built.

A row is built when somebody looks at it, or when something in it is wrong or differs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from estancia.notices.rosters.columns import Columns, Field
from estancia.notices.rosters.keeping import EMPTY, NAMES, joined, parts_of_text
from estancia.notices.rosters.proposals import BLOCKING, Proposal, RowProblem, RowRead

Where = Field | int  # the field of a column, or the column's place
Facts = Mapping[str, Sequence[object]]  # by the name of a fact of `Proposal`
Wrong = dict[int, list[tuple[Where, str]]]  # by the place of the row: where, and the code
SHOWN = 60  # letters of a cell shown beside what is wrong in it


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsRead(Sequence[RowRead]):
    """The rows of a sheet. `numbers` are the spreadsheet's; facts that no column holds are left out of `facts`."""

    numbers: Sequence[int]
    cells: Sequence[tuple[str, ...]]
    columns: Columns
    facts: Facts
    wrong: Wrong
    keys: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", self._keys())

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        number = self.numbers[place]
        said = self.wrong.get(place % len(self), ())
        problems = tuple(self._problem(number, self.cells[place], where, code) for where, code in said)
        return RowRead(number, self.proposal(place=place), problems)

    def proposal(self, *, place: int) -> Proposal:
        """Build what one row proposes."""
        return Proposal(**(EMPTY | {name: column[place] for name, column in self.facts.items()}))  # type: ignore[arg-type]

    def texts(self) -> Iterator[str]:
        """Give each row's text as `keeping.text_of` its proposal would, in order."""
        parts = [self._parts(name) for name in NAMES if name in self.facts]
        return (joined(parts=row) for row in zip(*parts, strict=True))

    def to_mend(self, *, place: int) -> bool:
        """Say whether a problem keeps this row from being kept."""
        return any(code in BLOCKING for _, code in self.wrong.get(place, ()))

    def _parts(self, name: str) -> Iterator[str]:
        column = self.facts[name]
        return map(parts_of_text(name=name, values=set(column)).__getitem__, column)

    def _keys(self) -> list[str]:
        """Give each row's key, as `Proposal.key` would."""
        numbers = self.facts.get("notice_number") or [None] * len(self)
        return [str(number) if number else self.proposal(place=place).key for place, number in enumerate(numbers)]

    def _problem(self, number: int, row: tuple[str, ...], where: Where, code: str) -> RowProblem:
        place = where if isinstance(where, int) else self.columns.column_of(where)
        if place is None:  # an hour that stood beside its date
            place = self.columns.column_of(Field.HEARING_ON) or 0
        heading = self.columns.headings[place] if place < len(self.columns.headings) else ""
        written = row[place][:SHOWN].replace("\x00", "") if place < len(row) else ""
        return RowProblem(cell=f"{letters(place=place)}{number}", heading=heading, code=code, written=written)


def letters(*, place: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
