"""Signing a stay document."""

from datetime import datetime

from estancia.documents.claims import STAY_TYPE, StayClaims, claims_to_map
from estancia.documents.envelopes import close_envelope
from estancia.documents.keys import SigningKey


def sign_stay(*, claims: StayClaims, key: SigningKey, issued_at: datetime) -> bytes:
    """Sign the claims of a stay and give the token: a CBOR Web Token in COSE_Sign1 with ES256, about 200 bytes.

    Raises `ValueError` for a naive `issued_at`.
    """
    return close_envelope(claims=claims_to_map(claims=claims, issued_at=issued_at), kind=STAY_TYPE, key=key)
