"""Renewing a stay: opened by its date, decided by a person, the same stay with more days and a new card.

A stay that ran out is mended by the same deed: the renewal takes effect from the day the old days ended, so that no
day between counts against anyone. Nothing here refuses.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from estancia.casework import audit
from estancia.casework.access import WORKER, Actor, Category, NotYours, Purpose, Role
from estancia.casework.cards import sign_card
from estancia.casework.fetch import person_of
from estancia.casework.hearing_days import hearing_days_of, must_cover_until
from estancia.casework.keys import signing_key
from estancia.casework.keyset import Key, Order
from estancia.casework.papers import papers_of
from estancia.casework.stay_lines import ONE_DAY, current_cards, current_stays, day_there
from estancia.casework.views.crossings import RenewalLine, RenewalList, RenewalMember, RenewalPage
from estancia.documents import SigningKey
from estancia.law import parameter
from estancia.places import local_date
from estancia.records.models import Person, Stay, StayDocument, StayRenewal
from estancia.records.written import write_row
from estancia.stay import Renewal, renewal_of, renewed_until
from estancia.stay.states import step
from estancia.wording import ForPeople, Sentence

_KEYS: Sequence[Key] = (("old_until", date), ("pk", int))
_NOTHING_ASKED: Mapping[str, str] = {}


class NothingToRenew(ForPeople):
    """No stay was ticked."""

    sentence = Sentence(
        es="No hay ninguna estancia marcada. Nada cambió. Marque las que se renuevan.",
        en="No stay is ticked. Nothing changed. Tick those to be renewed.",
    )


class RenewalNotOpen(ForPeople):
    """A stay of those ticked need not be renewed yet, or is no longer in force."""

    sentence = Sentence(
        es="Una de las estancias todavía no puede renovarse, o ya no está vigente. No se renovó ninguna. "
        "La página dice desde qué día puede renovarse cada una.",
        en="One of the stays cannot be renewed yet, or is no longer in force. None was renewed. "
        "The page says from which day each can be.",
    )


def open_renewals(*, now: datetime, limit: int = 100) -> int:
    """Open what may be renewed by now and is not open yet; give how many. For the worker, many times a day.

    A stay that ran out long ago is opened when somebody comes for it, and fills no list until then.
    """
    with transaction.atomic():
        stays = list(_to_open(on=now.date()).select_related("person__family").order_by("valid_until", "pk")[:limit])
        if not stays:
            return 0
        heard = _heard(stays=stays)
        rows = [
            _new(stay=stay, heard=heard[stay.person_id], on=day_there(stay=stay, now=now), now=now) for stay in stays
        ]
        StayRenewal.objects.bulk_create(rows, ignore_conflicts=True)  # another worker may have opened it
        about = [stay.person.reference for stay in stays]
        audit.record(by=WORKER, act="renewal_opens", about=about, detail={}, now=now)
    return len(stays)


@audit.deed()
def renewals_due(*, by: Actor, now: datetime, asked: Mapping[str, str] = _NOTHING_ASKED) -> RenewalList:
    """List the stays of the desk's place that may be renewed now, the first to run out first.

    A page at a time; `after` and `before` are bookmarks, `standing` (lapsed, due) narrows to those that ran out or not.
    """
    if by.role is not Role.IO or by.purpose is not Purpose.INTAKE or not by.location:
        raise NotYours
    on = local_date(key=by.location, now=now)
    here = open_here(by=by).select_related("stay__person__family")
    rows = standing_so(rows=here, standing=asked.get("standing", ""), on=on)
    page = Order(rows=rows, keys=_KEYS, floor=listed_from(on=on)).page(asked=asked)
    cards = current_cards(stays=[row.stay for row in page.rows])
    about = [row.stay.person.reference for row in page.rows]
    audit.record(by=by, act="renewals_look", about=about, detail={}, now=now)
    heard = _heard(stays=[row.stay for row in page.rows])
    lines = tuple(
        _line(stay=row.stay, card=cards[row.stay_id], heard=heard[row.stay.person_id], on=on) for row in page.rows
    )
    return RenewalList(lines=lines, before=page.before, after=page.after)


@audit.deed()
def renewal_page(*, person_reference: str, by: Actor, now: datetime) -> RenewalPage:
    """Show how the stays of a person's family stand to their renewal. Raises `NotYours`."""
    person = person_of(reference=person_reference, by=by, category=Category.STAY_DOCUMENT, write=True).row
    page = _page(person=person, by=by, now=now)
    audit.record(by=by, act="renewal_look", about=[one.person for one in page.members], detail={}, now=now)
    return page


