"""A long list a page at a time: what its address narrows to, and the links to the neighbouring pages."""

from collections.abc import Mapping
from typing import Protocol

from django.utils.http import urlencode

from estancia.web.door import StaffRequest
from estancia.web.questions import typed

BOOKMARKS = ("after", "before")


class Paged(Protocol):
    """A page that knows its neighbours: "" where there is none."""

    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...


def narrowed(request: StaffRequest, *, by: tuple[str, ...]) -> dict[str, str]:
    """Read from the address how a list is narrowed, and which of its pages is asked for."""
    return {name: value for name, value in typed(request.GET).items() if name in (*by, *BOOKMARKS) and value}


def pages(*, asked: Mapping[str, str], listed: Paged) -> dict[str, object]:
    """Give what `partials/pages.html` shows, and whether the list is narrowed at all."""
    kept = {name: value for name, value in asked.items() if name not in BOOKMARKS}
    return {
        "narrowed": bool(kept),
        "further": kept != asked,
        "previous": f"?{urlencode({**kept, 'before': listed.before})}" if listed.before else "",
        "more": f"?{urlencode({**kept, 'after': listed.after})}" if listed.after else "",
    }
