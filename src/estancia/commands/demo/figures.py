"""Each published figure beside the demo's people, under its source, 80 columns wide."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from estancia.commands.demo.published import Compared, Figure

COLUMNS = 80


def figures_text(*, compared: Iterable[Compared]) -> str:
    """Write the figures that people are held to: published share, share shown, distance in points."""
    return "\n".join(_lines(compared=[each for each in compared if each.figure.held_to]))


def _lines(*, compared: list[Compared]) -> Iterator[str]:
    for source, group in groupby(compared, key=lambda each: _source(each.figure)):
        yield ""
        yield from textwrap.wrap(source, COLUMNS)
        yield f"  {'':<40}{'n':>6}{'published':>11}{'demo':>9}{'points':>8}"
        yield from (_line(each) for each in group)


def _source(figure: Figure) -> str:
    note = f"; {figure.note}" if figure.note else ""
    return f"{figure.source} (as of {figure.as_of}, {figure.grade}{note})"


def _line(each: Compared) -> str:
    figure = each.figure
    months = " to ".join(dict.fromkeys((figure.from_month, figure.until_month)))
    what = f"{figure.topic} {figure.what}" if figure.topic != "month" else "arrived in"
    shares = f"{100 * figure.share:>10.1f}%{100 * each.measured:>8.1f}%{each.points:>+8.1f}"
    return f"  {what:<22}{months:<18}{each.people:>6}{shares}"
