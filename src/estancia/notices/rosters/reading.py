"""A sheet as proposals, row by row, each with what is wrong in it.

Read column by column, each differing text once: 100,000 rows hold a few thousand dates and a few dozen countries.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from itertools import zip_longest

from estancia.notices.hearing_places import hearing_places
from estancia.notices.rosters import codes, dates, naming
from estancia.notices.rosters.columns import NAME_PARTS, Columns, Field
from estancia.notices.rosters.rows_read import Facts, RowsRead, Where, Wrong
from estancia.notices.rosters.sheets import Sheet
from estancia.notices.rosters.texts import Read, clean_each
from estancia.people import fold_name
from estancia.places import location

Cells = Sequence[tuple[str, ...]]
Values = dict[str, object]  # by text
Plainly = tuple[Callable[[str], object], slice]
Found = tuple[int, Where, str]  # the row's place, where in it, the code of what is wrong
DAYS = (Field.BORN_ON, Field.SERVED_ON, Field.HEARING_ON, Field.CHECK_IN_ON)
PLAIN = (Field.LANGUAGE, Field.FAMILY_NUMBER, Field.ADDRESS)
ALONE = (
    Field.NOTICE_NUMBER, Field.NATIONALITY, *PLAIN, Field.SERVED_ON, Field.HEARING_ON, Field.HEARING_AT,
    Field.HEARING_PLACE, Field.CHECK_IN_ON, Field.CHECK_IN_AT, Field.PORT, Field.CASE_STATUS,
)  # fmt: skip
SATURDAY = 5
COURT_HOURS = (time(7), time(18))
# Signs that a cell holds what belongs to its neighbour; three in a row, or two with a date among them, are a shift.
MISPLACED = frozenset(
    {"date_in_code_field", "day_unreadable", "number_unreadable", "hour_unreadable", "nationality_unknown"}
)


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column says, row by row, None where nothing; and by row the code of what is wrong."""

    values: list[object]
    wrong: Mapping[int, str]


def read_rows(
    *, sheet: Sheet, columns: Columns, today: date, orders: Mapping[Field, dates.Order] | None = None
) -> RowsRead:
    """Read every row below the headings; blank rows are passed over.

    `orders` is a person's choice, by column, of what comes first in 03/04/2019.
    """
    numbered = [(n, row) for n, row in enumerate(sheet.rows, start=1) if n > columns.heading_row + 1 and any(row)]
    numbers, cells = [n for n, _ in numbered], [row for _, row in numbered]
    texts = list(zip_longest(*cells, fillvalue="")) or [()]
    read: dict[Field, _Column] = {
        field: _column(field, texts[place], _how(field, sheet, today, orders or {}))
        for place, field in enumerate(columns.fields)
        if field is not None and field is not Field.LEFT_OUT and place < len(texts)
    }
    _take_hours_within(read, texts, columns)
    facts = _facts(read, len(cells))
    wrong: Wrong = {}
    for field, column in read.items():
        for row, code in column.wrong.items():
            wrong.setdefault(row, []).append((field, code))
    for row, where, code in list(_across(facts, columns, wrong, cells)):
        wrong.setdefault(row, []).append((where, code))
    return RowsRead(numbers=numbers, cells=cells, columns=columns, facts=facts, wrong=wrong)


def _how(field: Field, sheet: Sheet, today: date, orders: Mapping[Field, dates.Order]) -> dates.Reading:
    chosen = orders.get(field, dates.Order.UNKNOWN)
    return dates.Reading(order=chosen, starts_1904=sheet.starts_1904, born=field is Field.BORN_ON, today=today)


def _column(field: Field, texts: Sequence[str], how: dates.Reading) -> _Column:
    cleaned, wrong = clean_each(texts=set(texts))
    said = set(cleaned.values()) - {""}
    understood, doubts = _read_each(said, _reader(field, said, how), PLAINLY.get(field))
    if doubts:
        wrong |= {raw: doubts[text] for raw, text in cleaned.items() if text in doubts}
    return _once_each(texts, {raw: understood.get(text) for raw, text in cleaned.items()}, wrong)


def _read_each(
    texts: set[str], reader: Callable[[str], Read], plainly: Plainly | None
) -> tuple[Values, dict[str, str]]:
    """Read each differing text; most numbers and names need no more than a look."""
    if plainly is None:
        read: dict[str, Read] = {text: reader(text) for text in texts}
        values: Values = {text: value for text, (value, _) in read.items()}
    else:
        looks, most = plainly
        values = {text: text[most] for text in texts if looks(text)}
        read = {text: reader(text) for text in texts - values.keys()}
        values |= {text: value for text, (value, _) in read.items()}
    return values, {text: code for text, (_, code) in read.items() if code}


def _once_each(texts: Sequence[str], values: Values, wrong: Mapping[str, str]) -> _Column:
    """Give each row what its text was read as."""
    rows = {row: wrong[text] for row, text in enumerate(texts) if text in wrong} if wrong else {}
    return _Column(values=list(map(values.__getitem__, texts)), wrong=rows)


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
    **dict.fromkeys(NAME_PARTS, naming.read_part),
}
# What most texts of a column look like, and which of their letters are then the value.
PLAINLY: Mapping[Field, Plainly] = {
    Field.NOTICE_NUMBER: (codes.WHOLE.fullmatch, slice(-codes.LONGEST, None)),
    **dict.fromkeys(NAME_PARTS, (naming.PLAIN.fullmatch, slice(naming.LONGEST))),
    **dict.fromkeys(PLAIN, (bool, slice(None))),
}


