"""`estancia demo`: invented people, made through the deeds, calibrated to the published record, and served here."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from estancia.commands.demo.defaults import CHECKED_PEOPLE, PEOPLE, PORT, SEED
from estancia.wording import ForPeople


def demo(
    *,
    people: Annotated[int, typer.Option(help="Cuántas personas · How many people")] = PEOPLE,
    seed: Annotated[
        int, typer.Option(help="La misma semilla hace las mismas personas · Same seed, same people")
    ] = SEED,
    port: Annotated[int, typer.Option(help="Puerto en 127.0.0.1 · Port on 127.0.0.1")] = PORT,
    home: Annotated[Path | None, typer.Option(help="Carpeta de la demostración · Folder of the demo")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Hacerla de nuevo · Make it anew")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Recorrer el camino y salir · Walk the path and leave")
    ] = False,
    figures: Annotated[bool, typer.Option("--figures", help="Cifras publicadas · Published figures")] = False,
) -> None:
    """Población sintética y servidor. · Invented people and a server."""
    try:
        raise typer.Exit(
            _asked(people=people, seed=seed, port=port, home=home, fresh=fresh, check=check, figures=figures)
        )
    except ForPeople as said:
        sys.stderr.write(f"{said.said.es}\n{said.said.en}\n")
        raise typer.Exit(1) from None


def _asked(*, people: int, seed: int, port: int, home: Path | None, fresh: bool, check: bool, figures: bool) -> int:
    from estancia.commands.demo import command, serving

    if figures:
        command.show_figures(people=people, seed=seed)
        return 0
    serving.heed_signals()
    if check:
        from estancia.commands.demo.check import check_demo

        return check_demo(people=min(people, CHECKED_PEOPLE) if people == PEOPLE else people, seed=seed)
    place = home or Path(os.environ.get("ESTANCIA_HOME", "var")) / "demo"
    command.run_demo(people=people, seed=seed, port=port, fresh=fresh, home=place.absolute())
    return 0
