"""The `estancia` command line. Each command imports what it needs when it is asked, so that help comes at once."""

from pathlib import Path
from typing import Annotated

import typer

from estancia.commands.answers import answers, give
from estancia.commands.backing_up import app as backups
from estancia.commands.demo import demo
from estancia.commands.determining import determine
from estancia.commands.documents import app as documents
from estancia.commands.founding import organisation_app, staff_app
from estancia.commands.keeping import audit_app, key_app, serve, worker
from estancia.commands.rosters import app as rosters

app = typer.Typer(
    name="estancia",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Estancia: lo prometido a quienes esperan en México. · What was promised to those who wait in Mexico.\n\n"
    "Sale con · Exits with: 0 bien, ok; 1 falló, failed; 2 entrada, bad input; 3 no está, not found; "
    "4 no permitido, not allowed.",
)
docs = typer.Typer(no_args_is_help=True, help="Las páginas generadas · The generated pages")

app.command("determine")(determine)
app.add_typer(documents, name="document")
app.add_typer(audit_app, name="audit")
app.add_typer(key_app, name="key")
app.add_typer(rosters, name="roster")
app.add_typer(backups, name="backup")
app.add_typer(organisation_app, name="organisation")
app.add_typer(staff_app, name="staff")
app.add_typer(docs, name="docs")
app.command("worker")(worker)
app.command("serve")(serve)
app.command("demo")(demo)


@docs.callback()
def of_docs() -> None:
    """Las páginas generadas · The generated pages."""


@docs.command("build")
@answers
def build(root: Annotated[Path, typer.Option(help="La carpeta del código · the folder of the code")] = Path()) -> None:
    """Escribe las páginas de referencia. · Writes the reference pages.

    Ejemplo · Example: estancia docs build
    """
    from estancia.commands.docs import build_docs

    for page in build_docs(root=root):
        give(str(page))


if __name__ == "__main__":
    app()
