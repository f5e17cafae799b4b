"""Every table, by room."""

from estancia.records.models.admission import (
    NO_DAY,
    Decision,
    Determination,
    Hold,
    HoldEvent,
    IntakeDraft,
    Request,
    Review,
    SealedDraftAnswer,
    SealedDraftNotice,
)
from estancia.records.models.identity import IdentityKey, Merge, NameWord, NotTheSame
from estancia.records.models.ledger import AuditEntry, AuditMention, AuditTail, MerkleHead
from estancia.records.models.lists import SavedFilter
from estancia.records.models.messages import DueTask, OutboxMessage
from estancia.records.models.notices import (
    AlarmEvent,
    CourtRecordSeen,
    HearingAlarm,
    HearingClaim,
    KeptPaper,
    KeptPaperEvent,
    Notice,
)
from estancia.records.models.once_keys import OnceKey
from estancia.records.models.people import FamilyGroup, Person
from estancia.records.models.permits import PermitApplication, PermitEvent, PermitUse
from estancia.records.models.places import LocationDay, SecurityReport
from estancia.records.models.protection import AsylumRequest, NamedBody, ProtectionNotice, SealedAnswer
from estancia.records.models.rosters import ProposalHeard, RememberedColumns, Roster, RosterFile, RosterRow
from estancia.records.models.services import Complaint, ComplaintEvent
from estancia.records.models.staff import Organisation, User
from estancia.records.models.stay import RevokedCard, SigningKeyRow, Stay, StayDocument
from estancia.records.models.stay_lived import (
    ChosenContact,
    Crossing,
    ExpectedEvent,
    ExpectedReturn,
    StayEnd,
    StayRenewal,
)

__all__ = [
    "NO_DAY",
    "AlarmEvent",
    "AsylumRequest",
    "AuditEntry",
    "AuditMention",
    "AuditTail",
    "ChosenContact",
    "Complaint",
    "ComplaintEvent",
    "CourtRecordSeen",
    "Crossing",
    "Decision",
    "Determination",
    "DueTask",
    "ExpectedEvent",
    "ExpectedReturn",
    "FamilyGroup",
    "HearingAlarm",
    "HearingClaim",
    "Hold",
    "HoldEvent",
    "IdentityKey",
    "IntakeDraft",
    "KeptPaper",
    "KeptPaperEvent",
    "LocationDay",
    "Merge",
    "MerkleHead",
    "NameWord",
    "NamedBody",
    "NotTheSame",
    "Notice",
    "OnceKey",
    "Organisation",
    "OutboxMessage",
    "PermitApplication",
    "PermitEvent",
    "PermitUse",
    "Person",
    "ProposalHeard",
    "ProtectionNotice",
    "RememberedColumns",
    "Request",
    "Review",
    "RevokedCard",
    "Roster",
    "RosterFile",
    "RosterRow",
    "SavedFilter",
    "SealedAnswer",
    "SealedDraftAnswer",
    "SealedDraftNotice",
    "SecurityReport",
    "SigningKeyRow",
    "Stay",
    "StayDocument",
    "StayEnd",
    "StayRenewal",
    "User",
]