@audit.deed()
def renew_stays(*, person_reference: str, cards: Sequence[str], by: Actor, now: datetime) -> RenewalPage:
    """Renew the stays to which these cards of one family belong, each with a new card; pressed twice renews once.

    Raises `NothingToRenew`, `RenewalNotOpen` (none is renewed then), and `NotYours`.
    """
    if not cards:
        raise NothingToRenew
    person = person_of(reference=person_reference, by=by, category=Category.STAY_DOCUMENT, write=True).row
    rows = _locked(cards=cards, person=person)
    key = signing_key()
    for card in rows:
        if not StayRenewal.objects.filter(replaced=card).exists():  # the second press: renewed a moment ago
            _renew(card=card, key=key, by=by, now=now)
    audit.record(by=by, act="renew", about=[card.stay.person.reference for card in rows], detail={}, now=now)
    return _page(person=person, by=by, now=now)


def open_here(*, by: Actor) -> QuerySet[StayRenewal]:
    """The renewals open at the desk's place; listed are only those of stays that ran out after `listed_from`."""
    return StayRenewal.objects.filter(state="open", location_key=by.location)


def standing_so(*, rows: QuerySet[StayRenewal], standing: str, on: date) -> QuerySet[StayRenewal]:
    """Of open renewals give those whose stay ran out by `on` (lapsed), those still to run out (due), or all of them."""
    if standing == "lapsed":
        return rows.filter(old_until__lte=on)
    return rows.filter(old_until__gt=on) if standing == "due" else rows


def listed_from(*, on: date) -> date:
    """Give the day up to which stays that ran out are listed no more."""
    return on - _kept_listed(on=on)


def close_renewals(*, stay: Stay, now: datetime) -> None:
    """Close what is open of a stay that ended."""
    for row in stay.renewals.filter(state="open"):
        row.state, row.decided_at = step(machine="renewal", state=row.state, event="stay_ended"), now
        row.save(update_fields=["state", "decided_at"])


def renewal_standing(*, stay: Stay, heard: Sequence[date], on: date) -> tuple[Renewal, date | None]:
    """Say how a stay stands to its renewal, and the last day it must cover as far as known.

    `heard` is every day the ledger names for the person.
    """
    covers = must_cover_until(days=heard, on=on)
    return renewal_of(valid_until=stay.valid_until, must_cover_until=covers, on=on), covers


def _heard(*, stays: Iterable[Stay]) -> Mapping[int, tuple[date, ...]]:
    return hearing_days_of(people=[stay.person for stay in stays])


def _kept_listed(*, on: date) -> timedelta:
    """How long a stay that ran out stays in the lists: as long as its renewal was open before."""
    return parameter("EST-22", on=on).as_timedelta()


