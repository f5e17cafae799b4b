"""The demo's papers with defects, dates in alarm that somebody answers, and papers kept by others."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import partial

from estancia.casework import alarms, finding, kept_papers, notices
from estancia.casework.access import Actor
from estancia.casework.views.notices import AlarmLine
from estancia.commands.demo.agenda import Planned
from estancia.commands.demo.living import Scene
from estancia.commands.demo.papers_walked import FOUND, KEPT, SHEET
from estancia.commands.demo.people import Family
from estancia.places import local_date, zone_of

ALARMING = frozenset({"case closed", "false date"})
LEFT_OPEN = timedelta(days=3)


def papers_of(*, scene: Scene) -> Iterable[Planned]:
    """Plan what comes of some families' papers after they were heard, the same for the same population."""
    for family in scene.families:
        heard = datetime.combine(family.on, time(family.minute // 60, family.minute % 60), zone_of(family.location))
        if family.situation in ALARMING and scene.ends_at - heard > LEFT_OPEN:
            yield heard + timedelta(hours=5), partial(_answer, scene=scene, location=family.location)
        elif family.situation == "plain" and family.number % 40 == 0:
            yield heard + timedelta(minutes=8), partial(_write_down, scene=scene, family=family)


def _write_down(at: datetime, *, scene: Scene, family: Family) -> Iterable[Planned]:
    """Write down a sheet with defects and a passport that is kept, of the first of a family."""
    desk, name = scene.desk(family.location), family.members[0].name
    found = [line.reference for line in finding.find(text=name, by=desk, now=at).lines if line.name == name]
    if not found:
        return ()
    notices.record_notice(reference=found[-1], answers=SHEET, by=desk, now=at)
    since = {"since_month": str(at.month), "since_year": str(at.year)}
    kept = kept_papers.record_kept_paper(reference=found[-1], answers=KEPT | since, by=desk, now=at)
    return [(at + timedelta(days=6), partial(_give_back, desk=desk, reference=kept.paper.reference))]


def _answer(at: datetime, *, scene: Scene, location: str) -> None:
    """Answer the dates in alarm of a place, as its liaison would some hours later."""
    liaison = scene.actors["co"]
    for line in _still_in_time(at, liaison=liaison):
        if line.location == location:
            alarms.answer_alarm(
                reference=line.reference, found="date_is_false", said="", source=FOUND, by=liaison, now=at
            )


def _still_in_time(at: datetime, *, liaison: Actor) -> Iterator[AlarmLine]:
    """Go through the liaison's list page by page."""
    listed = alarms.alarm_list(by=liaison, now=at, filter={"mine": "yes"})
    yield from listed.waiting
    while listed.after:
        listed = alarms.alarm_list(by=liaison, now=at, filter={"mine": "yes", "after": listed.after})
        yield from listed.waiting


def _give_back(at: datetime, *, desk: Actor, reference: str) -> None:
    on = local_date(key=desk.location, now=at)
    day = {"returned_day": str(on.day), "returned_month": str(on.month), "returned_year": str(on.year)}
    kept_papers.return_paper(reference=reference, answers=day, by=desk, now=at)
