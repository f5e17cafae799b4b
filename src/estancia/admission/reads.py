"""Which facts a ground reads, found by walking its criterion."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from estancia.admission.grounds import Ground


@cache
def paths_read(ground: Ground) -> frozenset[str]:
    """List the paths a ground reads."""
    return frozenset(_paths(ground.criterion))


def _paths(node: object) -> Iterator[str]:
    if not is_dataclass(node):
        return
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, str) and field.name in ("path", "first", "second", "born", "at"):
            yield value
        for part in value if isinstance(value, tuple) else (value,):
            yield from _paths(part)
