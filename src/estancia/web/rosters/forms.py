"""What is asked of a file and of its columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from estancia.casework.views.rosters import ColumnsShown, RosterRows
from estancia.notices.rosters import Field, Order
from estancia.notices.rosters.dates import order_of, reads_two_ways
from estancia.notices.rosters.proposals import FACT_NAMES
from estancia.web.questions import Choice, Question, Radios, Select
from estancia.web.saying import reader_language
from estancia.wording import Sentence

NOT_SAID = ""
ORDER = "order"
DAYS = (Field.BORN_ON, Field.SERVED_ON, Field.HEARING_ON, Field.CHECK_IN_ON)
LET_IT_TELL = Choice(Order.UNKNOWN, _("Let the column tell: one 25/04 settles it"))
ORDERS = (Choice(Order.DAY_FIRST, _("The day")), Choice(Order.MONTH_FIRST, _("The month")))
NOT_SENT = Sentence(
    es="No llegó ningún archivo. Elija uno en formato XLSX, XLS o CSV.",
    en="No file arrived. Choose one in XLSX, XLS or CSV.",
)


@dataclass(frozen=True, slots=True)
class Upload(Question):
    """A file to be chosen; browsers never show again what was chosen."""

    kind = "file"


def upload_question() -> Upload:
    """Ask for the file."""
    return Upload(
        name="file",
        label=_("The file with the list"),
        hint=_("XLSX, XLS or CSV, up to 24 MB and 100,000 rows. Its name is not kept."),
    )


@dataclass(frozen=True, slots=True)
class ColumnAsked(Select):
    """What one column holds; `samples` are its first cells."""

    samples: tuple[str, ...] = ()


def column_questions(*, shown: ColumnsShown) -> tuple[ColumnAsked, ...]:
    """Ask of each column with a heading what it holds; the answer proposed is chosen already."""
    language = reader_language()
    named = sorted(((str(field), FACT_NAMES[field].in_language(language)) for field in Field), key=lambda one: one[1])
    choices = (Choice(NOT_SAID, _("Not said: it is not read")), *(Choice(code, name) for code, name in named))
    return tuple(
        ColumnAsked(
            name=f"column_{column.place}",
            label=column.heading,
            value=str(column.field or NOT_SAID),
            choices=choices,
            samples=column.samples,
        )
        for column in shown.columns
        if column.heading
    )


def first_orders(*, shown: ColumnsShown) -> tuple[Radios, ...]:
    """Ask of each column of days what comes first in it, where its first cells leave that open."""
    days = [column for column in shown.columns if column.field in DAYS]
    return tuple(
        _order(name=f"{ORDER}_{one.place}", heading=one.heading, example=example, choices=(LET_IT_TELL, *ORDERS))
        for one in days
        if (example := next((text for text in one.samples if reads_two_ways(text=text)), ""))
        and order_of(texts=one.samples) is Order.UNKNOWN
    )


def later_orders(*, rows: RosterRows) -> tuple[Radios, ...]:
    """Ask the same of each column that nothing in the whole list settled."""
    return tuple(
        _order(name=f"{ORDER}_{one.field}", heading=one.heading, example=one.example or "03/04/2019", choices=ORDERS)
        for one in rows.orders
    )


def _order(*, name: str, heading: str, example: str, choices: tuple[Choice, ...]) -> Radios:
    asked = gettext("What comes first in the dates of “%(heading)s”, as in %(example)s?")
    return Radios(
        name=name,
        label=asked % {"heading": heading, "example": example},
        value=Order.UNKNOWN if len(choices) > len(ORDERS) else "",
        choices=choices,
    )


def chosen_of(*, answers: Mapping[str, str]) -> dict[int, Field | None]:
    """Read what each column was said to hold; a word nobody offered says nothing."""
    said = {name.removeprefix("column_"): word for name, word in answers.items() if name.startswith("column_")}
    known = {str(field): field for field in Field}
    return {int(place): known.get(word) for place, word in said.items() if place.isdecimal() and len(place) < 4}


def orders_of(*, answers: Mapping[str, str]) -> dict[Field, Order]:
    """Read what comes first in each column of days, said by its place or by the field it holds."""
    holds = {str(place): field for place, field in chosen_of(answers=answers).items()}
    named = {str(field): field for field in DAYS}
    said = {name.removeprefix(f"{ORDER}_"): word for name, word in answers.items() if name.startswith(f"{ORDER}_")}
    chosen = {holds.get(which) or named.get(which): word for which, word in said.items()}
    return {
        field: Order(word)
        for field, word in chosen.items()
        if field in DAYS and word in (Order.DAY_FIRST, Order.MONTH_FIRST)
    }
