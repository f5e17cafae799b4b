"""Two women whom the demo's desks wrote down twice, through the deeds: one pair waits to be joined, one is."""

from datetime import datetime, timedelta

from estancia.casework import intake, merging
from estancia.commands.demo import cast
from estancia.commands.demo.five_families import JUAREZ, two_spellings
from estancia.commands.demo.living import Scene, open_day, type_in
from estancia.commands.demo.people import Family

WHY = "Misma fecha de nacimiento y mismo apellido; ella dice que la registraron dos veces."


def written_twice(at: datetime, *, scene: Scene) -> None:
    """Write two women down twice: of one it is asked that her files be joined; the other's two officers joined."""
    open_day(at, scene=scene, location=JUAREZ)
    desk = scene.actors[cast.desk_of(location=JUAREZ).username]
    asked = [_asked(at, scene=scene, first=first, second=second) for first, second in two_spellings(on=at.date())]
    colleague = cast.colleague_of(location=desk.location)
    if colleague:
        by = scene.actors[colleague.username]
        merging.confirm_merge(reference=asked[-1], by=by, now=at + timedelta(minutes=30))


def _asked(at: datetime, *, scene: Scene, first: Family, second: Family) -> str:
    desk = scene.desk(JUAREZ)
    kept, other = (_heard(at, family=family, scene=scene) for family in (first, second))
    soon = at + timedelta(minutes=20)
    asked = merging.ask_merge(kept=kept, other=other, reason=WHY, families_seen=True, by=desk, now=soon)
    return asked.reference


def _heard(at: datetime, *, family: Family, scene: Scene) -> str:
    desk = scene.desk(JUAREZ)
    draft = type_in(at, family=family, desk=desk)
    key = f"demo:{family.members[0].name}"[:64]
    return intake.submit_intake(reference=draft, idempotency_key=key, by=desk, now=at).members[0].reference
