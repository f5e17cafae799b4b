"""Makes a demo in an empty folder: tables, keys, organisations, logins, then the people through the deeds.

Run as a process of its own, so that Django reads the settings of the new folder and of no other:
`python -m estancia.commands.demo.making --people 2000 --seed 1 --ends 2022-06-22T09:00-06:00`.
"""

import argparse
import gc
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import django
import numpy as np
from numpy.random import Generator
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from estancia.commands.demo import cast
from estancia.commands.demo.folder import LOGINS, Login
from estancia.commands.demo.people import Family
from estancia.commands.demo.population import make_population

if TYPE_CHECKING:  # Django's settings must be read before these are imported in earnest
    from estancia.casework.access import Actor
    from estancia.sealing import Strength

FOUNDED = datetime(2019, 1, 1, 12, 0, tzinfo=UTC)
FIRST_DAY = date(2019, 1, 1)
DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make."""

    people: int
    seed: int
    ends_at: datetime


def main() -> None:
    """Make what the command line asks for, in the folder the settings name."""
    wanted = _wanted(sys.argv[1:])
    django.setup()
    families = make(wanted=wanted)
    sys.stdout.flush()
    from django.conf import settings

    (Path(settings.HOME) / "families").write_text(str(len(families)), encoding="utf-8")


def make(*, wanted: Wanted) -> tuple[Family, ...]:
    """Make everything in the database the settings name; give the families, in order."""
    from django.core.management import call_command

    rng = np.random.default_rng(wanted.seed)
    _cheap_passwords()
    _leave_the_litter()
    _forget_power_cuts()
    call_command("migrate", verbosity=0, interactive=False)
    found_house(rng=rng)
    families = make_population(people=wanted.people, rng=rng)
    _live(families=families, wanted=wanted, rng=rng)
    _write_down()
    return families


def found_house(*, rng: Generator) -> None:
    """Found the organisations with their phrases, name who answers for what, and add the logins."""
    from estancia.casework import keys, setting_up

    by, phrases = setting_up.SETTER_UP, _phrases(rng=rng)
    for house in cast.HOUSES:
        setting_up.found_organisation(
            key=house.key,
            name=house.name,
            kind=house.kind,
            phrase=phrases.get(house.key),
            part_of=house.part_of,
            strength=_cheap(),
            by=by,
            now=FOUNDED,
        )
    for location, keeper in cast.KEEPERS.items():
        for kind, body in ({"protecting_body": keeper, "shelter": keeper} | cast.BODIES).items():
            setting_up.name_body(kind=kind, location=location, organisation=body, from_on=FIRST_DAY, by=by, now=FOUNDED)
    for post in cast.POSTS:
        setting_up.add_staff(
            username=post.username,
            password=cast.PASSWORD,
            role=post.role,
            organisation=post.organisation,
            location=post.location,
            by=by,
            now=FOUNDED,
        )
    keys.rotate_key(by=by, now=FOUNDED)
    _print_logins(phrases=phrases)


def _phrases(*, rng: Generator) -> Mapping[str, str]:
    from estancia.sealing import phrase_from_words

    return {house.key: phrase_from_words(rng=rng) for house in cast.HOUSES if house.sealed}


def _cheap() -> "Strength":
    """The demo's phrases are printed for everyone, so guessing them is made cheap; production refuses such keys."""
    from estancia.sealing import Strength

    return Strength.TEST


def _cheap_passwords() -> None:
    """Hash the one printed password lightly twenty times; the first sign-in of each hashes it again in earnest."""
    from django.contrib.auth.hashers import ScryptPasswordHasher

    ScryptPasswordHasher.work_factor = 2**8
    ScryptPasswordHasher.parallelism = 1


def _print_logins(*, phrases: Mapping[str, str]) -> None:
    """Leave the logins where the sign-in page and every later start find them."""
    from django.conf import settings

    logins = [
        Login(
            username=post.username,
            password=cast.PASSWORD,
            role=post.role,
            location=post.location,
            organisation=next(house.name for house in cast.HOUSES if house.key == post.organisation),
            phrase=phrases.get(post.organisation, ""),
        )
        for post in cast.POSTS
    ]
    path = Path(settings.HOME) / LOGINS
    path.write_text(json.dumps([asdict(login) for login in logins], ensure_ascii=False, indent=1), encoding="utf-8")


def _live(*, families: tuple[Family, ...], wanted: Wanted, rng: Generator) -> None:
    """Let every deed happen at its hour, with a bar that counts people heard."""
    from estancia.commands.demo.agenda import Agenda
    from estancia.commands.demo.complaining import complaints
    from estancia.commands.demo.five_families import JUAREZ
    from estancia.commands.demo.lived import stays_lived
    from estancia.commands.demo.living import Scene, arrivals, open_today
    from estancia.commands.demo.rosters import leave_rosters
    from estancia.commands.demo.said_of_hearings import papers_of
    from estancia.commands.demo.written_twice import written_twice

    scene = Scene(actors=actors(), families=families, rng=rng, ends_at=wanted.ends_at)
    agenda = Agenda([*arrivals(scene=scene), *complaints(actors=scene.actors, ends_at=wanted.ends_at)])
    agenda.plan(papers_of(scene=scene))
    agenda.plan(stays_lived(scene=scene))
    _leave_the_litter()
    with _bar() as bar:
        task = bar.add_task("", total=wanted.people, rate="")
        for _ in agenda.until(wanted.ends_at):
            if scene.heard != bar.tasks[task].completed:
                bar.update(task, completed=scene.heard, rate=_rate(bar=bar, task=task))
    written_twice(wanted.ends_at - timedelta(hours=2), scene=scene)
    open_today(wanted.ends_at - timedelta(hours=1), scene=scene, days=DAYS_AHEAD)
    leave_rosters(desk=scene.desk(JUAREZ), now=wanted.ends_at - timedelta(minutes=20))
    _work(now=wanted.ends_at)


def actors() -> Mapping[str, "Actor"]:
    from django.contrib.auth import get_user_model

    from estancia.casework.access import actor_for

    users = get_user_model().objects
    return {
        post.username: actor_for(
            user=users.get_by_natural_key(post.username), purpose=post.purpose, session=f"demo:{post.username}"
        )
        for post in cast.POSTS
    }


def _work(*, now: datetime) -> None:
    """Let the worker send, count and sign once, so that the record's tree and the renewals stand at the start."""
    from estancia.casework import worker

    worker.run_once(now=now)


def _forget_power_cuts() -> None:
    """Write without waiting for the disk while the file is a draft nobody is served; whole it is written out once."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")


def _write_down() -> None:
    """Fold the write-ahead log into the file and close it, so that the folder can be moved."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _bar() -> Progress:
    return Progress(
        TextColumn("personas · people"),
        BarColumn(bar_width=24),
        TaskProgressColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )


def _leave_the_litter() -> None:
    """Collect garbage seldom: a making is short, and looking for it every few deeds costs a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


def _rate(*, bar: Progress, task: TaskID) -> str:
    speed = bar.tasks[task].speed
    return f"{speed:.0f}/s" if speed else ""


def _wanted(arguments: list[str]) -> Wanted:
    parser = argparse.ArgumentParser(prog="estancia.commands.demo.making")
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--ends", type=datetime.fromisoformat, required=True)
    asked = parser.parse_args(arguments)
    return Wanted(people=asked.people, seed=asked.seed, ends_at=asked.ends)


if __name__ == "__main__":
    main()
