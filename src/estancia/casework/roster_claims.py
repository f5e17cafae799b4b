"""What the counterpart's list says of those heard in an intake: claims to be asked of them, which answer no page."""

from collections.abc import Mapping
from datetime import date

from estancia.casework.roster_reach import standing_at
from estancia.notices.rosters.keeping import from_json
from estancia.records.models import IntakeDraft, ProposalHeard
from estancia.records.read import rows_of

Claims = dict[str, dict[str, str]]


def claims_of(*, draft: IntakeDraft) -> Claims:
    """Give what the list says of an intake's members, by page as `answers` are kept; empty for most intakes.

    These are claims to be asked of the person: no page is answered by them.
    """
    heard = rows_of(ProposalHeard, draft_id=draft.pk, order=("member",))
    if not heard:
        return {}
    rows = standing_at(location=draft.location_key).filter(key__in=[one.key for one in heard])
    by_key = {row.key: row for row in rows}
    claims: Claims = {"family": {"members": str(max(one.member for one in heard))}}
    for one in heard:
        if one.key in by_key:
            claims |= _claims(member=one.member, kept=by_key[one.key].proposal)
    return claims


def _claims(*, member: int, kept: Mapping[str, object]) -> Claims:
    said = from_json(kept=kept)
    identity = {"name": said.name, "nationality": said.nationality or ""} | _boxes("born", said.born_on)
    if said.born_on is None and said.born_year:
        identity["born_year"] = str(said.born_year)
    notice = {
        "number": f"A{said.notice_number}" if said.notice_number else "",
        "hearing_location": said.hearing_place or "",
        "address": said.address,
        **_boxes("served", said.served_on),
        **_boxes("hearing", said.hearing_on),
    }
    pages = {f"identity:{member}": identity, f"notice:{member}": notice}
    return {page: {name: value for name, value in given.items() if value} for page, given in pages.items()}


def _boxes(name: str, on: date | None) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")} if on else {}
