"""What a made-up family is: who they are, what papers they hold, what they answer, each in the form's own words.

Nobody here exists. Names are drawn from short lists of common names; numbers begin with DEMO.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Paper:
    """The notice to appear as the person shows it; None where nothing is printed or known."""

    state: str = "held"  # held, taken_or_lost, none
    kind: str = "notice"  # notice, tear_sheet
    number: str = ""
    served_on: date | None = None
    hearing_on: date | None = None
    hearing_location: str = ""
    address: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class CourtSays:
    """What the immigration court's own record showed; an empty status is not known."""

    status: str = ""  # pending, closed, appeal
    hearing_on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the family; `born_on` None is an age nobody knows."""

    name: str
    woman: bool
    age: int  # on the day of arrival; the truth, even when the form does not know it
    born_on: date | None
    nationality: str  # ISO 3166-1 alpha-3
    best_language: str  # ISO 639-3
    languages: tuple[str, ...]
    interpreter_needed: bool = False
    accompanied_by: str = ""  # asked of children: parent, legal_guardian, other_adult, nobody
    entry: str = "between_ports"
    us_status: str = "none"
    interviewed_by_us: str = "yes"
    paper: Paper = field(default_factory=Paper)
    court: CourtSays = field(default_factory=CourtSays)
    private: Mapping[str, str] = field(default_factory=dict)  # question path -> yes, no, not_known, declined


@dataclass(frozen=True, slots=True)
class Family:
    """People who come to one window together, and the one thing about them worth telling apart."""

    number: int
    on: date  # the location's local date
    minute: int  # of the local day
    location: str  # INEGI key
    members: tuple[Member, ...]
    requests_admission: str = "yes"
    includes_citizen_child: str = "no"
    situation: str = "plain"
    may_fear: bool = True  # whether people of this situation are among those who may say they fear Mexico

    @property
    def month(self) -> str:
        """Say the month of arrival, as 2019-01."""
        return f"{self.on:%Y-%m}"

    @property
    def adults(self) -> tuple[Member, ...]:
        """Name those of 18 or more, in order."""
        return tuple(member for member in self.members if member.age >= 18)
