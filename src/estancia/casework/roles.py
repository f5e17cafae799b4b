"""The roles people sign in with and the purposes each may choose."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What someone answers for."""

    IO = "IO"  # intake officer
    PW = "PW"  # protection or shelter worker, child protection, asylum authority: whoever answers a sealed question
    LW = "LW"  # lawyer
    CO = "CO"  # coordinator
    OB = "OB"  # observer
    PE = "PE"  # the person, or a guardian
    DP = "DP"  # data-protection officer, auditor
    SA = "SA"  # system administrator
    HOUSE = "house"  # the house's own worker; nobody signs in with it


class Purpose(StrEnum):
    """Why someone looks or acts; chosen at sign-in and written beside every look."""

    INTAKE = "intake"
    PLACEMENT = "placement"
    CARE = "care"
    DEFENCE = "defence"
    HEARING_LOGISTICS = "hearing_logistics"
    COORDINATION = "coordination"
    OVERSIGHT = "oversight"
    SUBJECT_RIGHTS = "subject_rights"
    MAINTENANCE = "maintenance"


STAFF_ROLES: frozenset[Role] = frozenset(Role) - {Role.HOUSE}

PURPOSES_OF: Mapping[Role, frozenset[Purpose]] = MappingProxyType(
    {
        Role.IO: frozenset({Purpose.INTAKE, Purpose.HEARING_LOGISTICS}),
        Role.PW: frozenset({Purpose.CARE, Purpose.PLACEMENT}),
        Role.LW: frozenset({Purpose.DEFENCE}),
        Role.CO: frozenset({Purpose.COORDINATION}),
        Role.OB: frozenset({Purpose.OVERSIGHT}),
        Role.PE: frozenset({Purpose.SUBJECT_RIGHTS}),
        Role.DP: frozenset({Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}),
        Role.SA: frozenset({Purpose.MAINTENANCE}),
        Role.HOUSE: frozenset({Purpose.MAINTENANCE}),
    }
)