def _take_hours_within(read: dict[Field, _Column], texts: Sequence[Sequence[str]], columns: Columns) -> None:
    """Where no column gives the hours, one that stands beside its date in the same cell is taken."""
    for day, hour in ((Field.HEARING_ON, Field.HEARING_AT), (Field.CHECK_IN_ON, Field.CHECK_IN_AT)):
        place = columns.column_of(day)
        if day not in read or place is None or hour in read:
            continue
        within = {text: dates.hour_within(text=text) for text in set(texts[place])}
        said = set(within.values()) - {""}
        if said:
            hours, doubts = _read_each(said, _READERS[hour], None)
            wrong = {raw: doubts[text] for raw, text in within.items() if text in doubts}
            read[hour] = _once_each(texts[place], {raw: hours.get(text) for raw, text in within.items()}, wrong)


def _facts(read: Mapping[Field, _Column], rows: int) -> Facts:
    """Give the columns of a proposal that the sheet holds; a birth is a day or a bare year."""
    facts: dict[str, Sequence[object]] = {str(field): read[field].values for field in ALONE if field in read}
    for field in PLAIN:
        if field in read:
            facts[field] = [value or "" for value in read[field].values]
    facts["name"] = naming.names_of(columns={field: column.values for field, column in read.items()}, rows=rows)
    if Field.BORN_ON in read:
        born = read[Field.BORN_ON].values
        facts["born_on"] = [value if isinstance(value, date) else None for value in born]
        if any(isinstance(value, int) for value in set(born)):
            facts["born_year"] = [value if isinstance(value, int) else None for value in born]
    return facts


def _across(facts: Facts, columns: Columns, wrong: Wrong, cells: Cells) -> Iterator[Found]:
    """What only shows when cells, or rows, are held side by side."""
    yield from _beside(facts, len(cells))
    where = columns.name_field
    yield from ((row, where, "name_missing") for row, name in enumerate(facts["name"]) if not name)
    yield from ((row, where, "one_word_alone") for row in _told_by_a_word(facts))
    yield from _numbers(facts, wrong)
    width = len(columns.headings)
    wide = {row for row, texts in enumerate(cells) if len(texts) > width}
    yield from ((row, width, "row_shifted") for row in sorted(wide))
    for row, said in wrong.items():
        if row not in wide and _shifted([code for _, code in said]):
            yield row, 0, "row_shifted"


def _told_by_a_word(facts: Facts) -> Iterator[int]:
    """Give the rows of a list without numbers that say one word of a name, and neither birth nor nationality."""
    if Field.NOTICE_NUMBER in facts:  # `_numbers` says it
        return
    further = [facts[fact] for fact in ("born_on", "born_year", "nationality") if fact in facts]
    for row, name in enumerate(facts["name"]):
        if name and " " not in str(name) and not any(column[row] for column in further):
            yield row


def _numbers(facts: Facts, wrong: Wrong) -> Iterator[Found]:
    numbers = facts.get(Field.NOTICE_NUMBER)
    if numbers is None:
        return
    for row, number in enumerate(numbers):
        if number is None and not any(field is Field.NOTICE_NUMBER for field, _ in wrong.get(row, ())):
            yield row, Field.NOTICE_NUMBER, "number_missing"


def _shifted(said: list[str]) -> bool:
    misplaced = [code for code in said if code in MISPLACED]
    return len(misplaced) > 2 or (len(misplaced) > 1 and "date_in_code_field" in misplaced)


def _beside(facts: Facts, rows: int) -> Iterator[Found]:
    nothing = [None] * rows
    hearings = facts.get("hearing_on")
    if hearings is not None:
        places = _where(hearings, lambda day: day is not None and day.weekday() >= SATURDAY)
        yield from ((row, Field.HEARING_ON, "hearing_on_weekend") for row in places)
        both = zip(hearings, facts.get("served_on", nothing), strict=True)
        late = _where(both, lambda pair: None not in pair and pair[0] <= pair[1])
        yield from ((row, Field.HEARING_ON, "served_after_hearing") for row in late)
        closed = _where(zip(hearings, facts.get("case_status", nothing), strict=True), _closed_with_a_date)
        yield from ((row, Field.HEARING_ON, "closed_case_with_a_date") for row in closed)
    hours = _where(facts.get("hearing_at", nothing), _at_night)
    yield from ((row, Field.HEARING_AT, "hour_at_night") for row in hours)
    apart = _where(zip(facts.get("hearing_place", nothing), facts.get("port", nothing), strict=True), _apart)
    yield from ((row, Field.HEARING_PLACE, "place_not_by_this_port") for row in apart)


def _where(values: Iterable, holds: Callable) -> list[int]:
    """Give the rows of which it holds, asking once for each differing value."""
    listed = list(values)
    those = {value for value in set(listed) if holds(value)}
    return [row for row, value in enumerate(listed) if value in those] if those else []


def _closed_with_a_date(pair: tuple[date | None, str | None]) -> bool:
    return pair[0] is not None and pair[1] == "closed"


def _at_night(hour: time | None) -> bool:
    return hour is not None and not COURT_HOURS[0] <= hour < COURT_HOURS[1]


def _apart(pair: tuple[str | None, str | None]) -> bool:
    place, port = pair
    return bool(place and port) and not _go_together(str(place), str(port))


@cache
def _go_together(place: str, port: str) -> bool:
    heard, returned = hearing_places().get(place), location(port)
    return not (heard and heard.port and returned) or fold_name(heard.port) == fold_name(returned.us_port)
