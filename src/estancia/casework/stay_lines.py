"""The current stay of a person, its card, and its line of crossings: what every deed of a lived stay reads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from estancia.places import local_date
from estancia.records.models import Crossing, Person, Stay, StayDocument
from estancia.records.prepared import prepared
from estancia.stay import Direction, Passage
from estancia.wording import Sentence, load_sentences

LIVED = load_sentences(package="estancia.casework", name="lived.toml")
ONE_DAY = timedelta(days=1)


def current_stays(*, people: Iterable[Person]) -> Mapping[int, Stay]:
    """Give each person's stay by the person's key: the valid one, else the last; nobody without a stay."""
    rows = Stay.objects.filter(person__in=list(people)).select_related("person__family").order_by("granted_at", "pk")
    current: dict[int, Stay] = {}
    for row in rows:
        kept = current.get(row.person_id)
        if kept is None or kept.state != "valid" or row.state == "valid":
            current[row.person_id] = row
    return current


def current_cards(*, stays: Iterable[Stay]) -> Mapping[int, StayDocument]:
    """Give each stay's latest card by the stay's key."""
    return {row.stay_id: row for row in _cards(stays=sorted({stay.pk for stay in stays}))}


@prepared
def _cards(*, stays: Sequence[int]) -> QuerySet[StayDocument]:
    return StayDocument.objects.filter(stay__id__in=stays).order_by("issued_at", "pk")


def lines_of(*, stays: Iterable[Stay]) -> Mapping[int, list[Crossing]]:
    """Give the crossings that count of each stay, in the order of time: neither a correction nor what it took back."""
    stays = list(stays)
    lines: dict[int, list[Crossing]] = {stay.pk: [] for stay in stays}
    rows = Crossing.objects.filter(stay__in=stays, corrects__isnull=True, corrected_by__isnull=True)
    for row in rows.order_by("happened_at", "pk"):
        lines[row.stay_id].append(row)
    return lines


def passages(line: Iterable[Crossing]) -> list[Passage]:
    """Give rows as the room of the stay reads them."""
    return [Passage(Direction(row.direction), row.happened_at) for row in line]


def stay_standing(*, stay: Stay, on: date) -> str:
    """Say how a stay stands on a day: valid, lapsed, expired, revoked or ended."""
    return "lapsed" if stay.state == "valid" and stay.valid_until <= on else str(stay.state)


def standing_line(*, standing: str) -> Sentence:
    """Say it in a sentence."""
    return LIVED[f"stay_{standing}"]


def day_there(*, stay: Stay, now: datetime) -> date:
    """Give the date on the wall of the family's place."""
    return local_date(key=stay.person.family.location_key, now=now)
