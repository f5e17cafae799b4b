"""The hearing part of a person's page: the ledger, the count of defects, alarms, and what others keep."""

from datetime import datetime

from estancia.casework.access import Actor, Category, may, may_knock
from estancia.casework.alarms import OPEN_STATES, alarm_lines
from estancia.casework.defects_shown import checked_papers
from estancia.casework.determination_shown import Held
from estancia.casework.fetch import relations_to_person
from estancia.casework.hearing_claims import heard_of, ledger_part
from estancia.casework.kept_shown import kept_lines
from estancia.casework.views.notices import LedgerView
from estancia.notices import About
from estancia.records.models import Person


def ledger_of(*, person: Person, held: Held, by: Actor, now: datetime) -> LedgerView:
    """Show what every source says, apart for hearing and check-in, and what somebody must look at or ask for."""
    heard = heard_of(person=person)
    relations = relations_to_person(person=person, by=by)
    alarms = person.hearing_alarms.filter(state__in=OPEN_STATES).select_related("organisation", "person__family")
    kept = person.kept_papers.select_related("organisation", "person__family").order_by("-recorded_at", "-pk")
    checks = may_knock(route="notice_check", by=by) and Category.NAME in held
    keeps = Category.KEPT_PAPERS in held
    return LedgerView(
        hearing=ledger_part(heard=heard, about=About.HEARING, person=person, held=held, now=now),
        check_in=ledger_part(heard=heard, about=About.CHECK_IN, person=person, held=held, now=now),
        defects=sum(len(paper.defects) for paper in checked_papers(person=person, held=held)) if checks else None,
        alarms=alarm_lines(rows=alarms.order_by("answer_by", "pk"), by=by, now=now),
        kept=kept_lines(rows=kept, by=by, now=now) if keeps else None,
        may_record=may_knock(route="record_claim", by=by)
        and may(by=by, category=Category.PROCEEDINGS, relations=relations, write=True),
        may_keep=may_knock(route="record_kept_paper", by=by)
        and may(by=by, category=Category.KEPT_PAPERS, relations=relations, write=True),
    )
