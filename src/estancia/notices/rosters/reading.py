"""A sheet as proposals, row by row, each with what is wrong in it.

Read column by column, each differing text once: 100,000 rows hold a few thousand dates and a few dozen countries.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time
from functools import cache

from estancia.notices.hearing_places import hearing_places
from estancia.notices.rosters import codes, dates, naming
from estancia.notices.rosters.columns import Columns, Field
from estancia.notices.rosters.proposals import Proposal, RowProblem, RowRead
from estancia.notices.rosters.sheets import Sheet
from estancia.notices.rosters.texts import Read, clean
from estancia.people import fold_name
from estancia.places import location

Column = list[Read]
Cells = Sequence[tuple[str, ...]]
Wrong = dict[int, list[tuple[Field | int, str]]]
DAYS = (Field.BORN_ON, Field.SERVED_ON, Field.HEARING_ON, Field.CHECK_IN_ON)
PLAIN = (Field.LANGUAGE, Field.FAMILY_NUMBER, Field.ADDRESS)
SATURDAY = 5
SHOWN = 60  # letters of a cell shown beside what is wrong in it
COURT_HOURS = (time(7), time(18))
# Signs that a cell holds what belongs to its neighbour; three in a row, or two with a date among them, are a shift.
MISPLACED = frozenset(
    {"date_in_code_field", "day_unreadable", "number_unreadable", "hour_unreadable", "nationality_unknown"}
)


def read_rows(
    *, sheet: Sheet, columns: Columns, today: date, orders: Mapping[Field, dates.Order] | None = None
) -> tuple[RowRead, ...]:
    """Read every row below the headings; blank rows are passed over.

    `orders` is a person's choice, by column, of what comes first in 03/04/2019.
    """
    numbered = [(n, row) for n, row in enumerate(sheet.rows, start=1) if n > columns.heading_row + 1 and any(row)]
    cells = [row for _, row in numbered]
    read: dict[Field, Column] = {
        field: _column(field, cells, place, _how(field, sheet, today, orders or {}))
        for place, field in enumerate(columns.fields)
        if field is not None and field is not Field.LEFT_OUT
    }
    wrong: Wrong = {}
    for field, column in read.items():
        for place, (_, code) in enumerate(column):
            if code:
                wrong.setdefault(place, []).append((field, code))
    names = naming.names_of(columns=read, rows=len(cells))
    _take_hours_within(read, cells, columns)
    proposals = _proposals(read, names)
    _across(proposals, cells, columns, wrong)
    return tuple(
        RowRead(number, proposal, _problems(number, columns, cells[place], wrong.get(place, ())))
        for place, ((number, _), proposal) in enumerate(zip(numbered, proposals, strict=True))
    )


def _how(field: Field, sheet: Sheet, today: date, orders: Mapping[Field, dates.Order]) -> dates.Reading:
    chosen = orders.get(field, dates.Order.UNKNOWN)
    return dates.Reading(order=chosen, starts_1904=sheet.starts_1904, born=field is Field.BORN_ON, today=today)


def _column(field: Field, cells: Cells, place: int, how: dates.Reading) -> Column:
    texts = [row[place] if place < len(row) else "" for row in cells]
    cleaned = {text: clean(text=text) for text in set(texts)}
    reader = _reader(field, {str(text) for text, _ in cleaned.values()}, how)
    once = {raw: _read(text, code, reader) for raw, (text, code) in cleaned.items()}
    return [once[text] for text in texts]


def _read(text: object, code: str | None, reader: Callable[[str], Read]) -> Read:
    if not text:
        return None, code
    value, found = reader(str(text))
    return value, found or code


def _reader(field: Field, texts: set[str], how: dates.Reading) -> Callable[[str], Read]:
    if field in DAYS:
        order = dates.order_of(texts=texts) if how.order is dates.Order.UNKNOWN else how.order
        settled = dates.Reading(order=order, starts_1904=how.starts_1904, born=how.born, today=how.today)
        return lambda text: dates.read_day(text=text, how=settled)
    if field is Field.NATIONALITY:
        like_iso = codes.only_iso(texts=texts)
        return lambda text: codes.read_nationality(text=text, like_iso=like_iso)
    return _READERS.get(field, lambda text: (text, None))


_READERS: Mapping[Field, Callable[[str], Read]] = {
    Field.NOTICE_NUMBER: lambda text: codes.read_notice_number(text=text),
    Field.HEARING_AT: lambda text: dates.read_hour(text=text),
    Field.CHECK_IN_AT: lambda text: dates.read_hour(text=text),
    Field.HEARING_PLACE: lambda text: codes.read_hearing_place(text=text),
    Field.PORT: lambda text: codes.read_port(text=text),
    Field.CASE_STATUS: lambda text: codes.read_case_status(text=text),
    **dict.fromkeys(naming.PARTS, naming.read_part),
}


def _take_hours_within(read: dict[Field, Column], cells: Cells, columns: Columns) -> None:
    """Where no column gives the hours, one that stands beside its date in the same cell is taken."""
    for day, hour in ((Field.HEARING_ON, Field.HEARING_AT), (Field.CHECK_IN_ON, Field.CHECK_IN_AT)):
        place = columns.column_of(day)
        if place is None or hour in read:
            continue
        texts = [dates.hour_within(text=row[place]) if place < len(row) else "" for row in cells]
        read[hour] = [dates.read_hour(text=text) if text else (None, None) for text in texts]


def _proposals(read: dict[Field, Column], names: list[str]) -> list[Proposal]:
    def values(field: Field) -> list:
        return [value for value, _ in read[field]] if field in read else [None] * len(names)

    born, plain = values(Field.BORN_ON), [[value or "" for value in values(field)] for field in PLAIN]
    rows = zip(
        values(Field.NOTICE_NUMBER),
        names,
        [value if isinstance(value, date) else None for value in born],
        [value if isinstance(value, int) else None for value in born],
        values(Field.NATIONALITY),
        plain[0],
        plain[1],
        *(values(field) for field in (Field.SERVED_ON, Field.HEARING_ON, Field.HEARING_AT, Field.HEARING_PLACE)),
        *(values(field) for field in (Field.CHECK_IN_ON, Field.CHECK_IN_AT, Field.PORT, Field.CASE_STATUS)),
        plain[2],
        strict=True,
    )
    return [Proposal(*row) for row in rows]


def _across(proposals: list[Proposal], cells: Cells, columns: Columns, wrong: Wrong) -> None:
    """What only shows when cells, or rows, are held side by side."""
    width = len(columns.headings)
    times = Counter(one.notice_number for one in proposals)
    has_number = Field.NOTICE_NUMBER in columns.fields
    for place, (one, row) in enumerate(zip(proposals, cells, strict=True)):
        found: list[tuple[Field | int, str]] = [*_beside(one)]
        said = wrong.get(place, [])
        if not one.name:
            found.append((_name_field(columns), "name_missing"))
        if one.notice_number is None:
            if has_number and not any(field is Field.NOTICE_NUMBER for field, _ in said):
                found.append((Field.NOTICE_NUMBER, "number_missing"))
        elif times[one.notice_number] > 1:
            found.append((Field.NOTICE_NUMBER, "number_twice"))
        if len(row) > width:
            found.append((width, "row_shifted"))
        elif said and _shifted([code for _, code in said]):
            found.append((0, "row_shifted"))
        if found:
            wrong.setdefault(place, []).extend(found)


def _shifted(said: list[str]) -> bool:
    misplaced = [code for code in said if code in MISPLACED]
    return len(misplaced) > 2 or (len(misplaced) > 1 and "date_in_code_field" in misplaced)


def _beside(one: Proposal) -> Iterable[tuple[Field, str]]:
    day, hour = one.hearing_on, one.hearing_at
    if day is not None:
        if day.weekday() >= SATURDAY:
            yield Field.HEARING_ON, "hearing_on_weekend"
        if one.served_on is not None and day <= one.served_on:
            yield Field.HEARING_ON, "served_after_hearing"
        if one.case_status == "closed":
            yield Field.HEARING_ON, "closed_case_with_a_date"
    if hour is not None and not COURT_HOURS[0] <= hour < COURT_HOURS[1]:
        yield Field.HEARING_AT, "hour_at_night"
    if one.port and one.hearing_place and not _go_together(one.hearing_place, one.port):
        yield Field.HEARING_PLACE, "place_not_by_this_port"


@cache
def _go_together(place: str, port: str) -> bool:
    heard, returned = hearing_places().get(place), location(port)
    return not (heard and heard.port and returned) or fold_name(heard.port) == fold_name(returned.us_port)


def _name_field(columns: Columns) -> Field:
    return next((field for field in columns.fields if field in naming.PARTS), Field.NAME)


def _problems(
    number: int, columns: Columns, row: tuple[str, ...], said: Iterable[tuple[Field | int, str]]
) -> tuple[RowProblem, ...]:
    return tuple(_problem(number, columns, row, where, code) for where, code in said)


def _problem(number: int, columns: Columns, row: tuple[str, ...], where: Field | int, code: str) -> RowProblem:
    place = where if isinstance(where, int) else columns.column_of(where)
    if place is None:  # an hour that stood beside its date
        place = columns.column_of(Field.HEARING_ON) or 0
    heading = columns.headings[place] if place < len(columns.headings) else ""
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
