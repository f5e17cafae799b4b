"""What the doors are shown of a saved filter."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A way of narrowing a list, by the name its owner gave it."""

    number: int
    name: str
    narrows: Mapping[str, str]
