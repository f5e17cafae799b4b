"""Two files joined because two people say they are of one person, and parted again to the letter.

A merge keeps both files as they stood. It is planned over snapshots and written by whoever holds the rows; no
likeness, however great, plans one.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType

from estancia.wording import ForPeople, Sentence

Facts = tuple[tuple[str, str], ...]


class SecondPersonNeeded(ForPeople):
    """A merge was asked and confirmed by the same person, or by nobody."""

    sentence = Sentence(
        es="Juntar dos expedientes lo piden y lo confirman dos personas distintas. Un error aquí mezcla dos vidas. "
        "Pida a alguien más que los mire y confirme.",
        en="Joining two files takes two people: one who asks and another who confirms. A mistake here mixes two lives. "
        "Ask somebody else to look at both and confirm.",
    )


class KeptApart(ForPeople):
    """It was asked that these two be kept apart for ever."""

    sentence = Sentence(
        es="Estos dos expedientes se mantienen separados para siempre porque así se pidió. No se juntan y nada cambió. "
        "Si cree que es un error, pregunte a protección de datos.",
        en="These two files are kept apart for ever because it was asked for. They are not joined and nothing changed. "
        "If you think this is wrong, ask data protection.",
    )


class NotChosen(ForPeople):
    """The two files say different things, and nobody said which stands."""

    sentence = Sentence(
        es="Los dos expedientes dicen cosas distintas. Lo que no se elija se perdería de vista. "
        "Elija, dato por dato, cuál queda; el otro se conserva en el historial.",
        en="The two files say different things. What is not chosen would be lost from sight. "
        "Choose, fact by fact, which one stands; the other is kept in the history.",
    )


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it stands: its facts by name, as kept (empty is not known), and what belongs to it, by reference."""

    reference: str
    facts: Facts
    belongings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Two files as they stood, the one they become, and the two people who said so."""

    kept: Snapshot
    other: Snapshot
    after: Snapshot
    asked_by: int
    confirmed_by: int


@dataclass(frozen=True, slots=True)
class Undone:
    """Both files as they stood before, and what has happened since, for a person to place.

    `later_facts` were changed on the joined file; `later` came to belong to it; `gone` belonged to one of the two and
    was erased meanwhile, and is not to be brought back.
    """

    kept: Snapshot
    other: Snapshot
    later_facts: Facts
    later: tuple[str, ...]
    gone: tuple[str, ...]


def pair_of(*, one: str, other: str) -> tuple[str, str]:
    """Give the two references in the order in which a pair is kept."""
    return (one, other) if one <= other else (other, one)


def differing(*, kept: Snapshot, other: Snapshot) -> tuple[str, ...]:
    """Name the facts of which both files say something, and not the same."""
    says = dict(other.facts)
    return tuple(name for name, value in kept.facts if value and says.get(name) and says[name] != value)


def plan_merge(
    *,
    kept: Snapshot,
    other: Snapshot,
    chosen: Mapping[str, str] = MappingProxyType({}),
    asked_by: int | None,
    confirmed_by: int | None,
    kept_apart: Set[tuple[str, str]],
) -> Merge:
    """Plan the joining of `other` into `kept`. `chosen` says by fact which file's word stands, by reference.

    Raises `SecondPersonNeeded` (the house's own worker is nobody), `KeptApart` and `NotChosen`; `ValueError` for a file
    joined to itself.
    """
    if kept.reference == other.reference:
        raise ValueError("a file is not joined to itself")
    if asked_by is None or confirmed_by is None or asked_by == confirmed_by:
        raise SecondPersonNeeded
    if pair_of(one=kept.reference, other=other.reference) in kept_apart:
        raise KeptApart
    unsettled = [name for name in differing(kept=kept, other=other) if not _names_one(chosen.get(name), kept, other)]
    if unsettled:
        raise NotChosen
    after = Snapshot(
        reference=kept.reference,
        facts=_joined(kept=kept, other=other, chosen=chosen),
        belongings=tuple(dict.fromkeys((*kept.belongings, *other.belongings))),
    )
    return Merge(kept=kept, other=other, after=after, asked_by=asked_by, confirmed_by=confirmed_by)


def undo(*, merge: Merge, stands: Snapshot) -> Undone:
    """Part the two again, to the letter, however long ago; `stands` is the joined file today. Never refuses."""
    was, had = dict(merge.after.facts), set(merge.after.belongings)
    return Undone(
        kept=merge.kept,
        other=merge.other,
        later_facts=tuple((name, value) for name, value in stands.facts if was.get(name, "") != value),
        later=tuple(one for one in stands.belongings if one not in had),
        gone=tuple(one for one in merge.after.belongings if one not in set(stands.belongings)),
    )


def _names_one(reference: str | None, kept: Snapshot, other: Snapshot) -> bool:
    return reference in {kept.reference, other.reference}


def _joined(*, kept: Snapshot, other: Snapshot, chosen: Mapping[str, str]) -> Facts:
    """The kept file's facts, filled from the other where not known; where they differ, the one chosen."""
    says = dict(other.facts)
    mine = tuple(
        (name, says[name] if name in says and (not value or _stands(name, other, chosen)) else value)
        for name, value in kept.facts
    )
    known = {name for name, _ in kept.facts}
    return (*mine, *((name, value) for name, value in other.facts if name not in known))


def _stands(name: str, other: Snapshot, chosen: Mapping[str, str]) -> bool:
    """Whether the other file's word was chosen, and it has one."""
    return chosen.get(name) == other.reference and bool(dict(other.facts)[name])
