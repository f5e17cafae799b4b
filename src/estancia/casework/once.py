"""What a deed looks up once and needs again: remembered until its transaction ends, and not a moment longer.

Who is named for a question, what the rules are given of a person: asked several times on the way through one deed, and
the same each time. Nothing outlives the deed, so that what is withdrawn is withdrawn for the very next one.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Found = TypeVar("Found")

_remembered: ContextVar[dict[Hashable, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember from here to the end of the deed, and forget then."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def once(*key: Hashable, look: Callable[[], Found]) -> Found:
    """Give what was found under this key in this deed, looking the first time; outside a deed look each time."""
    known = _remembered.get()
    if known is None:
        return look()
    if key not in known:
        known[key] = look()
    return known[key]


def forget(kind: str) -> None:
    """Forget what was found under keys of this kind: the deed has just changed it."""
    known = _remembered.get() or {}
    for key in [key for key in known if isinstance(key, tuple) and key[0] == kind]:
        del known[key]
