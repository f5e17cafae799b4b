"""The next hearing as far as it is known, and whether the sources agree.

A day is called next while it lies ahead, and nobody found it false or the case closed. Any other is said beside, with
why: people have travelled for dates that no judge had set.
"""

from datetime import date, datetime

from estancia.casework.hearing_claims import Heard, court_seen, heard_of
from estancia.casework.views.people import HearingView
from estancia.notices import About, Accord, weigh
from estancia.notices.claims import CLOSED
from estancia.places import local_date
from estancia.records.models import AlarmEvent, Person
from estancia.wording import Sentence

_LINES = {
    "agreed": Sentence(
        es="El aviso y el registro de la corte dicen la misma fecha.",
        en="The notice and the court's record say the same date.",
    ),
    "disputed": Sentence(
        es="El aviso y el registro de la corte no coinciden. Hay que preguntar a la corte antes de viajar.",
        en="The notice and the court's record disagree. The court must be asked before travelling.",
    ),
    "others_disputed": Sentence(
        es="Las fuentes no coinciden. Hay que preguntar a la corte antes de viajar.",
        en="The sources disagree. The court must be asked before travelling.",
    ),
    "other_only": Sentence(
        es="Lo dice otra fuente, no el aviso ni el registro de la corte. Falta verificarlo.",
        en="Another source says so, neither the notice nor the court's record. It has still to be verified.",
    ),
    "notice_only": Sentence(
        es="Solo lo dice el aviso. Falta verificarlo en el registro de la corte.",
        en="Only the notice says so. It has still to be verified in the court's record.",
    ),
    "record_only": Sentence(
        es="Lo dice el registro de la corte; el aviso no trae fecha.",
        en="The court's record says so; the notice carries no date.",
    ),
    "not_known": Sentence(
        es="No se conoce ninguna fecha de audiencia.",
        en="No hearing date is known.",
    ),
}
_COURT_CLOSED = Sentence(
    es="El registro de la corte muestra el caso cerrado.", en="The court's record shows the case as closed."
)
_NOT_NEXT = {
    "past": Sentence(es="La última fecha conocida, ya pasada.", en="The last date known, already past."),
    "false": Sentence(
        es="Alguien revisó esta fecha y no vale: nadie debe viajar por ella.",
        en="Somebody looked at this date and it does not stand: nobody should travel for it.",
    ),
    "closed": Sentence(
        es="Alguien da esta fecha de todos modos. Hay que preguntar a la corte antes de viajar.",
        en="Somebody gives this date all the same. The court must be asked before travelling.",
    ),
}


def hearing_of(*, person: Person, printed: bool, now: datetime) -> HearingView:
    """Say the next hearing: the court's date where there is one, else the paper's; its printed line if `printed`."""
    notice = person.notices.order_by("-recorded_at", "-pk").first()
    record = person.court_records.order_by("-seen_at", "-pk").first()
    on_paper = notice.hearing_on if notice else None
    in_court = record.hearing_on if record else None
    heard = heard_of(person=person)
    told = next((one.claim.says.on for one in heard if _of_another(one) and one.claim.says), None)
    known = _how_known(on_paper=on_paper, in_court=in_court, told=told)
    line = _LINES[known]
    on = local_date(key=person.family.location_key, now=now)
    weighed = weigh(claims=(one.claim for one in heard), about=About.HEARING, on=on)
    if weighed.accord is Accord.DISPUTE and known != "disputed":
        known, line = "disputed", _LINES["others_disputed"]
    said = _said(days=(in_court, on_paper, told), on=on)
    court = court_seen(person=person)
    closed = court is not None and court.status == CLOSED
    why = _why_not_next(said=said, closed=closed, found=_found(person=person, heard=heard, said=said), on=on)
    return HearingView(
        on=None if why else said,
        printed=notice.printed if notice and printed else "",
        known=known,
        line=line,
        closed=_COURT_CLOSED if closed else None,
        not_next=said if why else None,
        why=_NOT_NEXT[why] if why else None,
    )


def _said(*, days: tuple[date | None, ...], on: date) -> date | None:
    """Give the first day that lies ahead, the court's before the paper's; else the last that has passed."""
    known = [day for day in days if day]
    return next((day for day in known if day >= on), max(known, default=None))


def _found(*, person: Person, heard: tuple[Heard, ...], said: date | None) -> str:
    """Say what the last answer to an alarm found of a day given by then; a day given later is a new word."""
    if said is None:
        return ""
    answers = AlarmEvent.objects.filter(alarm__person=person, alarm__state="answered", event="answered")
    last = answers.exclude(alarm__code="check_in_in_dispute").order_by("-at", "-pk").first()
    given = {one.claim.says.on for one in heard if one.claim.says and last and one.claim.seen_at <= last.at}
    return last.found if last and said in given else ""


def _why_not_next(*, said: date | None, closed: bool, found: str, on: date) -> str:
    if said is None:
        return ""
    if said < on:
        return "past"
    if found == "date_is_false":
        return "false"
    return "closed" if closed and found != "date_stands" else ""


def _of_another(one: Heard) -> bool:
    own = ("notice", "tear_sheet", "court_record")
    return one.claim.about is About.HEARING and one.claim.source not in own


def _how_known(*, on_paper: date | None, in_court: date | None, told: date | None) -> str:
    if on_paper is None and in_court is None:
        return "other_only" if told else "not_known"
    if in_court is None:
        return "notice_only"
    if on_paper is None:
        return "record_only"
    return "agreed" if on_paper == in_court else "disputed"
