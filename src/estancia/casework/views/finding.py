"""What the doors are shown of a search: who was found, why, and who may be meant."""

from dataclasses import dataclass

from estancia.wording import Sentence


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A person found, and in a sentence why. Age and nationality are None and "" where they are not the reader's."""

    reference: str
    name: str
    age: int | None
    nationality: str
    family: str
    request: str | None
    state: str
    why: Sentence


@dataclass(frozen=True, slots=True)
class FoundList:
    """Who was found, who is written nearly so, and whether more were found than are shown.

    `too_short`: words of a name were passed over, for they have fewer than three letters.
    """

    lines: tuple[FoundLine, ...]
    meant: tuple[FoundLine, ...]
    more: bool
    too_short: bool = False
