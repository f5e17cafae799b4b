"""Rows as they were read, held column by column: a hundred thousand of them are checked without being built.

A row is built when somebody looks at it, or when something in it is wrong or differs.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat

from estancia.notices.rosters.columns import Columns, Field
from estancia.notices.rosters.keeping import EMPTY, NAMES, joined, parts_of_text
from estancia.notices.rosters.proposals import BLOCKING, Proposal, RowProblem, RowRead
from estancia.notices.rosters.telling_apart import Together, together

Where = Field | int  # the field of a column, or the column's place
Facts = Mapping[str, Sequence[object]]  # by the name of a fact of `Proposal`
Wrong = dict[int, list[tuple[Where, str]]]  # by the place of the row: where, and the code
SHOWN = 60  # letters of a cell shown beside what is wrong in it
PRINTED = 120  # letters kept of what a row prints of a hearing
PART = " · "
HEARING = frozenset({Field.HEARING_ON, Field.HEARING_AT, Field.HEARING_PLACE})
CHECK_IN = frozenset({Field.CHECK_IN_ON, Field.CHECK_IN_AT, Field.PORT})
OF_SEVERAL = {"same_number", "same_name", "told_twice"}  # codes whose sentence names the rows


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsRead(Sequence[RowRead]):
    """The rows of a sheet. `numbers` are the spreadsheet's; facts that no column holds are left out of `facts`.

    Rows that share a key are `together`: those that differ are wrong until a person has told them apart.
    """

    numbers: Sequence[int]
    cells: Sequence[tuple[str, ...]]
    columns: Columns
    facts: Facts
    wrong: Wrong
    keys: Sequence[str] = field(init=False)
    together: Together = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", self._keys())
        object.__setattr__(self, "together", together(keys=self.keys, said=self.facts, cells=self.cells))
        self._say_which_share()

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        number = self.numbers[place]
        said = self.wrong.get(place % len(self), ())
        problems = tuple(self._problem(place % len(self), where, code) for where, code in said)
        return RowRead(number, self.proposal(place=place), problems)

    def proposal(self, *, place: int) -> Proposal:
        """Build what one row proposes."""
        return Proposal(**(EMPTY | {name: column[place] for name, column in self.facts.items()}))  # type: ignore[arg-type]

    def texts(self) -> Iterator[str]:
        """Give each row's text as `keeping.text_of` its proposal would, in order."""
        parts = [self._parts(name) for name in NAMES if name in self.facts]
        return (joined(parts=row) for row in zip(*parts, strict=True))

    def printed(self) -> list[tuple[str, str]]:
        """Give how each row writes its hearing, and its check-in: the cells as they stand, in the order of the list."""
        return list(zip(self._written(HEARING), self._written(CHECK_IN), strict=True))

    def _written(self, fields: Collection[Field]) -> Iterable[str]:
        places = [place for place, field in enumerate(self.columns.fields) if field in fields]
        if not places:
            return repeat("", len(self))
        columns = ([row[place] if place < len(row) else "" for row in self.cells] for place in places)
        cells = list(zip(*columns, strict=True))
        once = {each: PART.join(filter(None, map(_one_line, each)))[:PRINTED] for each in set(cells)}
        return map(once.__getitem__, cells)

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

    def _say_which_share(self) -> None:
        """Say of each row what it shares with which others."""
        for row in self.together.crowded:
            self.wrong.setdefault(row, []).append((self._key_field(row), "shared_by_many"))
        for row in self.together.apart:
            code = "same_number" if self._key_field(row) is Field.NOTICE_NUMBER else "same_name"
            self.wrong.setdefault(row, []).append((self._key_field(row), code))

    def _key_field(self, row: int) -> Field:
        return Field.NOTICE_NUMBER if self.keys[row].isdigit() else self.columns.name_field

    def beside(self, *, place: int) -> tuple[int, ...]:
        """Give the spreadsheet's numbers of the rows that share a key with this one, itself among them."""
        return tuple(self.numbers[one] for one in self.together.apart.get(place, ()))

    def _problem(self, at: int, where: Where, code: str) -> RowProblem:
        number, row = self.numbers[at], self.cells[at]
        place = where if isinstance(where, int) else self.columns.column_of(where)
        if place is None:  # an hour that stood beside its date
            place = self.columns.column_of(Field.HEARING_ON) or 0
        heading = self.columns.headings[place] if place < len(self.columns.headings) else ""
        written = row[place][:SHOWN].replace("\x00", "") if place < len(row) else ""
        rows = self.beside(place=at) if code in OF_SEVERAL else ()
        return RowProblem(
            cell=f"{letters(place=place)}{number}", heading=heading, code=code, written=written, rows=rows
        )


def _one_line(cell: str) -> str:
    return " ".join(cell.replace("\x00", "").split())


def letters(*, place: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
