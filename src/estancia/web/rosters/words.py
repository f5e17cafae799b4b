"""How the pages of rosters say where a list and its rows stand."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from estancia.casework.views.rosters import RosterView
from estancia.web.components import Mark

_STANDINGS: dict[str, Promise] = {
    "to_mend": _("To be mended"),
    "doubtful": _("Doubtful"),
    "changed": _("Changed"),
    "new": _("New"),
    "repeated": _("Told twice"),
    "accepted": _("Accepted in spite of the doubt"),
}
_STATES: dict[str, tuple[Promise, str]] = {
    "received": (_("Its columns wait for a person"), "soon"),
    "waiting": (_("Waits to be read"), "plain"),
    "staging": (_("Being read"), "plain"),
    "staged": (_("Read; not kept yet"), "soon"),
    "committed": (_("List kept"), "calm"),
    "refused": (_("Could not be read"), "plain"),
    "dropped": (_("Let go"), "plain"),
}
_HEARD: dict[str, tuple[Promise, str]] = {
    "no": (_("Not heard yet"), "soon"),
    "hearing": (_("Being heard"), "plain"),
    "awaiting_decision": (_("Asked; waits for a decision"), "calm"),
    "on_hold": (_("Asked; on hold"), "calm"),
    "no_request": (_("Heard; asks for nothing"), "plain"),
    "not_covered": (_("Asked; not covered by this stay"), "plain"),
    "withdrawn": (_("Withdrew the request"), "plain"),
}


def standing_words(standing: str) -> Promise:
    """Name how a row stands."""
    return _STANDINGS[standing]


def state_mark(roster: RosterView) -> Mark:
    """Say where a roster stands."""
    word, tone = _STATES[roster.state]
    return Mark(word=word, tone=tone)


def heard_mark(heard: str) -> Mark:
    """Say how far somebody proposed has come at the window."""
    word, tone = _HEARD[heard]
    return Mark(word=word, tone=tone)
