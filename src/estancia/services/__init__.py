"""What a person may count on, and where to complain when it is not so.

The room decides one thing: which body answers a complaint, which is never the one complained of nor any of the same
house. It keeps the register of rights, the kinds of complaint, the states a complaint can be in and its clocks, all as
dated data with a source.
"""

from estancia.services.clocks import answer_due, day_of, first_due, late_due, midnight_after
from estancia.services.complaints import ACCUSED, KINDS, PERHAPS_ANYONE, Body, ComplaintKind, answers_for, may_answer
from estancia.services.rights import Right, Whom, rights_on, whom_to_reach
from estancia.services.states import COMPLAINT_STATES, OPEN_STATES, STEPS, move_complaint

__all__ = [
    "ACCUSED",
    "COMPLAINT_STATES",
    "KINDS",
    "OPEN_STATES",
    "PERHAPS_ANYONE",
    "STEPS",
    "Body",
    "ComplaintKind",
    "Right",
    "Whom",
    "answer_due",
    "answers_for",
    "day_of",
    "first_due",
    "late_due",
    "may_answer",
    "midnight_after",
    "move_complaint",
    "rights_on",
    "whom_to_reach",
]
