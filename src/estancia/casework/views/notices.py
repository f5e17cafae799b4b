"""What the doors are shown of notices, of what is said about a hearing, of alarms, and of papers somebody keeps."""

from dataclasses import dataclass
from datetime import date, datetime

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line of the ledger: who says it, what, as printed, who saw it and when.

    `says` is None where the source gives no day. `where` and `printed` are empty where they are not known, and for a
    reader who may not hold names. `stands` is False once the same source said something newer.
    """

    source: Sentence
    where: str
    says: Sentence | None
    place: str
    printed: str
    status: Sentence | None  # how the court's record shows the case
    seen_at: datetime
    by: str
    stands: bool


@dataclass(frozen=True, slots=True)
class LedgerPart:
    """What is said of the hearing, or of the check-in: never mixed. `accord`: nothing, one_source, agree, dispute."""

    about: str
    accord: str
    line: Sentence
    lines: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """An alarm in a list, without a name for those who may not hold one."""

    reference: str
    person: str
    who: str
    location: str
    code: str
    label: Sentence
    owner: str
    answer_by: datetime
    overdue: bool
    state: str
    state_line: Sentence


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A kept paper in a list. `keeper` is an organisation's name as told; empty when only its kind is known."""

    reference: str
    person: str
    who: str
    location: str
    what: Sentence
    keeper_kind: Sentence
    keeper: str
    since_on: date
    since_is_about: bool
    promised_on: date | None
    owner: str
    chase_by: datetime
    overdue: bool
    state: str
    state_line: Sentence


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The hearing part of a person's page. `defects` is None for a reader who may not open the notice's sheet.

    `kept` is None where what is kept is not this reader's to know.
    """

    hearing: LedgerPart
    check_in: LedgerPart
    defects: int | None
    alarms: tuple[AlarmLine, ...]
    kept: tuple[KeptLine, ...] | None
    may_record: bool
    may_keep: bool


@dataclass(frozen=True, slots=True)
class ValueView:
    """One of the two values of a defect. `word` is what a code of ours means; `reserved`: not this reader's to read."""

    where: Sentence
    text: Sentence | None  # None: nothing stands there
    languages: tuple[str, ...]  # ISO 639-3, where the value is languages; the door names them
    reserved: bool


@dataclass(frozen=True, slots=True)
class DefectView:
    """A defect as two values and what to do."""

    code: str
    values: tuple[ValueView, ValueView]
    what_to_do: Sentence


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """One paper of a person, as last read, with its defects in the order of the paper."""

    kind: Sentence
    number: str
    read_at: datetime
    read_in_full: bool
    defects: tuple[DefectView, ...]


@dataclass(frozen=True, slots=True)
class CheckedView:
    """The sheet a person can take to a lawyer."""

    person: str
    name: str
    location: str
    papers: tuple[CheckedPaper, ...]


@dataclass(frozen=True, slots=True)
class PersonBeside:
    """Whose claim or paper is being written down."""

    person: str
    name: str
    location: str


@dataclass(frozen=True, slots=True)
class HappenedLine:
    """One thing that happened to an alarm or a kept paper."""

    at: datetime
    line: Sentence
    said: str
    source: str


@dataclass(frozen=True, slots=True)
class AlarmView:
    """One alarm: what it rests on, who owns it, what to do, and what was found."""

    alarm: AlarmLine
    what_to_do: Sentence
    hearing: LedgerPart
    check_in: LedgerPart
    may_answer: bool
    happened: tuple[HappenedLine, ...]


@dataclass(frozen=True, slots=True)
class KeptView:
    """One kept paper, what happened to it, and what the person can say."""

    paper: KeptLine
    number: str
    what_to_say: Sentence
    where_to_complain: Sentence
    may_chase: bool
    may_print: bool
    happened: tuple[HappenedLine, ...]
    promise_passed: Sentence | None = None  # while it is not back though its promised day has ended
