"""What the doors are shown of a stay, its card, its papers and its verification."""

from dataclasses import dataclass
from datetime import date, datetime

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class CardLine:
    """One person's stay and card. Both days are included, as printed: it still serves all through `valid_until`."""

    person: str
    who: str
    number: str
    valid_from: date
    valid_until: date
    state: str  # valid, expired, revoked
    state_line: Sentence


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that can be printed: one for each person, or one for the family when `person` is None."""

    request: str
    person: str | None
    who: str
    kind: str  # stay, revocation_notice, hold, not_covered, routes, review_receipt
    label: Sentence


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed paper. The file is named by its kind and nothing else."""

    pdf: bytes
    file_name: str


@dataclass(frozen=True, slots=True)
class Verification:
    """One word, and for a card of ours its number and validity; nothing else, and no trace of the question.

    `verdict` is one of valid, expired, revoked, not_ours, cannot_tell. Number and dates are None when not ours.
    `replaced`: ours, and a newer card of the same stay was given; `line` then says so.
    """

    verdict: str
    word: Sentence
    line: Sentence
    number: str | None
    valid_from: date | None
    valid_until: date | None
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class RevocationView:
    """A card asked to be taken back. It counts once a second person confirms, before `confirm_by`."""

    number: str
    location: str
    reason: str
    asked_at: datetime
    confirm_by: datetime
    may_confirm: bool
    confirmed_at: datetime | None
    next_line: Sentence
    notice: PaperLine | None  # the paper to hand over, once it is confirmed


@dataclass(frozen=True, slots=True)
class RevocationLine:
    """A card that waits for this reader, as a second person, to confirm that it is taken back."""

    number: str
    location: str
    confirm_by: datetime


@dataclass(frozen=True, slots=True)
class OfflineBundle:
    """What a verifier takes along: the public ring and the signed list of revoked cards, as JSON texts."""

    ring: str
    revocations: str


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A signing key's public side. `state` is active, retired or revoked."""

    kid: str
    state: str
    from_at: datetime
    until_at: datetime | None
    revoked_at: datetime | None
