"""May this family be admitted at this place today? What the rules say so far, and what a person may then decide.

The room holds the grounds and the order in which they count. It never decides that someone is returned.
"""

from estancia.admission.decisions import (
    AllowedDecision,
    DecisionNotOpen,
    ReasonNeeded,
    allowed_decisions,
    check_decision,
    family_outcome,
)
from estancia.admission.determination import Determination, NotKnown, Outcome, Reason
from estancia.admission.determine import determine
from estancia.admission.facts import (
    DECLINED,
    PRIVATE_PATHS,
    CourtRecordFacts,
    Facts,
    FamilyFacts,
    LocationStateFacts,
    NoticeFacts,
    PersonFacts,
)
from estancia.admission.private import (
    PRIVATE_CODES,
    OpenView,
    PrivateJudgement,
    determine_open,
    judge_private,
    open_view,
)
from estancia.admission.reading import BadInput, facts_from_json

__all__ = [
    "DECLINED",
    "PRIVATE_CODES",
    "PRIVATE_PATHS",
    "AllowedDecision",
    "BadInput",
    "CourtRecordFacts",
    "DecisionNotOpen",
    "Determination",
    "Facts",
    "FamilyFacts",
    "LocationStateFacts",
    "NotKnown",
    "NoticeFacts",
    "OpenView",
    "Outcome",
    "PersonFacts",
    "PrivateJudgement",
    "Reason",
    "ReasonNeeded",
    "allowed_decisions",
    "check_decision",
    "determine",
    "determine_open",
    "facts_from_json",
    "family_outcome",
    "judge_private",
    "open_view",
]
