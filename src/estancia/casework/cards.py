"""A stay and its signed card: granted in the deciding transaction, logged by number before anybody can hold it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from estancia.casework.access import Actor, Role
from estancia.casework.hold_rows import SENTENCES
from estancia.casework.joined import stands_as_one
from estancia.casework.once import forget, once
from estancia.casework.references import entropy
from estancia.casework.stay_lines import LIVED
from estancia.casework.views.stay import CardLine
from estancia.documents import SigningKey, StayClaims, card_number, holder_check, sign_stay
from estancia.places import local_date
from estancia.records.models import Person, Request, Stay, StayDocument
from estancia.records.prepared import prepared
from estancia.records.read import rows_of
from estancia.records.written import update_row, write_row
from estancia.stay import stay_period

CARDS = "cards"
_ONE_DAY = timedelta(days=1)
_NAMED_TO = frozenset({Role.IO, Role.PW, Role.DP})


def stay_in_force(*, person: Person, on: date) -> Stay | None:
    """Give the person's stay that is valid on that day, on whichever of their files: who comes home takes no place."""
    held = (row for pk in stands_as_one(person_id=person.pk) for row in rows_of(Stay, person_id=pk, state="valid"))
    return min((row for row in held if row.valid_from <= on < row.valid_until), key=lambda row: row.pk, default=None)


def grant_stay(*, person: Person, request: Request, on: date, key: SigningKey, by: Actor, now: datetime) -> Stay:
    """Give the person a stay from that local date (EST-4) and sign its card; one already in force is kept as it is.

    A stay whose last day has passed is closed first: the database allows one valid stay for each person.
    """
    kept = stay_in_force(person=person, on=on)
    if kept:
        return kept
    for over in rows_of(Stay, person_id=person.pk, state="valid"):
        if over.valid_until <= on:
            over.state = "expired"
            update_row(row=over, columns=("state",))
    period = stay_period(on=on)
    stay = write_row(
        row=Stay(
            person=person,
            request=request,
            valid_from=period.from_,
            valid_until=period.until,
            state="valid",
            granted_at=now,
        )
    )
    sign_card(stay=stay, key=key, by=by, now=now)
    return stay


def cards_of(*, people: Iterable[Person]) -> QuerySet[StayDocument]:
    """The cards issued to these people, latest first."""
    return _issued_to(people=[one.pk for one in people])


def _issued_to(*, people: Sequence[int]) -> QuerySet[StayDocument]:
    rows = StayDocument.objects.filter(stay__person__id__in=people)
    return rows.select_related("stay__person__family", "revocation", "replaced_by").order_by("-issued_at", "-pk")


_issued_now = prepared(_issued_to)


def cards_now(*, people: Iterable[Person]) -> tuple[StayDocument, ...]:
    """Read the cards issued to these people, latest first, once in a deed and again after it signed another."""
    keys = [one.pk for one in people]
    return once(CARDS, *keys, look=lambda: tuple(_issued_now(people=keys)))


def card_lines(*, people: Iterable[Person], by: Actor, now: datetime) -> tuple[CardLine, ...]:
    """Show each person's latest card, in the order of the people given."""
    people = list(people)
    latest: dict[int, StayDocument] = {}
    for row in cards_now(people=people):
        latest.setdefault(row.stay.person_id, row)
    return tuple(card_line(document=latest[one.pk], by=by, now=now) for one in people if one.pk in latest)


def card_line(*, document: StayDocument, by: Actor, now: datetime) -> CardLine:
    """Show one card: number, both days as printed, and whether it still serves."""
    person = document.stay.person
    state = card_state(document=document, on=local_date(key=person.family.location_key, now=now))
    return CardLine(
        person=person.reference,
        who=person.name if by.role in _NAMED_TO else person.reference,
        number=document.number,
        valid_from=document.stay.valid_from,
        valid_until=card_until(document=document) - _ONE_DAY,
        state=state,
        state_line=LIVED[f"card_{state}"] if state in ("superseded", "ended") else SENTENCES[f"card_{state}"],
    )


def card_until(*, document: StayDocument) -> date:
    """Give the first day a card no longer covers, as it was signed: a renewal moves the stay and not the old card."""
    renewal = getattr(document, "replaced_by", None)
    return renewal.old_until if renewal is not None else document.stay.valid_until


def card_state(*, document: StayDocument, on: date) -> str:
    """Say whether a card is valid, expired, revoked, superseded by a renewal, or of a stay that ended."""
    revocation = getattr(document, "revocation", None)
    if document.stay.state == "revoked" or (revocation is not None and revocation.confirmed_at is not None):
        return "revoked"
    if document.stay.state == "ended":
        return "ended"
    if getattr(document, "replaced_by", None) is not None:
        return "superseded"
    return "expired" if document.stay.valid_until <= on else "valid"


def sign_card(*, stay: Stay, key: SigningKey, by: Actor, now: datetime) -> StayDocument:
    """Sign a card for the days of the stay as they stand, and log it."""
    forget(CARDS)
    number = card_number(rng=entropy())
    born_on = stay.person.born_on
    claims = StayClaims(
        number=number,
        valid_from=stay.valid_from,
        valid_until=stay.valid_until - _ONE_DAY,  # the card prints its last day; the row's end is half-open
        entries="multiple",
        holder_check=holder_check(number=number, name=stay.person.name, birth_year=born_on.year if born_on else None),
    )
    return write_row(
        row=StayDocument(
            stay=stay,
            number=number,
            token=sign_stay(claims=claims, key=key, issued_at=now),
            kid=key.kid,
            issued_at=now,
            issued_by_id=by.user_id,
        )
    )
