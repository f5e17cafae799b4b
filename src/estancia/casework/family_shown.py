"""What sets one member of a family apart from the others, in a sentence each."""

from collections.abc import Sequence

from estancia.casework.views.people import PersonView
from estancia.wording import Sentence

_OTHER_DAY = Sentence(
    es="Su audiencia es otro día que la de su familia.", en="Their hearing is on another day than the family's."
)
_OTHER_COURT = Sentence(
    es="Su audiencia es en otro lugar que la de su familia.", en="Their hearing is at another place than the family's."
)
_OTHER_OUTCOME = Sentence(
    es="Las reglas dicen de esta persona algo distinto que de su familia.",
    en="The rules say something else of this person than of the family.",
)
_NOT_DETERMINED = Sentence(
    es="Aún no se ha visto qué dicen las reglas de esta persona.",
    en="What the rules say of this person has not been looked at yet.",
)


def differences(*, person: PersonView, others: Sequence[PersonView]) -> tuple[Sentence, ...]:
    """Say how this member differs from any of the others; nothing where all agree."""
    rest = [other for other in others if other.reference != person.reference]
    found = []
    if any(_day(other) != _day(person) for other in rest):
        found.append(_OTHER_DAY)
    if any(_court(other) != _court(person) for other in rest):
        found.append(_OTHER_COURT)
    if person.determination is None and any(other.determination for other in rest):
        found.append(_NOT_DETERMINED)
    elif any(_outcome(other) != _outcome(person) for other in rest):
        found.append(_OTHER_OUTCOME)
    return tuple(found)


def _day(person: PersonView) -> object:
    return person.hearing.on if person.hearing else None


def _court(person: PersonView) -> str:
    return person.notices[0].hearing_location if person.notices else ""


def _outcome(person: PersonView) -> str | None:
    return person.determination.outcome if person.determination else None
