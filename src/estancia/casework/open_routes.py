"""Which routes stand open to anyone on a day, from the dated rows of law; a row not in force opens no route.

They are told to everyone, alike: a paper that named a route only to some would say who had asked for it.
"""

from datetime import date

from estancia.casework.hold_rows import SENTENCES
from estancia.law import rules
from estancia.wording import Sentence

_ASYLUM, _STAY_PUT, _VISITOR = "MX-REF.time_to_apply", "MX-COMAR.stay_in_the_state", "MX-LM52V.humanitarian_visitor"


def routes_on(*, on: date) -> tuple[Sentence, ...]:
    """List the routes open on that day, a sentence each, with the deadline and the provision behind it."""
    in_force = {rule.id: rule for rule in rules(on=on)}
    lines = []
    if _ASYLUM in in_force:
        lines.append(SENTENCES["route_asylum"].filled(days=in_force[_ASYLUM].value))
    if _ASYLUM in in_force and _STAY_PUT in in_force:
        lines.append(SENTENCES["route_asylum_stays_in_state"])
    if _VISITOR in in_force:
        lines.append(SENTENCES["route_humanitarian_visitor"])
    return (*lines, SENTENCES["route_consulate_only_if_asked"])
