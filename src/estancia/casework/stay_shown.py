"""A person's stay on their page: the card, the line of crossings, what it must cover and when it is renewed."""

from datetime import datetime

from estancia.casework.access import Actor, Category, Role
from estancia.casework.contacts import may_choose
from estancia.casework.crossing_lines import crossing_line
from estancia.casework.determination_shown import Held
from estancia.casework.hearing_days import hearing_days_of
from estancia.casework.renewals import renewal_standing
from estancia.casework.stay_lines import (
    ONE_DAY,
    current_cards,
    current_stays,
    day_there,
    lines_of,
    standing_line,
    stay_standing,
)
from estancia.casework.views.crossings import StayLived
from estancia.places import local_date
from estancia.records.models import ChosenContact, Person
from estancia.stay import END_REASONS


def stay_lived(*, person: Person, held: Held, by: Actor, now: datetime) -> StayLived | None:
    """Show it to whoever holds the proceedings, inside their look at the file; None without a stay."""
    stay = current_stays(people=[person]).get(person.pk) if Category.PROCEEDINGS in held else None
    if stay is None:
        return None
    on = day_there(stay=stay, now=now)
    standing = stay_standing(stay=stay, on=on)
    heard = hearing_days_of(people=[person])[person.pk]
    renewal, covers = renewal_standing(stay=stay, heard=heard, on=on)
    cards, line = current_cards(stays=[stay]), lines_of(stays=[stay])[stay.pk]
    cares = by.role is Role.PW  # which day somebody left, and is not back, is for care alone
    seen = [row for row in line if cares or local_date(key=row.location_key, now=row.happened_at) >= on]
    end = stay.ends.filter(taken_back_at__isnull=True).first()
    desk = by.role is Role.IO and Category.STAY_DOCUMENT in held
    may_contact = may_choose(person=person, by=by)
    return StayLived(
        person=person.reference,
        number=cards[stay.pk].number,
        location=person.family.location_key,
        valid_from=stay.valid_from,
        valid_until=stay.valid_until - ONE_DAY,
        state=standing,
        state_line=standing_line(standing=standing),
        standing=renewal.standing if stay.state == "valid" else "",
        renewal_line=renewal.line if stay.state == "valid" else None,
        opens_on=renewal.opens_on if renewal.standing == "covered" and stay.state == "valid" else None,
        must_cover_until=covers,
        crossings=tuple(crossing_line(row=row, line=line, cards=cards) for row in reversed(seen))
        if Category.CROSSINGS in held
        else (),
        whole_line=cares,
        end_line=END_REASONS[end.reason].line if end else None,
        next_line=END_REASONS[end.reason].next_line if end else None,
        may_renew=desk and stay.state == "valid" and renewal.may_renew,
        may_end=desk and stay.state in ("valid", "ended"),
        may_choose_contact=may_contact,
        contact_chosen=may_contact and ChosenContact.objects.filter(person=person).exists(),
    )
