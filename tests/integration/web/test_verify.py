"""Checking a paper: one word, the number, the dates, nothing else, and no trace."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from estancia.web.verify import views
from estancia.wording import Sentence

pytestmark = pytest.mark.django_db
WORDS = {
    "valid": "VÁLIDO",
    "expired": "VENCIDO",
    "revoked": "REVOCADO",
    "not_ours": "NO ES NUESTRO",
    "cannot_tell": "NO SE PUEDE SABER",
}


def says(verdict: str) -> SimpleNamespace:
    ours = verdict in ("valid", "expired", "revoked")
    return SimpleNamespace(
        verdict=verdict,
        word=Sentence(es=WORDS[verdict], en=verdict.upper()),
        number="7K2M-9QXA" if ours else None,
        valid_from=date(2019, 10, 2) if ours else None,
        valid_until=date(2020, 3, 30) if ours else None,
    )


@pytest.fixture
def verdict(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    monkeypatch.setattr(views, "verify_typed", lambda **_: says(request.param))
    return request.param


@pytest.mark.parametrize("verdict", list(WORDS), indirect=True)
def test_each_verdict_is_one_word_in_the_heading(verdict: str) -> None:
    text = Client().post("/verify/", {"code": "7K2M 9QXA"}).content.decode()
    assert f'<h1 class="estancia-verdict">{WORDS[verdict]}</h1>' in text


@pytest.mark.parametrize("verdict", ["valid"], indirect=True)
def test_changing_the_language_keeps_the_answer(verdict: str) -> None:
    client = Client()
    text = client.post("/verify/", {"code": "7K2M9QXA", "language": "en"}).content.decode()
    assert '<html lang="en"' in text
    assert '<h1 class="estancia-verdict">VALID</h1>' in text
    assert client.get("/verify/")["Content-Language"] == "en"


def test_a_number_nobody_issued_is_not_ours_and_leaves_no_trace(now: datetime) -> None:
    from estancia.records.models import AuditEntry

    client = Client()
    before = AuditEntry.objects.count()
    text = client.post("/verify/", {"code": "0000-0000"}).content.decode()
    assert any(WORDS[word] in text for word in ("not_ours", "cannot_tell"))
    assert (AuditEntry.objects.count(), list(client.cookies)) == (before, [])


def test_nothing_typed_says_what_to_type() -> None:
    text = Client().post("/verify/", {"code": "  "}).content.decode()
    assert "<title>Error:" in text
    assert "Escriba el número o el código" in text


def test_the_code_never_stands_in_an_address() -> None:
    text = Client().get("/verify/").content.decode()
    assert 'method="post" action="/verify/"' in text


def test_a_verifier_may_take_the_ring_and_the_list_along() -> None:
    assert set(Client().get("/verify/bundle.json").json()) == {"ring", "revocations"}
