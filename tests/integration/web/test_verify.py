"""Checking a paper: one word, the number, the dates, nothing else, and no trace."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from estancia.web.verify import views
from estancia.wording import Sentence
from tests.integration.web.window import Window

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


@pytest.mark.parametrize("verdict", list(WORDS), indirect=True)
def test_an_expired_paper_and_no_other_is_said_to_tell_nothing_of_a_stay_that_was_renewed(verdict: str) -> None:
    said = "que pudo renovarse: pida la tarjeta más nueva.</p>"
    page, phone = Client().post("/verify/", {"code": "7K2M 9QXA"}), Client().get("/verify/phone/es/")
    assert (said in page.content.decode()) == (verdict == "expired")
    words = dict(re.findall(r'<template data-word="(\w+)">(.*?)</template>', phone.content.decode(), re.DOTALL))
    assert (said in words[verdict]) == (verdict == "expired")


@pytest.mark.parametrize("word", ["valid", "expired"])
@pytest.mark.parametrize(("language", "said"), [("es", "hay una tarjeta más nueva"), ("en", "there is a newer card")])
def test_a_card_that_was_replaced_says_that_there_is_a_newer_one(
    monkeypatch: pytest.MonkeyPatch, word: str, language: str, said: str
) -> None:
    line = Sentence(es="Se renovó y hay una tarjeta más nueva.", en="It was renewed and there is a newer card.")
    replaced = SimpleNamespace(**vars(says(word)) | {"replaced": True, "line": line})
    for found, shown in ((replaced, True), (says(word), False)):
        monkeypatch.setattr(views, "verify_typed", lambda found=found, **_: found)
        page = Client().post("/verify/", {"code": "7K2M 9QXA", "language": language}).content.decode()
        assert (said in page, ("ask for the newer card.</p>" in page or "pida la tarjeta más nueva.</p>" in page)) == (
            shown,
            word == "expired" and not shown,
        )


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


def test_the_page_a_phone_keeps_is_the_same_whoever_is_signed_in(world: Any, at: Callable[..., Window]) -> None:
    desk, strangers = at(world.desk), Client().get("/verify/phone/es/").content
    assert b"estancia-bar" in desk.client.get("/verify/").content
    assert desk.client.get("/verify/phone/es/").content == strangers


def test_the_worker_may_keep_the_verifiers_own_pages_and_files_and_no_other() -> None:
    told = Client().get("/verify/worker.js")
    assert told["Content-Type"].startswith("text/javascript")
    kept = json.loads(re.search(r"const PARTS = (.+)", told.content.decode())[1])
    assert {one for one in kept if not one.startswith("/static/")} == {
        f"/verify/phone/{language}/{name}" for language in ("es", "en") for name in ("", "manifest.json")
    }
    assert {"/static/estancia/verify/verifier.js", "/static/built/cborg/lib/decode.js"} <= set(kept)


def test_every_file_the_worker_keeps_is_built() -> None:
    from estancia.web.verify.parts import parts, static_file

    assert all(static_file(name).is_file() for name in parts())


def test_a_phone_is_told_how_to_install_the_page_in_its_language() -> None:
    told = Client().get("/verify/phone/es/manifest.json").json()
    assert told["name"] == "Comprobar un documento"
    assert (told["scope"], told["start_url"]) == ("/verify/", "/verify/phone/es/")
    assert Client().get("/verify/phone/xx/").status_code == 404


def test_the_policy_of_the_page_lets_only_our_own_files_run() -> None:
    policy = Client().get("/verify/phone/es/")["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "worker-src 'self'" in policy
    assert "unsafe" not in policy
    assert "blob:" not in policy
