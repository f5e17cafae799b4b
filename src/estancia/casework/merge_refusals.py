"""What the database refuses across two files that stand as one, each refusal in a sentence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from django.db import IntegrityError, transaction

from estancia.people.identity import KeptApart
from estancia.records import joining
from estancia.wording import ForPeople, Sentence


class ChainOfFiles(ForPeople):
    """One of the two already leads to another file, or others lead to the one that was to lead."""

    sentence = Sentence(
        es="Uno de los dos ya está junto con otro expediente, y una referencia lleva a uno solo. Nada cambió. "
        "Abra el expediente al que lleva y pida juntar este con él.",
        en="One of the two already stands with another file, and a reference leads to one file only. Nothing changed. "
        "Open the file it leads to, and ask for this one to be joined to that.",
    )


class TwoStaysInForce(ForPeople):
    """Both files hold a stay for the same days: one person holds one."""

    sentence = Sentence(
        es="Los dos expedientes tienen una estancia vigente en los mismos días, y una persona tiene una sola. Nada "
        "cambió y las dos siguen valiendo. Revoque antes un documento, con dos personas, y vuelva a confirmar.",
        en="Both files hold a stay for the same days, and a person holds one. Nothing changed and both stay valid. "
        "Take one card back first, by two people, and confirm again.",
    )


class TwoOpenRequests(ForPeople):
    """The families of both files have a request open."""

    sentence = Sentence(
        es="Las familias de los dos expedientes tienen cada una una solicitud abierta. Nada cambió y las dos siguen su "
        "curso. Decida o retire una con la familia, y vuelva a confirmar.",
        en="The families of both files each have a request open. Nothing changed and both go on. "
        "Decide one, or withdraw it with the family, and confirm again.",
    )


class StandsJoined(ForPeople):
    """Two who are joined now were to be kept apart for ever."""

    sentence = Sentence(
        es="Estos dos expedientes están juntos ahora. Nada cambió. Deshaga primero la unión; después se separan para "
        "siempre.",
        en="These two files are joined now. Nothing changed. Undo the join first; then they are kept apart for ever.",
    )


REFUSED_BY: Mapping[str, type[ForPeople]] = MappingProxyType(
    {
        joining.KEPT_APART: KeptApart,
        joining.CHAINED: ChainOfFiles,
        joining.TWO_STAYS: TwoStaysInForce,
        joining.TWO_REQUESTS: TwoOpenRequests,
        joining.STANDS_JOINED: StandsJoined,
        joining.HOLDS_A_STAY: TwoStaysInForce,
    }
)


@contextmanager
def refused_in_words() -> Iterator[None]:
    """Say in a sentence what the database refused; what it has no sentence for is a fault of ours and goes on up."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as said:
        for code, refusal in REFUSED_BY.items():
            if code in str(said):
                raise refusal from said
        raise
