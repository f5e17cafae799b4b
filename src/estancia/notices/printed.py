"""A notice to appear or tear sheet as it is printed, and what the person says beside it.

Blank and not read are both None, and `read_in_full` tells them apart: whoever reads the paper says what stands there,
never what ought to.
"""

from dataclasses import dataclass
from datetime import date, time

IN_PERSON, BY_MAIL = "in_person", "by_mail"
ARRIVING, PRESENT, ADMITTED, NONE_TICKED = "arriving", "present", "admitted", "none_ticked"
AT_PORT, BETWEEN_PORTS = "at_port", "between_ports"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNotice:
    """What stands on the paper. The hour at the port and the hour before the judge are two facts."""

    served_on: date | None = None
    served_how: str | None = None  # in_person, by_mail
    box: str | None = None  # arriving, present, admitted, none_ticked
    hearing_on: date | None = None
    hearing_at: time | None = None  # in the court's clock
    hearing_printed: str = ""  # the date and hour letter by letter
    hearing_place: str | None = None  # EOIR's code of the hearing location, or the words printed
    check_in_on: date | None = None
    check_in_at: time | None = None  # in the port's clock
    port: str | None = None  # the United States port where the person is to be
    address: str | None = None
    read_in_full: bool = True
    language: str | None = None  # ISO 639-3 of the words a person must read on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the person says: when the paper was handed over, how they entered, what they can read.

    `stayed_there` answers whether they were ever at the address that is printed: None when nobody asked. Where they
    sleep is never asked. `languages` is None when not known.
    """

    received_on: date | None = None
    entry: str | None = None  # at_port, between_ports, elsewhere
    stayed_there: bool | None = None
    languages: tuple[str, ...] | None = None  # ISO 639-3
