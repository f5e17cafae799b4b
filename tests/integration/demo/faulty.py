"""A server with a planted fault: what only a protecting body may read is shown to the desk."""

from dataclasses import replace
from importlib import import_module
from typing import Any

from estancia.config.wsgi import application

__all__ = ["application"]

determining = import_module("estancia.casework.determining")  # only now is Django awake
reserved_view = determining.open_view


def shown_whole(*, determination: Any, **rest: Any) -> Any:
    """Give the desk the reasons as they are, protections too."""
    return replace(reserved_view(determination=determination, **rest), reasons=determination.reasons)


determining.open_view = shown_whole
