"""Half-open periods of days."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days `[from_, until)`: the first is in, the last is out. `until` comes after `from_`."""

    from_: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.from_:
            raise ValueError("a period ends after it begins")

    def covers(self, day: date) -> bool:
        """Say whether a day lies inside."""
        return self.from_ <= day < self.until

    @property
    def days(self) -> int:
        """Count its days."""
        return (self.until - self.from_).days
