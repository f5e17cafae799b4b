"""What the doors are shown of a person's work permit and CURP: where each stands, its days, what to do next."""

from dataclasses import dataclass
from datetime import date

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class PermitPaperView:
    """One paper asked for; `needed` is yes or not_known, `missing` True where the authority says that it lacks."""

    code: str
    name: Sentence
    needed: str
    missing: bool
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class PermitDay:
    """A day that counts, in words."""

    line: Sentence
    on: date


@dataclass(frozen=True, slots=True)
class PracticeView:
    """What was reported of whether it can be used here."""

    says: Sentence
    usable: str
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class PermitView:
    """One application. `acts` are the deeds that fit its state and this reader; `papers` may be ticked as missing.

    `next_line` says what the person can do now; `overdue` is True where the time that runs has passed.
    """

    reference: str
    kind: str
    title: Sentence
    state: str
    state_line: Sentence
    next_line: Sentence
    overdue: bool
    days: tuple[PermitDay, ...]
    papers: tuple[PermitPaperView, ...]
    uses: tuple[PermitDay, ...]
    acts: tuple[str, ...]
    letter: bool  # the letter that asks for the certificate of silence can be printed


@dataclass(frozen=True, slots=True)
class PermitKind:
    """One kind: what it asks for today, what was reported here, the applications made, whether one may be filed."""

    code: str
    title: Sentence
    papers: tuple[PermitPaperView, ...]
    practice: tuple[PracticeView, ...]
    permits: tuple[PermitView, ...]
    may_file: bool
    renews: bool  # what would be filed renews one that was granted


@dataclass(frozen=True, slots=True)
class PermitPage:
    """A person's permits. `who`: the name where the reader may hold one, the reference otherwise."""

    person: str
    who: str
    location: str
    today: date
    kinds: tuple[PermitKind, ...]


@dataclass(frozen=True, slots=True)
class PermitLine:
    """An application under way in a list. `due_on`: the last day of the time that runs; None when it passed unused."""

    reference: str
    person: str
    name: str
    title: Sentence
    state_line: Sentence
    overdue: bool
    due_on: date | None


@dataclass(frozen=True, slots=True)
class PermitList:
    """One page of the applications under way; `before` and `after` lead to its neighbours, "" where there is none."""

    lines: tuple[PermitLine, ...]
    before: str
    after: str