def _locked(*, cards: Sequence[str], person: Person) -> list[StayDocument]:
    """The cards named, their stays locked in one order; all of the person's own family, or `NotYours`."""
    rows = StayDocument.objects.filter(number__in=cards, stay__person__family_id=person.family_id)
    keys = sorted(rows.values_list("stay_id", flat=True))
    list(Stay.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    found = list(rows.select_related("stay__person__family").order_by("stay__person__order_in_family"))
    if len(found) != len(set(cards)):
        raise NotYours
    return found


def _renew(*, card: StayDocument, key: SigningKey, by: Actor, now: datetime) -> None:
    stay = card.stay
    on, heard = day_there(stay=stay, now=now), _heard(stays=[stay])[stay.person_id]
    standing, covers = renewal_standing(stay=stay, heard=heard, on=on)
    if stay.state != "valid" or not standing.may_renew:
        raise RenewalNotOpen
    row = _open(stay=stay, heard=heard, on=on, now=now)
    stay.valid_until = renewed_until(valid_until=stay.valid_until, must_cover_until=covers, on=on)
    stay.save(update_fields=["valid_until"])
    row.state = step(machine="renewal", state=row.state, event="grant")
    row.must_cover_until, row.new_until = covers, stay.valid_until
    row.replaced, row.document = card, sign_card(stay=stay, key=key, by=by, now=now)
    row.decided_by_id, row.decided_at = by.user_id, now
    row.save()


def _open(*, stay: Stay, heard: Sequence[date], on: date, now: datetime) -> StayRenewal:
    """The renewal that is open, or a new one."""
    already = stay.renewals.filter(state="open").first()
    return already or write_row(row=_new(stay=stay, heard=heard, on=on, now=now))


def _new(*, stay: Stay, heard: Sequence[date], on: date, now: datetime) -> StayRenewal:
    covers = must_cover_until(days=heard, on=on)
    return StayRenewal(
        stay=stay,
        location_key=stay.person.family.location_key,
        state="open",
        opened_at=now,
        must_cover_until=covers,
        old_until=stay.valid_until,
    )


def _to_open(*, on: date) -> QuerySet[Stay]:
    near = _kept_listed(on=on)
    already = StayRenewal.objects.filter(stay=OuterRef("pk"), state="open")
    return Stay.objects.filter(~Exists(already), state="valid", valid_until__gt=on - near, valid_until__lte=on + near)


def _page(*, person: Person, by: Actor, now: datetime) -> RenewalPage:
    people = list(person.family.members.select_related("family").order_by("order_in_family"))
    stays = [stay for stay in current_stays(people=people).values() if stay.state == "valid"]
    stays.sort(key=lambda stay: stay.person.order_in_family)
    cards = current_cards(stays=stays)
    heard = _heard(stays=stays)
    requests = {stay.request_id: stay.request for stay in stays}
    papers = [paper for request in requests.values() for paper in papers_of(request=request, by=by)]
    return RenewalPage(
        person=person.reference,
        family=person.family.reference,
        location=person.family.location_key,
        members=tuple(_member(stay=stay, card=cards[stay.pk], heard=heard[stay.person_id], now=now) for stay in stays),
        papers=tuple(paper for paper in papers if paper.kind == "stay"),
        renewed=StayRenewal.objects.filter(stay__in=stays, decided_at=now, state="granted").exists(),
    )


def _member(*, stay: Stay, card: StayDocument, heard: Sequence[date], now: datetime) -> RenewalMember:
    on = day_there(stay=stay, now=now)
    standing, covers = renewal_standing(stay=stay, heard=heard, on=on)
    until = renewed_until(valid_until=stay.valid_until, must_cover_until=covers, on=on)
    return RenewalMember(
        person=stay.person.reference,
        name=stay.person.name,
        number=card.number,
        valid_until=stay.valid_until - ONE_DAY,
        must_cover_until=covers,
        standing=standing.standing,
        line=standing.line,
        opens_on=standing.opens_on,
        until_if_renewed=until - ONE_DAY,
    )


def _line(*, stay: Stay, card: StayDocument, heard: Sequence[date], on: date) -> RenewalLine:
    standing, covers = renewal_standing(stay=stay, heard=heard, on=on)
    return RenewalLine(
        person=stay.person.reference,
        name=stay.person.name,
        number=card.number,
        valid_until=stay.valid_until - ONE_DAY,
        must_cover_until=covers,
        standing=standing.standing,
        line=standing.line,
    )
