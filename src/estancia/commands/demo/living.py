"""The demo's people through the deeds: heard, decided, waiting, answered, reviewed; never a row written here.

Each function does what somebody at a desk would do at one hour, and says what follows and when. How a family fares
is drawn by chance where a person would decide; what the rules allow is asked of the house every time.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from numpy.random import Generator

from estancia.admission import DecisionNotOpen, ReasonNeeded
from estancia.admission.states import NotPossibleNow
from estancia.casework import admission, asylum, holds, intake, overseeing, people, places, reviews, revocations
from estancia.casework.access import Actor, NotYours
from estancia.casework.deciding import LocationFull
from estancia.casework.intake_steps import Step, steps_of
from estancia.casework.views.admission import DecisionTaken
from estancia.casework.views.holds import HoldLine
from estancia.casework.views.intake import DraftView
from estancia.casework.views.people import RequestSaid
from estancia.commands.demo import cast
from estancia.commands.demo.agenda import Planned
from estancia.commands.demo.complaining import PERMITS, permit
from estancia.commands.demo.crossing_days import Days, leaving
from estancia.commands.demo.people import Family
from estancia.commands.demo.typing_in import UNASKED, page_answers, private_answer
from estancia.places import local_date, standing, zone_of

ROOM = 12  # places beyond those the day's families need
SURE = "Protección civil municipal, parte del día"
UNSURE = "Consulado y organizaciones en el lugar, aviso del día"
_OF_CHILDREN = next(house.name for house in cast.HOUSES if house.key == cast.BODIES["child_protection"])
WHY = {
    "hold": "Falta hablar con la familia con intérprete; se decide mañana.",
    "admit": "La corte confirmó la audiencia por teléfono a quien enlaza.",
    "lift": "Se habló con la persona en privado; puede seguir su solicitud.",
    "uphold": "La persona necesita protección aquí; no debe decidirse ahora.",
    "changed": "Hay un dato que no se había visto; vuelve a la ventanilla.",
    "confirmed": "Se revisaron los hechos y la disposición; se mantiene.",
    "revoke": "La tarjeta se extravió; se emitirá otra.",
}


@dataclass(slots=True)
class Scene:
    """Who acts, what chance says, which days were opened, and how far time runs."""

    actors: Mapping[str, Actor]  # by username
    families: tuple[Family, ...]
    rng: Generator
    ends_at: datetime
    opened: set[tuple[str, date]] = field(default_factory=set)
    heard: int = 0
    helped: int = 0  # with a permit
    days: Days = field(init=False)

    def __post_init__(self) -> None:
        self.days = Days(ends_at=self.ends_at)

    def desk(self, location: str) -> Actor:
        """Give the officer at a place."""
        return self.actors[cast.desk_of(location=location).username]

    def owner(self, name: str) -> Actor:
        """Give someone of the organisation with this name."""
        key = next(house.key for house in cast.HOUSES if house.name == name)
        return self.actors[cast.member_of(organisation=key).username]

    def chance(self, share: float) -> bool:
        """Say yes to about this share of those asked."""
        return bool(self.rng.random() < share)

    def after(self, at: datetime, *, hours: tuple[float, float]) -> datetime:
        """Give a moment so many hours later, somewhere between two numbers."""
        return at + timedelta(hours=float(self.rng.uniform(*hours)))


def arrivals(*, scene: Scene) -> Iterable[Planned]:
    """Plan every family's hour at the window."""
    for family in scene.families:
        at = datetime.combine(family.on, time(family.minute // 60, family.minute % 60), zone_of(family.location))
        yield at, partial(hear, scene=scene, family=family)


def hear(at: datetime, *, scene: Scene, family: Family) -> Iterable[Planned]:
    """Hear a family: page by page, then each in private, then handed in."""
    open_day(at, scene=scene, location=family.location)
    desk = scene.desk(family.location)
    reference = type_in(at, family=family, desk=desk)
    request = intake.submit_intake(reference=reference, idempotency_key=f"demo:{family.number}", by=desk, now=at)
    scene.heard += len(family.members)
    if request.state != "awaiting_decision" or _still_waits(at, scene=scene):
        return ()
    hearing_on = family.members[0].court.hearing_on or family.members[0].paper.hearing_on
    crosses = leaving(person=request.members[0].reference, hearing_on=hearing_on, desk=desk, days=scene.days)
    soon = at + timedelta(minutes=12)
    if scene.chance(0.004):
        return [(soon, partial(_withdraw, scene=scene, location=family.location, reference=request.reference))]
    return [(soon, partial(decide, scene=scene, request=request)), *crosses]


def type_in(at: datetime, *, family: Family, desk: Actor, clear_only: bool = False) -> str:
    """Open an intake and answer its pages as the family would; give its reference."""
    draft = intake.start_intake(location=desk.location, by=desk, now=at)
    pages = _clear_pages(family=family, on=draft.on)
    draft = intake.answer_steps(reference=draft.reference, pages=pages, by=desk, now=at)
    if not clear_only:
        _answer_in_private(at, family=family, draft=draft, desk=desk)
    return draft.reference


def _clear_pages(*, family: Family, on: date) -> list[intake.TypedPage]:
    """Fill the form from its first page to its last; what is asked next follows from what was answered before."""
    answers: dict[str, Mapping[str, str]] = {}
    pages: list[intake.TypedPage] = []
    while step := next((one for one in steps_of(answers=answers, on=on) if _awaits(one, answers)), None):
        answers[step.stored_as] = page_answers(family=family, step=step.key, member=step.member)
        pages.append(intake.TypedPage(step.key, step.member, answers[step.stored_as]))
    return pages


def _awaits(step: Step, answers: Mapping[str, Mapping[str, str]]) -> bool:
    return not step.private and step.stored_as not in answers


def _answer_in_private(at: datetime, *, family: Family, draft: DraftView, desk: Actor) -> None:
    told = [
        intake.Told(step.member, step.key, private_answer(family=family, step=step.key, member=step.member))
        for step in draft.steps
        if step.private and step.member is not None
    ]
    given = [one for one in told if one.answer != UNASKED]
    if given:
        intake.answer_private_pages(reference=draft.reference, told=given, by=desk, now=at)


def open_day(at: datetime, *, scene: Scene, location: str) -> None:
    """Say, once for each day and place, how many can be taken and how safe it is, before the first family."""
    on = local_date(key=location, now=at)
    if (location, on) in scene.opened:
        return
    scene.opened.add((location, on))
    desk = scene.desk(location)
    todays = [each for each in scene.families if each.location == location and each.on == on]
    full = any(each.situation == "place full" for each in todays)
    unsafe = any(each.situation == "place unsafe" for each in todays)
    needed = sum(len(each.members) for each in todays) + ROOM
    places.set_places(key=location, on=on, places=0 if full else needed, by=desk, now=at)
    places.report_security(
        key=location, state="unsafe" if unsafe else "ok", source=UNSURE if unsafe else SURE, by=desk, now=at
    )


def open_today(at: datetime, *, scene: Scene, days: int) -> None:
    """Open the day on which the demo's clock stands, and the days after it, where people are received then."""
    for location in cast.KEEPERS:
        today = local_date(key=location, now=at)
        if standing(location, on=today) != "open":
            continue
        open_day(at, scene=scene, location=location)
        for ahead in range(1, days):
            on = today + timedelta(days=ahead)
            places.set_places(key=location, on=on, places=ROOM, by=scene.desk(location), now=at)


def decide(at: datetime, *, scene: Scene, request: RequestSaid, again: bool = False) -> Iterable[Planned]:
    """Decide one family, mostly along the rules, now and then against them with a reason; `again` after an answer.

    The request is decided as the desk saw it when it was handed in or judged again, minutes ago.
    """
    open_day(at, scene=scene, location=request.location)
    decision, reason = _chosen(scene=scene, request=request, again=again)
    desk = scene.desk(request.location)
    try:
        done = admission.decide_request(reference=request.reference, decision=decision, reason=reason, by=desk, now=at)
    except (LocationFull, DecisionNotOpen, ReasonNeeded):  # places went meanwhile, or the day brought another answer
        look = partial(look_again, scene=scene, location=request.location, reference=request.reference)
        return [(at + timedelta(hours=24), look)]
    return _what_follows(at, scene=scene, request=request, done=done, again=again)


def look_again(at: datetime, *, scene: Scene, location: str, reference: str) -> Iterable[Planned]:
    """Ask the rules again of a request that may be back at the desk; decide it if it is."""
    open_day(at, scene=scene, location=location)
    try:
        request = admission.redetermine(request_reference=reference, by=scene.desk(location), now=at)
    except NotPossibleNow:  # something of it is still held
        return ()
    return [(at + timedelta(minutes=6), partial(decide, scene=scene, request=request, again=True))]


def _chosen(*, scene: Scene, request: RequestSaid, again: bool) -> tuple[str, str]:
    """Choose along the rules, which is the first choice, or against them and say why."""
    open_now = {choice.decision: choice.needs_reason for choice in request.choices}
    against = "admit" if again and scene.chance(0.7) else "hold" if scene.chance(0.01) else ""
    decision = against if against in open_now else request.choices[0].decision
    return decision, WHY[decision] if open_now[decision] else ""


def _what_follows(
    at: datetime, *, scene: Scene, request: RequestSaid, done: DecisionTaken, again: bool
) -> Iterable[Planned]:
    if done.decision == "hold":
        held = [*done.holds, *_held_beside(at, scene=scene, request=request, shown=done.holds)]
        return () if again else [_answering(at, scene=scene, hold=hold) for hold in held]
    if done.decision == "not_covered":
        asks = not again and scene.chance(0.35)
        planned = partial(_ask_review, scene=scene, location=request.location, reference=request.reference)
        return [(scene.after(at, hours=(1, 48)), planned)] if asks else ()
    return _after_admission(at, scene=scene, request=request, done=done)


def _after_admission(at: datetime, *, scene: Scene, request: RequestSaid, done: DecisionTaken) -> Iterable[Planned]:
    if done.stays and scene.helped < PERMITS:
        scene.helped += 1
        person = request.members[0].reference
        permit(at=at, desk=scene.desk(request.location), person=person, number=scene.helped)
    if scene.chance(0.01):
        person = request.members[0].reference
        asks = partial(_ask_asylum, scene=scene, location=request.location, person=person)
        yield scene.after(at, hours=(24, 400)), asks
    elif done.stays and scene.chance(0.006):
        yield scene.after(at, hours=(24, 400)), partial(_revoke, scene=scene, number=done.stays[0].number)


# ── waiting, and being answered ──────────────────────────────────────────────────────────────────────────


def _held_beside(at: datetime, *, scene: Scene, request: RequestSaid, shown: Iterable[HoldLine]) -> Iterable[HoldLine]:
    """Give what the keeper of the place answers too, of those whom the desk sees held by child protection alone."""
    asked = {hold.person for hold in shown if hold.kind == "protection" and hold.owner == _OF_CHILDREN}
    if not asked:  # the desk is shown the question opened first, and child protection's is
        return ()
    keeper = scene.actors[cast.member_of(organisation=cast.KEEPERS[request.location]).username]
    known = {hold.reference for hold in shown}
    with suppress(NotYours):  # nothing of this family is the keeper's
        own = people.request_file(reference=request.reference, by=keeper, now=at).holds
        waiting = [hold for hold in own if hold.kind == "protection" and hold.state == "open"]
        return [hold for hold in waiting if hold.person in asked and hold.reference not in known]
    return ()


def _answering(at: datetime, *, scene: Scene, hold: HoldLine) -> Planned:
    """Plan who answers a hold: its owner in time, or after its hour whoever may answer it then."""
    if scene.chance(0.05):
        return hold.answer_by + timedelta(minutes=1), partial(_too_late, scene=scene, hold=hold)
    hours = (hold.answer_by - at).total_seconds() / 3600
    answers = partial(_answer, scene=scene, hold=hold, by=scene.owner(hold.owner))
    return scene.after(at, hours=(hours * 0.05, hours * 0.9)), answers


def _too_late(at: datetime, *, scene: Scene, hold: HoldLine) -> Iterable[Planned]:
    """Let the worker tell of the hold, and whoever may answer it do so; a few wait there still.

    A wait went up to the overseer. A protection is still its owner's, whom the overseer presses.
    """
    holds.escalate_due(now=at)
    overseer = scene.actors["dp"]
    if hold.kind == "protection":
        with suppress(NotPossibleNow):  # its answer may have come this very minute
            overseeing.press_hold(reference=hold.reference, by=overseer, now=at)
    if scene.chance(0.25):
        return ()
    by = scene.owner(hold.owner) if hold.kind == "protection" else overseer
    return [(scene.after(at, hours=(1, 11)), partial(_answer, scene=scene, hold=hold, by=by))]


def _answer(at: datetime, *, scene: Scene, hold: HoldLine, by: Actor) -> Iterable[Planned]:
    answer = "uphold" if scene.chance(0.2 if hold.kind == "protection" else 0.3) else "lift"
    with suppress(NotPossibleNow):  # a review may have lifted it before
        holds.answer_hold(reference=hold.reference, answer=answer, reason=WHY[answer], by=by, now=at)
    looks = partial(look_again, scene=scene, location=hold.location, reference=hold.request)
    return [(at + timedelta(hours=1), looks)]


# ── reviews, asylum, cards taken back, requests taken back ───────────────────────────────────────────────


def _ask_review(at: datetime, *, scene: Scene, location: str, reference: str) -> Iterable[Planned]:
    review = reviews.ask_review(request_reference=reference, by=scene.desk(location), now=at)
    hours = (review.answer_by - at).total_seconds() / 3600
    answers = partial(_answer_review, scene=scene, location=location, request=reference, reference=review.reference)
    return [(scene.after(at, hours=(hours * 0.1, hours * 0.9)), answers)]


def _answer_review(at: datetime, *, scene: Scene, location: str, request: str, reference: str) -> Iterable[Planned]:
    answer = "changed" if scene.chance(0.4) else "confirmed"
    reviews.answer_review(reference=reference, answer=answer, reason=WHY[answer], by=scene.actors["revision"], now=at)
    looks = partial(look_again, scene=scene, location=location, reference=request)
    return [(at + timedelta(hours=2), looks)] if answer == "changed" else ()


def _ask_asylum(at: datetime, *, scene: Scene, location: str, person: str) -> None:
    asylum.ask_asylum_in_mexico(person_reference=person, by=scene.desk(location), now=at)


def _revoke(at: datetime, *, scene: Scene, number: str) -> Iterable[Planned]:
    revocations.ask_revocation(number=number, reason=WHY["revoke"], by=scene.actors["co"], now=at)
    return [(scene.after(at, hours=(1, 20)), partial(_confirm_revocation, scene=scene, number=number))]


def _confirm_revocation(at: datetime, *, scene: Scene, number: str) -> None:
    revocations.confirm_revocation(number=number, by=scene.actors["co-2"], now=at)


def _withdraw(at: datetime, *, scene: Scene, location: str, reference: str) -> None:
    admission.withdraw(reference=reference, by=scene.desk(location), now=at)


def _still_waits(at: datetime, *, scene: Scene) -> bool:
    """Leave those of the last morning, and most of the last days, for whoever opens the demo."""
    last = scene.ends_at - at
    return last < timedelta(hours=2) or (last < timedelta(hours=60) and scene.chance(0.7))
