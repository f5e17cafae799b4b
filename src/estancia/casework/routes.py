"""The matrix of addresses: which role, for which purpose, may knock at which. An address not listed is shut.

Keyed by Django url name. What a route then shows is decided again, thing by thing, by whoever fetches it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from estancia.casework.roles import STAFF_ROLES, Purpose, Role


@dataclass(frozen=True, slots=True)
class RouteRule:
    """Who may knock. `public`: anybody. `without_purpose`: signed in is enough (where the purpose is chosen)."""

    roles: frozenset[Role] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    public: bool = False
    without_purpose: bool = False


_PUBLIC = RouteRule(public=True)
_SIGNED_IN = RouteRule(roles=STAFF_ROLES, purposes=frozenset(Purpose), without_purpose=True)
_DESK = RouteRule(roles=frozenset({Role.IO}), purposes=frozenset({Purpose.INTAKE}))
_CASE = RouteRule(
    roles=frozenset({Role.IO, Role.PW, Role.CO, Role.DP}),
    purposes=frozenset(
        {
            Purpose.INTAKE,
            Purpose.HEARING_LOGISTICS,
            Purpose.CARE,
            Purpose.PLACEMENT,
            Purpose.COORDINATION,
            Purpose.OVERSIGHT,
            Purpose.SUBJECT_RIGHTS,
        }
    ),
)
_WORK = RouteRule(roles=STAFF_ROLES, purposes=frozenset(Purpose))
_PLACE = RouteRule(
    roles=frozenset({Role.IO, Role.CO, Role.OB}),
    purposes=frozenset({Purpose.INTAKE, Purpose.HEARING_LOGISTICS, Purpose.COORDINATION, Purpose.OVERSIGHT}),
)
_SET_PLACE = RouteRule(roles=frozenset({Role.IO, Role.CO}), purposes=frozenset({Purpose.INTAKE, Purpose.COORDINATION}))
_HOLDS = RouteRule(  # whichever organisation a question belongs to, its members must be able to answer it
    roles=frozenset({Role.IO, Role.PW, Role.LW, Role.CO, Role.DP}),
    purposes=frozenset({Purpose.INTAKE, Purpose.CARE, Purpose.DEFENCE, Purpose.COORDINATION, Purpose.OVERSIGHT}),
)
_REVIEWS = RouteRule(
    roles=frozenset({Role.IO, Role.CO, Role.DP}),
    purposes=frozenset({Purpose.INTAKE, Purpose.COORDINATION, Purpose.OVERSIGHT}),
)
_CARE = RouteRule(roles=frozenset({Role.PW}), purposes=frozenset({Purpose.CARE}))
_LOOKED = RouteRule(roles=frozenset({Role.DP}), purposes=frozenset({Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}))
_INTEGRITY = RouteRule(
    roles=frozenset({Role.OB, Role.DP, Role.SA}), purposes=frozenset({Purpose.OVERSIGHT, Purpose.MAINTENANCE})
)
_SEARCH = RouteRule(
    roles=frozenset({Role.IO, Role.PW, Role.DP}),
    purposes=frozenset(
        {Purpose.INTAKE, Purpose.HEARING_LOGISTICS, Purpose.CARE, Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}
    ),
)
_REQUESTS = RouteRule(
    roles=frozenset({Role.IO, Role.CO, Role.DP}),
    purposes=frozenset({Purpose.INTAKE, Purpose.HEARING_LOGISTICS, Purpose.COORDINATION, Purpose.OVERSIGHT}),
)
_REVOKE = RouteRule(roles=frozenset({Role.IO, Role.CO}), purposes=frozenset({Purpose.INTAKE, Purpose.COORDINATION}))
_GATE = RouteRule(roles=frozenset({Role.IO}), purposes=frozenset({Purpose.INTAKE, Purpose.HEARING_LOGISTICS}))
_CONTACT = RouteRule(roles=frozenset({Role.IO, Role.PW}), purposes=frozenset({Purpose.INTAKE, Purpose.CARE}))
_KEYS = RouteRule(roles=frozenset({Role.SA}), purposes=frozenset({Purpose.MAINTENANCE}))
_CHECKED = RouteRule(  # whoever may hold the name: the sheet is the person's
    roles=frozenset({Role.IO, Role.PW, Role.DP}),
    purposes=frozenset(
        {Purpose.INTAKE, Purpose.HEARING_LOGISTICS, Purpose.CARE, Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}
    ),
)
_ALARMS = RouteRule(
    roles=frozenset({Role.IO, Role.CO, Role.DP}),
    purposes=frozenset({Purpose.INTAKE, Purpose.HEARING_LOGISTICS, Purpose.COORDINATION, Purpose.OVERSIGHT}),
)
_KEPT = RouteRule(
    roles=frozenset({Role.IO, Role.PW, Role.CO, Role.DP}),
    purposes=frozenset({Purpose.INTAKE, Purpose.CARE, Purpose.COORDINATION, Purpose.OVERSIGHT}),
)
_KEEP = RouteRule(roles=frozenset({Role.IO, Role.PW}), purposes=frozenset({Purpose.INTAKE, Purpose.CARE}))

_HELPS_WITH_PERMITS = RouteRule(roles=frozenset({Role.IO, Role.PW}), purposes=frozenset({Purpose.INTAKE, Purpose.CARE}))
_PERMITS = RouteRule(
    roles=frozenset({Role.IO, Role.PW, Role.DP}),
    purposes=frozenset({Purpose.INTAKE, Purpose.CARE, Purpose.OVERSIGHT, Purpose.SUBJECT_RIGHTS}),
)
_COMPLAINTS = RouteRule(  # who answers, who follows, who oversees: never the desk
    roles=frozenset({Role.PW, Role.LW, Role.DP}),
    purposes=frozenset({Purpose.CARE, Purpose.DEFENCE, Purpose.OVERSIGHT}),
)

ROUTES: Mapping[str, RouteRule] = MappingProxyType(
    {
        # anybody
        "home": _PUBLIC,
        "clauses": _PUBLIC,
        "verify": _PUBLIC,
        "verify_bundle": _PUBLIC,
        "verify_phone": _PUBLIC,
        "verify_manifest": _PUBLIC,
        "verify_worker": _PUBLIC,
        "sign_in": _PUBLIC,
        "sign_out": _PUBLIC,
        "language": _PUBLIC,
        "quick_exit": _PUBLIC,
        "accessibility": _PUBLIC,
        "privacy": _PUBLIC,
        "alive": _PUBLIC,
        # the sign-in library's own names: nobody's file stands behind them
        "account_login": _PUBLIC,
        "account_logout": _PUBLIC,
        "account_inactive": _PUBLIC,
        "mfa_authenticate": _PUBLIC,
        "mfa_login_webauthn": _PUBLIC,
        "account_reauthenticate": _SIGNED_IN,
        "mfa_index": _SIGNED_IN,
        "mfa_reauthenticate": _SIGNED_IN,
        "mfa_activate_totp": _SIGNED_IN,
        "mfa_deactivate_totp": _SIGNED_IN,
        "mfa_view_recovery_codes": _SIGNED_IN,
        "mfa_generate_recovery_codes": _SIGNED_IN,
        "mfa_list_webauthn": _SIGNED_IN,
        "mfa_add_webauthn": _SIGNED_IN,
        "mfa_reauthenticate_webauthn": _SIGNED_IN,
        "mfa_remove_webauthn": _SIGNED_IN,
        # signed in
        "choose_purpose": _SIGNED_IN,
        "work": _WORK,
        # the desk
        "intake_start": _DESK,
        "intake_step": _DESK,
        "intake_member_step": _DESK,
        "intake_private": _DESK,
        "intake_private_again": _DESK,
        "intake_card": _DESK,
        "intake_doubles": _DESK,
        "intake_apart": _DESK,
        "intake_compare": _DESK,
        "intake_check": _DESK,
        "intake_done": _DESK,
        "decision": _CASE,
        "decide": _DESK,
        "decided": _DESK,
        "redetermine": _DESK,
        "withdraw": _DESK,
        "ask_review": _DESK,
        "ask_asylum": RouteRule(
            roles=frozenset({Role.IO, Role.PW}), purposes=frozenset({Purpose.INTAKE, Purpose.CARE})
        ),
        "search": _SEARCH,
        "requests": _REQUESTS,
        "requests_sheet": _REQUESTS,
        "saved": _WORK,
        "change_saved": _WORK,
        # a file
        "person": _CASE,
        "why": _CASE,
        "family": _CASE,
        "audit": _LOOKED,
        "paper": RouteRule(roles=frozenset({Role.IO}), purposes=frozenset({Purpose.INTAKE})),
        "doubles": _DESK,
        "compare": _DESK,
        "keep_apart": _DESK,
        "roster_row_apart": _DESK,
        "ask_merge": _DESK,
        "merges": _DESK,
        "merge": _DESK,
        "confirm_merge": _DESK,
        "refuse_merge": _DESK,
        "undo_merge": _DESK,
        "ask_revocation": _REVOKE,
        "confirm_revocation": _REVOKE,
        # rosters: what the counterpart proposes
        "rosters": _DESK,
        "roster_upload": _DESK,
        "roster_proposed": _DESK,
        "roster": _DESK,
        "roster_columns": _DESK,
        "roster_orders": _DESK,
        "roster_accept": _DESK,
        "roster_commit": _DESK,
        "roster_drop": _DESK,
        "roster_hear": _DESK,
        # the stay lived
        "crossings": _GATE,
        "cross": _GATE,
        "undo_crossing": _GATE,
        "crossing_paper": _GATE,
        "type_paper": _GATE,
        "expected_back": _CARE,
        "expected_return": _CARE,
        "chosen_contact": _CONTACT,
        "renewals": _DESK,
        "renewal": _DESK,
        "end_stay": _DESK,
        "take_back_end": _DESK,
        "stay_asks": _PUBLIC,
        # places
        "location": _PLACE,
        "set_places": _SET_PLACE,
        "report_security": _SET_PLACE,
        # holds and reviews
        "holds": _HOLDS,
        "hold": _HOLDS,
        "answer_hold": _HOLDS,
        "press_hold": _HOLDS,
        "reviews": _REVIEWS,
        "review": _REVIEWS,
        "answer_review": _REVIEWS,
        # notices, what is said of a hearing, and papers kept by others
        "record_notice": _DESK,
        "record_claim": _DESK,
        "record_court": _DESK,
        "notice_check": _CHECKED,
        "alarms": _ALARMS,
        "alarm": _ALARMS,
        "answer_alarm": _ALARMS,
        "kept_papers": _KEPT,
        "kept_paper": _KEPT,
        "record_kept_paper": _KEEP,
        "ask_for_paper": _KEPT,
        "return_paper": _KEPT,
        "kept_receipt": _KEEP,
        # what only an organisation may open
        "unlock": _CARE,
        "lock": _CARE,
        "sealed": _CARE,
        "sealed_notices": _CARE,
        # the record itself
        "integrity": _INTEGRITY,
        "keys": _KEYS,
        # work permit and CURP
        "permits": _PERMITS,
        "permits_due": _DESK,
        "file_permit": _HELPS_WITH_PERMITS,
        "permit_act": _HELPS_WITH_PERMITS,
        "permit_letter": _PERMITS,
        # rights and complaints
        "rights": _PUBLIC,
        "complain": _PUBLIC,
        "complaint_left": _PUBLIC,
        "complaint_received": _PUBLIC,
        "complaint_answer": _PUBLIC,
        "complaint_withdraw": _PUBLIC,
        "complaint_receipt": _PUBLIC,
        "complaints": _COMPLAINTS,
        "complaint": _COMPLAINTS,
        "acknowledge_complaint": _CARE,
        "answer_complaint": _CARE,
        "pass_on_complaint": _CARE,
        # machines
        "api_request": _CASE,
        "api_person": _CASE,
        "api_why": _CASE,
        "api_holds": _HOLDS,
        "api_description": _PUBLIC,
        "api_verify": _PUBLIC,
        "api_determine": _DESK,
        "api_location": _PLACE,
    }
)
