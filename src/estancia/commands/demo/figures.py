"""The table that puts each published figure beside the demo's people."""

from collections.abc import Iterable

from rich.box import SIMPLE
from rich.table import Table

from estancia.commands.demo.published import Compared


def figures_table(*, compared: Iterable[Compared]) -> Table:
    """Draw the figures that a population is held to, one a line, 80 columns wide."""
    table = Table("topic", "what", "months", "n", "published", "demo", "points", "source", box=SIMPLE, width=80)
    for each in compared:
        if each.figure.held_to:
            table.add_row(*_row(each))
    return table


def _row(each: Compared) -> tuple[str, ...]:
    figure = each.figure
    months = " ".join(sorted({figure.from_month, figure.until_month}))
    shares = (f"{100 * figure.share:.1f} %", f"{100 * each.measured:.1f} %", f"{each.points:+.1f}")
    return (figure.topic, figure.what, months, str(each.people), *shares, figure.source)
