"""`estancia demo`: makes invented people once, then serves them until told to stop."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from estancia.commands.demo import folder, serving
from estancia.commands.demo.banner import banner
from estancia.commands.demo.defaults import PEOPLE, SEED
from estancia.commands.demo.folder import Made
from estancia.wording import ForPeople, Sentence

OPENS_AT = datetime.fromisoformat("2022-06-22T09:00-06:00")  # a Wednesday in Ciudad Juárez, while admission is agreed
FEWEST, MOST = 1, 100_000


class MakingStopped(ForPeople):
    """The demo's people were not all made, so nothing is served."""

    sentence = Sentence(
        es="La demostración quedó a medias y no se sirve. Repita la orden: empezará de nuevo.",
        en="The demo was left half made and is not served. Run the command again: it starts anew.",
    )


class PeopleOutOfRange(ForPeople):
    """A number of people that makes no sense."""

    sentence = Sentence(
        es="--people va de {fewest} a {most}. No se hizo nada; elija otro número.",
        en="--people goes from {fewest} to {most}. Nothing was made; choose another number.",
    )


def run_demo(*, people: int, seed: int, port: int, fresh: bool, home: Path) -> None:
    """Serve the demo in `home` until stopped, making it first where there is none. Raises `ForPeople`."""
    if not FEWEST <= people <= MOST:
        raise PeopleOutOfRange(PeopleOutOfRange.sentence.filled(fewest=FEWEST, most=MOST))
    serving.refuse_taken_port(port=port)
    with folder.held(home=home):
        made = None if fresh else folder.made_in(home=home)
        if made is None:
            made = make_in(home=home, people=people, seed=seed)
        elif (made.people, made.seed) != (people, seed) and (people, seed) != (PEOPLE, SEED):
            sys.stderr.write(
                f"{home}: {made.people} personas · people, seed {made.seed}; --fresh hace otra · makes anew\n"
            )
        serve(home=home, port=port, made=made)


def make_in(*, home: Path, people: int, seed: int) -> Made:
    """Make a demo in a draft folder and put it in its place whole. Raises `MakingStopped`."""
    draft = folder.begin(home=home)
    arguments = ["--people", str(people), "--seed", str(seed), "--ends", OPENS_AT.isoformat()]
    env = serving.environment(home=draft, stood_at=OPENS_AT)
    try:
        code = serving.run_to_the_end(["-m", "estancia.commands.demo.making", *arguments], env=env)
    except KeyboardInterrupt:
        raise MakingStopped from None
    if code:
        raise MakingStopped
    families = int((draft / "families").read_text(encoding="utf-8"))
    made = Made(people=people, seed=seed, families=families, code=folder.code_mark())
    folder.finish(draft=draft, home=home, made=made)
    return made


def serve(*, home: Path, port: int, made: Made) -> None:
    """Serve until Ctrl-C or a polite signal; both children are ended on the way out."""
    stands_at = clock_of(home=home)
    log = home / "demo.log"
    with serving.serving(port=port, env=serving.environment(home=home, stood_at=stands_at), log=log) as server:
        address = f"http://{serving.HOST}:{port}/"
        logins = folder.logins_in(home=home)
        sys.stdout.write(banner(address=address, made=made, logins=logins, stands_at=stands_at) + "\n")
        sys.stdout.flush()
        serving.wait_for_the_end(server=server, log=log)
    sys.stdout.write("\nDetenida · Stopped.\n")


def clock_of(*, home: Path) -> datetime:
    """Say where the demo's clock stopped last; at its opening hour when it never ran."""
    try:
        return max(OPENS_AT, datetime.fromisoformat((home / folder.CLOCK).read_text(encoding="utf-8"))).astimezone(UTC)
    except (OSError, ValueError):
        return OPENS_AT.astimezone(UTC)


def show_figures(*, people: int, seed: int) -> None:
    """Print each published figure beside the demo's people, without making them in a database."""
    import numpy as np

    from estancia.commands.demo.figures import figures_text
    from estancia.commands.demo.population import make_population
    from estancia.commands.demo.published import compare

    families = make_population(people=people, rng=np.random.default_rng(seed))
    sys.stdout.write(figures_text(compared=compare(families=families)) + "\n")
