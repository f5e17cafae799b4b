"""The command line and the browser say the same word of every code: ten thousand forgeries, none accepted by either.

The browser's verifier is asked in Node, which has the same WebCrypto; a sample is asked in a real Chromium in
`tests/journeys/test_verifier.py`.
"""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cbor2
import pytest

from estancia.documents import (
    KeyRing,
    RevocationList,
    qr_text,
    revoke,
    rotate,
    sign_revocations,
    sign_stay,
    verification,
)
from estancia.documents.envelopes import close_envelope
from tests.generative.forgeries import (
    KEY,
    NOW,
    RANDOM_FORGERIES,
    RING,
    STRANGERS_KEY,
    THOUGHT_FORGERIES,
    some_claims,
    some_stay,
)
from tests.generative.verifiers import MILLISECOND, VERIFIER, Asked, browser_says, python_says

KINDS = {forge.__name__ for forge in THOUGHT_FORGERIES}
FORGERIES = 10_000
GOOD = 1_000


@pytest.fixture(scope="module")
def forgeries():
    """Three of four drawn at random, the rest each kind a forger thinks of in turn; none of them is the true text."""
    rng = random.Random(20181220)
    pool = [some_stay(rng) for _ in range(GOOD)]
    kinds = RANDOM_FORGERIES * (3 * len(THOUGHT_FORGERIES) // len(RANDOM_FORGERIES)) + THOUGHT_FORGERIES
    made = []
    for trial in range(FORGERIES):
        token, forge = rng.choice(pool), kinds[trial % len(kinds)]
        made.append(Asked(why=forge.__name__, text=forge(token, rng)))
        assert made[-1].text != qr_text(token)
    return made


@pytest.fixture(scope="module")
def good():
    rng = random.Random(1)
    return [Asked(why="good", text=qr_text(some_stay(rng))) for _ in range(GOOD)]


def test_of_ten_thousand_forgeries_none_is_accepted_and_both_verifiers_agree(forgeries):
    ours, theirs = [python_says(asked) for asked in forgeries], browser_says(forgeries)
    assert {asked.why for asked, said in zip(forgeries, ours, strict=True) if said[0] != "not_ours"} == set()
    assert {asked.why for asked, said in zip(forgeries, theirs, strict=True) if said[0] != "not_ours"} == set()
    assert ours == theirs


def test_of_a_thousand_good_documents_none_is_refused_by_either(good):
    ours, theirs = [python_says(asked) for asked in good], browser_says(good)
    assert {said[0] for said in ours} == {"valid"}
    assert ours == theirs


# ── what is true of a good document: its days, the list, the ring ────────────────────────────────────────

NUMBER = "7K3M-9QTX-2FD"
CLAIMS = replace(
    some_claims(random.Random(3)),
    valid_from=(NOW - timedelta(days=30)).date(),
    valid_until=(NOW + timedelta(days=30)).date(),
)
STAY = qr_text(sign_stay(claims=CLAIMS, key=KEY, issued_at=NOW - timedelta(days=31)))
TOMORROWS = qr_text(sign_stay(claims=CLAIMS, key=KEY, issued_at=NOW + timedelta(days=1)))
BEGINS = datetime(2019, 9, 2, 5, tzinfo=UTC)
HOUR = int(NOW.timestamp())
ENDS = datetime(2019, 11, 2, 8, tzinfo=UTC)
IMPOSTOR = replace(STRANGERS_KEY, kid=KEY.kid)
LATER_RING, LATER_KEY = rotate(RING, NOW - timedelta(days=1))


def listed_at(at, *numbers, key=KEY):
    return sign_revocations(numbers=set(numbers), key=key, issued_at=at)


def saying(said, kind="estancia-revocations+cwt"):
    """A list truly signed by our key that says something else."""
    return RevocationList(numbers=frozenset(), issued_at=NOW, signed=close_envelope(claims=said, kind=kind, key=KEY))


def damaged(listed, at):
    signed = bytearray(listed.signed)
    signed[at] ^= 1
    return replace(listed, signed=bytes(signed))


def stay(why, **how):
    return Asked(why, STAY, **how)


DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
SITUATIONS = [
    ("valid", stay("as it should be")),
    ("valid", Asked("white space around", f"\n\t {STAY}\u3000\x85")),
    ("valid", stay("first instant", now=BEGINS, listed=listed_at(BEGINS))),
    ("cannot_tell", stay("not yet", now=BEGINS - MILLISECOND, listed=listed_at(BEGINS))),
    ("valid", stay("last instant", now=ENDS - MILLISECOND, listed=listed_at(ENDS - DAY / 2))),
    ("expired", stay("its last day has ended", now=ENDS, listed=listed_at(ENDS))),
    ("expired", stay("no list, and its last day has ended", now=ENDS, listed=None)),
    ("revoked", stay("on the list", listed=listed_at(NOW, CLAIMS.number))),
    ("revoked", stay("on an old list", listed=listed_at(NOW - 9 * DAY, CLAIMS.number))),
    ("revoked", stay("on the list and past its days", listed=listed_at(ENDS, CLAIMS.number), now=ENDS)),
    ("valid", stay("another is on the list", listed=listed_at(NOW, NUMBER))),
    ("cannot_tell", stay("no list", listed=None)),
    ("valid", stay("a list of exactly a day", listed=listed_at(NOW - DAY))),
    ("cannot_tell", stay("a list older than a day", now=NOW + MILLISECOND, listed=listed_at(NOW - DAY))),
    ("valid", stay("a clock ten minutes slow", listed=listed_at(NOW + 600 * SECOND))),
    ("cannot_tell", stay("a list from tomorrow", listed=listed_at(NOW + 601 * SECOND))),
    ("cannot_tell", stay("a list of a stranger", listed=listed_at(NOW, key=IMPOSTOR))),
    ("cannot_tell", stay("a stranger's list revokes nothing", listed=listed_at(NOW, CLAIMS.number, key=IMPOSTOR))),
    ("cannot_tell", stay("a damaged list", listed=damaged(listed_at(NOW), 60))),
    ("cannot_tell", stay("a list of another type", listed=saying({6: HOUR, -70011: []}, "JWT"))),
    ("cannot_tell", stay("a list with more in it", listed=saying({6: HOUR, -70011: [], 1: 1}))),
    ("cannot_tell", stay("a list without its hour", listed=saying({6: None, -70011: []}))),
    ("cannot_tell", stay("a list of what are no numbers", listed=saying({6: HOUR, -70011: [7]}))),
    ("cannot_tell", stay("labels that only equal ours", listed=saying({6.0: HOUR, -70011: []}))),
    ("valid", stay("its key has retired", ring=LATER_RING, listed=listed_at(NOW, key=LATER_KEY))),
    ("cannot_tell", stay("a retired key signs no list", ring=LATER_RING, listed=listed_at(NOW))),
    ("cannot_tell", stay("a retired key's list, two days old", ring=LATER_RING, listed=listed_at(NOW - 2 * DAY))),
    ("revoked", stay("its key is revoked", ring=revoke(RING, KEY.kid, NOW), listed=None)),
    ("not_ours", stay("a ring without its key", ring=KeyRing(keys=LATER_RING.keys[1:]))),
    ("not_ours", stay("an empty ring", ring=KeyRing())),
    ("not_ours", Asked("the bare number", CLAIMS.number)),
    ("cannot_tell", Asked("signed after the phone's clock", TOMORROWS)),
]  # fmt: skip


def test_both_verifiers_say_what_is_true_of_a_good_document():
    questions = [asked for _, asked in SITUATIONS]
    expected = [word for word, _ in SITUATIONS]
    ours, theirs = [python_says(asked) for asked in questions], browser_says(questions)
    assert [(asked.why, said[0]) for asked, said in zip(questions, ours, strict=True)] == [
        (asked.why, word) for asked, word in zip(questions, expected, strict=True)
    ]
    assert ours == theirs


def test_two_keys_of_one_ring_are_not_taken_for_each_other():
    header, _, payload, signature = cbor2.loads(sign_stay(claims=CLAIMS, key=KEY, issued_at=NOW)).value
    swapped = {**cbor2.loads(header), 4: LATER_KEY.kid.encode()}
    parts = [cbor2.dumps(swapped, canonical=True), {}, payload, signature]
    asked = Asked("kid swapped", qr_text(cbor2.dumps(cbor2.CBORTag(18, parts), canonical=True)), ring=LATER_RING)
    assert python_says(asked)[0] == browser_says([asked])[0][0] == "not_ours"


# ── faults planted in either verifier are seen by the same questions ─────────────────────────────────────

FAULTS = {
    "reads the key id from the open header": (
        "same(header, encode(new Map([[1, ES256], [4, octets(one.kid)], [16, kind]])))",
        "true",
    ),
    "forgets the age of the list": ("age <= FRESH_FOR", "true"),
    "takes any list": ("if (!await crypto.subtle.verify", "if (kind !== LIST_TYPE && !await crypto.subtle.verify"),
    "lets an open header pass": ("open.size !== 0", "false"),
    "takes either half": ("!isLow(signature.subarray(32))", "false"),
    "forgets the audience": ("claims.get(AUDIENCE) !== STAY_AUDIENCE", "false"),
    "takes claims in another form": ("!same(encode(claims), payload)", "false"),
    "ends a day at midnight in Greenwich": ("now >= expiresAt", "now >= expiresAt - DAY_ENDS * 1000"),
    "believes a revocation only while the list is fresh": (
        "listed && listed.numbers.has(number)",
        "listed && isFresh({ listed, now }) && listed.numbers.has(number)",
    ),
    "counts a revoked key as good": ("key.state === 'revoked' ||", ""),
}


@pytest.fixture(scope="module")
def sample(forgeries):
    """Every situation and some thirty forgeries of each kind that is thought of, with what the command line says."""
    thought = [asked for asked in forgeries if asked.why in KINDS]
    questions = [*(asked for _, asked in SITUATIONS), *thought[:700]]
    return questions, [python_says(asked) for asked in questions]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_planted_in_the_browsers_verifier_is_seen(fault, sample, tmp_path):
    right, wrong = FAULTS[fault]
    source = VERIFIER.read_text("utf-8")
    assert source.count(right) == 1
    whole = source.replace(right, wrong).replace("'../../built/", f"'{VERIFIER.parents[2].as_uri()}/built/")
    (tmp_path / "verifier.mjs").write_text(whole, "utf-8")
    questions, ours = sample
    assert browser_says(questions, verifier=tmp_path / "verifier.mjs") != ours


def test_a_command_line_that_ignores_the_age_of_the_list_is_seen(monkeypatch):
    monkeypatch.setattr(verification, "_is_fresh", lambda listed, **_: listed is not None)
    wrong = [asked.why for word, asked in SITUATIONS if python_says(asked)[0] != word]
    assert wrong == ["a list older than a day", "a list from tomorrow", "a retired key's list, two days old"]


def test_a_command_line_that_takes_any_key_for_the_one_named_is_seen(monkeypatch, sample):
    from estancia.documents import envelopes

    monkeypatch.setattr(envelopes, "_key_named", lambda **asked: asked["ring"].keys[-1])
    forged = [asked for asked in sample[0] if asked.why in KINDS]
    taken = {asked.why for asked in forged if python_says(asked)[0] != "not_ours"}
    assert {"another_type", "another_header"} <= taken
