"""Unlocked keys, held in memory for a quarter of an hour at most."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from estancia.sealing.keys import PrivateKey

LONGEST_HOLD = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class _Held:
    key: PrivateKey
    until: datetime


class HeldKeys:
    """A ring of unlocked keys by session and organisation; the only place where one outlives a request.

    It lives in one process and is written nowhere: another process asks for the phrase again, and a restart forgets
    all. A key whose `until` lies more than 15 minutes ahead is refused, at `hold` where `now` is given and at `get`
    always. Safe between threads.
    """

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], _Held] = {}
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"HeldKeys({len(self._held)} held)"

    def hold(
        self, session: str, organisation: str, key: PrivateKey, until: datetime, now: datetime | None = None
    ) -> None:
        """Keep an unlocked key for this session and organisation until an aware instant.

        Raises `ValueError` when `until` is naive, or more than 15 minutes after `now` where that is given.
        """
        if until.tzinfo is None:
            raise ValueError("until must be an aware instant")
        if now is not None and until - now > LONGEST_HOLD:
            raise ValueError("a key is held for 15 minutes at most")
        with self._lock:
            self._held[session, organisation] = _Held(key=key, until=until)

    def get(self, session: str, organisation: str, now: datetime) -> PrivateKey | None:
        """Give the key this session holds for the organisation; None when it holds none or its time has passed.

        Every key whose time has passed, whoever holds it, is forgotten on the way.
        """
        with self._lock:
            self._held = {place: held for place, held in self._held.items() if _may_stay(held=held, now=now)}
            held = self._held.get((session, organisation))
        return held.key if held else None

    def drop(self, session: str) -> None:
        """Forget every key of this session: on signing out, on a new phrase, on quick exit."""
        with self._lock:
            self._held = {place: held for place, held in self._held.items() if place[0] != session}


def _may_stay(*, held: _Held, now: datetime) -> bool:
    return now < held.until <= now + LONGEST_HOLD
