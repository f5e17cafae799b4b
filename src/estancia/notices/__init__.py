"""Notices to appear, tear sheets and rosters: claims with a source, and the defects a person can be warned of."""

from estancia.notices.checking import Defect, Shown, notice_defects
from estancia.notices.claims import About, Accord, Alarm, Claim, CourtSeen, Says, Weighed, alarms, weigh
from estancia.notices.defects import address_reaches_nobody
from estancia.notices.printed import PrintedNotice, Told

__all__ = [
    "About",
    "Accord",
    "Alarm",
    "Claim",
    "CourtSeen",
    "Defect",
    "PrintedNotice",
    "Says",
    "Shown",
    "Told",
    "Weighed",
    "address_reaches_nobody",
    "alarms",
    "notice_defects",
    "weigh",
]
