"""The one reading of the clock: real time, or in the demo a house clock that stands in another year and runs on.

The demo's people arrived between 2019 and 2022; a newcomer must meet a desk where somebody can still be admitted.
Only ESTANCIA_MODE=demo reads ESTANCIA_CLOCK: an instant with its offset, `2022-06-22T09:00-06:00`, and after a slash
the real instant at which the house clock stood there, so that server and worker agree. Pages say so plainly.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from estancia.config.readers import SettingRefused, choice


@dataclass(frozen=True, slots=True)
class HouseClock:
    """A clock that stood at `stood_at` when the real time was `seen_at`, and has run since."""

    stood_at: datetime
    seen_at: datetime

    def reads(self, *, real: datetime) -> datetime:
        """Say what the house clock shows when the real clock shows `real`."""
        return self.stood_at + (real - self.seen_at)


def now() -> datetime:
    """Say what time it is in the house, in UTC."""
    clock = house_clock()
    real = datetime.now(UTC)
    return real if clock is None else clock.reads(real=real)


def clock_is_ours() -> bool:
    """Say whether pages must tell that the clock is the demo's own."""
    return house_clock() is not None


@cache
def house_clock() -> HouseClock | None:
    """Read the demo's clock once per process; None outside the demo or when nothing is set."""
    if choice("ESTANCIA_MODE", among=("demo", "production", "test"), otherwise="demo") != "demo":
        return None
    text = os.environ.get("ESTANCIA_CLOCK", "")
    return parse_clock(text=text, real=datetime.now(UTC)) if text else None


def parse_clock(*, text: str, real: datetime) -> HouseClock:
    """Read `instant` or `instant/real instant`; without the second the clock stands there at `real`."""
    stood, _, seen = text.partition("/")
    try:
        clock = HouseClock(stood_at=_instant(stood), seen_at=_instant(seen) if seen else real)
    except ValueError:
        raise SettingRefused("clock_wrong", value=text) from None
    return clock


def say_clock(*, stood_at: datetime, seen_at: datetime) -> str:
    """Write the setting that `parse_clock` reads."""
    return f"{stood_at.isoformat()}/{seen_at.isoformat()}"


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant.astimezone(UTC)
