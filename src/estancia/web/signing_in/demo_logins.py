"""The demo's logins, listed on its own sign-in page; an installation in use has none.

`estancia demo` leaves them in `demo-logins.json` in its home folder: a list of objects with `username`,
`password`, `role`, `location` (a place's key, may be empty), `phrase` (may be empty).
"""

import json
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A synthetic member of staff anyone may sign in as."""

    username: str
    password: str
    role: str
    location: str = ""
    phrase: str = ""


def demo_logins() -> tuple[DemoLogin, ...]:
    """List the demo's logins in the order they were made; none unless this is a demo."""
    kept = settings.HOME / "demo-logins.json"
    if settings.MODE != "demo" or not kept.exists():
        return ()
    return tuple(
        DemoLogin(**{name: login.get(name, "") for name in DemoLogin.__dataclass_fields__})
        for login in json.loads(kept.read_text(encoding="utf-8"))
    )
