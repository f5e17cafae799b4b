"""What whoever may not know of protection questions is told of a family that is held: that it is, and nothing of why.

A wait shows its question, a protection may not. Were waits shown to such a reader, a held family without a question
would be a protected one. So of every held family alike they are shown no question, reason, condition or outcome of one
member, and are told what they need: nobody of the family is moved meanwhile.
"""

from collections.abc import Iterable, Mapping

from estancia.casework.access import Category
from estancia.casework.determination_shown import Held, shown_determination
from estancia.casework.determining import latest
from estancia.casework.hold_rows import SENTENCES
from estancia.casework.views.people import DeterminationView
from estancia.records.models import Determination, Request
from estancia.wording import Sentence

NOT_MOVED: Sentence = SENTENCES["held_reserved"]
_HELD = "hold"


def is_withheld(*, request: Request | None, rows: Iterable[Determination], held: Held) -> bool:
    """Say whether the why of this family is kept from a reader; `rows` are the latest of its members."""
    if Category.FLAG in held or request is None:
        return False
    return request.state == "on_hold" or any(row.outcome == _HELD for row in rows)


def rows_to_ask(*, request: Request | None, held: Held) -> Mapping[int, Determination]:
    """Give the latest determinations of a family where what they say decides what is withheld; else none are read."""
    return {} if Category.FLAG in held or request is None else latest(request=request)


def said_of_member(*, row: Determination | None, held: Held, withheld: bool) -> DeterminationView | None:
    """Show what the rules said of one member; of a family withheld only that they are held with it."""
    shown = shown_determination(row=row, held=held)
    return held_with_family(shown) if shown and withheld else shown


def held_with_family(shown: DeterminationView) -> DeterminationView:
    """Leave of a determination that the family is held: the same words whatever holds it."""
    return DeterminationView(
        on=shown.on,
        outcome=_HELD,
        protection_hold=None,
        reasons=(),
        not_known=(),
        rule_sets=shown.rule_sets,
        reserved=NOT_MOVED,
    )
