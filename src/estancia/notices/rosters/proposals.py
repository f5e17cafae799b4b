"""What a roster row is: a proposal by the counterpart. It is never a request, and it holds no outcome."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from estancia.notices.rosters.codes import masked
from estancia.people import fold_name
from estancia.wording import Sentence, load_sentences

ASKING = load_sentences(package="estancia.notices.rosters", name="asking.toml")
FACT_NAMES = load_sentences(package="estancia.notices.rosters", name="fact_names.toml")
WORDS = load_sentences(package="estancia.notices.rosters", name="problems.toml")
# A row with one of these proposes nobody, or not this person; it is mended first. All others only raise a doubt.
LONGEST_KEY = 240
BLOCKING = frozenset({"name_missing", "looks_like_formula", "row_shifted", "shared_by_many"})
ROWS_NAMED = 6


@dataclass(frozen=True, slots=True)
class Proposal:
    """A person as the counterpart's list names them; None and "" are not known.

    `nationality`: ISO 3166-1 alpha-3. `hearing_place`: EOIR's code, or as printed. `port`: the key of the location on
    the Mexican side. `hearing_at` is in the court's clock, `check_in_at` in the port's; neither is derived.
    """

    notice_number: str | None
    name: str
    born_on: date | None
    born_year: int | None
    nationality: str | None
    language: str
    family_number: str
    served_on: date | None
    hearing_on: date | None
    hearing_at: time | None
    hearing_place: str | None
    check_in_on: date | None
    check_in_at: time | None
    port: str | None
    case_status: str | None
    address: str

    @property
    def key(self) -> str:
        """By what the same proposal is found again: the notice number, else the folded name and the birth."""
        return self.notice_number or f"{fold_name(self.name)}|{self.born_on or self.born_year or ''}"[:LONGEST_KEY]

    @property
    def number_shown(self) -> str:
        """The notice number with all but its last figures covered."""
        return masked(number=self.notice_number or "")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing wrong in one cell (`C14`), and the sentence that mends it, which never holds the cell's value.

    `written`: the start of what the cell holds, to be shown beside the sentence. `rows`: those the sentence names.
    """

    cell: str
    heading: str
    code: str
    written: str = field(default="", compare=False)
    rows: tuple[int, ...] = ()

    @property
    def sentence(self) -> Sentence:
        """Say what is wrong and how it is mended."""
        return problem_sentence(code=self.code, rows=self.rows)

    @property
    def blocks(self) -> bool:
        """Whether the row is mended before it can be kept."""
        return self.code in BLOCKING


def problem_sentence(*, code: str, rows: Sequence[int] = ()) -> Sentence:
    """Say what a problem's code means, with the rows it speaks of, as the spreadsheet numbers them."""
    named = ", ".join(map(str, rows[:ROWS_NAMED])) + (", …" if len(rows) > ROWS_NAMED else "")
    return WORDS[code].filled(rows=named) if rows else WORDS[code]


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row: its number as the spreadsheet shows it, what it proposes, and what is wrong."""

    number: int
    proposal: Proposal
    problems: tuple[RowProblem, ...]

    @property
    def to_mend(self) -> bool:
        """Whether a problem keeps this row from being kept."""
        return any(problem.blocks for problem in self.problems)


def still_to_ask(*, proposal: Proposal) -> tuple[Sentence, ...]:
    """Say what must still be asked, of the person first. A list can answer none of the first three."""
    missing = (
        (not proposal.language, "ask_language"),
        (proposal.born_on is None, "ask_birth"),
        (proposal.nationality is None, "ask_nationality"),
        (proposal.notice_number is None, "ask_notice"),
        (proposal.hearing_on is None or not proposal.hearing_place, "ask_hearing"),
        (proposal.check_in_at is None, "ask_check_in"),
    )
    always = ("ask_request", "ask_protection", "ask_family")
    return tuple(ASKING[code] for code in (*always, *(code for lacks, code in missing if lacks)))
