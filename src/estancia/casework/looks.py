"""How each look and deed on a file is told to whoever oversees: by role and organisation, and no more of it than that.

Some deeds would tell what their reader may not know by their name or by their hour. What care does about who is
expected back, or about a protection question, is one care look among the others. What happens at a gate says when
somebody left or came back: it is told once a day, without its hour, as one thing, whether somebody was looked for there
or crossed. The record itself keeps every entry as it is.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from estancia.casework.access import Role
from estancia.casework.views.people import LookLine
from estancia.places import local_date, zone_of
from estancia.records.models import AuditEntry

CARE, GATE = "care_look", "at_the_gate"
_OF_CARE = frozenset({"expected_list", "expected_look", "record_call"})  # whoever does them
_BY_CARE = frozenset(
    {
        "person_look",
        "family_look",
        "request_look",
        "contact_look",
        "choose_contact",
        "hold_list",
        "hold_file",
        "answer_hold",
    }
)
_AT_THE_GATE = frozenset(
    {"cross", "undo_crossing", "crossings_look", "gate_search", "gate_look", "type_paper", "crossing_paper"}
)


def looks_told(*, entries: Iterable[AuditEntry], names: Mapping[str, str], location: str) -> tuple[LookLine, ...]:
    """Tell of entries (the latest first) to whoever holds the audit of a file; `names` are the organisations' by key.

    What has no hour stands beneath everything else of its day, so that its neighbours give it none.
    """
    told: dict[tuple[date, int, object], LookLine] = {}
    for entry in entries:
        line = _line(entry, names=names, location=location)
        day = local_date(key=location, now=entry.at)
        same = (line.organisation, line.role, line.purpose) if line.day_only else entry.seq
        told.setdefault((day, 0 if line.day_only else 1, same), line)
    kept = sorted(told.items(), key=lambda one: one[0][:2], reverse=True)  # stable: within, the latest first
    return tuple(line for _, line in kept)


def _line(entry: AuditEntry, *, names: Mapping[str, str], location: str) -> LookLine:
    act = _act_told(entry)
    return LookLine(
        at=_midnight(entry.at, location=location) if act == GATE else entry.at,
        role=entry.role,
        organisation=names.get(entry.organisation, entry.organisation),
        act=act,
        purpose=entry.purpose,
        location=location,
        day_only=act == GATE,
    )


def _act_told(entry: AuditEntry) -> str:
    if entry.act in _AT_THE_GATE:
        return GATE
    cares = entry.role == Role.PW and entry.act in _BY_CARE
    return CARE if cares or entry.act in _OF_CARE else entry.act


def _midnight(at: datetime, *, location: str) -> datetime:
    return datetime.combine(local_date(key=location, now=at), time(), zone_of(location))
