"""What is asked of a file and of its columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from estancia.casework.views.rosters import ColumnsShown
from estancia.notices.rosters import Field, Order
from estancia.notices.rosters.dates import looks_like_a_date
from estancia.notices.rosters.proposals import FACT_NAMES
from estancia.web.questions import Choice, Question, Radios, Select
from estancia.web.saying import reader_language
from estancia.wording import Sentence

NOT_SAID = ""
ORDER = "order"
DAYS = (Field.BORN_ON, Field.SERVED_ON, Field.HEARING_ON, Field.CHECK_IN_ON)
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


def order_question(*, shown: ColumnsShown) -> Radios | None:
    """Ask what comes first in 03/04/2019, where a column of days has such dates in sight."""
    days = [column for column in shown.columns if column.field in DAYS]
    if not any(looks_like_a_date(text=text) for column in days for text in column.samples):
        return None
    return Radios(
        name=ORDER,
        label=_("In a date such as 03/04/2019, which comes first?"),
        hint=_("The column itself usually tells: one 25/04 settles it. Choose only when you know."),
        value=Order.UNKNOWN,
        choices=(
            Choice(Order.UNKNOWN, _("Let each column tell")),
            Choice(Order.DAY_FIRST, _("The day: 3 April")),
            Choice(Order.MONTH_FIRST, _("The month: 4 March")),
        ),
    )


def chosen_of(*, answers: Mapping[str, str]) -> dict[int, Field | None]:
    """Read what each column was said to hold; a word nobody offered says nothing."""
    said = {name.removeprefix("column_"): word for name, word in answers.items() if name.startswith("column_")}
    known = {str(field): field for field in Field}
    return {int(place): known.get(word) for place, word in said.items() if place.isdecimal() and len(place) < 4}


def orders_of(*, answers: Mapping[str, str]) -> dict[Field, Order]:
    """Read which comes first; the same for every column of days."""
    said = answers.get(ORDER, "")
    return dict.fromkeys(DAYS, Order(said)) if said in (Order.DAY_FIRST, Order.MONTH_FIRST) else {}
