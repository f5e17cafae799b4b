"""Papers that can be trusted by someone who has nothing but the paper.

A stay document is a signed code (`sign_stay`, `verify`), a number short enough to say aloud (`card_number`) and a
printed page (`make_paper`). The code names no court, country, asylum, return, place or person. Verification works
without a connection, from a ring of public keys and a signed list of revoked numbers, and answers one word of five.

The rule this room keeps above the others: not knowing is never called valid, and never called false.
"""

from estancia.documents.card_numbers import NotACardNumber, card_number, read_card_number
from estancia.documents.claims import StayClaims, holder_check
from estancia.documents.keys import (
    KeyRing,
    PublicKey,
    RingUnreadable,
    SigningKey,
    revoke,
    ring_from_json,
    ring_to_json,
    rotate,
)
from estancia.documents.paper import PaperContent, PaperKind, make_paper
from estancia.documents.qr import qr_svg, qr_text
from estancia.documents.revocations import ListNotOurs, RevocationList, read_revocations, sign_revocations
from estancia.documents.stays import sign_stay
from estancia.documents.verification import Verdict, Verification, verify

__all__ = [
    "KeyRing",
    "ListNotOurs",
    "NotACardNumber",
    "PaperContent",
    "PaperKind",
    "PublicKey",
    "RevocationList",
    "RingUnreadable",
    "SigningKey",
    "StayClaims",
    "Verdict",
    "Verification",
    "card_number",
    "holder_check",
    "make_paper",
    "qr_svg",
    "qr_text",
    "read_card_number",
    "read_revocations",
    "revoke",
    "ring_from_json",
    "ring_to_json",
    "rotate",
    "sign_revocations",
    "sign_stay",
    "verify",
]
