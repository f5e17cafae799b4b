"""What a verifier is told of a card, here and offline: one word, and no trace of who asked, where or when.

Nothing in this module writes a row. A card counts only when it also stands in the issuance log, byte for byte: a
signature made with a stolen key finds no row there.
"""

import base64
import json
from datetime import datetime, timedelta
from pathlib import Path

from estancia.casework.hold_rows import SENTENCES
from estancia.casework.keys import NoSigningKey, ring, ring_file, signing_key, write_whole
from estancia.casework.stay_lines import LIVED
from estancia.casework.views.stay import OfflineBundle, Verification
from estancia.documents import (
    KeyRing,
    ListNotOurs,
    NotACardNumber,
    RevocationList,
    Verdict,
    qr_text,
    read_card_number,
    read_revocations,
    ring_to_json,
    sign_revocations,
    verify,
)
from estancia.documents import Verification as Said
from estancia.records.models import RevokedCard, StayDocument, StayEnd, StayRenewal
from estancia.wording import Sentence

_RENEWED_AFTER = timedelta(minutes=10)
_LONGEST_TYPED = 2000


def verify_typed(*, text: str, now: datetime) -> Verification:
    """Say one of five words for a card number or the text of a code. Public; it keeps nothing of the question."""
    said = _said(text=text[:_LONGEST_TYPED], now=now)
    replaced = said.verdict in (Verdict.VALID, Verdict.EXPIRED) and _is_superseded(number=said.number)
    return Verification(
        verdict=said.verdict.value,
        word=SENTENCES[f"verdict_{said.verdict.value}"],
        line=LIVED["verdict_line_superseded"] if replaced else _line(said=said),
        number=said.number,
        valid_from=said.valid_from,
        valid_until=said.valid_until,
        replaced=replaced,
    )


def _line(*, said: Said) -> Sentence:
    """The word's own sentence; for a card whose stay ended, what became of it."""
    if said.verdict is Verdict.REVOKED and _has_ended(number=said.number):
        return LIVED["verdict_line_ended"]
    return SENTENCES[f"verdict_line_{said.verdict.value}"]


def _is_superseded(*, number: str | None) -> bool:
    return StayRenewal.objects.filter(replaced__number=number).exists()


def _has_ended(*, number: str | None) -> bool:
    return StayEnd.objects.filter(stay__documents__number=number, taken_back_at__isnull=True).exists()


def offline_bundle(*, now: datetime) -> OfflineBundle:
    """Give what a verifier takes along: the public ring and the signed list of revoked cards."""
    keys = ring(now=now)
    listed = _current_list(keys=keys, now=now)
    return OfflineBundle(ring=ring_to_json(keys), revocations=_list_text(listed) if listed else "")


def publish_revocations(*, now: datetime) -> Path | None:
    """Sign the list of revoked cards anew and lay it beside the ring; None where this machine holds no key.

    Called after every confirmed revocation, and by the worker often enough that the list never looks stale.
    """
    try:
        key = signing_key()
    except NoSigningKey:
        return None
    listed = sign_revocations(numbers=_revoked_numbers(), key=key, issued_at=now)
    return write_whole(path=revocations_file(), text=_list_text(listed), mode=0o644)


def revocations_file() -> Path:
    """Say where the signed list lies: beside the ring."""
    return ring_file().with_name("revocations.json")


def revocations_are_old(*, now: datetime) -> bool:
    """Say whether the published list should be signed again: missing, unreadable, or ten minutes old."""
    listed = _published(keys=ring(now=now))
    return listed is None or not timedelta(0) <= now - listed.issued_at < _RENEWED_AFTER


def _said(*, text: str, now: datetime) -> Said:
    keys = ring(now=now)
    code = _code_of(text=text)
    if code is None:
        return Said(verdict=Verdict.NOT_OURS)
    said = verify(text=code, ring=keys, revocations=_current_list(keys=keys, now=now), now=now)
    return said if _issued_by_us(said=said, code=code) else Said(verdict=Verdict.NOT_OURS)


def _code_of(*, text: str) -> str | None:
    """The text of the code: as scanned, or of the card whose number was typed; None for a number never issued."""
    try:
        number = read_card_number(text)
    except NotACardNumber:
        return text.strip()
    row = StayDocument.objects.filter(number=number).only("token").first()
    return qr_text(bytes(row.token)) if row else None


def _issued_by_us(*, said: Said, code: str) -> bool:
    if said.verdict is Verdict.NOT_OURS:
        return True  # nothing to look up, and the same answer either way
    row = StayDocument.objects.filter(number=said.number).only("token").first()
    return row is not None and qr_text(bytes(row.token)) == code


def _current_list(*, keys: KeyRing, now: datetime) -> RevocationList | None:
    """The list as the database has it this moment, signed; the published one where this machine holds no key."""
    try:
        return sign_revocations(numbers=_revoked_numbers(), key=signing_key(), issued_at=now)
    except NoSigningKey:
        return _published(keys=keys)


def _revoked_numbers() -> frozenset[str]:
    """The cards taken back; with the last card of a stay its earlier ones too; and those of stays that ended."""
    taken = RevokedCard.objects.filter(confirmed_at__isnull=False)
    beside = taken.filter(document__stay__state="revoked").values_list("document__stay__documents__number", flat=True)
    ended = StayEnd.objects.filter(taken_back_at__isnull=True).values_list("stay__documents__number", flat=True)
    return frozenset((*taken.values_list("document__number", flat=True), *beside, *ended))


def _list_text(listed: RevocationList) -> str:
    return json.dumps({"form": 1, "signed": base64.b64encode(listed.signed).decode()}, sort_keys=True)


def _published(*, keys: KeyRing) -> RevocationList | None:
    try:
        signed = base64.b64decode(json.loads(revocations_file().read_text())["signed"], validate=True)
        return read_revocations(signed=signed, ring=keys)
    except (OSError, ValueError, KeyError, TypeError, ListNotOurs):
        return None
