"""Where letters are put: one way out now, a folder for each organisation, collected by its own post or printed.

A folder is the one channel every port, shelter and clinic has. It keeps a letter once however often it is handed over,
for its name is the letter's key; and a letter is whole or not there, for it is renamed into place when written.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from estancia.messages.letters import Letter


class ChannelRefused(Exception):
    """The channel could not take the letter now; it stays in the outbox and is tried again."""


class Channel(Protocol):
    """Takes letters out of the house."""

    def send(self, letter: Letter) -> None:
        """Take the letter; the same key twice is one letter. Raises `ChannelRefused`."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """Letters as JSON files under `at`/organisation/key.json, readable by the server's own user alone."""

    at: Path

    def send(self, letter: Letter) -> None:
        """Write the letter and rename it into place, on disk before it counts as sent."""
        place = self.at / letter.to / f"{letter.key}.json"
        draft = place.with_suffix(f".{os.getpid()}.part")
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(letter.as_json())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(place)
        except OSError as refused:
            raise ChannelRefused(type(refused).__name__) from None
