"""When a stay is renewed, until when, and what it means that one ran out.

The days are half-open, as everywhere: `valid_until` is the first day no longer covered. A renewal takes effect from
that day, however late it is decided, so that no day between the two counts against anyone.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from estancia.law import parameter
from estancia.wording import Sentence, load_sentences

_SENTENCES = load_sentences(package="estancia.stay", name="renewal.toml")


@dataclass(frozen=True, slots=True)
class Renewal:
    """How a stay stands to its renewal on a day. `standing`: covered, open, needed or lapsed.

    `opens_on` is the first day on which it may be renewed; `needed` is a renewal that is open and without which the
    hearing the stay must cover, or the way back from it, would fall outside; `line` says it to the person.
    """

    standing: str
    opens_on: date
    line: Sentence

    @property
    def may_renew(self) -> bool:
        """Say whether it may be renewed on that day."""
        return self.standing != "covered"


def renewal_of(*, valid_until: date, must_cover_until: date | None, on: date) -> Renewal:
    """Say how a stay stands to its renewal. `must_cover_until`: the last day it must cover, None when not known.

    It opens EST-22 before the last day, so before any hearing that lies outside; not knowing the hearing shuts nothing.
    """
    opens_on = valid_until - parameter("EST-22", on=on).as_timedelta()
    outside = must_cover_until is not None and must_cover_until >= valid_until
    if on >= valid_until:
        standing = "lapsed"
    elif on < opens_on:
        standing = "covered"
    else:
        standing = "needed" if outside else "open"
    return Renewal(standing=standing, opens_on=opens_on, line=_SENTENCES[standing])


def renewed_until(*, valid_until: date, must_cover_until: date | None, on: date) -> date:
    """Give the first day a renewed stay no longer covers: EST-4 more, and never before the day it must cover is over.

    A stay that ran out is counted anew from the day it is mended.
    """
    usual = max(valid_until, on) + parameter("EST-4", on=on).as_timedelta()
    return usual if must_cover_until is None else max(usual, must_cover_until + timedelta(days=1))
